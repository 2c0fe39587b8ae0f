public import Domain
public import Scheduling

/// What a centre has decided for its planning and no product's label says: how many days a stay
/// is taken to last, by when an urgent course should be infused, what moving a date costs.
///
/// Nothing of it is evidence. It stands in a resource with its source and state, and a centre
/// replaces it.
public struct PlanningTerms: Sendable, Equatable {
    /// Days from the end of conditioning to the infusion where the catalogue binds none.
    public var conditioningGap: ClosedRange<Int>
    public var lengthOfStay: Int
    public var isInpatientConditioning: Bool
    /// Percent of a bed of intensive care on the days after the infusion.
    public var reserve: [Int]
    public var deadlineDays: [Urgency: Int]
    public var dayWeight: [Urgency: Int]
    public var lateDayWeight: [Urgency: Int]
    public var otherProductCost: Int
    public var changeCost: Instance.ChangeCost
    public var uncertainty: Uncertainty
    public var source: Phrase.Value

    /// The terms that come with the program.
    public static let standard: PlanningTerms = {
        let path = "Resources/planning/terms.json"
        do throws(JSONError) {
            return try PlanningTerms(
                reading: JSONReader(parsing: Asset.named(path)?.bytes ?? [], limits: .file))
        } catch {
            // The file is part of the program and a test reads it.
            fatalError("\(path): \(error)")
        }
    }()

    public init(reading reader: JSONReader) throws(JSONError) {
        try reader.allowOnly([
            "schema", "version", "note", "source", "state", "conditioningGap", "lengthOfStay",
            "inpatientConditioning", "reserve", "deadlineDays", "dayWeight", "lateDayWeight",
            "otherProductCost", "changeCost", "uncertainty",
        ])
        let gap = try reader.member("conditioningGap")
        let least = try gap.member("least").int(in: 0...60)
        conditioningGap = least...(try gap.member("most").int(in: least...120))
        lengthOfStay = try reader.member("lengthOfStay").int(in: 1...200)
        isInpatientConditioning = try reader.member("inpatientConditioning").bool()
        reserve = Array(try reader.member("reserve").ints(in: 0...100).prefix(Instance.reserveDays))
        deadlineDays = try Self.byUrgency(reader.member("deadlineDays"))
        dayWeight = try Self.byUrgency(reader.member("dayWeight"))
        lateDayWeight = try Self.byUrgency(reader.member("lateDayWeight"))
        otherProductCost = try reader.member("otherProductCost").int(in: 0...1_000_000)
        changeCost = try Self.changeCost(reader.member("changeCost"))
        uncertainty = try Self.uncertainty(reader.member("uncertainty"))
        let words = try reader.member("source")
        try words.allowOnly(["en", "ja"])
        source = .either(
            english: try words.member("en").string(), japanese: try words.member("ja").string())
    }

    private static func byUrgency(_ reader: JSONReader) throws(JSONError) -> [Urgency: Int] {
        var found: [Urgency: Int] = [:]
        for urgency in Urgency.allCases {
            found[urgency] = try reader.member(urgency.rawValue).int(in: 0...100_000)
        }
        return found
    }

    private static func changeCost(
        _ reader: JSONReader
    ) throws(JSONError) -> Instance.ChangeCost {
        var cost = Instance.ChangeCost(product: try reader.member("product").int(in: 0...1_000_000))
        for activity in Scheduling.Activity.allCases {
            let move = try reader.member(activity.rawValue)
            cost.moves[activity] = Instance.ChangeCost.Move(
                fixed: try move.member("once").int(in: 0...1_000_000),
                perDay: try move.member("perDay").int(in: 0...1_000_000))
        }
        return cost
    }

    private static func uncertainty(_ reader: JSONReader) throws(JSONError) -> Uncertainty {
        let source = try reader.member("source").string()
        func distribution(_ name: String) throws(JSONError) -> Distribution {
            var shares: [(days: Int, probability: Double)] = []
            for pair in try reader.member(name).elements() {
                let parts = try pair.elements()
                guard parts.count == 2 else { throw pair.failure(.kind(.array)) }
                shares.append(
                    (try parts[0].int(in: -365...365), try parts[1].double()))
            }
            return Distribution(shares, source: source)
        }
        return Uncertainty(
            manufacturing: try distribution("manufacturing"),
            failure: try reader.member("failure").double(), failureSource: source,
            delay: try distribution("delay"), stay: try distribution("stay"))
    }
}
