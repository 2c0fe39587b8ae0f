public import Domain
import Statistics
import Store

/// What of a collected product goes with its making, with toxicity and with response: the centre's
/// own courses, one row each.
///
/// Only what the store holds is used: a course whose toxicity nobody graded has none here, and is
/// left out of that pair.
public struct ProductQuality: Sendable {
    /// The rows as a table, for other programs.
    public let csv: String
    public let rowCount: Int
    /// As the procedure `association` of the statistics answers.
    public let answer: JSON

    static let factors = ["cd3_dose", "cd4_cd8", "naive_percent", "viability_percent"]
    static let header =
        ["course"] + factors + [
            "manufacturing_failure", "crs_grade", "icans_grade", "complete_response",
        ]

    init(_ rows: [[String]]) throws(AnalysisError) {
        var writer = CSVWriter(header: Self.header)
        for row in rows { writer.write(row) }
        (csv, rowCount) = (writer.text, rows.count)
        let factors = JSON.array(Self.factors.map { .string($0) })
        let outcomes: [JSON] = [
            .object([("column", .string("manufacturing_failure"))]),
            .object([("column", .string("crs_grade")), ("at_least", .int(2))]),
            .object([("column", .string("icans_grade")), ("at_least", .int(1))]),
            .object([("column", .string("complete_response"))]),
        ]
        let cases = JSON.array([
            .object([
                ("id", .string("quality")), ("procedure", .string("association")),
                ("data", .string("store")), ("factors", factors), ("outcomes", .array(outcomes)),
            ])
        ])
        let reader = try analysing { () throws(JSONError) in
            try JSONReader(parsing: Array(cases.compact.utf8))
        }
        // Every figure here is of people: what would rest on fewer than five is not shown.
        let list = try CaseList(reader, seed: 1, threads: 1, hidesSmallGroups: true)
        let table = csv
        let found = try list.run { (_) throws(AnalysisError) in
            try analysing { () throws(CSVError) in try CSVTable.parse(table) }
        }
        guard let first = found.first else { throw .estimate(.noRows) }
        answer = Self.masked(try first.result.get())
    }

    /// Of many courses, a handful with one outcome are a small group too.
    private static func masked(_ answer: JSON) -> JSON {
        guard case .object(let members) = answer.content,
            case .array(let pairs)? = answer["pairs"]?.content
        else { return answer }
        let shown = pairs.map { pair -> JSON in
            guard case .object(let figures) = pair.content,
                case .number(let digits)? = pair["events"]?.content,
                case .number(let total)? = pair["n"]?.content,
                let events = Int(digits), let count = Int(total),
                min(events, count - events) < SmallGroups.least
            else { return pair }
            return .object(
                figures.map { figure in
                    figure.name == "events"
                        ? (figure.name, .string("–")) : (figure.name, figure.value)
                })
        }
        return .object(
            members.map { member in
                member.name == "pairs"
                    ? (member.name, .array(shown)) : (member.name, member.value)
            })
    }

    public func lines(_ wording: Wording) -> [String] {
        guard case .array(let pairs)? = answer["pairs"]?.content else {
            return [wording("quality.tooFew")]
        }
        return pairs.map { pair in
            func text(_ name: String) -> String {
                switch pair[name]?.content {
                case .string(let text): text
                case .number(let digits): digits
                default: "–"
                }
            }
            func decimal(_ name: String) -> Phrase.Value {
                if case .number(let digits)? = pair[name]?.content, let value = Double(digits) {
                    return .decimal(value, places: 2)
                }
                return .text("–")
            }
            guard pair["factor"] != nil else { return wording("quality.tooFew") }
            let names: [String: Phrase.Value] = [
                "factor": .text(text("factor")), "outcome": .text(text("outcome")),
                "n": .text(text("n")), "events": .text(text("events")),
                "odds": decimal("odds_ratio_per_sd"), "low": decimal("ci_low"),
                "high": decimal("ci_high"), "area": decimal("auc"),
                "share": decimal("false_discovery"),
            ]
            let isRefused = pair["refused"] != nil
            return wording(Phrase(isRefused ? "quality.refused" : "quality.pair", names))
        }
    }
}

extension Office {
    /// The centre's collections with what became of them.
    public func productQuality() throws(StoreError) -> ProductQuality {
        let rows = try look(.readPatients) { view throws(StoreError) in
            var rows: [[String]] = []
            var seen: Set<Course.ID> = []
            let traces = Dictionary(
                try view.courseTraces().map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
            let worst = try view.worstGrades()
            let responses = try view.newestWords(code: "best_response")
            for stored in try view.all(.collections) {
                // The first collection of a course is the one that its product came from.
                let course = stored.record.course
                guard let trace = traces[course], seen.insert(course).inserted else { continue }
                rows.append(
                    row(
                        of: stored.record, trace, worst[course] ?? [:], responses[trace.patient]))
            }
            return rows
        }
        do throws(AnalysisError) {
            return try ProductQuality(rows)
        } catch {
            throw .refused(error.phrase)
        }
    }

    private func row(
        of collection: CollectionRecord, _ course: CourseTrace, _ grades: [Toxicity: Int],
        _ response: String?
    ) -> [String] {
        func worst(_ toxicity: Toxicity) -> String {
            guard course.at(.infused) != nil else { return "" }
            return grades[toxicity].map(String.init) ?? ""
        }
        let answered = response.map { $0 == "CR" ? "1" : "0" } ?? ""
        let isMade = course.at(.released) != nil || course.at(.infused) != nil
        let failed = course.ending == .withdrawn(.manufacturingFailure)
        let quality = collection.quality
        return [
            course.id.text, DecimalText.text(collection.collectedCells),
            quality.cd4cd8.map { DecimalText.text($0) } ?? "",
            quality.naivePercent.map { DecimalText.text($0) } ?? "",
            quality.viabilityPercent.map { DecimalText.text($0) } ?? "",
            failed ? "1" : isMade ? "0" : "", worst(.crs), worst(.icans), answered,
        ]
    }
}
