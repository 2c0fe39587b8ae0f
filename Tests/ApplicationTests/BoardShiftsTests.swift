import Application
import Domain
import Support
import Testing

/// Shifts of staff are capacity: what nobody is there to serve, nobody can be given.
struct BoardShiftsTests {
    private let ward: BoardModelTests.Ward
    private let course: Course.ID
    private let shift: Resource.ID

    init() throws {
        shift = try Resource.ID("staff-apheresis")
        ward = try BoardModelTests.Ward(courses: 60, seed: 5)
        course = try #require(
            BoardModelTests.unplanned(try ward.office().hospital()).first)
    }

    private func board() throws -> BoardModel {
        BoardModel(try ward.office().hospital(), now: BoardModelTests.now)
    }

    private func collection(_ board: BoardModel) throws -> Day {
        let plan = try #require(board.threePlans(course).first)
        return try #require(plan.plan.first(.apheresis)).days.first
    }

    @Test func aCollectionWaitsForTheShiftThatServesIt() throws {
        let free = try collection(try board())
        let chief = try ward.office("admin")
        let order = Order(reason: Reason(.capacity, "test"))
        _ = try chief.add(Resource(id: shift, kind: .staff, name: "採取当番"), order)
        // A shift without a single duty serves nobody, whatever devices stand there.
        #expect(try board().threePlans(course).isEmpty)
        let first = free + 3
        _ = try chief.open(
            shift, DaySpan(first, length: 60), weekdays: Weekday.allCases, units: 9,
            order)
        let later = try board()
        #expect(try collection(later) >= first)
        let answer = try #require(later.explain(course, activity: .apheresis, day: free))
        #expect(!answer.isFeasible)
        #expect(answer.causes.contains { Wording(.english)($0.named).contains("staff-apheresis") })
        // More hands than devices change nothing.
        let usual = later.usage.filter { $0.pool == .apheresis && $0.day >= first }
        #expect(usual.allSatisfy { $0.capacity < 9 })
    }

    @Test func aDutyThatIsBlockedIsNotServed() throws {
        let chief = try ward.office("admin")
        let order = Order(reason: Reason(.capacity, "test"))
        let today = BoardModelTests.now.day
        _ = try chief.add(Resource(id: shift, kind: .staff, name: "採取当番"), order)
        _ = try chief.open(
            shift, DaySpan(today, length: 90), weekdays: Weekday.allCases, units: 9,
            order)
        let day = try collection(try board())
        _ = try chief.block(
            shift, DaySpan(day, length: 1), unit: nil, kind: .staff, words: "病欠",
            order)
        let later = try board()
        #expect(try collection(later) > day)
        let answer = try #require(later.explain(course, activity: .apheresis, day: day))
        #expect(answer.causes.contains { Wording(.english)($0.named).contains("病欠") })
    }
}
