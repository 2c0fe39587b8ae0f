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

    /// A day that is full because of one other course can be had, and both are booked in one act.
    @Test func aMoveOntoAFullDayNamesWhoMakesRoom() throws {
        var moved = 0
        for seed in [1, 5, 9] as [UInt64] {
            let ward = try BoardModelTests.Ward(courses: 60, seed: seed)
            let office = try ward.office()
            let infusions = Self.infusions(try office.hospital())
            for (one, other) in Self.neighbours(infusions).prefix(12) {
                try fill(other, ward)
                let board = BoardModel(try office.hospital(), now: Self.now)
                let day = other.span.first
                guard let answer = board.move(one.id, of: one.course, to: day),
                    let room = answer.others.first
                else { continue }
                #expect(!answer.stops.isEmpty && room.course != one.course && room.days != 0)
                let plan = try #require(answer.plan)
                #expect(plan.infusion == day)
                _ = try OfficeTests.saved(
                    try office.book(board.chosen(plan, until: Self.now.adding(minutes: 4000))))
                let after = BoardModel(try office.hospital(), now: Self.now)
                #expect(after.hospital.courses[one.course]?.plannedInfusion == day)
                #expect(
                    after.hospital.courses[room.course]?.plannedInfusion == room.plan.infusion)
                moved += 1
                break
            }
        }
        #expect(moved > 0)
    }

    /// First infusions that are still to come, of courses that stand whole.
    private static func infusions(_ hospital: Hospital) -> [Booking] {
        let board = BoardModel(hospital, now: now)
        return hospital.courses.sorted { $0.key < $1.key }.compactMap { id, state in
            guard state.first(.infused) == nil, board.broken(id)?.isEmpty == true else {
                return nil
            }
            return state.standing.map(\.record).first {
                $0.activity == .infusion && $0.part == 1 && now.day + 5 < $0.span.first
            }
        }
    }

    /// Pairs whose infusions are a few days apart.
    private static func neighbours(_ infusions: [Booking]) -> [(Booking, Booking)] {
        infusions.flatMap { one in
            infusions.filter { other in
                other.course != one.course && (1...4).contains(other.span.first - one.span.first)
            }.map { (one, $0) }
        }
    }

    /// Leaves one place for an infusion on a day: that of a booking.
    private func fill(_ booking: Booking, _ ward: BoardModelTests.Ward) throws {
        let place = try #require(booking.places.first)
        let admin = try ward.office("admin")
        for line in try admin.slots(place.resource, DaySpan(place.day), onlyFree: true) {
            _ = try admin.block(
                place.resource, DaySpan(place.day), unit: line.slot.place.unit, kind: .closure,
                words: "test", Order(reason: Reason(.capacity, "test")))
        }
    }
}
