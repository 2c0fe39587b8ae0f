import Application
import Domain

/// The planning engine on a file: the best plan for everybody, a check, or single questions.
enum SolveCommands {
    static let all = [solve]

    static let solve = Command(
        "solve", nil, [.init(name: "INSTANCE")], act: .compute,
        options: [
            .init(name: "seconds", value: "S"), .init(name: "work", value: "N"),
            .init(name: "workers", value: "K"), .out, .init(name: "trace", value: "FILE"),
            .init(name: "check", value: "SOLUTION"), .init(name: "queries", value: "FILE"),
        ]
    ) { invocation throws(CommandError) in
        let watch = StopWatch()
        let desk = try refusing { () throws(PlanningError) in
            try PlanningDesk(opening: invocation.place(0))
        }
        if let path = invocation.value("check") { return try check(path, desk, invocation) }
        if let path = invocation.value("queries") {
            let answers = try refusing { () throws(PlanningError) in
                try desk.answers(path) { watch.nanoseconds }
            }
            try invocation.write(answers.compact + "\n", to: invocation.value("out") ?? "-")
            return .done
        }
        return try search(desk, invocation, watch)
    }

    private static func search(
        _ desk: PlanningDesk, _ invocation: Invocation, _ watch: StopWatch
    ) throws(CommandError) -> ExitCode {
        let seconds = try invocation.double("seconds", in: 0...1_000_000)
        let work = try invocation.int("work", in: 1...1_000_000_000_000)
        if seconds != nil, work != nil { throw .usage(Phrase("planning.oneBudget")) }
        let seed = try invocation.seed(default: 1)
        let workers = try invocation.int("workers", in: 1...256) ?? 2
        let (console, wording) = (invocation.console, invocation.wording)
        let plan = try refusing { () throws(PlanningError) in
            try desk.search(
                work.map { .work($0) } ?? .seconds(seconds ?? 10), seed: seed, workers: workers,
                clock: { watch.seconds }
            ) { progress in
                console.progress(
                    wording(
                        Phrase(
                            "planning.progress",
                            [
                                "seconds": .decimal(progress.seconds, places: 1),
                                "objective": .count(progress.objective),
                                "bound": .count(progress.bound),
                            ])))
            }
        }
        if console.showsProgress { console.complain("") }
        if let path = invocation.value("out") {
            try invocation.write(plan.solution.compact + "\n", to: path)
        }
        if let path = invocation.value("trace") {
            try invocation.write(plan.trace.compact + "\n", to: path)
        }
        console.print(plan.summary)
        return .done
    }

    private static func check(
        _ path: String, _ desk: PlanningDesk, _ invocation: Invocation
    ) throws(CommandError) -> ExitCode {
        let verdict = try refusing { () throws(PlanningError) in try desk.check(path) }
        if invocation.wantsJSON {
            invocation.console.print(verdict.json)
        } else {
            for sentence in verdict.sentences {
                invocation.console.print(invocation.wording(sentence))
            }
        }
        return verdict.isValid ? .done : .refused
    }
}
