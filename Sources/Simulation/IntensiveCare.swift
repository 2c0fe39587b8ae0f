public import Statistics

/// How often, when and for how long intensive care is needed after an infusion, and its real beds.
public struct IntensiveCare: Sendable, Equatable {
    /// A number with its share of all.
    public struct Weight: Sendable, Equatable {
        public let number: Int
        public let share: Double

        public init(_ number: Int, _ share: Double) { (self.number, self.share) = (number, share) }
    }

    /// The chance of being admitted, by maker as the fit counts them.
    public var shares: [Double]
    /// Days from the infusion to the admission.
    public var days: [Weight]
    public var nights: [Weight]
    /// Real beds that are open and not taken by other patients, from the first day on.
    public var beds: [Int]
    /// From the centre's own stays; else from the figures of the rules.
    public var isOwn: Bool

    public init(
        shares: [Double], days: [Weight], nights: [Weight], beds: [Int], isOwn: Bool
    ) {
        (self.shares, self.days, self.nights) = (shares, days, nights)
        (self.beds, self.isOwn) = (beds, isOwn)
    }

    /// What a patient brings, drawn before anything is booked.
    struct Need: Sendable {
        let need: Double
        let day: Double
        let nights: Double
        /// When on its day somebody is brought.
        let hour: Double
    }

    /// When somebody infused on a day is brought, and for how long; nil for most.
    func visit(_ need: Need, maker: Int, infusion: Int) -> (arrival: Double, service: Double)? {
        guard shares.indices.contains(maker), need.need < shares[maker] else { return nil }
        let day = infusion + Self.one(of: days, need.day)
        return (Double(day) + need.hour, Double(max(1, Self.one(of: nights, need.nights))))
    }

    /// The same for one patient alone: the day after the infusion and the number of nights.
    public func visit(
        maker: Int, _ random: inout SeededGenerator
    ) -> (day: Int, nights: Int)? {
        let need = Need(
            need: random.unit(), day: random.unit(), nights: random.unit(), hour: random.unit())
        return visit(need, maker: maker, infusion: 0).map { (Int($0.arrival), Int($0.service)) }
    }

    private static func one(of weights: [Weight], _ unit: Double) -> Int {
        var left = unit * weights.reduce(0) { $0 + $1.share }
        for weight in weights {
            left -= weight.share
            if left < 0 { return weight.number }
        }
        return weights.last?.number ?? 0
    }

    /// Who is brought in the year and finds every bed taken.
    func serve(
        _ visits: [(arrival: Double, service: Double)], in year: Range<Int>
    ) -> Station.Outcome {
        Station.turnAway(
            visits.sorted { ($0.arrival, $0.service) < ($1.arrival, $1.service) },
            counting: Double(year.lowerBound)...Double(year.upperBound).nextDown
        ) { time in
            let day = Int(time)
            return beds.indices.contains(day) ? beds[day] : beds.last ?? 0
        }
    }
}
