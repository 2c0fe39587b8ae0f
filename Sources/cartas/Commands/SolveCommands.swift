import Application
import Domain
import Scheduling
import Solver

/// The planning engine on a file: the best plan for everybody, a check, or single questions.
enum SolveCommands {
    static let all = [solve]

    static let solve = Command(
        "solve", nil, [.init(name: "INSTANCE")],
        act: .compute,
        options: [
            .init(name: "seconds", value: "S"), .init(name: "work", value: "N"),
            .init(name: "workers", value: "K"), .out, .init(name: "trace", value: "FILE"),
            .init(name: "check", value: "SOLUTION"), .init(name: "queries", value: "FILE"),
        ]
    ) { invocation throws(CommandError) in
        let watch = StopWatch()
        let instance = try refusing { () throws(PlanningError) in
            try PlanningFiles.instance(invocation.place(0))
        }
        if let path = invocation.value("check") {
            return try check(path, instance, invocation)
        }
        if let path = invocation.value("queries") {
            return try answer(path, instance, invocation, watch)
        }
        return try search(instance, invocation, watch)
    }

    // MARK: Search

    private static func search(
        _ instance: Instance, _ invocation: Invocation, _ watch: StopWatch
    ) throws(CommandError) -> ExitCode {
        let seconds = try invocation.double("seconds", in: 0...1_000_000)
        let work = try invocation.int("work", in: 1...1_000_000_000_000)
        if seconds != nil, work != nil { throw .usage(Phrase("planning.oneBudget")) }
        // Writing the plan is part of the time that was granted.
        let writing = 0.01 + 5e-6 * Double(instance.patients.count)
        let granted = seconds ?? 10
        let budget: PlanSearch.Budget =
            work.map { .steps($0) } ?? .seconds(max(granted * 0.9, granted - writing))
        let run = PlanRun(
            budget: budget, seed: try invocation.seed(default: 1),
            workers: try invocation.int("workers", in: 1...256) ?? 2,
            clock: { watch.seconds })
        let (console, wording) = (invocation.console, invocation.wording)
        let outcome = try refusing { () throws(PlanningError) in
            try run.run(Model(instance)) { progress in
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
            try invocation.write(outcome.solution.json(for: instance).compact + "\n", to: path)
        }
        if let path = invocation.value("trace") {
            try invocation.write(outcome.traceJSON.compact + "\n", to: path)
        }
        console.print(outcome.summary)
        return .done
    }

    // MARK: Check

    private static func check(
        _ path: String, _ instance: Instance, _ invocation: Invocation
    ) throws(CommandError) -> ExitCode {
        let solution = try refusing { () throws(PlanningError) in
            try PlanningFiles.solution(path, of: instance)
        }
        let verdict = Checker(instance).check(solution)
        if invocation.wantsJSON {
            invocation.console.print(json(verdict, instance))
        } else {
            for violation in verdict.violations {
                invocation.console.print(invocation.wording(violation.phrase(in: instance)))
            }
            let key = verdict.violations.isEmpty ? "planning.checked" : "planning.invalid"
            invocation.console.print(
                invocation.wording(
                    Phrase(
                        key,
                        [
                            "objective": .count(verdict.objective),
                            "scheduled": .count(verdict.scheduled),
                            "all": .count(instance.patients.count),
                            "count": .count(verdict.violations.count),
                        ])))
        }
        return verdict.violations.isEmpty ? .done : .refused
    }

    private static func json(_ verdict: Checker.Verdict, _ instance: Instance) -> JSON {
        .object([
            ("valid", .bool(verdict.violations.isEmpty)), ("objective", .int(verdict.objective)),
            ("scheduled", .int(verdict.scheduled)),
            (
                "violations",
                .array(
                    verdict.violations.map { violation in
                        .object([
                            ("code", .string(violation.code.rawValue)),
                            ("patient", .optional(violation.patientID(in: instance))),
                            ("resource", .optional(violation.resource(in: instance))),
                            ("day", violation.day.map { .int($0) } ?? .null),
                            ("found", .int(violation.found)),
                            ("allowed", .int(violation.allowed)),
                        ])
                    })
            ),
        ])
    }

    // MARK: Questions

    private static func answer(
        _ path: String, _ instance: Instance, _ invocation: Invocation, _ watch: StopWatch
    ) throws(CommandError) -> ExitCode {
        let questions = try refusing { () throws(PlanningError) in
            try PlanningFiles.questions(path, of: instance)
        }
        let answers = questions.answers(Model(instance)) { watch.nanoseconds }
        let json = JSON.object([
            (
                "queries",
                .array(
                    answers.map { answer in
                        .object([
                            ("patient", .string(instance.patients[answer.patient].id)),
                            ("best", answer.best.map { .int($0) } ?? .null),
                            ("nanoseconds", .int(answer.nanoseconds)),
                        ])
                    })
            )
        ])
        if let out = invocation.value("out") {
            try invocation.write(json.compact + "\n", to: out)
        } else {
            invocation.console.print(json)
        }
        return .done
    }
}
