import Application
import Domain

/// Why a patient cannot be planned as asked, and the ways out.
enum ExplainCommands {
    static let all = [explain]

    static let explain = Command(
        "explain", nil, [.init(name: "INSTANCE")], act: .compute,
        options: [
            .init(name: "plan", value: "SOLUTION"), .init(name: "patient", value: "ID"),
            .init(name: "activity", value: "ACTIVITY"), .init(name: "day", value: "DAY"),
            .init(name: "prove"),
        ]
    ) { invocation throws(CommandError) in
        let wish = try wish(invocation)
        let patient = try invocation.needed("patient")
        let answer = try refusing { () throws(PlanningError) in
            try PlanningDesk(opening: invocation.place(0)).explain(
                patient: patient, wish: wish, plan: invocation.value("plan"),
                proving: invocation.has("prove"), invocation.wording)
        }
        invocation.console.print(answer)
        return .done
    }

    /// An activity and its day come together or not at all.
    private static func wish(
        _ invocation: Invocation
    ) throws(CommandError) -> (activity: String, day: Int)? {
        let day = try invocation.int("day", in: -100_000...100_000)
        switch (invocation.value("activity"), day) {
        case (nil, nil): return nil
        case (let word?, let day?):
            guard PlanningDesk.activityWords.contains(word) else {
                let words = PlanningDesk.activityWords.map { Phrase.Value.text($0) }
                throw .usage(
                    Phrase("planning.noActivity", ["text": .text(word), "words": .list(words)]))
            }
            return (word, day)
        default: throw .usage(Phrase("planning.activityAndDay"))
        }
    }
}
