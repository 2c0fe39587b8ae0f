import Domain
import Support
import Testing

struct CourseTests {
    static func at(_ day: Int, hour: Int = 9) -> Instant {
        Instant(
            utcMilliseconds: Int64(20_000 + day) * Instant.millisecondsADay
                + Int64(hour) * 3_600_000, offsetMinutes: 540)
    }

    static func course() throws -> Course {
        Course(
            id: try Identifier("K-0001"), patient: try Identifier("P-0001"),
            referral: Referral(
                at: at(0), hospital: "Kita", indication: .lymphoma, urgency: .soon))
    }

    @Test func theStageFollowsFromTheMilestones() throws {
        var course = try Self.course()
        #expect(course.stage == .eligibility)
        try course.record(Milestone(.eligibilityDecided, at: Self.at(1)))
        try course.record(Milestone(.planPresented, at: Self.at(1, hour: 10)))
        try course.record(Milestone(.collected, at: Self.at(9)))
        #expect(course.stage == .manufacturing)
        try course.record(Milestone(.infused, at: Self.at(40)))
        #expect(course.stage == .monitoring)
        #expect(course.dayZero == Self.at(40).day)
        try course.retract(.infused)
        #expect(course.stage == .manufacturing)
        #expect(course.dayZero == nil)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let kind: Milestone.Kind
        let day: Int
        let error: CourseError?
    }

    static let cases = [
        Case(testDescription: "after", kind: .received, day: 20, error: nil),
        Case(
            testDescription: "before the collection it follows", kind: .received, day: 5,
            error: .outOfOrder(.received, at(5), against: .collected, at(9))),
        Case(
            testDescription: "after the infusion it precedes", kind: .received, day: 41,
            error: .outOfOrder(.received, at(41), against: .infused, at(40))),
    ]

    @Test(arguments: cases) func orderIsKept(_ example: Case) throws {
        var course = try Self.course()
        try course.record(Milestone(.collected, at: Self.at(9)))
        try course.record(Milestone(.infused, at: Self.at(40)))
        var thrown: CourseError?
        do {
            try course.record(Milestone(example.kind, at: Self.at(example.day)))
        } catch {
            thrown = error
        }
        #expect(thrown == example.error)
        #expect(course.milestones.count == (example.error == nil ? 4 : 3))
    }

    @Test func twoInfusionsAreTwoParts() throws {
        var course = try Self.course()
        try course.record(Milestone(.infused, at: Self.at(40), part: 1))
        try course.record(Milestone(.infused, at: Self.at(49), part: 2))
        #expect(course.dayZero == Self.at(40).day)
        #expect(throws: CourseError.recordedAlready(course.id, .infused, part: 2)) {
            try course.record(Milestone(.infused, at: Self.at(50), part: 2))
        }
    }

    @Test func anEndedCourseTakesNothingMore() throws {
        var course = try Self.course()
        try course.end(.withdrawn(.progression))
        #expect(throws: CourseError.ended(course.id, .withdrawn(.progression))) {
            try course.record(Milestone(.collected, at: Self.at(9)))
        }
        course.reopen()
        try course.record(Milestone(.collected, at: Self.at(9)))
    }

    @Test func lagsAreBrokenByDays() {
        let lag = Lag(from: .conditioning, to: .infusion, least: 5, most: 14, source: "label")
        let start = Day(number: 20_000)
        #expect(lag.breach(from: start, to: start + 5) == 0)
        #expect(lag.breach(from: start, to: start + 3) == -2)
        #expect(lag.breach(from: start, to: start + 16) == 2)
    }

    @Test func aPlanNamesItsBrokenLags() throws {
        let start = Day(number: 20_000)
        let plan = Plan(
            course: try Identifier("K-1"), product: try Identifier("axi-cel"),
            activities: [
                Activity(.infusion, days: DaySpan(start + 30)),
                Activity(.apheresis, days: DaySpan(start)),
            ])
        #expect(plan.activities.map(\.kind) == [.apheresis, .infusion])
        #expect(plan.infusion == start + 30)
        let lags = [
            Lag(from: .apheresis, to: .infusion, least: 31, source: "a"),
            Lag(from: .apheresis, to: .infusion, most: 40, source: "b"),
            Lag(from: .receipt, to: .infusion, least: 1, source: "c"),
        ]
        let breaches = plan.breaches(of: lags)
        #expect(breaches.map(\.lag.source) == ["a"])
        #expect(breaches.map(\.days) == [-1])
    }
}
