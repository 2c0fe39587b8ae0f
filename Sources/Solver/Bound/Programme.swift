/// The linear programme of all chains that are known: every job takes one, in parts if need be,
/// and no calendar is overdrawn.
///
/// Columns come as prices call for them and rows as days are overdrawn, so the table stays small:
/// a few rows for every day that is short of something. Owned rows, because the table is gone
/// through thousands of times a second. Its figures are only near the truth. Nothing is ever
/// proven from them; what is taken from here are prices, and any prices give a bound.
struct Programme: ~Copyable {
    /// A chain, or the omission of a job.
    struct Column {
        var placement: Placement
        var job: Int32
        var count: Int32
        /// What it counts in this branch; a barred chain is too dear to be taken.
        var cost: Double
        let own: Double
        /// Where it stands in the basis; −1 outside.
        var place: Int32 = -1
        var isBarred = false
    }

    struct Use {
        var cell: Int32
        var amount: Int32
    }

    let problem: ChainProblem
    let cells: Int
    /// More than any chain is worth.
    let barrier: Double

    // The table. Rows: one a job, then one for every day that is watched.
    static let mostRows = 720
    /// So many days are watched for no job, and for each.
    static let (leastRows, rowsOfJob) = (60, 16)
    private(set) var rows: Int
    let stride: Int
    /// The inverse of the basis, column by column.
    let inverse: UnsafeMutablePointer<Double>
    let value: UnsafeMutablePointer<Double>
    let dual: UnsafeMutablePointer<Double>
    let alpha: UnsafeMutablePointer<Double>
    let right: UnsafeMutablePointer<Double>
    /// The variable at each place: a column, or −1 − row for what a day has left.
    let basic: UnsafeMutablePointer<Int32>
    /// Where a row's rest stands in the basis; −1 outside.
    let restPlace: UnsafeMutablePointer<Int32>
    let cellOfRow: UnsafeMutablePointer<Int32>
    let rowOfCell: UnsafeMutablePointer<Int32>
    /// What a unit of a cell costs: the dual of its row, turned round.
    let price: UnsafeMutablePointer<Double>
    let scratch: UnsafeMutablePointer<Double>
    /// The places that a pivot changes.
    let touched: UnsafeMutablePointer<Int32>

    // The columns; the first are the omissions of the jobs.
    static let mostColumns = 6000
    private(set) var columns: Int
    let width: Int
    let column: UnsafeMutablePointer<Column>
    let uses: UnsafeMutablePointer<Use>
    private var known: Set<Placement> = []
    var pivots = 0

    init(_ problem: ChainProblem, mayDrop: UnsafeMutablePointer<Bool>) {
        self.problem = problem
        cells = max(1, problem.rowCount * problem.stride)
        barrier = 2 * Double(max(1, problem.largestDropCost))
        rows = problem.jobCount
        stride = rows + min(Self.mostRows, Self.leastRows + Self.rowsOfJob * rows)
        inverse = .allocate(capacity: stride * stride)
        inverse.initialize(repeating: 0, count: stride * stride)
        func table(_ count: Int) -> UnsafeMutablePointer<Double> {
            let row = UnsafeMutablePointer<Double>.allocate(capacity: count)
            row.initialize(repeating: 0, count: count)
            return row
        }
        (value, dual, alpha, right) = (table(stride), table(stride), table(stride), table(stride))
        (price, scratch) = (table(cells), table(cells))
        func indices(_ count: Int) -> UnsafeMutablePointer<Int32> {
            let row = UnsafeMutablePointer<Int32>.allocate(capacity: count)
            row.initialize(repeating: -1, count: count)
            return row
        }
        (basic, restPlace, cellOfRow) = (indices(stride), indices(stride), indices(stride))
        (rowOfCell, touched) = (indices(cells), indices(stride))
        let stay = (0..<problem.modeCount).map { mode in
            let mode = problem.modes[mode]
            let stay = Int(mode.stayAfterPeak + max(mode.peakMost, mode.stayLead))
            return stay + 2 * Int(mode.pickupLength) + mode.echoes.nonzeroBitCount
        }
        width = 8 + problem.profileLength + max(1, stay.max() ?? 1)
        columns = 0
        column = .allocate(capacity: Self.mostColumns)
        uses = .allocate(capacity: Self.mostColumns * width)
        for job in 0..<problem.jobCount {
            let cost = Double(problem.jobs[job].dropCost)
            let row = Column(
                placement: .none, job: Int32(job), count: 0, cost: mayDrop[job] ? cost : barrier,
                own: cost, place: Int32(job))
            (column + job).initialize(to: row)
            inverse[job * stride + job] = 1
            basic[job] = Int32(job)
            // A little askew, so that no two places reach nothing at the same time.
            right[job] = 1 + Self.skew(job)
            value[job] = right[job]
            dual[job] = row.cost
        }
        columns = problem.jobCount
    }

    deinit {
        for row in [inverse, value, dual, alpha, right, price, scratch] { row.deallocate() }
        for row in [basic, restPlace, cellOfRow, rowOfCell, touched] { row.deallocate() }
        column.deallocate()
        uses.deallocate()
    }

    private static func skew(_ number: Int) -> Double {
        1e-6 * (1 + Double((number &* 7919) % 1009) / 1009)
    }

    /// What the present mixture costs.
    var objective: Double {
        (0..<rows).reduce(0) { sum, place in
            basic[place] < 0 ? sum : sum + column[Int(basic[place])].cost * value[place]
        }
    }

    /// The columns that have more of a share than comes of being askew.
    var mixture: [(column: Column, share: Double)] {
        (0..<rows).compactMap { place in
            guard basic[place] >= 0, value[place] > 1e-4 else { return nil }
            return (column[Int(basic[place])], value[place])
        }
    }

    // MARK: Columns

    /// What a column would save a unit of, at the present prices; negative where it is wanted.
    @inline(__always)
    func reducedCost(_ index: Int) -> Double {
        let row = column + index
        var cost = row.pointee.cost - dual[Int(row.pointee.job)]
        let first = uses + index &* width
        for number in 0..<Int(row.pointee.count) {
            cost += price[Int(first[number].cell)] * Double(first[number].amount)
        }
        return cost
    }

    /// Takes a chain in; false when it is here already, or when there is no room.
    mutating func add(_ placement: Placement, job: Int) -> Bool {
        guard columns < Self.mostColumns, known.insert(placement).inserted else { return false }
        let cost = Double(problem.cost(of: placement, job: job))
        let first = uses + columns * width
        var count = 0
        problem.eachUse(of: placement) { cell, amount in
            (first + count).initialize(to: Use(cell: Int32(cell), amount: amount))
            count += 1
        }
        (column + columns).initialize(
            to: Column(
                placement: placement, job: Int32(job), count: Int32(count), cost: cost, own: cost))
        columns += 1
        return true
    }

    /// Bars what a branch does not allow, and lets in again what another had barred.
    mutating func bar(_ isBarred: (Column) -> Bool) {
        for index in 0..<columns {
            let barred = isBarred(column[index])
            column[index].isBarred = barred
            column[index].cost = barred ? barrier : column[index].own
        }
        weigh()
    }

    /// Forgets the columns that are furthest from being wanted.
    mutating func thin() {
        guard columns > Self.mostColumns * 3 / 4 else { return }
        let costs = (problem.jobCount..<columns).map { index in
            column[index].isBarred ? barrier : reducedCost(index)
        }
        let bar = costs.sorted()[costs.count / 3]
        var kept = problem.jobCount
        for index in problem.jobCount..<columns {
            if column[index].place < 0, costs[index - problem.jobCount] > bar {
                known.remove(column[index].placement)
                continue
            }
            if kept != index {
                column[kept] = column[index]
                (uses + kept * width).update(from: uses + index * width, count: width)
                if column[kept].place >= 0 { basic[Int(column[kept].place)] = Int32(kept) }
            }
            kept += 1
        }
        columns = kept
    }

    // MARK: Rows

    /// Watches a day from now on. Its rest is in the basis, below nothing if it is overdrawn.
    private mutating func watch(_ cell: Int) {
        let row = rows
        rows += 1
        cellOfRow[row] = Int32(cell)
        rowOfCell[cell] = Int32(row)
        right[row] = Double(problem.capacity[cell]) + Self.skew(cell)
        for number in 0...row {
            inverse[row * stride + number] = 0
            inverse[number * stride + row] = 0
        }
        var left = right[row]
        for place in 0..<row where basic[place] >= 0 {
            let index = Int(basic[place])
            var amount = 0.0
            for number in 0..<Int(column[index].count)
            where uses[index * width + number].cell == cell {
                amount += Double(uses[index * width + number].amount)
            }
            guard amount != 0 else { continue }
            left -= amount * value[place]
            for number in 0..<row {
                inverse[number * stride + row] -= amount * inverse[number * stride + place]
            }
        }
        inverse[row * stride + row] = 1
        (value[row], dual[row]) = (left, 0)
        (basic[row], restPlace[row]) = (Int32(-1 - row), Int32(row))
    }

    /// Watches the days that the mixture overdraws most; false when there is none.
    mutating func watchOverdrawn(_ count: Int) -> Bool {
        scratch.update(repeating: 0, count: cells)
        for place in 0..<rows where basic[place] >= 0 && value[place] > 1e-9 {
            let index = Int(basic[place])
            for number in 0..<Int(column[index].count) {
                let use = uses[index * width + number]
                scratch[Int(use.cell)] += Double(use.amount) * value[place]
            }
        }
        var found: [(excess: Double, cell: Int)] = []
        for cell in 0..<cells where rowOfCell[cell] < 0 {
            let capacity = Double(problem.capacity[cell])
            let excess = scratch[cell] - capacity
            if excess > 1e-5 * (1 + capacity) {
                found.append((excess / (1 + capacity), cell))
            }
        }
        scratch.update(repeating: 0, count: cells)
        if found.isEmpty { return false }
        found.sort { ($0.excess, $1.cell) > ($1.excess, $0.cell) }
        if rows + count > stride { forgetIdleRows() }
        for row in found.prefix(min(count, stride - rows)) { watch(row.cell) }
        return rows < stride
    }

    /// Stops watching days that have something left.
    private mutating func forgetIdleRows() {
        var kept = problem.jobCount
        var map = [Int32](repeating: -1, count: rows)
        for row in problem.jobCount..<rows {
            let cell = Int(cellOfRow[row])
            if restPlace[row] >= 0, value[Int(restPlace[row])] > 1e-3 {
                (rowOfCell[cell], price[cell]) = (-1, 0)
                continue
            }
            map[row] = Int32(kept)
            cellOfRow[kept] = Int32(cell)
            (right[kept], rowOfCell[cell]) = (right[row], Int32(kept))
            kept += 1
        }
        var members: [Int32] = []
        for place in 0..<rows {
            let variable = basic[place]
            if variable >= 0 {
                members.append(variable)
            } else if map[Int(-1 - variable)] >= 0 {
                members.append(-1 - map[Int(-1 - variable)])
            }
        }
        rows = kept
        invert(members)
    }
}

extension ChainProblem {
    /// What a placement uses of each cell, by row and day.
    @inline(__always)
    func eachUse(of placement: Placement, _ body: (_ cell: Int, _ amount: Int32) -> Void) {
        let mode = modes + Int(placement.mode)
        let days = placement.days
        func cell(_ row: Int32, _ day: Int) -> Int { Int(row) &* stride &+ day }
        for offset in 0..<Int(mode.pointee.pickupLength) {
            body(cell(mode.pointee.pickupRow, Int(days.pickup) &+ offset), 1)
            if mode.pointee.benchRow >= 0 {
                body(cell(mode.pointee.benchRow, Int(days.pickup) &+ offset), 1)
            }
        }
        body(cell(mode.pointee.launchRow, Int(days.launch)), 1)
        body(cell(mode.pointee.arrivalRow, Int(days.arrival)), 1)
        mode.pointee.eachPeak(Int(days.peak)) { body(cell(mode.pointee.peakRow, $0), 1) }
        var day = mode.pointee.stayStart(entry: Int(days.entry), peak: Int(days.peak))
        while day < Int(days.peak) &+ Int(mode.pointee.stayAfterPeak) {
            body(cell(mode.pointee.stayRow, day), 1)
            day &+= 1
        }
        for offset in 0..<profileLength {
            let amount = profiles[Int(mode.pointee.profile) &+ offset]
            if amount > 0 {
                body(cell(mode.pointee.loadRow, Int(days.peak) &+ 1 &+ offset), amount)
            }
        }
    }
}
