/// Takes some neighbours off the board together and finds the best that they can do, exactly,
/// while everybody else stays.
///
/// What leads out of a valley is often that four or five jobs change places at once; putting them
/// back one after the other hardly ever hits upon it. A dozen jobs are soon proven to stand as
/// well as they can, with prices that begin where those of the whole stand.
struct Exchange: ~Copyable {
    private let problem: ChainProblem
    private let jobs: [Int]
    private var random: RandomStream
    private var board: Board
    private var credit = 0

    /// How many neighbours are freed.
    private static let (least, most) = (8, 16)
    /// What one exchange may take, as steps of a search count.
    private static let cap = 12_000

    init(_ problem: ChainProblem, movable: [Int32], seed: UInt64) {
        self.problem = problem
        jobs = movable.map { Int($0) }
        random = RandomStream(seed: seed, stream: UInt64(PlanSearch.laneCount) + 1)
        board = Board(problem)
    }

    /// Improves a plan until the effort is spent, and returns what became of it.
    ///
    /// - Parameters:
    ///   - levels: prices of the whole.
    ///   - effort: what may be spent; what an exchange takes too much is missing the next time.
    mutating func improve(
        _ plan: [Placement], levels: Levels, effort: Int, stop: () -> Bool
    ) -> (plan: [Placement], total: Int) {
        board.load(plan)
        credit = effort < .max ? credit + effort : .max
        while credit > 0, !stop() { credit -= exchange(levels, stop) }
        return (board.plan, board.total)
    }

    /// One exchange; returns what it took.
    private mutating func exchange(_ levels: Levels, _ stop: () -> Bool) -> Int {
        let free = choose()
        let former = free.map { board[$0] }
        let cost = free.reduce(0) { $0 + board.cost(of: $1) }
        for job in free where board[job].isPlaced { board.remove(job) }
        let part = ChainProblem(problem, jobs: free, left: board.ledger)
        var proof = Proof(part, from: levels, bound: 0)
        proof.run(effort: Self.cap, target: cost, stop: stop)
        var chosen = former
        if let found = proof.found, found.total < cost {
            for (index, placement) in found.plan.enumerated() {
                chosen[index] = part.widened(placement, of: index, to: free[index], in: problem)
            }
        }
        for (job, placement) in zip(free, chosen) where placement.isPlaced {
            board.place(job, placement, cost: problem.cost(of: placement, job: job))
        }
        return max(1, proof.effort)
    }

    /// A job and those of its group that stand nearest to it by one of their steps, with some
    /// that stand nowhere.
    private mutating func choose() -> [Int] {
        let count = min(jobs.count, Self.least + random.below(Self.most - Self.least + 1))
        let step: Step = [.peak, .peak, .launch, .pickup][random.below(4)]
        let placed = jobs.filter { board[$0].isPlaced }
        guard !placed.isEmpty else { return Array(jobs.prefix(count)) }
        let anchor = placed[random.below(placed.count)]
        let day = Int(board[anchor].days[step])
        let group = problem.jobs[anchor].group
        var ranked: [(rank: Int, job: Int)] = []
        for job in jobs where problem.jobs[job].group == group {
            // A little by chance, so that an anchor does not always have the same neighbours.
            let rank =
                board[job].isPlaced
                ? 4 * abs(Int(board[job].days[step]) - day) + random.below(16) : random.below(120)
            ranked.append((job == anchor ? -1 : rank, job))
        }
        ranked.sort { ($0.rank, $0.job) < ($1.rank, $1.job) }
        return ranked.prefix(count).map(\.job).sorted()
    }
}

extension ChainProblem {
    /// Some jobs of a larger problem, on what the others leave.
    convenience init(_ whole: ChainProblem, jobs chosen: [Int], left: borrowing Ledger) {
        var jobs: [Job] = []
        var modes: [Mode] = []
        for (index, number) in chosen.enumerated() {
            var job = whole.jobs[number]
            let first = Int32(modes.count)
            for mode in whole.modes(of: number) {
                var mode = whole.modes[mode]
                mode.job = Int32(index)
                modes.append(mode)
            }
            (job.firstMode, job.modeEnd) = (first, Int32(modes.count))
            jobs.append(job)
        }
        var rows: [[Int32]] = []
        for row in 0..<whole.rowCount {
            rows.append((0..<whole.horizon).map { max(0, left.free[row * whole.stride + $0]) })
        }
        self.init(
            horizon: whole.horizon, rows: rows, jobs: jobs, modes: modes,
            profiles: (0..<whole.profileCount).map { whole.profiles[$0] },
            profileLength: whole.profileLength, moveCost: whole.moveCost)
    }

    /// A placement of this part, as the whole counts its modes.
    func widened(
        _ placement: Placement, of index: Int, to job: Int, in whole: ChainProblem
    ) -> Placement {
        guard placement.isPlaced else { return .none }
        let offset = placement.mode - jobs[index].firstMode
        return Placement(mode: whole.jobs[job].firstMode + offset, days: placement.days)
    }
}
