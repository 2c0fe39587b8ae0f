import Application
import Domain
import Support
import Testing

/// A product that is given several times: every infusion has its slot, whoever plans.
struct BoardFurtherInfusionsTests {
    private static let now = BoardModelTests.now
    private let ward: BoardModelTests.Ward
    private let course: Course.ID
    /// The plan of a course whose product is given on two days, a week apart, as it was booked.
    private let booked: Plan

    init() throws {
        ward = try BoardModelTests.Ward(courses: 60, seed: 5)
        let office = try ward.office()
        var hospital = try office.hospital()
        course = try #require(BoardModelTests.unplanned(hospital).first)
        let first = BoardModel(hospital, now: Self.now).threePlans(course).first
        let product = try #require(first?.plan.product)
        let chief = try ward.office("admin")
        let stored = try #require(try chief.product(product))
        var terms = stored.record
        terms.product.infusionDays = [0, 7]
        _ = try chief.change(terms, expecting: stored.version)
        hospital = try office.hospital()
        let board = BoardModel(hospital, now: Self.now)
        let plan = try #require(
            board.threePlans(course).first { $0.plan.product == product })
        _ = try OfficeTests.saved(
            try office.book(board.chosen(plan, until: Self.now.adding(minutes: 4000))))
        booked = plan.plan
    }

    private func board() throws -> BoardModel {
        BoardModel(try ward.office().hospital(), now: Self.now)
    }

    private func infusions(_ plan: Plan) -> [Day] {
        plan.activities.filter { $0.kind == .infusion }.map(\.days.first).sorted()
    }

    private func replanned(_ board: BoardModel) throws -> BoardReplan.Result {
        try board.replanning().run(.work(4000), clock: { 0 })
    }

    @Test func thePlanOfTheWholeBoardMovesAllOfThem() throws {
        let days = infusions(booked)
        #expect(days.count == 2 && days[1] == days[0] + 7)
        let quiet = try replanned(try board())
        // The second infusion loses its slot; the first has one still.
        let slot = try Resource.ID("infusion")
        _ = try ward.office("admin").block(
            slot, DaySpan(days[1], length: 1), unit: nil, kind: .closure, words: "test",
            Order(reason: Reason(.capacity, "test")))
        let broken = try replanned(try board())
        #expect(broken.courses == quiet.courses)
        let change = try #require(broken.changes.first { $0.course == course })
        let moved = infusions(try #require(change.plan))
        #expect(moved.count == 2 && moved[1] == moved[0] + 7)
        #expect(!moved.contains(days[1]))
    }

    @Test func theLackOfALaterSlotIsNamed() throws {
        let days = infusions(booked)
        _ = try ward.office("admin").block(
            try Resource.ID("infusion"), DaySpan(days[1], length: 1), unit: nil, kind: .closure,
            words: "test", Order(reason: Reason(.capacity, "test")))
        let answer = try #require(
            try board().explain(course, activity: .infusion, day: days[0]))
        #expect(!answer.isFeasible)
        #expect(answer.causes.contains { $0.pool == .infusion && $0.day == days[1] })
    }
}
