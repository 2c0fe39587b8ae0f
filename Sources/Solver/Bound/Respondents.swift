/// What each job may do: its modes, with bounds that a branch may have narrowed, and whether it
/// may be left out.
struct Domain: @unchecked Sendable {
    let modes: UnsafeMutablePointer<Mode>
    let mayDrop: UnsafeMutablePointer<Bool>

    /// Everything that the jobs may do at all; whoever asked for it gives the rows back.
    init(_ problem: ChainProblem) {
        modes = .allocate(capacity: max(1, problem.modeCount))
        modes.initialize(from: problem.modes, count: problem.modeCount)
        mayDrop = .allocate(capacity: max(1, problem.jobCount))
        for job in 0..<problem.jobCount {
            (mayDrop + job).initialize(to: !problem.jobs[job].mustPlace)
        }
    }
}

/// Some of the jobs at the going prices: what each would do, and what they use together.
///
/// A class because a thread needs something to hold. Its rows are its own, so that two of them
/// can work at once.
final class Respondents: @unchecked Sendable {
    private let problem: ChainProblem
    private let tolls: PriceTolls
    private let scale: Int
    private let jobs: Range<Int>
    private let sweep: Sweep
    /// How much of each cell the cheapest chains use.
    let use: UnsafeMutablePointer<Int32>
    private let cells: Int
    /// What the choices cost together.
    private(set) var total = 0

    init(_ problem: ChainProblem, _ tolls: PriceTolls, scale: Int, jobs: Range<Int>, cells: Int) {
        (self.problem, self.tolls, self.scale, self.jobs) = (problem, tolls, scale, jobs)
        self.cells = cells
        sweep = Sweep(problem)
        use = .allocate(capacity: cells)
        use.initialize(repeating: 0, count: cells)
    }

    deinit { use.deallocate() }

    func respond(_ domain: Domain, _ choice: UnsafeMutablePointer<Placement>) {
        use.update(repeating: 0, count: cells)
        var sum = 0
        for index in jobs {
            let (placement, cost) = cheapest(index, domain, from: choice[index])
            choice[index] = placement
            if placement.isPlaced {
                problem.eachUse(of: placement) { cell, amount in use[cell] &+= amount }
            }
            sum &+= cost
        }
        total = sum
    }

    /// - Parameter last: what the job chose last; at prices that moved little it is nearly the
    ///   best again, and everything dearer is passed over.
    @inline(__always)
    func cheapest(
        _ index: Int, _ domain: Domain, from last: Placement
    ) -> (placement: Placement, cost: Int) {
        let job = problem.jobs + index
        var best = Placement.none
        // A job that may not be left out costs at least as much as a closed day.
        var cost = domain.mayDrop[index] ? scale &* Int(job.pointee.dropCost) : Int(closedToll)
        if last.isPlaced, domain.modes[Int(last.mode)].admits(last.days) {
            let known = sweep.cost(
                of: last.days, domain.modes[Int(last.mode)], job.pointee, tolls, scale: scale)
            if known < cost { (best, cost) = (last, known) }
        }
        for number in Int(job.pointee.firstMode)..<Int(job.pointee.modeEnd) {
            if let found = sweep.best(
                domain.modes[number], job.pointee, tolls, scale: scale, below: cost)
            {
                (best, cost) = (Placement(mode: Int32(number), days: found.days), found.cost)
            }
        }
        return (best, cost)
    }

    func peaks(_ mode: Mode, _ job: Int, below limit: Int) -> (Int, Int)? {
        sweep.peaks(mode, problem.jobs[job], tolls, scale: scale, below: limit)
    }
}

extension Mode {
    /// Whether days that hang together as the mode asks are within its bounds.
    @inline(__always)
    func admits(_ days: Days) -> Bool {
        earliest.pickup <= days.pickup && days.pickup <= latest.pickup
            && earliest.launch <= days.launch && days.launch <= latest.launch
            && earliest.arrival <= days.arrival && days.arrival <= latest.arrival
            && earliest.entry <= days.entry && days.entry <= latest.entry
            && earliest.peak <= days.peak && days.peak <= latest.peak
    }
}
