public import Domain
import Scheduling
import Solver

/// The whole board planned anew: a value that a thread in the background takes with it.
public struct BoardReplan: Sendable {
    let board: BoardModel
    let problem: BoardProblem

    public struct Result: Sendable {
        public let changes: [CourseChange]
        public let cost: Int
        /// No plan of these courses costs less.
        public let bound: Int
        /// What the plan that stands costs; nil where it does not hold.
        public let before: Int?
        public let seconds: Double
        public let courses: Int
    }

    /// Looks until its time is over or it is cancelled; the best plan so far is the result.
    ///
    /// - Parameters:
    ///   - clock: seconds since the search began.
    ///   - report: what the best plan costs so far, and what no plan can go below.
    public func run(
        _ effort: PlanningDesk.Effort, seed: UInt64 = 1, workers: Int = 2,
        clock: @escaping @Sendable () -> Double,
        isCancelled: @escaping @Sendable () -> Bool = { false },
        report: (PlanningDesk.Progress) -> Void = { _ in }
    ) throws(PlanningError) -> Result {
        let budget: PlanSearch.Budget =
            switch effort {
            case .seconds(let seconds): .seconds(seconds)
            case .work(let steps): .steps(steps)
            }
        let run = PlanRun(
            budget: budget, seed: seed, workers: workers, clock: clock, isCancelled: isCancelled)
        let model = Model(problem.instance)
        var told = problem.told
        let verdict = Checker(problem.instance).check(told)
        for violation in verdict.violations {
            if let patient = violation.patient { told.courses[patient] = nil }
        }
        let holds = Checker(problem.instance).check(told).violations.isEmpty
        let outcome = try run.run(model, from: holds ? told : nil) { progress in
            report(
                PlanningDesk.Progress(
                    seconds: progress.seconds, objective: progress.objective,
                    bound: progress.bound))
        }
        return Result(
            changes: board.changes(from: problem, to: outcome.solution),
            cost: outcome.objective, bound: outcome.bound,
            before: verdict.violations.isEmpty ? verdict.objective : nil,
            seconds: outcome.seconds, courses: problem.members.count)
    }
}

extension BoardModel {
    /// A search over all courses that can move: what happened and what was confirmed binds.
    public func replanning() -> BoardReplan {
        let members = courses.values.filter { course in
            guard !course.isInfused else { return false }
            return course.told.isEmpty || (isMovable(course.id) && keepsWhatWasConfirmed(course))
        }.map(\.id).sorted()
        return BoardReplan(board: self, problem: problem(for: members, .allButConfirmed))
    }

    /// Whose confirmed days can no longer be kept wants a repair: to plan everybody anew would
    /// only say that this one loses its plan.
    private func keepsWhatWasConfirmed(_ course: PlannedCourse) -> Bool {
        guard !course.confirmed.isEmpty, let chosen = course.chosen else { return true }
        let problem = problem(for: [course.id], .allButConfirmed, only: [chosen])
        return Explainer(Model(problem.instance), problem.empty).best(for: 0) != nil
    }

    /// What is left for a course if its batch fails.
    public func planB(_ course: Course.ID) -> PlanBAnswer? {
        guard let planned = courses[course], !planned.isInfused, planned.isComplete,
            let chosen = planned.chosen
        else { return nil }
        let problem = problem(for: [course], .allButFacts, only: [chosen])
        guard let told = problem.told.courses[0],
            let option = problem.instance.patients[0].options.first
        else { return nil }
        // A failed batch is known when it should have been released.
        let known = max(problem.instance.today, told.start + option.manufacturingDays)
        let board = LiveBoard(Model(problem.instance), problem.told)
        switch board.planB(0, .collection(from: known)) {
        case .possible(let second, let delay):
            return .possible(plan(second, in: problem, of: 0), delayDays: delay)
        case .impossible(let causes):
            return .impossible(causes.map { reason($0, in: problem) })
        }
    }
}

public enum PlanBAnswer: Sendable, Equatable {
    case possible(Plan, delayDays: Int)
    case impossible([BoardReason])
}
