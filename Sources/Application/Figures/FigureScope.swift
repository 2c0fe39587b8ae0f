public import Domain

/// Which courses a figure counts, and as of when.
public struct FigureScope: Equatable, Sendable {
    /// What happened later is not known to the figure.
    public var asOf: Instant
    /// Days between which the counted beginning lies; open ends are open.
    public var from: Day?
    public var to: Day?
    public var product: Product.ID?
    public var indication: Indication?
    public var urgency: Urgency?
    public var hospital: String?
    public var grouping: FigureGrouping?

    public init(asOf: Instant) { self.asOf = asOf }

    /// The courses with what was known of them then.
    public func courses(of history: [CourseTrace]) -> [CourseTrace] {
        history.compactMap { trace in
            guard product == nil || trace.product == product,
                indication == nil || trace.indication == indication,
                urgency == nil || trace.urgency == urgency,
                hospital == nil || trace.hospital == hospital
            else { return nil }
            return trace.asOf(asOf)
        }
    }

    public func holds(_ day: Day) -> Bool {
        (from.map { $0 <= day } ?? true) && (to.map { day <= $0 } ?? true)
    }

    /// The scope in words: what stands under every title.
    public var phrase: Phrase {
        var parts: [Phrase.Value] = [.phrase(Phrase("figure.asOf", ["at": .instant(asOf)]))]
        if from != nil || to != nil {
            parts.append(
                .phrase(
                    Phrase(
                        "figure.period",
                        [
                            "from": from.map { .day($0) } ?? .text("…"),
                            "to": to.map { .day($0) } ?? .text("…"),
                        ])))
        }
        if let product { parts.append(.text(product.text)) }
        if let indication { parts.append(.phrase(indication.phrase)) }
        if let urgency { parts.append(.phrase(urgency.phrase)) }
        if let hospital { parts.append(.text(hospital)) }
        return Phrase("figure.scope", ["parts": .list(parts)])
    }
}

/// By what courses are set side by side.
public enum FigureGrouping: String, CaseIterable, Sendable {
    case product, indication, hospital, urgency, period, sex, age, distance
}

extension FigureGrouping: Worded { public static let vocabulary = "figureGroup" }

/// A group of courses: its place in the order, its key in exports, and its name.
public struct FigureGroup: Hashable, Sendable {
    public let key: String
    public let label: Phrase.Value
    let order: String

    init(_ key: String, _ label: Phrase.Value, order: String? = nil) {
        (self.key, self.label, self.order) = (key, label, order ?? key)
    }

    static let unknown = FigureGroup("–", .phrase(Phrase("figure.unknown")), order: "~")

    /// Bands as registries count them, and the kilometres that a day's journey divides.
    private static let ages = [0, 18, 40, 65, 75]
    private static let kilometres = [0, 20, 50, 100, 200]

    private static func band(_ value: Int, _ edges: [Int]) -> FigureGroup {
        let place = edges.lastIndex { $0 <= value } ?? 0
        let text =
            place + 1 < edges.count
            ? "\(edges[place])–\(edges[place + 1] - 1)" : "≥ \(edges[place])"
        return FigureGroup(text, .text(text), order: String(place))
    }

    /// - Parameters:
    ///   - day: the beginning that is counted, which says the period.
    ///   - distances: kilometres to each hospital that somebody has entered.
    static func group(
        _ trace: CourseTrace, by grouping: FigureGrouping, on day: Day, _ distances: [String: Int]
    ) -> FigureGroup {
        switch grouping {
        case .product: trace.product.map { FigureGroup($0.text, .text($0.text)) } ?? .unknown
        case .indication:
            FigureGroup(trace.indication.rawValue, .phrase(trace.indication.phrase))
        case .hospital: FigureGroup(trace.hospital, .text(trace.hospital))
        case .urgency:
            FigureGroup(
                trace.urgency.rawValue, .phrase(trace.urgency.phrase),
                order: String(9 - (Urgency.allCases.firstIndex(of: trace.urgency) ?? 0)))
        case .period:
            // Half-years: long enough for a median, short enough to see a change.
            FigureGroup(
                "\(day.year)-\(day.month <= 6 ? "H1" : "H2")",
                .text("\(day.year)-\(day.month <= 6 ? "H1" : "H2")"))
        case .sex: FigureGroup(trace.sex.rawValue, .phrase(trace.sex.phrase))
        case .age: band(trace.age, ages)
        case .distance: distances[trace.hospital].map { band($0, kilometres) } ?? .unknown
        }
    }
}
