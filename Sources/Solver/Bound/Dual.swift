/// Raises the lower bound by moving prices towards what is asked for too much.
///
/// The volume algorithm of Barahona and Anbil: the direction is an average of what the jobs chose
/// at recent prices. The average comes near to the solution of the linear programme of all
/// chains, so the steps settle where plain sub-gradients would jump about.
///
/// A unit of a launch is worth as much as a whole stay, a percent of a load next to nothing.
/// Steps are therefore measured by the kind of the calendar; without that, the dear days learn
/// their price a hundred times too slowly.
struct Dual: ~Copyable, @unchecked Sendable {
    let problem: ChainProblem
    let prices: Prices
    /// The prices of the best bound, and those that are tried.
    let best: UnsafeMutablePointer<Double>
    private let trial: UnsafeMutablePointer<Double>
    /// The average use, less the capacity.
    private let excess: UnsafeMutablePointer<Double>
    let domain: Domain
    /// In scaled units; nil until the first step.
    private(set) var value: Int?
    private(set) var steps = 0
    private var stepFactor = 0.1
    private var failures = 0
    private var share = 0.03
    private var weights: [Double]
    private var round = 0
    /// The bound at the beginning of the round, and rounds that brought next to nothing.
    private var roundStart = 0
    private(set) var idleRounds = 0
    /// Whether to note what jobs choose, for a branch.
    var tracksChoices = false
    let spread: Spread
    /// Where the prices come from that were taken over.
    private var former: Levels?

    /// How steps are measured in turn: for single units, and for loads; a day of a stay counts 1.
    private static let measures: [(unit: Double, load: Double)] = [
        (100, 0.05), (16, 0.05), (4, 0.2), (400, 0.01), (1, 1), (40, 0.02),
    ]

    init(_ problem: ChainProblem) {
        self.problem = problem
        prices = Prices(problem)
        let cells = prices.cells
        best = .allocate(capacity: cells)
        trial = .allocate(capacity: cells)
        excess = .allocate(capacity: cells)
        best.initialize(repeating: 0, count: cells)
        trial.initialize(repeating: 0, count: cells)
        excess.initialize(repeating: 0, count: cells)
        domain = Domain(problem)
        spread = Spread(problem)
        weights = []
        weights = measure()
    }

    deinit {
        best.deallocate()
        trial.deallocate()
        excess.deallocate()
        domain.modes.deallocate()
        domain.mayDrop.deallocate()
    }

    private func measure() -> [Double] {
        let (unit, load) = Self.measures[round % Self.measures.count]
        var weights = [Double](repeating: unit, count: problem.rowCount)
        for mode in 0..<problem.modeCount {
            weights[Int(problem.modes[mode].stayRow)] = 1
            weights[Int(problem.modes[mode].loadRow)] = load
        }
        return weights
    }

    /// The bound in units of cost.
    var bound: Int {
        guard let value, value > 0 else { return 0 }
        return (value + prices.scale - 1) / prices.scale
    }

    /// The best prices and the direction they were taking.
    var levels: Levels {
        var levels = Levels()
        for cell in 0..<prices.cells where best[cell] > 0 || excess[cell] > 0 {
            levels.cells.append(Int32(cell))
            levels.prices.append(Float(best[cell]))
            levels.excess.append(Float(excess[cell]))
        }
        return levels
    }

    /// Starts again from prices that served elsewhere.
    mutating func restart(from levels: Levels, stepFactor factor: Double) {
        best.update(repeating: 0, count: prices.cells)
        for (index, cell) in levels.cells.enumerated() {
            best[Int(cell)] = Double(levels.prices[index])
        }
        former = levels
        value = nil
        (failures, round, idleRounds) = (0, 0, 0)
        (stepFactor, share) = (factor, 0.1)
        weights = measure()
    }

    /// Makes the best prices the present ones.
    func refresh() { _ = prices.set(best) }

    /// Improves the bound by some steps.
    ///
    /// - Parameters:
    ///   - target: the cost of the best plan known; the steps are measured by the gap.
    ///   - perform: runs pieces, perhaps on several threads.
    mutating func run(
        steps count: Int, target: Int, perform: Prices.Perform?, stop: () -> Bool
    ) {
        if value == nil { first(perform) }
        for _ in 0..<count {
            if bound >= target || stop() { return }
            step(target: Double(target) * Double(prices.scale), perform)
        }
    }

    private func evaluate(
        _ point: UnsafeMutablePointer<Double>, _ perform: Prices.Perform?
    ) -> Int {
        let worth = prices.set(point)
        return prices.respond(domain, perform) - worth
    }

    private mutating func first(_ perform: Prices.Perform?) {
        let value = evaluate(best, perform)
        self.value = value
        roundStart = value
        for cell in 0..<prices.cells {
            excess[cell] = Double(prices.use[cell] &- problem.capacity[cell])
        }
        if let former {
            for (index, cell) in former.cells.enumerated() {
                excess[Int(cell)] = Double(former.excess[index])
            }
        }
        if tracksChoices { spread.note(prices.choice, weight: 1) }
    }

    // MARK: One step

    private mutating func step(target: Double, _ perform: Prices.Perform?) {
        guard let value else { return }
        steps += 1
        move(towards: max(target, Double(value) + 1) - Double(value))
        let result = evaluate(trial, perform)
        let isUphill = average()
        if result > value {
            self.value = result
            best.update(from: trial, count: prices.cells)
            failures = 0
            if isUphill { stepFactor = min(2, stepFactor * 1.1) }
        } else {
            failures += 1
            if failures >= 20 {
                stepFactor *= 0.66
                failures = 0
            }
        }
        if steps % 100 == 0 { share = max(0.005, share * 0.9) }
        if stepFactor < 2e-4 { nextRound() }
    }

    private func move(towards gap: Double) {
        var norm = 0.0
        let stride = problem.stride
        for row in 0..<problem.rowCount {
            var sum = 0.0
            for cell in row &* stride..<(row &+ 1) &* stride
            where best[cell] > 0 || excess[cell] > 0 {
                sum += excess[cell] * excess[cell]
            }
            norm += weights[row] * sum
        }
        let length = norm > 1e-9 ? stepFactor * gap / norm : 0
        for row in 0..<problem.rowCount {
            let reach = length * weights[row]
            for cell in row &* stride..<(row &+ 1) &* stride {
                let moved = best[cell] + reach * excess[cell]
                trial[cell] = moved > 0 ? moved : 0
            }
        }
    }

    /// Mixes the latest use into the average, so that what is overdrawn gets least; true when
    /// the latest use points the same way as the average did.
    private mutating func average() -> Bool {
        var (own, both, mean) = (0.0, 0.0, 0.0)
        let stride = problem.stride
        for row in 0..<problem.rowCount {
            var (rowOwn, rowBoth, rowMean) = (0.0, 0.0, 0.0)
            for cell in row &* stride..<(row &+ 1) &* stride {
                let now = Double(prices.use[cell] &- problem.capacity[cell])
                let past = excess[cell]
                // Where nothing is paid, spare capacity is no reason to move.
                if trial[cell] <= 0, now <= 0, past <= 0 { continue }
                rowOwn += now * now
                rowBoth += now * past
                rowMean += past * past
            }
            own += weights[row] * rowOwn
            both += weights[row] * rowBoth
            mean += weights[row] * rowMean
        }
        let spread = own - 2 * both + mean
        var weight = spread > 1e-9 ? (mean - both) / spread : share
        weight = min(share, max(share / 10, weight))
        for cell in 0..<prices.cells {
            let now = Double(prices.use[cell] &- problem.capacity[cell])
            excess[cell] = weight * now + (1 - weight) * excess[cell]
        }
        if tracksChoices { self.spread.note(prices.choice, weight: weight) }
        return both > 0
    }

    /// Steps have become too small to matter: long ones again, measured otherwise.
    private mutating func nextRound() {
        guard let value else { return }
        let gained = value - roundStart
        idleRounds = gained * 4000 < value ? idleRounds + 1 : 0
        roundStart = value
        round += 1
        (stepFactor, share, failures) = (0.05, 0.03, 0)
        weights = measure()
    }
}
