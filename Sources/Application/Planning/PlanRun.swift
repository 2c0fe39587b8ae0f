public import Domain
public import Scheduling
public import Solver

/// One search for the best plan of everybody: what it was given, and what came out.
///
/// The command line and the screens' `p` and `P` run this same search.
public struct PlanRun: Sendable {
    public var budget: PlanSearch.Budget
    public var seed: UInt64
    public var workers: Int
    /// Seconds since the beginning that the budget counts from.
    public var clock: @Sendable () -> Double
    public var isCancelled: @Sendable () -> Bool

    public init(
        budget: PlanSearch.Budget, seed: UInt64 = 1, workers: Int = 2,
        clock: @escaping @Sendable () -> Double,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) {
        (self.budget, self.seed, self.workers) = (budget, seed, workers)
        (self.clock, self.isCancelled) = (clock, isCancelled)
    }

    public struct Outcome: Sendable {
        public var solution: Solution
        public var objective: Int
        /// No plan costs less.
        public var bound: Int
        public var seconds: Double
        public var firstSolutionSeconds: Double
        public var scheduled: Int
        /// Patients whose plan differs from the one they were told.
        public var moved: Int
        public var trace: [PlanSearch.Progress]

        public var gap: Double {
            objective > 0 ? Double(objective - bound) / Double(objective) : 0
        }

        public var summary: JSON {
            .object([
                ("objective", .int(objective)), ("bound", .int(bound)), ("gap", .double(gap)),
                ("seconds", .double(seconds)),
                ("firstSolutionSeconds", .double(firstSolutionSeconds)),
                ("scheduled", .int(scheduled)), ("moved", .int(moved)),
            ])
        }

        public var traceJSON: JSON {
            .array(
                trace.map {
                    .array([.double($0.seconds), .int($0.objective), .int($0.bound)])
                })
        }
    }

    public func run(
        _ model: Model, from start: Solution? = nil,
        report: (PlanSearch.Progress) -> Void = { _ in }
    ) throws(PlanningError) -> Outcome {
        let workers = workers
        let surroundings = PlanSearch.Surroundings(
            clock: clock, perform: { Threads.perform($0, on: workers) },
            isCancelled: isCancelled)
        var search = PlanSearch(
            model.problem, seed: seed, budget: budget, surroundings: surroundings)
        var trace: [PlanSearch.Progress] = []
        let plan = search.run(from: start.map { model.plan($0) }) { progress in
            trace.append(progress)
            report(progress)
        }
        let missing = plan.indices.filter {
            !plan[$0].isPlaced && model.instance.patients[$0].isMandatory
        }
        guard missing.isEmpty else {
            throw .mandatory(missing: missing.map { model.instance.patients[$0].id })
        }
        let solution = model.solution(plan)
        return Outcome(
            solution: solution, objective: model.problem.cost(of: plan),
            bound: trace.last?.bound ?? 0, seconds: clock(),
            firstSolutionSeconds: trace.first?.seconds ?? 0, scheduled: solution.scheduled,
            moved: model.moved(solution).count, trace: trace)
    }
}
