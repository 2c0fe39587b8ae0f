import Application
import Domain
import Support
import Testing

@testable import cartas

/// What a manager sets on the Statistics screen a command sets as well, under the same act.
struct FigureTwinTests {
    @Test func targetsAndActionsHaveCommands() throws {
        let folder = try TemporaryFolder()
        let address = folder.file("demo.sqlite")
        let now = TwinTests.now
        try Founding.demo(address, DemoHospital.Size(courses: 8, years: 1, seed: 3), now: now) {
            _ in
        }
        let premises = try Premises(opening: address)
        let person = try premises.person(named: "yamamoto", token: nil, now: now)
        let follower = Follower(premises, person: person, clock: { now })
        let reader = premises.office(
            for: try premises.person(named: "admin", token: nil, now: now), source: "test",
            clock: { now })
        func same(_ deed: some Deed, as name: String) throws {
            _ = try follower.perform(deed)
            let line = try #require(try reader.journal(last: 1, author: nil).last)
            let command = CommandTable.all.first { $0.name == name }
            #expect(command?.act.rawValue == line.act, "\(name)")
            #expect(line.author == "yamamoto" && !line.changes.isEmpty)
        }
        try same(SetTarget("los", 21, words: "agreed"), as: "stats target")
        try same(
            StartImprovement("more slots", on: .referrals, begins: now.day, expectedPercent: -20),
            as: "pdca start")
        let action = try #require(try reader.history().improvements.first)
        try same(DecideImprovement(action.id, .adopted, words: "as hoped"), as: "pdca decide")
        // Who may not set a target on the command line may not here.
        let nurse = try premises.person(named: "kobayashi", token: nil, now: now)
        let other = Follower(premises, person: nurse, clock: { now })
        #expect(throws: StoreError.self) { try other.perform(SetTarget("los", 1, words: "")) }
    }
}
