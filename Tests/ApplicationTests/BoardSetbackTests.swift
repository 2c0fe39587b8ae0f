import Application
import Domain
import Support
import Testing

/// After everything that can happen to a course there are repairs that hold and can be booked.
struct BoardSetbackTests {
    private static let now = OfficeTests.now

    private static let events: [CourseEvent] = [
        .batchLate, .batchFailed, .outOfSpecification, .apheresisShort, .febrile, .courierLate,
    ]

    /// The steps of the chain, in their order.
    private static let steps: [Activity.Kind] = [
        .apheresis, .manufacturing, .receipt, .conditioning, .infusion,
    ]

    private func day(_ kind: Activity.Kind, _ plan: Plan) -> Day? {
        plan.first(kind)?.days.first
    }

    @Test func everyEventHasRepairsThatSayWhoMovesAndWhoIsTold() throws {
        let ward = try BoardModelTests.Ward(courses: 150, seed: 1)
        let office = try ward.office()
        let hospital = try office.hospital()
        let board = BoardModel(hospital, now: Self.now)
        let running = hospital.courses.values.filter { $0.first(.infused) == nil }
            .sorted { $0.record.id < $1.record.id }
        var seen: [CourseEvent: (repairs: Int, kinds: Set<RepairPlan.Kind>)] = [:]
        for event in Self.events {
            for state in running.prefix(12) {
                let id = state.record.id
                let from = Self.now.day + 20
                let repairs = board.repairs(after: event, of: id, from: from, steps: 1000)
                for repair in repairs {
                    seen[event, default: (0, [])].repairs += 1
                    seen[event]?.kinds.insert(repair.kind)
                    guard let own = repair.changes.first(where: { $0.course == id }),
                        let plan = own.plan
                    else { continue }
                    guard repair.kind != .sameDay else {
                        // The plan that stands holds all the same: nobody moves.
                        #expect(own.shifts.isEmpty)
                        continue
                    }
                    // What the event holds up is not before the day, and nothing after it.
                    let bound = Self.steps.first { step in
                        day(step, plan).map { $0 >= from } ?? false
                    }
                    #expect(bound != nil)
                    #expect(!own.audiences.isEmpty)
                    let days = Self.steps.compactMap { day($0, plan) }
                    #expect(days == days.sorted())
                    if event == .batchFailed {
                        #expect(try #require(day(.apheresis, plan)) >= from)
                    }
                }
                #expect(Set(repairs.map(\.kind)).count == repairs.count)
            }
            #expect(seen[event]?.repairs ?? 0 > 0, "\(event)")
        }
        #expect(seen.values.contains { $0.kinds.count > 1 })
    }

    @Test func whatChangesNoDayHasNoRepair() throws {
        let ward = try BoardModelTests.Ward(courses: 40, seed: 3)
        let hospital = try ward.office().hospital()
        let board = BoardModel(hospital, now: Self.now)
        for state in hospital.courses.values where state.first(.infused) == nil {
            let id = state.record.id
            #expect(
                board.repairs(after: .progressing, of: id, from: Self.now.day + 9, steps: 100)
                    == board.repairs(for: [id], steps: 100))
        }
    }

    /// A batch that fails after the collection is begun again, and the board can book it.
    @Test func aRepairAfterAnEventIsBooked() throws {
        let ward = try BoardModelTests.Ward(courses: 150, seed: 1)
        let office = try ward.office()
        var hospital = try office.hospital()
        var booked: Set<CourseEvent> = []
        for event in [CourseEvent.febrile, .batchLate, .batchFailed] {
            let states = hospital.courses.values.sorted { $0.record.id < $1.record.id }
            for state in states where state.first(.infused) == nil && state.first(.collected) != nil
            {
                let board = BoardModel(hospital, now: Self.now)
                let repair = board.repairs(
                    after: event, of: state.record.id, from: Self.now.day + 15, steps: 500
                ).first { repair in repair.changes.contains { !$0.shifts.isEmpty } }
                guard let repair else { continue }
                _ = try OfficeTests.saved(
                    try office.book(
                        board.chosen(repair.changes, until: Self.now.adding(minutes: 4000))))
                hospital = try office.hospital()
                booked.insert(event)
                break
            }
        }
        #expect(booked == [.febrile, .batchLate, .batchFailed])
        #expect(try ward.office("admin").verify(against: nil) { _ in }.faults == [])
    }
}
