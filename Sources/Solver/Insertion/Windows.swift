/// On which days each step of a job can stand while everybody else stays.
public struct Windows: Sendable, Equatable {
    /// For each step, day by day.
    public var days: [[Bool]]

    /// The days of one step.
    public func open(_ step: Step) -> [Int] {
        days[step.rawValue].indices.filter { days[step.rawValue][$0] }
    }
}

extension Ledger {
    /// Whether the job has a feasible chain with that step on that day.
    public func admits(_ job: Int, _ step: Step, on day: Int) -> Bool {
        problem.modes(of: job).contains { number in
            var mode = problem.modes[number]
            mode.pin(step, to: day)
            return isFeasible(mode)
        }
    }

    /// Whether the job has a feasible chain at all.
    public func admits(_ job: Int) -> Bool {
        problem.modes(of: job).contains { isFeasible(problem.modes[$0]) }
    }

    /// Whether a mode, perhaps with other lags or bounds than its job's own, has a chain.
    public func isFeasible(_ mode: Mode) -> Bool {
        guard Step.allCases.allSatisfy({ mode.earliest[$0] <= mode.latest[$0] }) else {
            return false
        }
        return earliestChain(mode, below: Self.never, preference: .late) { _ in false } != nil
    }

    /// Whether a mode has a chain for a peak on one of some days.
    public func firstPeak(_ mode: Mode) -> Int? {
        earliestChain(mode, below: Self.never, preference: .late) { _ in false }
            .map { Int($0.peak) }
    }

    /// The exact windows of all steps: a day is in when some chain through it is feasible.
    public func windows(of job: Int) -> Windows {
        var days = Step.allCases.map { _ in [Bool](repeating: false, count: problem.horizon) }
        for number in problem.modes(of: job) {
            let mode = problem.modes[number]
            guard isFeasible(mode) else { continue }
            for step in Step.allCases {
                let (first, last) = (Int(mode.earliest[step]), Int(mode.latest[step]))
                guard first <= last else { continue }
                for day in first...min(last, problem.horizon - 1)
                where !days[step.rawValue][day] {
                    guard mayOpen(mode, step, day) else { continue }
                    var pinned = mode
                    pinned.pin(step, to: day)
                    days[step.rawValue][day] = isFeasible(pinned)
                }
            }
        }
        return Windows(days: days)
    }

    /// A quick look at the step's own calendar.
    private func mayOpen(_ mode: Mode, _ step: Step, _ day: Int) -> Bool {
        switch step {
        case .pickup: isOpen(mode.pickupRow, day)
        case .launch: isOpen(mode.launchRow, day)
        case .arrival: isOpen(mode.arrivalRow, day)
        case .entry: true
        case .peak: isOpen(mode.peakRow, day)
        }
    }
}

extension Mode {
    /// Allows a step one day only; no day at all when the mode does not allow that day.
    public mutating func pin(_ step: Step, to day: Int) {
        let day = Int32(clamping: day)
        if earliest[step] > day || latest[step] < day {
            (earliest[step], latest[step]) = (1, 0)
        } else {
            (earliest[step], latest[step]) = (day, day)
        }
    }
}
