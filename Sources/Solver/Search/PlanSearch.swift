/// Searches a good plan for all jobs at once, on several lanes that work side by side.
///
/// There are always the same lanes, whoever runs them: with a budget of steps the plan depends on
/// the seed and the budget alone, not on the number of threads. Threads and the clock come from
/// the caller, because nothing here may know them.
public struct PlanSearch: ~Copyable {
    public enum Budget: Sendable {
        /// Until the clock shows so many seconds.
        case seconds(Double)
        /// So many ruin-and-recreate steps in all.
        case steps(Int)
    }

    /// What the world outside lends to the search.
    public struct Surroundings: Sendable {
        /// Seconds since the start of whatever the budget counts.
        public var clock: @Sendable () -> Double
        /// Runs all of the pieces, on as many threads as there are to be had.
        public var perform: @Sendable ([@Sendable () -> Void]) -> Void
        /// True when the caller wants no more.
        public var isCancelled: @Sendable () -> Bool

        public init(
            clock: @escaping @Sendable () -> Double,
            perform: @escaping @Sendable ([@Sendable () -> Void]) -> Void,
            isCancelled: @escaping @Sendable () -> Bool
        ) {
            (self.clock, self.perform, self.isCancelled) = (clock, perform, isCancelled)
        }
    }

    /// Where the search stands.
    public struct Progress: Sendable {
        public var seconds: Double
        public var objective: Int
        /// No plan costs less.
        public var bound: Int
        public var steps: Int
    }

    /// A lane in a box, because threads need something to share.
    private final class Lane: @unchecked Sendable {
        var annealer: Annealer
        init(_ annealer: consuming Annealer) { self.annealer = annealer }
    }

    static let laneCount = 2
    private let problem: ChainProblem
    private let lanes: [Lane]
    private let surroundings: Surroundings
    private let budget: Budget
    private let heat: (from: Double, to: Double)
    private var random: RandomStream
    private(set) var best: [Placement] = []
    private(set) var bestTotal = Int.max
    private var bound: Int

    public init(
        _ problem: ChainProblem, seed: UInt64, budget: Budget, surroundings: Surroundings,
        settings: Annealer.Settings = Annealer.Settings()
    ) {
        self.problem = problem
        self.surroundings = surroundings
        self.budget = budget
        let floors = problem.floors()
        bound = floors.reduce(0, +)
        lanes = (0..<Self.laneCount).map {
            Lane(Annealer(problem, seed: seed, lane: $0, floors: floors, settings: settings))
        }
        random = RandomStream(seed: seed)
        let slopes = (0..<problem.jobCount).map {
            Double(problem.jobs[$0].slope) + Double(problem.jobs[$0].lateSlope)
        }
        let mean = slopes.reduce(0, +) / Double(max(1, slopes.count))
        heat = (max(0.5, mean * settings.heatFrom), max(0.05, mean * settings.heatTo))
    }

    /// Runs to the end of the budget.
    ///
    /// - Parameter start: a plan to begin with, if it is better than the first one found.
    public mutating func run(
        from start: [Placement]? = nil, report: (Progress) -> Void
    ) -> [Placement] {
        best = problem.greedyPlan()
        bestTotal = problem.searchCost(of: best)
        if let start, problem.searchCost(of: start) < bestTotal {
            (best, bestTotal) = (start, problem.searchCost(of: start))
        }
        report(progress)
        for lane in lanes { lane.annealer.load(best) }
        let splits = problem.groupCount >= 2 * Self.laneCount
        let movable = problem.movableJobs()
        if !splits { for lane in lanes { lane.annealer.choose(movable) } }
        var epoch = 0
        while share < 1, !surroundings.isCancelled(), !movable.isEmpty {
            if splits { divide(movable) }
            work(epoch)
            if splits { unite() } else { compare(epoch) }
            epoch += 1
            report(progress)
        }
        return best
    }

    private var progress: Progress {
        Progress(
            seconds: surroundings.clock(), objective: bestTotal, bound: bound,
            steps: lanes.reduce(0) { $0 + $1.annealer.steps })
    }

    // MARK: Budget

    /// How much of the budget is spent, 0 to 1.
    private var share: Double {
        switch budget {
        case .seconds(let seconds): surroundings.clock() / seconds
        case .steps(let count):
            Double(lanes.reduce(0) { $0 + $1.annealer.steps }) / Double(max(1, count))
        }
    }

    private static let epochs = 50
    private static let chunk = 500

    /// Lets every lane work until the end of the epoch.
    private func work(_ epoch: Int) {
        let (budget, heat, surroundings) = (budget, heat, surroundings)
        let start = surroundings.clock()
        let pieces = lanes.map { lane in
            { @Sendable in
                switch budget {
                case .steps(let count):
                    let mine = max(1, count / Self.laneCount)
                    let todo = max(1, min(mine - lane.annealer.steps, mine / Self.epochs))
                    let from = Double(lane.annealer.steps) / Double(mine)
                    let to = Double(lane.annealer.steps + todo) / Double(mine)
                    lane.annealer.run(
                        steps: todo, temperature: (cooled(heat, from), cooled(heat, to)),
                        stop: surroundings.isCancelled)
                case .seconds(let seconds):
                    let end = min(seconds, start + max(seconds / Double(Self.epochs), 0.02))
                    while true {
                        let now = surroundings.clock()
                        if now >= end || surroundings.isCancelled() { break }
                        let level = cooled(heat, now / seconds)
                        lane.annealer.run(
                            steps: Self.chunk, temperature: (level, level),
                            stop: { surroundings.clock() >= end || surroundings.isCancelled() })
                    }
                }
            }
        }
        surroundings.perform(pieces)
    }

    // MARK: Lanes that share one plan

    /// Gives each lane half of the groups, and half of what nobody uses of the shared calendars.
    private mutating func divide(_ movable: [Int32]) {
        let owner = (0..<problem.groupCount).map { _ in random.below(Self.laneCount) }
        for (index, lane) in lanes.enumerated() {
            lane.annealer.choose(movable.filter { owner[Int(problem.jobs[Int($0)].group)] == index })
        }
        for row in problem.launchRows {
            for day in 0..<problem.horizon {
                let free = lanes[0].annealer.board.ledger.free(row: row, day: day)
                var shares = [Int](repeating: 0, count: Self.laneCount)
                for _ in 0..<max(0, free) { shares[random.below(Self.laneCount)] += 1 }
                for (lane, share) in zip(lanes, shares) where free > 0 {
                    lane.annealer.withheld(row: row, day: day, units: free - share)
                }
            }
        }
        for lane in lanes { lane.annealer.restart() }
    }

    /// Brings what the lanes did into one plan again.
    private mutating func unite() {
        for lane in lanes { lane.annealer.returnWithheld() }
        let current = lanes.map { $0.annealer.board.total }
        _ = current
        var plan = best
        var present = [Placement](repeating: .none, count: problem.jobCount)
        for job in 0..<problem.jobCount {
            present[job] = lanes[0].annealer.board[job]
        }
        for lane in lanes {
            for job in lane.annealer.memberList {
                plan[Int(job)] = lane.annealer.bestPlacement(Int(job))
                present[Int(job)] = lane.annealer.board[Int(job)]
            }
        }
        let total = problem.searchCost(of: plan)
        if total < bestTotal { (best, bestTotal) = (plan, total) }
        for lane in lanes { lane.annealer.load(present) }
    }

    // MARK: Lanes that race

    private mutating func compare(_ epoch: Int) {
        var leader = 0
        for (index, lane) in lanes.enumerated() {
            let total = lane.annealer.bestTotal
            if total < lanes[leader].annealer.bestTotal { leader = index }
            if total < bestTotal { (best, bestTotal) = (lane.annealer.bestPlan, total) }
        }
        // Now and then all go on from the best place found.
        guard epoch % 10 == 9 else { return }
        let plan = lanes[leader].annealer.bestPlan
        for (index, lane) in lanes.enumerated() where index != leader {
            lane.annealer.load(plan)
        }
    }
}

/// The temperature after a share of the budget.
private func cooled(_ heat: (from: Double, to: Double), _ share: Double) -> Double {
    heat.from * power(heat.to / heat.from, min(1, max(0, share)))
}
