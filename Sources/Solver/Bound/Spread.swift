/// How undecided each job is at the going prices: mean and spread of what it chose lately.
///
/// A job that always chooses the same needs no branch; one that wavers between two days does.
struct Spread: ~Copyable {
    /// What a branch can be made on, in order of preference.
    enum Kind: Int, CaseIterable {
        case peak, mode, launch, pickup, arrival

        /// The step that is divided; nil for the mode.
        var step: Step? {
            switch self {
            case .peak: .peak
            case .mode: nil
            case .launch: .launch
            case .pickup: .pickup
            case .arrival: .arrival
            }
        }
    }

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

    /// Forgets all choices.
    func clear() {
        mean.update(repeating: 0, count: count)
        square.update(repeating: 0, count: count)
    }

    /// Counts a part of a mixture; the parts of a job make up one.
    func add(_ choice: Placement, job: Int, share: Double) {
        for kind in Kind.allCases {
            let value = value(choice, kind)
            let cell = kind.rawValue * problem.jobCount + job
            mean[cell] += share * value
            square[cell] += share * value * value
        }
    }

    func meanPeak(_ job: Int) -> Double { mean[Kind.peak.rawValue * problem.jobCount + job] }

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

    /// A job, and where to divide what it may do.
    struct Division {
        var job: Int
        var kind: Kind
        var below: Int
    }

    /// The most undecided jobs; days of the peak come first, since cost hangs on them.
    func widest(_ count: Int) -> [Division] {
        var found: [Division] = []
        for kind in Kind.allCases where found.count < count {
            var rows: [(job: Int, spread: Double)] = []
            for job in 0..<problem.jobCount {
                let cell = kind.rawValue * problem.jobCount + job
                let spread = square[cell] - mean[cell] * mean[cell]
                guard spread > 0.02 else { continue }
                rows.append(
                    (job, kind == .peak ? spread * Double(problem.jobs[job].slope) : spread))
            }
            rows.sort { ($0.spread, $1.job) > ($1.spread, $0.job) }
            for row in rows.prefix(count - found.count) {
                let middle = mean[kind.rawValue * problem.jobCount + row.job]
                found.append(
                    Division(job: row.job, kind: kind, below: Int(middle.rounded(.down))))
            }
        }
        return found
    }
}
