/// Where a job would stand best if every day that is left were worth its price.
///
/// An insertion that looks at its own job takes the first day it finds, however badly somebody
/// else needs it. At the prices of the bound each job leaves dear days to those who gain most.
struct PricedInsertion: ~Copyable {
    private let problem: ChainProblem
    private let sweep: Sweep
    /// By row and day; nothing on closed days.
    private let price: UnsafeMutablePointer<Int32>
    /// The sum of the prices of all earlier days of the row.
    private let sum: UnsafeMutablePointer<Int32>
    private(set) var isKnown = false
    /// Parts of a unit of cost in which prices come.
    private var scale = 1

    init(_ problem: ChainProblem) {
        self.problem = problem
        sweep = Sweep(problem)
        let cells = max(1, problem.rowCount * problem.stride)
        price = .allocate(capacity: cells)
        sum = .allocate(capacity: cells)
        price.initialize(repeating: 0, count: cells)
        sum.initialize(repeating: 0, count: cells)
    }

    deinit {
        price.deallocate()
        sum.deallocate()
    }

    mutating func learn(_ prices: UnsafeMutablePointer<Double>, scale: Int) {
        (isKnown, self.scale) = (true, scale)
        for row in 0..<problem.rowCount {
            var total: Int32 = 0
            for cell in row * problem.stride..<(row + 1) * problem.stride {
                let isOpen = problem.capacity[cell] > 0
                price[cell] = isOpen ? Int32(min(prices[cell].rounded(), Double(1 << 24))) : 0
                sum[cell] = total
                total &+= price[cell]
            }
        }
    }

    mutating func learn(_ levels: Levels, scale: Int) {
        let cells = max(1, problem.rowCount * problem.stride)
        let prices = UnsafeMutablePointer<Double>.allocate(capacity: cells)
        defer { prices.deallocate() }
        prices.initialize(repeating: 0, count: cells)
        for (cell, price) in zip(levels.cells, levels.prices) { prices[Int(cell)] = Double(price) }
        learn(prices, scale: scale)
    }

    /// The placement that costs least with the prices of its days.
    ///
    /// - Parameters:
    ///   - room: what the placement may cost of its own.
    ///   - former: where the job stood; nearly the best again, so that all that is dearer is
    ///     passed over.
    ///   - eighths: how much a unit of cost counts beside a price, in eighths.
    @inline(__always)
    func best(
        _ index: Int, in ledger: borrowing Ledger, leave: Int, room: Int, from former: Placement,
        eighths: Int
    ) -> (placement: Placement, cost: Int)? {
        let job = problem.jobs + index
        let tolls = PricedOpenTolls(open: OpenTolls(ledger), price: price, sum: sum)
        let scale = scale &* eighths / 8
        var best = Placement.none
        var cost = leave <= room ? scale &* leave : Int.max >> 8
        if former.isPlaced, problem.cost(of: former, job: index) <= room {
            let mode = problem.modes + Int(former.mode)
            let known = sweep.cost(
                of: former.days, mode.pointee, job.pointee, tolls, scale: scale)
            if known < cost, known < Int(closedToll) { (best, cost) = (former, known) }
        }
        for number in Int(job.pointee.firstMode)..<Int(job.pointee.modeEnd) {
            var mode = problem.modes[number]
            let last = job.pointee.lastPeak(costingLessThan: room &+ 1 &- Int(mode.cost))
            if last < Int(mode.latest.peak) { mode.latest.peak = Int32(truncatingIfNeeded: last) }
            if let found = sweep.best(mode, job.pointee, tolls, scale: scale, below: cost) {
                (best, cost) = (Placement(mode: Int32(number), days: found.days), found.cost)
            }
        }
        return best.isPlaced ? (best, problem.cost(of: best, job: index)) : nil
    }
}

/// Prices where something is left, closed where nothing is.
private struct PricedOpenTolls: Tolls {
    let open: OpenTolls
    let price: UnsafeMutablePointer<Int32>
    let sum: UnsafeMutablePointer<Int32>

    @inline(__always)
    private func due(_ row: Int32, _ day: Int) -> Int32 { price[Int(row) &* open.stride &+ day] }

    @inline(__always)
    func open(_ row: Int32, from day: Int) -> UInt64 { open.open(row, from: day) }

    @inline(__always)
    func pickup(_ mode: Mode, _ day: Int) -> Int32 {
        if open.pickup(mode, day) != 0 { return closedToll }
        var total: Int32 = 0
        for offset in 0..<Int(mode.pickupLength) {
            total &+= due(mode.pickupRow, day &+ offset)
            if mode.benchRow >= 0 { total &+= due(mode.benchRow, day &+ offset) }
        }
        return total
    }

    @inline(__always)
    func launch(_ mode: Mode, _ day: Int) -> Int32 {
        open.launch(mode, day) &+ due(mode.launchRow, day)
    }

    @inline(__always)
    func arrival(_ mode: Mode, _ day: Int) -> Int32 {
        open.arrival(mode, day) &+ due(mode.arrivalRow, day)
    }

    @inline(__always)
    func peak(_ mode: Mode, _ day: Int) -> Int32 {
        if open.peak(mode, day) != 0 { return closedToll }
        var total: Int32 = 0
        mode.eachPeak(day) { total &+= due(mode.peakRow, $0) }
        let load = price + (Int(mode.loadRow) &* open.stride &+ day &+ 1)
        let profile = open.profiles + Int(mode.profile)
        for offset in 0..<open.profileLength { total &+= profile[offset] &* load[offset] }
        return total
    }

    @inline(__always)
    func stay(_ mode: Mode, _ start: Int, _ end: Int) -> Int32 {
        if start >= end { return 0 }
        if !open.isOpen(mode.stayRow, from: start, to: end) { return closedToll }
        let row = Int(mode.stayRow) &* open.stride
        return sum[row &+ end] &- sum[row &+ start]
    }
}
