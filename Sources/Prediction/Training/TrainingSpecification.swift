public import Domain

/// What a centre asks for when it trains a model: the file beside the data.
public struct TrainingSpecification: Sendable {
    public let id: String
    public let version: String
    public let card: CardText
    public let outcome: ModelOutcome
    public let predictors: PredictorList
    /// The rows of the data to train on, as the cases of the statistics select them.
    public let filter: JSONReader?
    /// For a ratio: the rows that validate the winner.
    public let validationFilter: JSONReader?
    public let penalty: Penalty
    public let forest: ForestSettings
    /// For a ratio: shuffles of the outcome, and repeats of the nested folds.
    public let permutations: Int
    public let folds: Int
    public let repeats: Int
    /// Bootstrap samples for the correction of optimism.
    public let resamples: Int

    /// Read when the columns are known.
    let rules: JSONReader?
    /// The inputs that a second model, trained beside the first, does without.
    public let fallbackWithout: [String]

    public enum Penalty: Sendable, Hashable {
        case none
        case ridge(inverseStrength: Double)
    }

    public enum PredictorList: Sendable {
        case named([Predictor])
        case all
        case allAfter(String)
    }

    /// The parts of the card that only a person can write.
    public struct CardText: Sendable, Hashable {
        public let name: String
        public let intendedUse: String
        public let notFor: String
        public let population: String
        public let outcome: String
        public let predictionTime: PredictionTime
        public let limits: [String]
        public let approvedBy: String?
        public let reviewDate: Day?
        public let isSimulated: Bool
    }

    static let members: Set<String> = [
        "id", "version", "name", "intended_use", "not_for", "population", "outcome_text",
        "prediction_time", "limits", "approved_by", "review_date", "simulated", "label",
        "positive", "at_least", "time", "event", "event_values", "horizon", "predictors",
        "features", "terms", "where", "validation", "penalty", "C", "trees", "min_leaf",
        "min_split", "features_per_split", "permutations", "folds", "repeats", "kind",
        "standardise", "ties", "note", "resamples", "rules", "fallback_without",
    ]

    public init(_ reader: JSONReader, seed: UInt64) throws(JSONError) {
        try reader.allowOnly(Self.members)
        outcome = try Self.outcome(reader)
        id = try reader.optional("id")?.string() ?? outcome.columns.joined(separator: "-")
        version = try reader.optional("version")?.string() ?? "1.0.0"
        card = try CardText(reader, id: id, outcome: outcome)
        predictors = try Self.predictors(reader)
        filter = try reader.optional("where")
        rules = try reader.optional("rules")
        fallbackWithout =
            try reader.optional("fallback_without").map { (list) throws(JSONError) in
                try Self.texts(list)
            } ?? []
        validationFilter = try reader.optional("validation")
        penalty = try Self.penalty(reader)
        var forest = ForestSettings(seed: seed)
        forest.trees = try reader.optional("trees")?.int(in: 1...10_000) ?? forest.trees
        forest.minLeaf = try reader.optional("min_leaf")?.int(in: 1...1_000_000) ?? 10
        forest.minSplit =
            try reader.optional("min_split")?.int(in: 1...1_000_000) ?? 2 * forest.minLeaf
        if let wanted = try reader.optional("features_per_split"),
            case .number = wanted.value.content
        {
            forest.featuresPerSplit = try wanted.int(in: 1...100_000)
        }
        self.forest = forest
        permutations = try reader.optional("permutations")?.int(in: 0...100_000) ?? 200
        folds = try reader.optional("folds")?.int(in: 2...50) ?? 5
        repeats = try reader.optional("repeats")?.int(in: 1...200) ?? 10
        resamples = try reader.optional("resamples")?.int(in: 20...10_000) ?? 200
    }

    /// A text, a number or a list of them, as texts.
    private static func texts(_ reader: JSONReader) throws(JSONError) -> [String] {
        let list: [JSONReader]
        if case .array = reader.value.content {
            list = try reader.elements()
        } else {
            list = [reader]
        }
        return try list.map { (element) throws(JSONError) in
            if case .number(let digits) = element.value.content { return digits }
            return try element.string()
        }
    }

    private static func outcome(_ reader: JSONReader) throws(JSONError) -> ModelOutcome {
        if let time = try reader.optional("time") {
            return .survival(
                time: try time.string(), event: try reader.member("event").string(),
                positive: try reader.optional("event_values").map {
                    (values) throws(JSONError) in try texts(values)
                } ?? ["1"],
                horizon: try reader.member("horizon").double())
        }
        let label = try reader.member("label").string()
        if let least = try reader.optional("at_least") {
            return .atLeast(column: label, try least.double())
        }
        return .values(
            column: label,
            positive: try reader.optional("positive").map { (values) throws(JSONError) in
                try texts(values)
            } ?? ["1"])
    }

    private static func predictors(_ reader: JSONReader) throws(JSONError) -> PredictorList {
        var found = try reader.optional("predictors")
        if found == nil { found = try reader.optional("features") }
        if found == nil { found = try reader.optional("terms") }
        guard let list = found else { throw reader.failure(.member("predictors")) }
        if case .string(let word) = list.value.content {
            if word == "all" { return .all }
            let mark = "all_after:"
            guard word.hasPrefix(mark) else {
                throw list.failure(.word(of: ["all", "all_after:COLUMN"]))
            }
            return .allAfter(String(word.dropFirst(mark.count)))
        }
        return .named(
            try list.elements().map { (element) throws(JSONError) in try predictor(element) })
    }

    private static func predictor(_ reader: JSONReader) throws(JSONError) -> Predictor {
        if case .string(let column) = reader.value.content {
            return Predictor(column: column, coding: .number)
        }
        try reader.allowOnly(["column", "unit", "levels", "ordinal", "log"])
        let coding: Predictor.Coding
        if let levels = try reader.optional("levels") {
            coding = .levels(try texts(levels))
        } else if let levels = try reader.optional("ordinal") {
            coding = .ordinal(try texts(levels))
        } else {
            coding = try reader.optional("log")?.bool() ?? false ? .logarithm : .number
        }
        return Predictor(
            column: try reader.member("column").string(),
            unit: try reader.optional("unit")?.string(), coding: coding)
    }

    private static func penalty(_ reader: JSONReader) throws(JSONError) -> Penalty {
        let strength = try reader.optional("C")?.double()
        if let strength, strength <= 0 { throw reader.failure(.range("C > 0")) }
        guard let penalty = try reader.optional("penalty") else {
            return .ridge(inverseStrength: strength ?? 1)
        }
        switch try penalty.string() {
        case "none": return .none
        case "l2": return .ridge(inverseStrength: strength ?? 1)
        default: throw penalty.failure(.word(of: ["none", "l2"]))
        }
    }
}

extension TrainingSpecification.CardText {
    init(_ reader: JSONReader, id: String, outcome: ModelOutcome) throws(JSONError) {
        func text(_ name: String) throws(JSONError) -> String {
            try reader.optional(name)?.string() ?? ""
        }
        name = try reader.optional("name")?.string() ?? id
        intendedUse = try text("intended_use")
        notFor = try text("not_for")
        population = try text("population")
        let words = try text("outcome_text")
        self.outcome = words.isEmpty ? Self.describe(outcome) : words
        predictionTime =
            try reader.optional("prediction_time")?.word(PredictionTime.self) ?? .other
        limits =
            try reader.optional("limits").map { (list) throws(JSONError) in
                try list.elements().map { (element) throws(JSONError) in try element.string() }
            } ?? []
        approvedBy = try reader.optional("approved_by")?.string()
        reviewDate = try reader.optional("review_date")?.day()
        isSimulated = try reader.optional("simulated")?.bool() ?? false
    }

    private static func describe(_ outcome: ModelOutcome) -> String {
        switch outcome {
        case .values(let column, let positive):
            "\(column) = \(positive.joined(separator: " | "))"
        case .atLeast(let column, let least): "\(column) ≥ \(DecimalText.text(least))"
        case .survival(let time, let event, let positive, let horizon):
            "\(event) = \(positive.joined(separator: " | ")), "
                + "\(time) ≤ \(DecimalText.text(horizon))"
        }
    }
}
