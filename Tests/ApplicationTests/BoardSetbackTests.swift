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
        var seen: [CourseEvent: (options: Int, kinds: Set<RepairOption.Kind>)] = [:]
        for event in Self.events {
            for state in running.prefix(12) {
                let id = state.record.id
                let happening = Happening(event, id, days: 20)
                let options = board.repairOptions(for: [id], after: happening)
                for option in options {
                    seen[event, default: (0, [])].options += 1
                    seen[event]?.kinds.insert(option.kind)
                    guard let own = option.changes.first(where: { $0.course == id }),
                        let plan = own.plan, !own.shifts.isEmpty
                    else { continue }
                    #expect(!own.audiences.isEmpty)
                    // A second batch stands beside the first: its steps are further parts.
                    guard option.kind != .planB else { continue }
                    let days = Self.steps.compactMap { day($0, plan) }
                    #expect(days == days.sorted())
                    // What the event holds up is not before its end, and nothing after it.
                    if event == .febrile {
                        let bound = Self.steps.first { step in
                            day(step, plan).map { $0 >= Self.now.day + 20 } ?? false
                        }
                        #expect(bound != nil)
                    }
                }
                let plans = options.map { $0.changes.map(\.plan) }
                #expect(plans.indices.allSatisfy { plans.firstIndex(of: plans[$0]) == $0 })
            }
            #expect(seen[event]?.options ?? 0 > 0, "\(event)")
        }
        #expect(seen.values.contains { $0.kinds.count > 1 })
    }

    @Test func whoHasLeftNeedsNoRepair() throws {
        let ward = try BoardModelTests.Ward(courses: 40, seed: 3)
        let board = BoardModel(try ward.office().hospital(), now: Self.now)
        for id in board.hospital.courses.keys.sorted() {
            for event in [CourseEvent.withdrawn, .dead] {
                #expect(board.repairOptions(for: [id], after: Happening(event, id)).isEmpty)
            }
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
                let repair = board.repairOptions(
                    for: [state.record.id], after: Happening(event, state.record.id, days: 15)
                ).first { repair in
                    repair.isWhole && repair.changes.contains { !$0.audiences.isEmpty }
                }
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
