public import Domain
import Scheduling
import Solver

/// The engine behind a desk: a planning file is opened once, and plans, checks, single questions
/// and explanations are asked of it in plain words and numbers.
public struct PlanningDesk: Sendable {
    let instance: Instance

    public init(opening path: String) throws(PlanningError) {
        instance = try PlanningFiles.instance(path)
    }

    // MARK: Search

    /// How long a search may take.
    public enum Effort: Sendable {
        /// Counted from the start of the program, reading and writing included.
        case seconds(Double)
        /// The same plan on every machine and for any number of workers.
        case work(Int)
    }

    public struct Progress: Sendable {
        public let seconds: Double
        public let objective: Int
        public let bound: Int
    }

    /// What a search ended with, ready to be written.
    public struct Plan: Sendable {
        public let solution: JSON
        public let trace: JSON
        public let summary: JSON
    }

    public func search(
        _ effort: Effort, seed: UInt64, workers: Int, clock: @escaping @Sendable () -> Double,
        isCancelled: @escaping @Sendable () -> Bool = { false }, report: (Progress) -> Void
    ) throws(PlanningError) -> Plan {
        let budget: PlanSearch.Budget
        switch effort {
        case .work(let steps): budget = .steps(steps)
        case .seconds(let granted):
            // Writing the plan is part of the time that was granted.
            let writing = 0.01 + 5e-6 * Double(instance.patients.count)
            budget = .seconds(max(granted * 0.9, granted - writing))
        }
        let run = PlanRun(
            budget: budget, seed: seed, workers: workers, clock: clock, isCancelled: isCancelled)
        let outcome = try run.run(Model(instance)) { progress in
            report(
                Progress(
                    seconds: progress.seconds, objective: progress.objective,
                    bound: progress.bound))
        }
        return Plan(
            solution: outcome.solution.json(for: instance), trace: outcome.traceJSON,
            summary: outcome.summary)
    }

    // MARK: Check

    public struct Verdict: Sendable {
        public let isValid: Bool
        /// Each broken rule, then the sum.
        public let sentences: [Phrase]
        public let json: JSON
    }

    public func check(_ path: String) throws(PlanningError) -> Verdict {
        let solution = try PlanningFiles.solution(path, of: instance)
        let verdict = Checker(instance).check(solution)
        let isValid = verdict.violations.isEmpty
        let sum = Phrase(
            isValid ? "planning.checked" : "planning.invalid",
            [
                "objective": .count(verdict.objective), "scheduled": .count(verdict.scheduled),
                "all": .count(instance.patients.count),
                "count": .count(verdict.violations.count),
            ])
        return Verdict(
            isValid: isValid, sentences: verdict.violations.map { $0.phrase(in: instance) } + [sum],
            json: json(verdict))
    }

    private func json(_ verdict: Checker.Verdict) -> JSON {
        let violations = verdict.violations.map { violation in
            JSON.object([
                ("code", .string(violation.code.rawValue)),
                ("patient", .optional(violation.patientID(in: instance))),
                ("resource", .optional(violation.resource(in: instance))),
                ("day", violation.day.map { .int($0) } ?? .null),
                ("found", .int(violation.found)), ("allowed", .int(violation.allowed)),
            ])
        }
        return .object([
            ("valid", .bool(verdict.violations.isEmpty)), ("objective", .int(verdict.objective)),
            ("scheduled", .int(verdict.scheduled)), ("violations", .array(violations)),
        ])
    }

    // MARK: Questions

    /// The answers to a file of insertion questions, each with the time it took.
    public func answers(
        _ path: String, nanoseconds clock: () -> Int
    ) throws(PlanningError) -> JSON {
        let questions = try PlanningFiles.questions(path, of: instance)
        let answers = questions.answers(Model(instance), clock: clock)
        return .object([
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
    }
}
