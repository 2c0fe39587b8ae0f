/// Jobs whose chains of days compete for calendars of limited capacity.
///
/// A class with raw rows, because every insertion of every thread reads them: an array would
/// count references and check bounds in the innermost loop. Nothing changes after `init`, which
/// is why it may be shared.
public final class ChainProblem: @unchecked Sendable {
    public let horizon: Int
    public let rowCount: Int
    public let jobCount: Int
    public let modeCount: Int
    public let groupCount: Int
    /// Days of load after the peak that a profile describes.
    public let profileLength: Int
    public let moveCost: MoveCost

    /// Days of one row, with room for what lies beyond the horizon.
    let stride: Int
    /// 64-day words of one row, with a closed word at the end.
    let words: Int
    let jobs: UnsafeMutablePointer<Job>
    let modes: UnsafeMutablePointer<Mode>
    let capacity: UnsafeMutablePointer<Int32>
    let profiles: UnsafeMutablePointer<Int32>
    let profileCount: Int
    /// True for rows that are used in units; the others carry loads.
    let isUnitRow: [Bool]
    /// The job with the most expensive omission sets the scale of prices.
    let largestDropCost: Int

    /// - Parameter rows: the capacity of each calendar, day by day.
    public init(
        horizon: Int, rows: [[Int32]], jobs: [Job], modes: [Mode], profiles: [Int32],
        profileLength: Int, moveCost: MoveCost
    ) {
        self.horizon = horizon
        self.profileLength = profileLength
        self.moveCost = moveCost
        (rowCount, jobCount, modeCount) = (rows.count, jobs.count, modes.count)
        groupCount = Int(jobs.map(\.group).max() ?? 0) + 1
        stride = horizon + profileLength + 2
        words = horizon / 64 + 2
        capacity = .allocate(capacity: max(1, rows.count * stride))
        capacity.initialize(repeating: 0, count: max(1, rows.count * stride))
        for (index, row) in rows.enumerated() {
            for (day, amount) in row.prefix(horizon).enumerated() {
                capacity[index * stride + day] = amount
            }
        }
        self.jobs = .allocate(capacity: max(1, jobs.count))
        self.jobs.initialize(from: jobs, count: jobs.count)
        self.modes = .allocate(capacity: max(1, modes.count))
        self.modes.initialize(from: modes, count: modes.count)
        self.profiles = .allocate(capacity: max(1, profiles.count))
        self.profiles.initialize(from: profiles, count: profiles.count)
        profileCount = profiles.count
        var isUnit = [Bool](repeating: true, count: rows.count)
        for mode in modes { isUnit[Int(mode.loadRow)] = false }
        isUnitRow = isUnit
        largestDropCost = jobs.map { Int($0.dropCost) }.max() ?? 0
    }

    deinit {
        capacity.deallocate()
        jobs.deallocate()
        modes.deallocate()
        profiles.deallocate()
    }

    public func job(_ index: Int) -> Job { jobs[index] }
    public func mode(_ index: Int) -> Mode { modes[index] }
    public func capacity(row: Int, day: Int) -> Int { Int(capacity[row * stride + day]) }

    public func modes(of job: Int) -> Range<Int> {
        Int(jobs[job].firstMode)..<Int(jobs[job].modeEnd)
    }

    /// The load that a job of that mode puts on the day `offset` days after the one that follows
    /// its peak.
    public func load(of mode: Int, offset: Int) -> Int {
        Int(profiles[Int(modes[mode].profile) + offset])
    }

    /// What a placement costs; leaving out costs the job's `dropCost`.
    public func cost(of placement: Placement, job index: Int) -> Int {
        let job = jobs[index]
        guard placement.isPlaced else { return Int(job.dropCost) }
        let mode = modes[Int(placement.mode)]
        var cost = job.peakCost(Int(placement.days.peak)) + Int(mode.cost)
        if job.hasFormer {
            for step in Step.allCases {
                cost += moveCost(step, from: job.former[step], to: Int(placement.days[step]))
            }
        }
        return cost
    }

    /// The total of a plan, one placement a job.
    public func cost(of plan: [Placement]) -> Int {
        plan.indices.reduce(0) { $0 + cost(of: plan[$1], job: $1) }
    }
}
