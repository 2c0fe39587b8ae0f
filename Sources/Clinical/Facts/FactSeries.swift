public import Domain

/// A fact that is one reading of a series, chosen by its time against the infusion: the last
/// phosphate before it, the PAI-1 of day 3, whether a fever was reached.
public struct FactSeries: Hashable, Sendable {
    public enum Pick: String, CaseIterable, Sendable {
        case lastBefore, onDay
        /// Whether `least` was reached within the hours; once they have passed, or at once when
        /// it was.
        case reached
        /// On how many of the days a value stood at or below the limit, counted so far.
        case daysAtMost
        /// `early` up to the last of the days, `late` after it.
        case phase
    }

    /// The laboratory code of the series.
    public let code: String
    public let pick: Pick
    /// For `onDay`: so many days after the infusion.
    public let day: Int
    /// For `reached`.
    public let hours: Int
    public let least: Double
    /// For `daysAtMost`: in the unit of the rules.
    public let most: Double
    /// For `daysAtMost` and `phase`: days after the infusion, from day 0.
    public let lastDay: Int
    /// For `daysAtMost`: so many days in a row may be without a value. Each takes the lower of
    /// its two neighbours; over a longer gap nothing is counted, since missing is not normal.
    public let gap: Int

    init(reading reader: JSONReader) throws(JSONError) {
        try reader.allowOnly([
            "code", "pick", "day", "hours", "least", "most", "lastDay", "gap",
        ])
        code = try reader.member("code").nonEmpty()
        let pick = try reader.member("pick").word(Pick.self)
        self.pick = pick
        day = pick == .onDay ? try reader.member("day").int(in: 0...365) : 0
        hours = pick == .reached ? try reader.member("hours").int(in: 1...10_000) : 0
        least = pick == .reached ? try reader.member("least").double() : 0
        let counts = pick == .daysAtMost
        most = counts ? try reader.member("most").double() : 0
        gap = counts ? try reader.member("gap").int(in: 0...30) : 0
        lastDay = counts || pick == .phase ? try reader.member("lastDay").int(in: 0...365) : 0
    }

    /// The fact of this series among stored values; nil where none of them is it.
    ///
    /// - Parameters:
    ///   - observations: in any order.
    ///   - units: spellings of the code's unit, with the factor to the unit of the rules.
    public func fact(
        _ id: String, from observations: [Observation], infusion: Instant, now: Instant,
        units: [String: Double] = [:]
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
        case .daysAtMost: return days(id, series, infusion: infusion.day, today: now.day, units)
        case .phase:
            return Fact(id, .word(now.day - infusion.day <= lastDay ? "early" : "late"))
        }
    }

    /// The days up to today on which the lowest value stood at or below the limit.
    private func days(
        _ id: String, _ series: [Observation], infusion: Day, today: Day,
        _ units: [String: Double]
    ) -> Fact? {
        let last = min(today - infusion, lastDay)
        guard last >= 0 else { return nil }
        // A neighbour before day 0 or after the last day stands for the days beside it.
        var lowest: [Int: Double] = [:]
        var latest: Instant?
        for observation in series {
            let offset = observation.at.day - infusion
            guard (-gap...last + gap).contains(offset),
                let value = Self.reading(observation, units)
            else { continue }
            lowest[offset] = min(lowest[offset] ?? value, value)
            if offset <= last { latest = observation.at }
        }
        var count = 0
        for day in 0...last {
            let before = (0...gap + 1).first { lowest[day - $0] != nil }
            let after = (0...gap + 1).first { lowest[day + $0] != nil }
            guard let before else { return nil }
            guard let after else {
                // The last days' values may still come: they are not counted yet. But a window that
                // is over, or a patient nobody measures any more, cannot be counted.
                guard today - infusion <= lastDay, last - (day - before) <= gap else { return nil }
                break
            }
            guard before + after <= gap + 1 else { return nil }
            let value = min(lowest[day - before] ?? .infinity, lowest[day + after] ?? .infinity)
            if Nearness.holds(value, .atMost, most) { count += 1 }
        }
        return Fact(id, .number(Double(count)), at: latest)
    }

    /// In the unit of the rules. A reading below what the method can measure is known to be low.
    private static func reading(_ observation: Observation, _ units: [String: Double]) -> Double? {
        guard let factor = units[observation.unit] else { return nil }
        return switch observation.value {
        case .number(let number): number * factor
        case .censored(.below, let number): number * factor
        case .censored(.above, _), .word: nil
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
