/// Prices of all days, and what the jobs would do at them.
///
/// Whatever the prices are, the cheapest chains of all jobs at those prices, less what the
/// capacity itself is worth, cost no more than any plan: a lower bound. Owned rows, because a
/// bound is thousands of passes over them.
struct Prices: ~Copyable, @unchecked Sendable {
    typealias Perform = @Sendable ([@Sendable () -> Void]) -> Void

    let problem: ChainProblem
    let scale: Int
    let cells: Int
    private let tolls: PriceTolls
    /// Calendars that nobody uses: their bits say which days there are.
    private let empty: Ledger
    private let halves: [Respondents]
    /// How much of each cell the cheapest chains use.
    let use: UnsafeMutablePointer<Int32>
    let choice: UnsafeMutablePointer<Placement>

    init(_ problem: ChainProblem) {
        self.problem = problem
        cells = max(1, problem.rowCount * problem.stride)
        // A chain pays some thirty tolls: with the dearest omission below 2²² and
        // no unit above four of them they all fit.
        var scale = 1024
        while scale > 1, scale * problem.largestDropCost > 1 << 22 { scale /= 2 }
        self.scale = scale
        empty = Ledger(problem)
        let tolls = PriceTolls(
            horizon: problem.horizon, stride: problem.stride, words: problem.words,
            profileLength: problem.profileLength, price: .allocate(capacity: cells),
            sum: .allocate(capacity: cells + 1), closed: .allocate(capacity: cells),
            capacity: problem.capacity, open: empty.open, profiles: problem.profiles)
        tolls.price.initialize(repeating: 0, count: cells)
        tolls.sum.initialize(repeating: 0, count: cells + 1)
        tolls.closed.initialize(repeating: 0, count: cells)
        self.tolls = tolls
        let (half, count, all) = (problem.jobCount / 2, problem.jobCount, cells)
        halves = [0..<half, half..<count].map {
            Respondents(problem, tolls, scale: scale, jobs: $0, cells: all)
        }
        use = .allocate(capacity: cells)
        use.initialize(repeating: 0, count: cells)
        choice = .allocate(capacity: max(1, problem.jobCount))
        choice.initialize(repeating: .none, count: max(1, problem.jobCount))
    }

    deinit {
        tolls.price.deallocate()
        tolls.sum.deallocate()
        tolls.closed.deallocate()
        use.deallocate()
        choice.deallocate()
    }

    /// The dearest that a unit can sensibly be.
    private var ceiling: Int { 4 * scale * problem.largestDropCost }

    /// Takes over prices in scaled units; returns what the capacities are worth at them.
    func set(_ prices: UnsafeMutablePointer<Double>) -> Int {
        var worth = 0
        for row in 0..<problem.rowCount {
            worth &+= set(row, prices + row &* problem.stride)
        }
        return worth
    }

    private func set(_ row: Int, _ prices: UnsafeMutablePointer<Double>) -> Int {
        let isUnit = problem.isUnitRow[row]
        // Loads are counted in hundredths and come eight days in a row.
        let most = Double(isUnit ? ceiling : ceiling / 32)
        let base = row &* problem.stride
        var worth = 0
        var sum: Int32 = 0
        for day in 0..<problem.stride {
            let capacity = problem.capacity[base &+ day]
            tolls.sum[base &+ day] = sum
            if capacity > 0 {
                let price = Int32(min(prices[day], most).rounded())
                worth &+= Int(price) &* Int(capacity)
                tolls.price[base &+ day] = price
                sum &+= price
            } else {
                tolls.price[base &+ day] = isUnit ? closedToll : 0
            }
        }
        var closed = Int32(problem.stride)
        var day = problem.stride &- 1
        while day >= 0 {
            if problem.capacity[base &+ day] <= 0 || day >= problem.horizon {
                closed = Int32(truncatingIfNeeded: day)
            }
            tolls.closed[base &+ day] = closed
            day &-= 1
        }
        return worth
    }

    /// The cheapest choices of all jobs at the present prices, and what they use.
    ///
    /// - Parameter perform: runs pieces on several threads; nil for this one.
    func respond(_ domain: Domain, _ perform: Perform?) -> Int {
        if let perform {
            // Every piece writes rows of its own, and choices of its own jobs.
            nonisolated(unsafe) let choice = choice
            perform(halves.map { half in { @Sendable in half.respond(domain, choice) } })
        } else {
            for half in halves { half.respond(domain, choice) }
        }
        let total = halves.reduce(0) { $0 + $1.total }
        for cell in 0..<cells { use[cell] = halves[0].use[cell] &+ halves[1].use[cell] }
        return total
    }

    /// The cheapest choice of one job, and its cost in scaled units.
    func cheapest(_ job: Int, _ domain: Domain) -> (placement: Placement, cost: Int) {
        halves[0].cheapest(job, domain, from: choice[job])
    }

    /// The first and the last peak of a mode whose chain costs less than `limit`; nil for none.
    func peaks(_ mode: Int, _ job: Int, _ domain: Domain, below limit: Int) -> (Int, Int)? {
        halves[0].peaks(domain.modes[mode], job, below: limit)
    }
}
