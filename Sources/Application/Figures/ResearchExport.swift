public import Domain
import Statistics
import Store

/// The centre's courses for research and registries, without anything that names a person.
///
/// No number of the hospital, no name, no date and no free text leaves: milestones become days from
/// the referral, ages become bands, the order of the rows is drawn by chance. Whoever would still
/// be one of fewer than five of a kind has what makes them rare taken away.
public struct ResearchExport: Sendable {
    /// One for each course, in the order of `header`.
    let lines: [[String]]
    public var rows: Int { lines.count }
    /// Rows of which something had to be taken away.
    public let blurred: Int

    static let milestones = Milestone.Kind.allCases.filter { $0 != .referred && $0 != .ended }
    static let header =
        ["row", "age", "sex", "indication", "product", "urgency", "year"]
        + milestones.map { "days_\($0.rawValue)" }
        + ["days_end", "ending", "crs_worst_d30", "icans_worst_d30"]

    private struct Row {
        var age: String
        var sex: String
        var indication: String
        var product: String
        let rest: [String]

        /// What an acquaintance might know.
        var kind: [String] { [age, sex, indication, product] }
    }

    init(_ history: [CourseTrace], _ facts: IndicatorFacts, _ scope: FigureScope, seed: UInt64) {
        var found = scope.courses(of: history).filter { scope.holds($0.referred.day) }
            .map { Self.row($0, facts) }
        var blurred = Set<Int>()
        // What is rarest in what it tells goes first: the product, then the age, then the disease.
        let steps: [WritableKeyPath<Row, String> & Sendable] = [
            \.product, \.age, \.sex, \.indication,
        ]
        for step in steps {
            var counts: [[String]: Int] = [:]
            for row in found { counts[row.kind, default: 0] += 1 }
            for place in found.indices
            where counts[found[place].kind, default: 0] < SmallGroups.least {
                found[place][keyPath: step] = "*"
                blurred.insert(place)
            }
        }
        var order = Array(found.indices)
        var random = SeededGenerator(seed: seed)
        random.shuffle(&order)
        lines = order.enumerated().map { number, place in
            [String(number + 1)] + found[place].kind + found[place].rest
        }
        self.blurred = blurred.count
    }

    public var csv: String {
        var writer = CSVWriter(header: Self.header)
        for line in lines { writer.write(line) }
        return writer.text
    }

    private static func row(_ trace: CourseTrace, _ facts: IndicatorFacts) -> Row {
        func days(_ at: Instant?) -> String {
            at.map { String($0.day - trace.referred.day) } ?? ""
        }
        let band =
            trace.age < 18
            ? "< 18"
            : trace.age >= 80
                ? "≥ 80"
                : "\(trace.age / 10 * 10)–\(trace.age / 10 * 10 + 9)"
        let ending: String =
            switch trace.ending {
            case nil: "open"
            case .completed: "completed"
            case .withdrawn(let why): why.rawValue
            }
        let isInfused = trace.at(.infused) != nil
        func worst(_ toxicity: Toxicity) -> String {
            guard isInfused else { return "" }
            if let level = facts.grades[trace.id]?[toxicity] { return String(level) }
            return facts.graded.contains(trace.id) ? "0" : ""
        }
        return Row(
            age: band, sex: trace.sex.rawValue, indication: trace.indication.rawValue,
            product: trace.product?.text ?? "",
            rest: [trace.urgency.rawValue, String(trace.referred.day.year)]
                + milestones.map { days(trace.at($0)) }
                + [days(trace.ended), ending, worst(.crs), worst(.icans)])
    }
}

extension Office {
    /// Writes the rows in the person's name; the journal keeps that they left.
    public func research(
        _ scope: FigureScope, seed: UInt64, _ order: Order = Order()
    ) throws(StoreError) -> ResearchExport {
        let outcome = try perform(.exportResearch, order) { act throws(StoreError) in
            ResearchExport(
                try act.courseTraces(), try act.indicatorFacts(asOf: scope.asOf), scope, seed: seed)
        }
        guard case .saved(let export, _) = outcome else {
            throw .refused(Phrase("research.repeated"))
        }
        return export
    }
}
