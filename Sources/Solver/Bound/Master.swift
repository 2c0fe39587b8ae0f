/// The best prices there are, from the linear programme of all chains, for a whole or a branch.
///
/// The programme asks at its prices what each job would rather do, takes those chains in, and is
/// solved again. Prices are tried half-way between the best ones so far and the programme's own:
/// those alone jump about for long. Whatever is tried gives a bound in whole numbers, so nothing
/// hangs on the programme's own figures.
struct Master: ~Copyable, @unchecked Sendable {
    let problem: ChainProblem
    let prices: Prices
    let domain: Domain
    let spread: Spread
    private var programme: Programme
    private let best: UnsafeMutablePointer<Double>
    private let trial: UnsafeMutablePointer<Double>
    /// In scaled units; nil before the first prices.
    private(set) var value: Int?
    private(set) var isSettled = false
    private var asked = 0
    /// A plan that the programme came upon.
    private(set) var found: (plan: [Placement], total: Int)?

    /// How much of the best prices goes into those that are tried.
    private static let caution = 0.5

    init(_ problem: ChainProblem) {
        self.problem = problem
        prices = Prices(problem)
        domain = Domain(problem)
        spread = Spread(problem)
        programme = Programme(problem, mayDrop: domain.mayDrop)
        best = .allocate(capacity: prices.cells)
        trial = .allocate(capacity: prices.cells)
        best.initialize(repeating: 0, count: prices.cells)
        trial.initialize(repeating: 0, count: prices.cells)
    }

    deinit {
        best.deallocate()
        trial.deallocate()
        domain.modes.deallocate()
        domain.mayDrop.deallocate()
    }

    /// The bound in units of cost.
    var bound: Int {
        guard let value, value > 0 else { return 0 }
        return (value + prices.scale - 1) / prices.scale
    }

    var levels: Levels {
        var levels = Levels()
        for cell in 0..<prices.cells where best[cell] > 0 {
            levels.cells.append(Int32(cell))
            levels.prices.append(Float(best[cell]))
        }
        return levels
    }

    /// What was done so far, as steps of a search count: a pivot is worth some ten of them, and
    /// asking a job what it would do some five.
    var effort: Int { 10 * programme.pivots + 5 * asked }

    /// Turns to another branch.
    mutating func enter(_ node: Node) {
        for (mode, window) in node.windows.enumerated() {
            (domain.modes[mode].earliest, domain.modes[mode].latest) =
                (window.earliest, window.latest)
        }
        domain.mayDrop.update(from: node.mayDrop, count: node.mayDrop.count)
        best.update(repeating: 0, count: prices.cells)
        for (index, cell) in node.levels.cells.enumerated() {
            best[Int(cell)] = Double(node.levels.prices[index])
        }
        programme.thin()
        let domain = domain
        programme.bar { column in
            guard column.placement.isPlaced else { return !domain.mayDrop[Int(column.job)] }
            return !domain.modes[Int(column.placement.mode)].admits(column.placement.days)
        }
        (value, isSettled) = (nil, false)
    }

    /// Makes the best prices the present ones.
    func refresh() { _ = prices.set(best) }

    /// Improves the bound until it is as high as prices go, or reaches the target.
    mutating func run(rounds count: Int, target: Int, stop: () -> Bool) {
        if value == nil {
            value = evaluate(best)
            _ = takeChoices(all: true)
        }
        for _ in 0..<count {
            if bound >= target || isSettled || stop() { return }
            round(target, stop)
        }
    }

    private mutating func round(_ target: Int, _ stop: () -> Bool) {
        programme.solve(stop: stop)
        if stop() { return }
        // Whole costs: a bound that rounds up to the programme's cost cannot rise any more.
        if Double(bound) >= programme.objective - 0.01 {
            isSettled = true
            return
        }
        if attempt(caution: Self.caution, target) { return }
        if bound >= target { return }
        if attempt(caution: 0, target) || bound >= target { return }
        isSettled = true
    }

    /// Tries prices; true when they called for chains that were not known.
    private mutating func attempt(caution: Double, _ target: Int) -> Bool {
        let scale = Double(prices.scale)
        for cell in 0..<prices.cells {
            let price = max(0, programme.price[cell]) * scale
            trial[cell] = caution * best[cell] + (1 - caution) * price
        }
        let result = evaluate(trial)
        if result > value ?? .min {
            value = result
            best.update(from: trial, count: prices.cells)
        }
        return takeChoices(all: false)
    }

    private mutating func evaluate(_ point: UnsafeMutablePointer<Double>) -> Int {
        asked += problem.jobCount
        let worth = prices.set(point)
        return prices.respond(domain, nil) - worth
    }

    /// Takes what the jobs chose into the programme; true when it wants any of it.
    private mutating func takeChoices(all: Bool) -> Bool {
        var isWanted = false
        for job in 0..<problem.jobCount where prices.choice[job].isPlaced {
            guard programme.add(prices.choice[job], job: job) else { continue }
            if all || programme.reducedCost(programme.columns - 1) < -1e-6 { isWanted = true }
        }
        return isWanted
    }

    /// Notes how the programme divides each job among its chains.
    mutating func noteMixture() {
        spread.clear()
        var plan = [Placement](repeating: .none, count: problem.jobCount)
        var isWhole = true
        let parts = programme.mixture
        var whole = [Double](repeating: 0, count: problem.jobCount)
        // What is left out where that is not allowed says nothing of the days of a job.
        for part in parts where !part.column.isBarred { whole[Int(part.column.job)] += part.share }
        for part in parts {
            if part.share > 0.999, !part.column.isBarred {
                plan[Int(part.column.job)] = part.column.placement
            } else {
                isWhole = false
            }
            guard !part.column.isBarred else { continue }
            let job = Int(part.column.job)
            spread.add(part.column.placement, job: job, share: part.share / whole[job])
        }
        if isWhole { offer(plan) }
    }

    private mutating func offer(_ plan: [Placement]) {
        let total = problem.searchCost(of: plan)
        if total < found?.total ?? .max, problem.fits(plan) { found = (plan, total) }
    }
}
