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
    private static let epochs = 50
    private static let chunk = 500
    /// Steps a job between two heatings of a small plan.
    private static let cycle = 200
    private static let cycleSeconds = 0.03
    private static let small = 60
    /// Up to so many jobs the proof needs all threads and little time.
    private static let soonProven = 30
    private static let exchanged = (soonProven + 1)...120
    /// From so many jobs on a search does not find all valleys by itself.
    private static let many = 150
    /// After this share of the budget a new beginning has no time left to pay.
    private static let lastBeginning = 0.35
    private static let beginningHeat = 0.25
    private static let tries = 40

    private let problem: ChainProblem
    private let lanes: [Lane]
    private let boundLane: BoundLane
    private let exchangeLane: ExchangeLane
    /// Most people were told a plan already.
    private let isTold: Bool
    private let surroundings: Surroundings
    private let budget: Budget
    private var heat: (from: Double, to: Double)
    private var random: RandomStream
    /// Jobs with a step that may still be decided: those that make the work.
    private let movable: [Int32]
    private(set) var best: [Placement] = []
    private(set) var bestTotal = Int.max
    private var bound: Int
    /// Steps that the budget has been charged for.
    private var spent = 0
    /// Many groups share little: each lane takes half of them instead of racing on all.
    private let splits: Bool
    /// Whether there may still be a new beginning from what prices would do.
    private var mayBegin: Bool

    public init(
        _ problem: ChainProblem, seed: UInt64, budget: Budget, surroundings: Surroundings,
        settings: Annealer.Settings = Annealer.Settings()
    ) {
        self.problem = problem
        self.surroundings = surroundings
        self.budget = budget
        let floors = problem.floors()
        movable = problem.movableJobs()
        bound = floors.reduce(0, +)
        let told = (0..<problem.jobCount).count { problem.jobs[$0].hasFormer }
        isTold = told * 2 > problem.jobCount
        var settings = settings
        if isTold { settings.meanRemoved += settings.meanRemoved / 2 }
        lanes = (0..<Self.laneCount).map { [settings] in
            Lane(Annealer(problem, seed: seed, lane: $0, floors: floors, settings: settings))
        }
        boundLane = BoundLane(problem, isTold: isTold)
        exchangeLane = ExchangeLane(problem, movable: movable, seed: seed)
        random = RandomStream(seed: seed)
        splits = problem.groupCount >= 2 * Self.laneCount
        let slopes = (0..<problem.jobCount).map {
            Double(problem.jobs[$0].slope) + Double(problem.jobs[$0].lateSlope)
        }
        let mean = slopes.reduce(0, +) / Double(max(1, slopes.count))
        // Where each lane has groups of its own, and where a few jobs are heated many times,
        // there is room for a hotter start; where people were told a plan already, the best one
        // is not far from it.
        mayBegin = !isTold && !splits && problem.jobCount >= Self.many
        heat = (0.5, 0.05)
        let from = mean * settings.heatFrom * (isTold ? 0.5 : splits || reheats ? 3 : 1)
        heat = (max(0.5, from), max(0.05, mean * settings.heatTo))
    }

    /// Runs to the end of the budget, or until the plan is proven to be the best.
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
        if !splits { for lane in lanes { lane.annealer.choose(movable) } }
        var epoch = 0
        while share < 1, bound < bestTotal, !surroundings.isCancelled(), !movable.isEmpty {
            let turn = work(epoch)
            if splits, !turn.isPricing {
                divide()
                surroundings.perform(lanes.map { search($0) })
                unite()
            } else if exchanges, epoch % 2 == 1, let levels = boundLane.levels {
                exchange(levels)
                compare(epoch)
            } else {
                if reheats, epoch % 2 == 1, turn.searchLanes > 0, let peaks = boundLane.meanPeaks {
                    lanes[turn.searchLanes - 1].annealer.rebuild(peaks, chance: random.next())
                }
                let searching = lanes.prefix(turn.searchLanes).map { search($0) }
                let pricing = turn.isPricing ? price(threads: 2 - turn.searchLanes) : []
                surroundings.perform(searching + pricing)
                if turn.searchLanes > 0 { compare(epoch) }
            }
            spent += Self.stepsOfEpoch(budget) * Self.laneCount
            for found in boundLane.found where found.total < bestTotal {
                (best, bestTotal) = (found.plan, found.total)
            }
            bound = max(bound, boundLane.bound(bestTotal))
            begin()
            for lane in lanes { boundLane.teach(&lane.annealer.priced) }
            epoch += 1
            report(progress)
        }
        return best
    }

    /// A plan for many jobs is begun anew once the prices say where each would be: a search that
    /// starts where jobs were put one by one never leaves some of its valleys. From there on less
    /// heat is wanted.
    private mutating func begin() {
        guard mayBegin, share < Self.lastBeginning, let peaks = boundLane.pricedPeaks else {
            return
        }
        mayBegin = false
        let seeds = lanes.map { _ in random.next() }
        surroundings.perform(
            zip(lanes, seeds).map { lane, seed in
                { [tries = Self.tries, movable] in
                    lane.annealer.choose(movable)
                    lane.annealer.begin(peaks, tries: tries, chance: seed)
                }
            })
        heat.from = max(0.5, heat.from * Self.beginningHeat)
    }

    /// Who does what in an epoch: plans on how many lanes, and prices or not.
    private func work(_ epoch: Int) -> (searchLanes: Int, isPricing: Bool) {
        if boundLane.isDone(bestTotal) { return (2, false) }
        if mayBegin, share < Self.lastBeginning { return (1, true) }
        if splits { return epoch % 4 == 3 ? (0, true) : (2, false) }
        if isSmall || exchanges && epoch % 4 == 0 {
            let isSearching =
                epoch < 5 || epoch % 5 == 0 || !boundLane.isBranching
                || movable.count > Self.soonProven
            return (isSearching ? 1 : 0, true)
        }
        return epoch % 2 == 1 ? (1, true) : (2, false)
    }

    private var progress: Progress {
        Progress(
            seconds: surroundings.clock(), objective: bestTotal, bound: min(bound, bestTotal),
            steps: steps)
    }

    private var steps: Int { lanes.reduce(0) { $0 + $1.annealer.steps } }

    // MARK: Budget

    /// How much of the budget is spent, 0 to 1.
    private var share: Double {
        switch budget {
        case .seconds(let seconds): surroundings.clock() / seconds
        case .steps(let count):
            Double(spent) / Double(max(1, count))
        }
    }

    /// The seconds of an epoch, for each piece of work in turn.
    private var epochLength: Double {
        guard case .seconds(let seconds) = budget else { return .infinity }
        return max(seconds / Double(Self.epochs), 0.02)
    }

    /// A handful of jobs is soon planned as well as can be; what takes time is the proof.
    private var isSmall: Bool { movable.count <= Self.small }

    /// Where most stand well already, what is left to gain lies in jobs that change places; a
    /// plan for others gains more from being heated. A handful is proven without.
    private var exchanges: Bool {
        isTold && !splits && Self.exchanged.contains(movable.count)
    }

    /// Whether an epoch is long enough to be heated and cooled of its own.
    private var reheats: Bool {
        guard case .steps = budget else { return isSmall }
        return isSmall && Self.stepsOfEpoch(budget) >= Self.cycle * movable.count
    }

    private static func stepsOfEpoch(_ budget: Budget) -> Int {
        guard case .steps(let count) = budget else { return 0 }
        return max(1, count / laneCount / epochs)
    }

    /// A lane's work of one epoch.
    ///
    /// A small plan is as good as it gets after a few thousand steps. It gains by being heated
    /// and cooled again and again, from where it stands.
    private func search(_ lane: Lane) -> @Sendable () -> Void {
        let (budget, heat, surroundings, length, share) = (
            budget, heat, surroundings, epochLength, share
        )
        let cycle = reheats ? Self.cycle * movable.count : nil
        let period = length / max(1, (length / Self.cycleSeconds).rounded())
        return {
            switch budget {
            case .steps(let count):
                let steps = Self.stepsOfEpoch(budget)
                if let cycle {
                    for start in stride(from: 0, to: steps, by: cycle) {
                        lane.annealer.run(
                            steps: min(cycle, steps - start), temperature: heat,
                            stop: surroundings.isCancelled)
                    }
                    return
                }
                let after = share + Double(steps * Self.laneCount) / Double(count)
                lane.annealer.run(
                    steps: steps, temperature: (cooled(heat, share), cooled(heat, after)),
                    stop: surroundings.isCancelled)
            case .seconds(let seconds):
                let begin = surroundings.clock()
                let end = min(seconds, begin + length)
                while true {
                    let now = surroundings.clock()
                    if now >= end || surroundings.isCancelled() { break }
                    let turn = (now - begin) / period
                    let level = cooled(
                        heat, cycle == nil ? now / seconds : turn - turn.rounded(.down))
                    lane.annealer.run(
                        steps: Self.chunk, temperature: (level, level),
                        stop: { surroundings.clock() >= end || surroundings.isCancelled() })
                }
            }
        }
    }

    /// Exchanges beside a lane that goes on as it was.
    private mutating func exchange(_ levels: Levels) {
        let effort = if case .steps = budget { Self.stepsOfEpoch(budget) } else { Int.max }
        let piece = exchangeLane.piece(
            from: best, levels: levels, effort: effort, stop: endOfPiece)
        surroundings.perform([search(lanes[0]), piece])
        if let reached = exchangeLane.reached, reached.total < bestTotal {
            (best, bestTotal) = reached
        }
    }

    // MARK: The bound

    /// From when a piece begins: one that waited for its thread has its time all the same.
    private var endOfPiece: @Sendable () -> () -> Bool {
        let (surroundings, length, budget) = (surroundings, epochLength, budget)
        return {
            var end = Double.infinity
            if case .seconds(let all) = budget { end = min(all, surroundings.clock() + length) }
            return { [end] in surroundings.clock() >= end || surroundings.isCancelled() }
        }
    }

    /// Work on the bound for so many threads.
    private func price(threads: Int) -> [@Sendable () -> Void] {
        let perform = threads > 1 && !boundLane.isBranching ? surroundings.perform : nil
        return boundLane.pieces(
            threads, steps: boundSteps, effort: branchEffort, target: bestTotal,
            perform: perform, stop: endOfPiece)
    }

    /// A pass over all jobs at new prices takes the time of about five search steps a job.
    private var boundSteps: Int {
        guard case .steps = budget else { return Int.max }
        let jobs = max(1, problem.jobCount)
        return max(1, 300 / jobs, Self.stepsOfEpoch(budget) / (5 * jobs))
    }

    /// A branch takes as long as a lane's steps, and so long that a few jobs are soon proven.
    private var branchEffort: Int {
        guard case .steps = budget else { return Int.max }
        let least = problem.jobCount <= Self.soonProven ? 10_000 : 2000
        return max(least, Self.stepsOfEpoch(budget))
    }

    // MARK: Lanes that share one plan

    /// Gives each lane half of the groups, and half of what nobody uses of the shared calendars.
    private mutating func divide() {
        let owner = (0..<problem.groupCount).map { _ in random.below(Self.laneCount) }
        for (index, lane) in lanes.enumerated() {
            lane.annealer.choose(
                movable.filter { owner[Int(problem.jobs[Int($0)].group)] == index })
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
