/// How undecided each job is at the going prices: mean and spread of what it chose lately.
///
/// A job that always chooses the same needs no branch; one that wavers between two days does.
struct Spread: ~Copyable {
    /// What a branch can be made on, in order of preference.
    enum Kind: Int, CaseIterable { case peak, mode, launch, pickup, arrival }

    private let problem: ChainProblem
    private let mean: UnsafeMutablePointer<Double>
    private let square: UnsafeMutablePointer<Double>
    private var count: Int { problem.jobCount * Kind.allCases.count }

    init(_ problem: ChainProblem) {
        self.problem = problem
        let count = max(1, problem.jobCount * Kind.allCases.count)
        mean = .allocate(capacity: count)
        square = .allocate(capacity: count)
        mean.initialize(repeating: 0, count: count)
        square.initialize(repeating: 0, count: count)
    }

    deinit {
        mean.deallocate()
        square.deallocate()
    }

    /// - Parameter weight: of these choices among all; 1 to begin anew.
    func note(_ choices: UnsafeMutablePointer<Placement>, weight: Double) {
        for job in 0..<problem.jobCount {
            let choice = choices[job]
            for kind in Kind.allCases {
                let value = value(choice, kind)
                let cell = kind.rawValue * problem.jobCount + job
                mean[cell] += weight * (value - mean[cell])
                square[cell] += weight * (value * value - square[cell])
            }
        }
    }

    /// Being left out counts as the day after the last.
    private func value(_ choice: Placement, _ kind: Kind) -> Double {
        let days = choice.days
        switch kind {
        case .peak: return Double(choice.isPlaced ? Int(days.peak) : problem.horizon)
        case .mode: return Double(choice.mode)
        case .launch: return Double(days.launch)
        case .pickup: return Double(days.pickup)
        case .arrival: return Double(days.arrival)
        }
    }

    /// The most undecided job, and where to divide what it may do.
    func widest() -> (job: Int, kind: Kind, below: Int)? {
        for kind in Kind.allCases {
            var found: (job: Int, spread: Double)?
            for job in 0..<problem.jobCount {
                let cell = kind.rawValue * problem.jobCount + job
                var spread = square[cell] - mean[cell] * mean[cell]
                if kind == .peak { spread *= Double(problem.jobs[job].slope) }
                if spread > 0.02, spread > found?.spread ?? 0 { found = (job, spread) }
            }
            if let found {
                let middle = mean[kind.rawValue * problem.jobCount + found.job]
                return (found.job, kind, Int(middle.rounded(.down)))
            }
        }
        return nil
    }
}
