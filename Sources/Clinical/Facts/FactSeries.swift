public import Domain

/// A fact that is one reading of a series, chosen by its time against the infusion: the last
/// phosphate before it, the PAI-1 of day 3, whether a fever was reached.
public struct FactSeries: Hashable, Sendable {
    public enum Pick: String, CaseIterable, Sendable {
        case lastBefore, onDay
        /// Whether `least` was reached within the hours; once they have passed, or at once when
        /// it was.
        case reached
    }

    /// The laboratory code of the series.
    public let code: String
    public let pick: Pick
    /// For `onDay`: so many days after the infusion.
    public let day: Int
    /// For `reached`.
    public let hours: Int
    public let least: Double

    init(reading reader: JSONReader) throws(JSONError) {
        try reader.allowOnly(["code", "pick", "day", "hours", "least"])
        code = try reader.member("code").nonEmpty()
        let pick = try reader.member("pick").word(Pick.self)
        self.pick = pick
        day = pick == .onDay ? try reader.member("day").int(in: 0...365) : 0
        hours = pick == .reached ? try reader.member("hours").int(in: 1...10_000) : 0
        least = pick == .reached ? try reader.member("least").double() : 0
    }

    /// The fact of this series among stored values; nil where none of them is it.
    ///
    /// - Parameter observations: in any order.
    public func fact(
        _ id: String, from observations: [Observation], infusion: Instant, now: Instant
    ) -> Fact? {
        let series = observations.filter { $0.code == code && $0.at <= now }
            .sorted { ($0.at, "\($0.value)") < ($1.at, "\($1.value)") }
        switch pick {
        case .lastBefore: return Self.number(id, series.last { $0.at < infusion })
        case .onDay:
            let wanted = infusion.day + day
            return Self.number(id, series.last { $0.at.day == wanted })
        case .reached:
            return reached(
                id, series, from: infusion, to: infusion.adding(minutes: hours * 60), now)
        }
    }

    /// Nothing measured is not the same as no fever, and the hours have to be over.
    private func reached(
        _ id: String, _ series: [Observation], from first: Instant, to last: Instant,
        _ now: Instant
    ) -> Fact? {
        var latest: Instant?
        for observation in series where first <= observation.at && observation.at <= last {
            guard let value = Self.value(observation) else { continue }
            if value >= least { return Fact(id, .truth(true), at: observation.at) }
            latest = observation.at
        }
        guard now >= last, let latest else { return nil }
        return Fact(id, .truth(false), at: latest)
    }

    private static func value(_ observation: Observation) -> Double? {
        if case .number(let number) = observation.value { number } else { nil }
    }

    private static func number(_ id: String, _ observation: Observation?) -> Fact? {
        guard let observation, let value = value(observation) else { return nil }
        return Fact(id, .number(value), unit: observation.unit, at: observation.at)
    }
}
