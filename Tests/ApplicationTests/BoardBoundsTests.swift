import Application
import Domain
import Scheduling
import Support
import Testing

/// What the store knows of a patient binds the plans: wash-outs, eligibility, old values.
struct BoardBoundsTests {
    private static let now = OfficeTests.now
    private let ward: BoardModelTests.Ward
    private let office: Office
    private let desk: ClinicalDesk
    private let course: Course.ID

    init() throws {
        ward = try BoardModelTests.Ward(courses: 60, seed: 5)
        office = try ward.office()
        desk = try ClinicalDesk(rules: nil, Wording(.english))
        course = try #require(BoardModelTests.unplanned(try office.hospital()).first)
    }

    private func record(_ text: String) throws {
        let file = try PatientFile(
            reading: try JSONReader(parsing: Array(text.utf8)), now: Self.now)
        _ = try office.record(file, of: course, under: desk, try SiteCodes.load())
    }

    private func drug(_ name: String, last: Day) throws {
        try record(#"{"drugs": [{"drug": "\#(name)", "last": "\#(last.iso)"}]}"#)
    }

    private func board() throws -> BoardModel {
        try office.board(try office.hospital(), under: desk, asking: course)
    }

    private func apheresis(_ plan: CoursePlan) throws -> Day {
        try #require(plan.plan.first(.apheresis)).days.first
    }

    @Test func noPlanComesBeforeAVerifiedWashoutIsOver() throws {
        let free = try board().threePlans(course)
        let earliest = try apheresis(try #require(free.first))
        // Alemtuzumab: 42 days, by a rule that was verified.
        let last = Self.now.day - 2
        let release = last + 42
        #expect(earliest < release)
        try drug("alemtuzumab", last: last)
        let board = try board()
        let plans = board.threePlans(course)
        #expect(!plans.isEmpty)
        for plan in plans {
            #expect(try apheresis(plan) >= release)
            let words = plan.reasons.map { Wording(.english)($0) }.joined(separator: "\n")
            #expect(words.contains("alemtuzumab") && words.contains("alemtuzumab_atg"))
        }
        let answer = try #require(board.explain(course, activity: .apheresis, day: earliest))
        #expect(!answer.isFeasible)
        let cause = try #require(answer.causes.first { $0.code == "DAY_DOMAIN" })
        for wording in [Wording(.english), Wording(.japanese)] {
            let words = wording(cause.phrase)
            // The drug, the rule and where it comes from.
            #expect(words.contains("alemtuzumab") && words.contains("alemtuzumab_atg: S-"))
        }
        #expect(cause.day == release)
        // And why it is not earlier is the same drug, where nothing else is.
        let whole = try #require(board.explain(course))
        let infusion = try #require(whole.plan?.infusion)
        #expect(infusion > (free.first?.infusion ?? infusion))
        #expect(
            whole.notEarlier.contains { Wording(.english)($0.named).contains("alemtuzumab_atg") })
    }

    @Test func aRecalledWashoutIsToldAndStopsNothing() throws {
        let free = try board().threePlans(course)
        let earliest = try apheresis(try #require(free.first))
        // Clofarabine: 56 days, which nobody has checked.
        try drug("clofarabine", last: Self.now.day - 1)
        let plan = try #require(try board().threePlans(course).first)
        #expect(try apheresis(plan) == earliest)
        let words = plan.reasons.map { Wording(.english)($0) }.joined(separator: "\n")
        #expect(words.contains("better from") && words.contains("clofarabine"))
    }

    @Test func whatAMovedNeighbourMayNotDoIsKnownToo() throws {
        try drug("alemtuzumab", last: Self.now.day)
        let other = try #require(
            BoardModelTests.unplanned(try office.hospital()).first { $0 != course })
        let board = try office.board(try office.hospital(), under: desk, asking: other)
        #expect(board.reasons[course]?.first?.day == Self.now.day + 42)
    }

    @Test func theRulesOfEligibilityAreToldWithThePlan() throws {
        let at = Self.now.adding(minutes: -60).iso
        try record(
            #"{"facts": [{"fact": "crcl", "value": 20, "unit": "mL/min", "at": "\#(at)"}]}"#)
        let plan = try #require(try board().threePlans(course).first)
        let english = plan.reasons.map { Wording(.english)($0) }.joined(separator: "\n")
        #expect(english.contains("does not suit") && english.contains("egfr_crcl"))
        // The value itself is too old by then.
        let again = "must be measured again"
        #expect(english.contains(again) == (try apheresis(plan) > Self.now.day + 14))
    }

    /// The same store on another day.
    private func board(on day: Day) throws -> BoardModel {
        let now = Self.now.adding(minutes: (day - Self.now.day) * 24 * 60)
        let person = try ward.premises.person(named: "tanaka", token: nil, now: now)
        let office = ward.premises.office(for: person, source: "test") { now }
        return try office.board(try office.hospital(), under: desk, asking: course)
    }

    @Test func aValueThatIsTooOldTodayKeepsTheCollectionFromToday() throws {
        let days = (0..<30).map { Self.now.day + $0 }
        let day = try #require(
            try days.first { day in
                try board(on: day).explain(course, activity: .apheresis, day: day)?.isFeasible
                    ?? false
            })
        // The clearance of creatinine may be 14 days old.
        let at = Self.now.adding(minutes: -20 * 24 * 60).iso
        try record(
            #"{"facts": [{"fact": "crcl", "value": 90, "unit": "mL/min", "at": "\#(at)"}]}"#)
        let old = try board(on: day)
        let answer = try #require(old.explain(course, activity: .apheresis, day: day))
        #expect(!answer.isFeasible)
        let cause = try #require(
            answer.causes.first { Wording(.english)($0.named).contains("crcl") })
        #expect(cause.code == "DAY_DOMAIN" && cause.day == day + 1)
        for wording in [Wording(.english), Wording(.japanese)] {
            #expect(wording(cause.phrase).contains("crcl: project"))
        }
        let plan = try #require(old.threePlans(course).first)
        #expect(try apheresis(plan) > day)
        // A fresh one lets it be today again.
        let fresh = Self.now.adding(minutes: -60).iso
        try record(
            #"{"facts": [{"fact": "crcl", "value": 90, "unit": "mL/min", "at": "\#(fresh)"}]}"#)
        let again = try board(on: day).explain(course, activity: .apheresis, day: day)
        #expect(again?.isFeasible == (day <= Self.now.day + 14))
    }

    @Test func theScreensSeeADrugThatIsEnteredLater() throws {
        let follower = Follower(
            ward.premises,
            person: try ward.premises.person(named: "tanaka", token: nil, now: Self.now)
        ) { Self.now }
        _ = try follower.load()
        let before = try #require(try follower.planning(course).threePlans(course).first)
        try drug("alemtuzumab", last: Self.now.day - 2)
        _ = try follower.follow()
        let after = try #require(try follower.planning(course).threePlans(course).first)
        #expect(try apheresis(before) < Self.now.day + 40)
        #expect(try apheresis(after) >= Self.now.day + 40)
    }
}
