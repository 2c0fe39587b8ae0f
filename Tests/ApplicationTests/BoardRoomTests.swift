import Application
import Domain
import Support
import Testing

/// The earliest plan may ask another course to make room, and is booked with it.
struct BoardRoomTests {
    private static let now = OfficeTests.now

    /// Closes the maker of a booked start for weeks, but for the unit that is booked.
    private func closeBeside(_ start: Booking, _ office: Office, units: Int) throws {
        let place = try #require(start.places.first)
        let order = Order(reason: Reason(.capacity, "test"))
        func close(_ first: Day, _ days: Int, unit: Int?) throws {
            guard days > 0 else { return }
            _ = try office.block(
                place.resource, DaySpan(first, length: days), unit: unit, kind: .closure,
                words: "test", order)
        }
        let today = Self.now.day
        for other in try office.hospital().resources.keys.sorted()
        where other.text.hasPrefix("start-") && other != place.resource {
            _ = try office.block(
                other, DaySpan(today, length: 60), unit: nil, kind: .closure, words: "test", order)
        }
        try close(today, place.day - today, unit: nil)
        try close(place.day + 1, 40, unit: nil)
        for unit in 1...units where unit != place.unit {
            try close(place.day, 1, unit: unit)
        }
    }

    @Test func whoMakesRoomIsMovedInTheSameAct() throws {
        var booked = 0
        for seed in [1, 5, 9] as [UInt64] {
            let ward = try BoardModelTests.Ward(courses: 150, seed: seed)
            let office = try ward.office()
            let begun = try office.hospital()
            let unplanned = BoardModelTests.unplanned(begun).compactMap {
                begun.courses[$0]?.record
            }
            .filter { $0.product == nil }
            .sorted { ($0.referral.urgency, $0.id) < ($1.referral.urgency, $1.id) }
            guard let patient = unplanned.first?.id, let urgent = unplanned.last?.id,
                unplanned.first?.referral.urgency != unplanned.last?.referral.urgency
            else { continue }
            let first = try #require(
                BoardModel(try office.hospital(), now: Self.now).threePlans(patient).first)
            _ = try OfficeTests.saved(
                try office.book(
                    BoardModel(try office.hospital(), now: Self.now)
                        .chosen(first, until: Self.now.adding(minutes: 4000))))
            var hospital = try office.hospital()
            let start = try #require(
                hospital.courses[patient]?.standing.first {
                    $0.record.activity == .manufacturing
                })
            try closeBeside(start.record, try ward.office("admin"), units: 4)
            hospital = try office.hospital()
            let board = BoardModel(hospital, now: Self.now)
            let plans = board.threePlans(urgent)
            guard let plan = plans.first(where: { !$0.others.isEmpty }) else { continue }
            let other = try #require(plan.others.first)
            #expect(plan.kind == .earliest && other.course == patient && other.days > 0)
            // Without anybody making room it takes longer.
            let quiet = try #require(plans.first { $0.kind == .leastDisturbance })
            #expect(quiet.others.isEmpty)
            #expect(try #require(plan.infusion) < #require(quiet.infusion))
            _ = try OfficeTests.saved(
                try office.book(board.chosen(plan, until: Self.now.adding(minutes: 4000))))
            let after = try office.hospital()
            #expect(after.courses[patient]?.plannedInfusion == other.plan.infusion)
            #expect(after.courses[urgent]?.plannedInfusion == plan.infusion)
            booked += 1
        }
        #expect(booked > 0)
    }
}
