public import Domain
import Statistics

/// A list of things to compute from tables, and their answers.
///
/// The tables come through a function, so that the list neither knows folders nor reads a file
/// twice.
public struct CaseList: Sendable {
    public typealias Opener = (String) throws(AnalysisError) -> CSVTable

    private let cases: [JSONReader]
    private let seed: UInt64
    private let threads: Int
    /// For people: groups under five rows stay unseen. Off where another program reads.
    private let hidesSmallGroups: Bool

    public struct Answer: Sendable {
        public let id: String
        public let result: Result<JSON, AnalysisError>
    }

    public init(
        _ reader: JSONReader, seed: UInt64, threads: Int, hidesSmallGroups: Bool = false
    ) throws(AnalysisError) {
        self.hidesSmallGroups = hidesSmallGroups
        cases = try analysing { () throws(JSONError) in try reader.elements() }
        (self.seed, self.threads) = (seed, threads)
    }

    public func run(_ open: Opener) throws(AnalysisError) -> [Answer] {
        var answers: [Answer] = []
        var seen: Set<String> = []
        for reader in cases {
            let id = try analysing { () throws(JSONError) in try reader.member("id").string() }
            guard seen.insert(id).inserted else { throw .caseTwice(id) }
            do throws(AnalysisError) {
                let found = try answer(reader, open)
                answers.append(
                    Answer(
                        id: id,
                        result: .success(hidesSmallGroups ? SmallGroups.hidden(found) : found)))
            } catch {
                answers.append(Answer(id: id, result: .failure(error)))
            }
        }
        return answers
    }

    public static let procedures = [
        "roc", "roc_compare", "kaplan_meier", "logrank", "cumulative_incidence", "cox", "logistic",
        "calibration", "survival_metrics", "random_survival_forest", "xmr", "bootstrap_median",
        "cusum", "g_chart", "association",
    ]

    /// The definitions behind the figures, in the order in which they are shown.
    public static let definitions: [(name: String, phrase: Phrase)] = [
        "kaplan_meier", "logrank", "cumulative_incidence", "cox", "roc", "calibration", "xmr",
        "cusum", "g_chart", "bootstrap_median", "random_survival_forest", "association",
    ].map { ($0, Phrase("definition.\($0)")) }

    private func answer(_ reader: JSONReader, _ open: Opener) throws(AnalysisError) -> JSON {
        let name = try analysing { () throws(JSONError) in
            try reader.member("procedure").string()
        }
        switch name {
        case "xmr": return try ChartCases.xmr(reader)
        case "cusum": return try ChartCases.cusum(reader)
        case "g_chart": return try ChartCases.geometric(reader)
        default: break
        }
        guard Self.procedures.contains(name) else {
            throw .unknownProcedure(name, known: Self.procedures)
        }
        let question = try CaseQuestion(reader, open)
        if hidesSmallGroups { try question.requireGroups(of: SmallGroups.least, for: name) }
        switch name {
        case "roc": return try ClassificationCases.roc(question)
        case "roc_compare": return try ClassificationCases.compare(question)
        case "logistic": return try ClassificationCases.logistic(question)
        case "calibration": return try ClassificationCases.calibration(question)
        case "kaplan_meier": return try SurvivalCases.kaplanMeier(question)
        case "logrank": return try SurvivalCases.logRank(question)
        case "cumulative_incidence": return try SurvivalCases.incidence(question)
        case "bootstrap_median": return try SurvivalCases.bootstrap(question, seed: seed)
        case "cox": return try RegressionCases.cox(question)
        case "association": return try AssociationCases.associations(question)
        case "survival_metrics": return try RegressionCases.metrics(question)
        default: return try ForestCases.forest(question, seed: seed, threads: threads)
        }
    }
}

extension CaseQuestion {
    /// A test between groups lists what each of them saw, without its size: it is refused whole.
    func requireGroups(of least: Int, for procedure: String) throws(AnalysisError) {
        guard procedure == "logrank" else { return }
        var counts: [String: Int] = [:]
        for case let label? in try rows.labels(try text("group")) {
            counts[label, default: 0] += 1
        }
        if let fewest = counts.values.min(), fewest < least {
            throw .estimate(.tooFewRows(found: fewest, needed: least))
        }
    }
}

/// One case with its table and the rows that its `where` leaves.
struct CaseQuestion {
    let reader: JSONReader
    let rows: CaseRows

    init(_ reader: JSONReader, _ open: CaseList.Opener) throws(AnalysisError) {
        let (name, filter) = try analysing { () throws(JSONError) in
            (try reader.member("data").string(), try reader.optional("where"))
        }
        self.reader = reader
        rows = try CaseRows(try open(name)).selected(by: filter)
    }

    func text(_ name: String) throws(AnalysisError) -> String {
        try analysing { () throws(JSONError) in try reader.member(name).string() }
    }

    func optionalText(_ name: String) throws(AnalysisError) -> String? {
        try analysing { () throws(JSONError) in try reader.optional(name)?.string() }
    }

    func numbers(_ name: String) throws(AnalysisError) -> [Double] {
        try analysing { () throws(JSONError) in
            guard let list = try reader.optional(name) else { return [] }
            return try list.elements().map { element throws(JSONError) in try element.double() }
        }
    }

    func int(_ name: String, default fallback: Int) throws(AnalysisError) -> Int {
        try analysing { () throws(JSONError) in try reader.optional(name)?.int() ?? fallback }
    }

    func flag(_ name: String) throws(AnalysisError) -> Bool {
        try analysing { () throws(JSONError) in try reader.optional(name)?.bool() ?? false }
    }

    var confidence: Double {
        get throws(AnalysisError) {
            try analysing { () throws(JSONError) in
                guard let conf = try reader.optional("conf") else { return 0.95 }
                let value = try conf.double()
                guard value > 0, value < 1 else { throw conf.failure(.range("0…1")) }
                return value
            }
        }
    }

    func values(_ name: String) throws(AnalysisError) -> [JSON] {
        try analysing { () throws(JSONError) in
            guard let member = try reader.optional(name) else { return [JSON.int(1)] }
            return CaseRows.values(member.value)
        }
    }

    /// Times and events of the rows that have both and everything else that is asked of them.
    struct Survival {
        let sample: SurvivalSample
        /// Positions among the rows of the question.
        let kept: [Int]
    }

    func survival(
        requiring others: [[Bool]] = []
    ) throws(AnalysisError) -> Survival {
        let times = try rows.numbers(try text("time"))
        let events = try rows.matches(try text("event"), try values("event_values"))
        let kept = rows.rows.indices.filter { index in
            times[index] != nil && events[index] != nil && others.allSatisfy { $0[index] }
        }
        let sample = try analysing { () throws(StatisticsError) in
            try SurvivalSample(
                times: kept.compactMap { times[$0] }, events: kept.compactMap { events[$0] })
        }
        return Survival(sample: sample, kept: kept)
    }

    /// True for the positive outcome; nil where the label is missing.
    func outcomes() throws(AnalysisError) -> [Bool?] {
        try rows.matches(try text("label"), try values("positive"))
    }
}

extension JSON {
    /// A number, or null for what could not be estimated.
    static func optional(_ value: Double?) -> JSON { value.map { .double($0) } ?? .null }
}
