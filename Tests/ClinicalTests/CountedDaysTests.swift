import Application
import Clinical
import Domain
import Support
import Testing

/// Days below a limit, counted from the stored series instead of by hand.
struct CountedDaysTests {
    private static let infusion = Day(number: 20_000)

    private static func at(_ offset: Int, _ hour: Int = 6) -> Instant {
        Instant(
            infusion + offset, ClockTime(hour: hour, minute: 0) ?? .midnight, offsetMinutes: 540)
    }

    /// Neutrophils by day after the infusion, in 10⁹/L.
    private static func series(_ values: [Int: Double]) throws -> [Observation] {
        let patient = try Patient.ID("P-1")
        return values.sorted { $0.key < $1.key }.map { day, value in
            Observation(
                patient: patient, code: "ANC", value: .number(value), unit: "10*9/L", at: at(day))
        }
    }

    private static func fact(
        _ id: String, _ values: [Int: Double], today: Int
    ) throws -> Fact.Value? {
        let table = ClinicalKnowledge.published.facts
        let definition = try #require(table[id]?.series)
        return definition.fact(
            id, from: try series(values), infusion: at(0, 11), now: at(today, 20),
            units: try #require(table.fact(forCode: definition.code)?.units))?.value
    }

    @Test func eachDayCountsOnce() throws {
        var values: [Int: Double] = [:]
        for day in 0...20 { values[day] = (3...9).contains(day) ? 0.05 : day < 12 ? 0.5 : 1.2 }
        #expect(try Self.fact("anc_days_le_500", values, today: 20) == .number(12))
        #expect(try Self.fact("anc_days_le_100", values, today: 20) == .number(7))
        // A second, lower value of one day makes the day low, and only once.
        let twice =
            try Self.series(values) + [
                Observation(
                    patient: try Patient.ID("P-1"), code: "ANC", value: .censored(.below, 0.1),
                    unit: "10*9/L", at: Self.at(15, 18))
            ]
        let table = ClinicalKnowledge.published.facts
        let definition = try #require(table["anc_days_le_100"]?.series)
        let found = definition.fact(
            "x", from: twice, infusion: Self.at(0), now: Self.at(20, 20),
            units: try #require(table["anc"]?.units))
        #expect(found?.value == .number(8))
    }

    @Test func aWeekendWithoutAValueTakesTheLowerNeighbour() throws {
        let values: [Int: Double] = [0: 2, 1: 2, 2: 0.4, 5: 0.9, 6: 0.9]
        #expect(try Self.fact("anc_days_le_500", values, today: 6) == .number(3))
        #expect(try Self.fact("anc_days_le_500", values, today: 8) == .number(3))
    }

    @Test func missingIsNotNormal() throws {
        // Five days without a value; nobody measures any more; nothing from before day 0.
        #expect(try Self.fact("anc_days_le_500", [0: 2, 6: 2], today: 6) == nil)
        #expect(try Self.fact("anc_days_le_500", [0: 2, 1: 0.2], today: 9) == nil)
        #expect(try Self.fact("anc_days_le_500", [5: 2, 6: 2], today: 6) == nil)
        #expect(try Self.fact("anc_days_le_500", [:], today: 6) == nil)
        // The window is over: days after it are not counted, but close the last gap.
        var values: [Int: Double] = [:]
        for day in 0...28 { values[day] = 2 }
        #expect(try Self.fact("anc_days_le_500", values, today: 40) == nil)
        values[31] = 0.3
        #expect(try Self.fact("anc_days_le_500", values, today: 40) == .number(2))
    }

    @Test func theWindowFollowsTheDay() throws {
        #expect(try Self.fact("icaht_window", [:], today: 30) == .word("early"))
        #expect(try Self.fact("icaht_window", [:], today: 31) == .word("late"))
    }
}
