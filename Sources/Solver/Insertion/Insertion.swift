/// The exact answer to the interactive question: where would this job stand best, while everybody
/// else stays?
public struct Insertion: ~Copyable {
    private let sweep: Sweep

    public init(_ problem: ChainProblem) { sweep = Sweep(problem) }

    /// The best placement of cost below `limit`, and its cost.
    public func best(
        _ job: Int, in ledger: borrowing Ledger, below limit: Int = Int.max >> 8
    ) -> (placement: Placement, cost: Int)? {
        best(job, in: ledger, below: limit, preference: .late) { _ in false }
    }

    @inline(__always)
    func best(
        _ index: Int, in ledger: borrowing Ledger, below limit: Int,
        preference: Ledger.Preference, skip: (Int) -> Bool
    ) -> (placement: Placement, cost: Int)? {
        let problem = ledger.problem
        let job = problem.jobs + index
        var best = Placement.none
        var cost = limit
        for number in Int(job.pointee.firstMode)..<Int(job.pointee.modeEnd) {
            let mode = problem.modes + number
            if job.pointee.hasFormer {
                let tolls = OpenTolls(ledger)
                guard
                    var found = sweep.best(
                        mode.pointee, job.pointee, tolls, scale: 1, below: cost)
                else { continue }
                if let other = mode.pointee.without(found.days, preference) {
                    // Passed over: the best on the one side or the other of one of its days.
                    guard
                        let second = sweep.best(
                            other, job.pointee, tolls, scale: 1, below: cost)
                    else { continue }
                    found = second
                }
                (best, cost) = (Placement(mode: Int32(number), days: found.days), found.cost)
            } else {
                let room = cost &- Int(mode.pointee.cost)
                let end = job.pointee.lastPeak(costingLessThan: room)
                if let days = ledger.earliestChain(
                    mode.pointee, below: end &+ 1, preference: preference, skip: skip)
                {
                    best = Placement(mode: Int32(number), days: days)
                    cost = job.pointee.peakCost(Int(days.peak)) &+ Int(mode.pointee.cost)
                }
            }
        }
        return best.isPlaced ? (best, cost) : nil
    }
}

extension Mode {
    /// Now and then, the mode without one of the days that it would choose: the cheapest chain of
    /// a job may be the one that keeps all others out.
    @inline(__always)
    fileprivate func without(_ days: Days, _ preference: Ledger.Preference) -> Mode? {
        guard case .anywhere(let chance) = preference, (chance &>> 48) & 15 == 0 else {
            return nil
        }
        var other = self
        let step = Step.allCases[Int((chance &>> 53) % 5)]
        if (chance &>> 52) & 1 == 0 {
            other.earliest[step] = days[step] + 1
        } else {
            other.latest[step] = days[step] - 1
        }
        let isOpen = Step.allCases.allSatisfy { other.earliest[$0] <= other.latest[$0] }
        return isOpen ? other : nil
    }
}

extension Ledger {
    /// The best chain of one mode, perhaps with other lags or bounds than its job's own.
    ///
    /// Makes what it needs anew, so it is for questions that are asked once.
    public func best(
        _ mode: Mode, number: Int, below limit: Int
    ) -> (placement: Placement, cost: Int)? {
        guard Step.allCases.allSatisfy({ mode.earliest[$0] <= mode.latest[$0] }) else {
            return nil
        }
        let sweep = Sweep(problem)
        let job = problem.jobs[Int(mode.job)]
        let found = sweep.best(mode, job, OpenTolls(self), scale: 1, below: limit)
        return found.map { (Placement(mode: Int32(number), days: $0.days), $0.cost) }
    }
}

extension Job {
    /// The last day whose peak costs less than `room`.
    @inline(__always)
    func lastPeak(costingLessThan room: Int) -> Int {
        if slope <= 0 { return Int(Int32.max) }
        // Slopes are positive, so costs rise strictly with the day.
        let before = Int(origin) &+ floorDivide(room &- 1, Int(slope))
        if before <= Int(deadline) || lateSlope <= 0 { return before }
        let both = Int(slope) &+ Int(lateSlope)
        let spare = room &- 1 &+ Int(slope) &* Int(origin) &+ Int(lateSlope) &* Int(deadline)
        return floorDivide(spare, both)
    }

    @inline(__always)
    private func floorDivide(_ value: Int, _ divisor: Int) -> Int {
        value >= 0 ? value / divisor : 0 &- ((divisor &- 1 &- value) / divisor)
    }
}
