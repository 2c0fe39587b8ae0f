/// A whole plan with its calendars, changed in place: the state under a search and under a screen.
public struct Board: ~Copyable {
    public let problem: ChainProblem
    public private(set) var ledger: Ledger
    let roster: Roster
    private let placements: UnsafeMutablePointer<Placement>
    private let costs: UnsafeMutablePointer<Int>
    public private(set) var total = 0

    /// A job that must be placed costs this when it is not: more than anything else can save.
    static let missing = 1 << 32

    public init(_ problem: ChainProblem) {
        self.problem = problem
        ledger = Ledger(problem)
        roster = Roster(problem)
        placements = .allocate(capacity: max(1, problem.jobCount))
        placements.initialize(repeating: .none, count: max(1, problem.jobCount))
        costs = .allocate(capacity: max(1, problem.jobCount))
        costs.initialize(repeating: 0, count: max(1, problem.jobCount))
        for job in 0..<problem.jobCount {
            roster.enter(job, .none)
            costs[job] = leaveCost(job)
            total += costs[job]
        }
    }

    deinit {
        placements.deallocate()
        costs.deallocate()
    }

    /// What it costs a search to leave a job out.
    @inline(__always)
    func leaveCost(_ job: Int) -> Int {
        problem.jobs[job].mustPlace ? Self.missing : Int(problem.jobs[job].dropCost)
    }

    @inline(__always)
    public subscript(job: Int) -> Placement { placements[job] }

    @inline(__always)
    public func cost(of job: Int) -> Int { costs[job] }

    public var plan: [Placement] { (0..<problem.jobCount).map { placements[$0] } }

    /// Takes a job off the board.
    @inline(__always)
    public mutating func remove(_ job: Int) {
        let placement = placements[job]
        if placement.isPlaced { ledger.giveBack(placement) }
        roster.leave(job, placement)
        roster.enter(job, .none)
        placements[job] = .none
        let cost = leaveCost(job)
        total &+= cost &- costs[job]
        costs[job] = cost
    }

    /// Puts a job that stands nowhere on the board. The caller knows what it costs.
    @inline(__always)
    mutating func place(_ job: Int, _ placement: Placement, cost: Int) {
        roster.leave(job, .none)
        roster.enter(job, placement)
        ledger.take(placement)
        placements[job] = placement
        total &+= cost &- costs[job]
        costs[job] = cost
    }

    /// Moves a job, or takes it off with `Placement.none`.
    public mutating func move(_ job: Int, to placement: Placement) {
        if placements[job].isPlaced { remove(job) }
        guard placement.isPlaced else { return }
        place(job, placement, cost: problem.cost(of: placement, job: job))
    }

    /// Takes units of a day away, or gives them back with a negative amount.
    public mutating func block(row: Int, day: Int, units: Int) {
        ledger.adjust(row: row, day: day, by: -units)
    }

    public mutating func load(_ plan: [Placement]) {
        for (job, placement) in plan.enumerated() where placements[job] != placement {
            move(job, to: placement)
        }
    }
}
