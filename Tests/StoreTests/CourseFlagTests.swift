import Application
import Domain
import Support
import Testing

@testable import Store

/// Flags of a course, from what the store knew at each of its times.
struct CourseFlagTests {
    private static let course = Course.ID(prefix: "K", number: 1)
    private static let day = 24 * 60

    private let centre: Centre
    private let office: Office
    private let desk: ClinicalDesk
    private let models: [DeskModel]

    init() throws {
        centre = try Centre(.sqlite, isEmpty: true)
        try Founding.testBench(centre.address, now: Centre.now.adding(minutes: -30 * Self.day))
        let premises = try Premises(opening: centre.address)
        let tester = try premises.person(named: "tester", token: nil, now: Centre.now)
        office = premises.office(for: tester, source: "test") { Centre.now }
        desk = try ClinicalDesk(rules: nil, Wording(.english))
        models = try ModelDesk.shipped().map(\.model)
    }

    private func measure(_ code: String, _ value: Double, _ unit: String, daysAgo: Int) throws {
        let at = Centre.now.adding(minutes: -daysAgo * Self.day)
        let patient = try office.course(Self.course).course.patient
        _ = try office.record([
            Observation(patient: patient, code: code, value: .number(value), unit: unit, at: at)
        ])
    }

    private func reach(_ kind: Milestone.Kind, daysAgo: Int) throws {
        _ = try centre.open().write(Centre.draft("\(kind)")) { act throws(StoreError) in
            try act.insert(
                MilestoneRecord(
                    course: Self.course,
                    Milestone(kind, at: Centre.now.adding(minutes: -daysAgo * Self.day))))
        }
    }

    private func flags(_ models: [DeskModel] = []) throws -> CourseFlags {
        try office.flags(of: Self.course, under: desk, models)
    }

    @Test func whatIsMissingIsNamed() throws {
        let flags = try flags()
        guard case .cannotSay(let names)? = flags[.crs]?.verdict else {
            Issue.record("a flag was invented: \(flags)")
            return
        }
        #expect(Set(names) == ["ldh", "creatinine", "platelets", "crp"])
        #expect(flags[.icans]?.verdict == .cannotSay([CourseFlags.noModel]))
        // With models of the program each concern of theirs is theirs to miss.
        guard case .cannotSay(let columns)? = try self.flags(models)[.icans]?.verdict else {
            Issue.record("a flag was invented")
            return
        }
        #expect(columns.contains("ecog_ps"))
    }

    /// EASIX is LDH × creatinine / platelets; above 4.67 the flag is raised.
    @Test(arguments: [(467.0, 100.0, Flag.Verdict.low), (468, 100, .raised)])
    func theLimitOfEASIX(_ ldh: Double, _ platelets: Double, _ verdict: Flag.Verdict) throws {
        try measure("LDH", ldh, "U/L", daysAgo: 2)
        try measure("CREATININE", 1, "mg/dL", daysAgo: 2)
        try measure("PLT", platelets, "10*9/L", daysAgo: 2)
        try measure("CRP", 1, "mg/dL", daysAgo: 2)
        let flag = try #require(try flags()[.crs])
        #expect(flag.verdict == verdict)
        #expect(flag.source.contains("S-Pennisi2021"))
        #expect(flag.factors.map(\.ageHours) == [48, 48, 48, 48])
    }

    /// A screen that stays open shows what others measure, without being loaded again.
    @Test func aFollowerSeesWhatOthersMeasure() throws {
        let premises = try Premises(opening: centre.address)
        let tester = try premises.person(named: "tester", token: nil, now: Centre.now)
        let follower = Follower(premises, person: tester) { Centre.now }
        _ = try follower.load()
        let before = try #require(try follower.flags(of: Self.course, under: desk))
        guard case .cannotSay? = before[.crs]?.verdict else {
            Issue.record("a flag was invented")
            return
        }
        for (code, value, unit) in [
            ("LDH", 600.0, "U/L"), ("CREATININE", 1, "mg/dL"), ("PLT", 100, "10*9/L"),
            ("CRP", 1, "mg/dL"),
        ] {
            try measure(code, value, unit, daysAgo: 1)
        }
        // Kept until the journal is followed, made anew from then on.
        #expect(try follower.flags(of: Self.course, under: desk) == before)
        _ = try follower.follow()
        #expect(try follower.flags(of: Self.course, under: desk)?[.crs]?.verdict == .raised)
    }

    /// After the conditioning has begun, later values change nothing: they are the outcome.
    @Test func whatComesAfterTellsNothing() throws {
        for (code, value, unit) in [
            ("LDH", 200.0, "U/L"), ("CREATININE", 1, "mg/dL"), ("PLT", 150, "10*9/L"),
            ("CRP", 1, "mg/dL"),
        ] {
            try measure(code, value, unit, daysAgo: 9)
        }
        try reach(.conditioningStarted, daysAgo: 8)
        try reach(.infused, daysAgo: 3)
        let before = try flags()[.crs]?.verdict
        try measure("LDH", 5000, "U/L", daysAgo: 1)
        #expect(before == .low)
        #expect(try flags()[.crs]?.verdict == .low)
        // The product was made: its making is no question any more.
        #expect(try flags()[.manufacturingFailure] == nil)
    }
}
