import Application
import Domain
import Testing

@testable import cartas

/// What a bedside can do on the screens, a command can do as well, and the journal says the same.
struct WardTwinTests {
    @Test func everyDeedOfTheWardHasACommandUnderTheSameAct() throws {
        let twins = try TwinDesk(courses: 60, seed: 11)
        let now = TwinDesk.now
        let office = try twins.office("mori")
        let courses = try twins.follower("mori").load().courses
        let infused = courses.filter { $0.isInfused && $0.first(.discharged) == nil }.map(\.id)
        let (course, other) = (try #require(infused.first), try #require(infused.last))
        let lupus = courses.first { $0.referral.indication == .lupus && $0.isInfused }?.id

        func same(_ deed: some Deed, as name: String) throws {
            try twins.same(deed, by: "mori", as: name)
        }
        func ice(_ points: Int, minutesAgo: Int) -> BedsideEntry {
            BedsideEntry(
                course, at: now.adding(minutes: -minutesAgo),
                ice: Dictionary(
                    uniqueKeysWithValues: BedsideEntry.iceItems.enumerated().map {
                        ($1, $0 < points)
                    }))
        }
        try same(Assess(ice(6, minutesAgo: 90), .english), as: "ward assess")
        let open = try #require(try office.escalations(of: course).first)
        try same(AcknowledgeEscalation(open.id), as: "escalations acknowledge")
        let wrong = ice(2, minutesAgo: 60)
        try same(Assess(wrong, .english), as: "ward assess")
        try same(
            Assess(ice(9, minutesAgo: 60), correcting: wrong.at, .english), as: "ward correct")
        try same(WithdrawEntry(course, at: wrong.at, why: "x"), as: "ward withdraw")
        let moved = ice(7, minutesAgo: 30)
        try same(Assess(moved, .english), as: "ward assess")
        if other != course {
            try same(
                MoveEntry(course, at: moved.at, to: other, why: "x", .english),
                as: "ward wrong-patient")
        }
        try same(GiveDose("dexamethasone", dose: "10 mg", to: course, at: now), as: "ward give")
        let dose = try #require(try office.treatments(of: course).last)
        try same(WithdrawDose(dose.id, why: "x"), as: "ward ungive")
        try same(
            ReserveDoses("tocilizumab", doses: 2, place: "", for: course), as: "ward reserve")
        let desk = try ClinicalDesk(rules: nil, Wording(.english))
        let checks = desk.timeOutChecks
        try same(
            TakeTimeOut(course, checks: checks, second: "okada", .english), as: "ward timeout")
        try same(
            RecordMilestone(Milestone(.discharged, at: now), of: course, overriding: "", .english),
            as: "courses milestone")
        try same(PlanFollowUp(course, .english), as: "followup plan")
        if let lupus {
            let form = LICATSForm(
                lupus, at: now, items: ["skin"], answers: [],
                inputs: ["gc_given": .bool(true)])
            try same(RecordLICATS(form, .english), as: "ward licats")
        }
    }
}
