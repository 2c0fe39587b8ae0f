import Application
import Domain
import Testing

@testable import cartas

/// What a manager sets on the Statistics screen a command sets as well, under the same act.
struct FigureTwinTests {
    @Test func targetsAndActionsHaveCommands() throws {
        let desk = try TwinDesk(courses: 8, seed: 3)
        func same(_ deed: some Deed, as name: String) throws {
            try desk.same(deed, by: "yamamoto", as: name)
        }
        try same(SetTarget("los", 21, words: "agreed"), as: "stats target")
        try same(
            StartImprovement(
                "more slots", on: .referrals, begins: TwinDesk.now.day, expectedPercent: -20),
            as: "pdca start")
        let action = try #require(try desk.office("yamamoto").history().improvements.first)
        try same(DecideImprovement(action.id, .adopted, words: "as hoped"), as: "pdca decide")
        // Who may not set a target on the command line may not here.
        let nurse = try desk.follower("kobayashi")
        #expect(throws: StoreError.self) { try nurse.perform(SetTarget("los", 1, words: "")) }
    }
}
