/// What is left of every calendar, as counts and as bits, changed in place.
///
/// The bits say on which days at least one unit is left; an insertion jumps from set bit to set
/// bit. Owned memory, so that no reference is counted and nothing is copied by accident.
public struct Ledger: ~Copyable, @unchecked Sendable {
    let problem: ChainProblem
    let free: UnsafeMutablePointer<Int32>
    let open: UnsafeMutablePointer<UInt64>

    private var cells: Int { problem.rowCount * problem.stride }
    private var bits: Int { problem.rowCount * problem.words }

    /// All calendars empty.
    public init(_ problem: ChainProblem) {
        self.problem = problem
        free = .allocate(capacity: max(1, problem.rowCount * problem.stride))
        open = .allocate(capacity: max(1, problem.rowCount * problem.words))
        free.initialize(from: problem.capacity, count: problem.rowCount * problem.stride)
        open.initialize(repeating: 0, count: problem.rowCount * problem.words)
        reopen()
    }

    deinit {
        free.deallocate()
        open.deallocate()
    }

    /// Makes the bits agree with the counts.
    func reopen() {
        open.update(repeating: 0, count: bits)
        for row in 0..<problem.rowCount {
            for day in 0..<problem.horizon where free[row * problem.stride + day] > 0 {
                open[row * problem.words + day >> 6] |= 1 << UInt64(day & 63)
            }
        }
    }

    func copy(from other: borrowing Ledger) {
        free.update(from: other.free, count: cells)
        open.update(from: other.open, count: bits)
    }

    public func free(row: Int, day: Int) -> Int { Int(free[row * problem.stride + day]) }

    /// Changes what is left of one day; blocking and unblocking are negative and positive.
    public func adjust(row: Int, day: Int, by amount: Int) {
        let cell = row &* problem.stride &+ day
        let left = free[cell] &+ Int32(truncatingIfNeeded: amount)
        free[cell] = left
        let word = row &* problem.words &+ day >> 6
        let bit: UInt64 = 1 &<< UInt64(day & 63)
        if left > 0 { open[word] |= bit } else { open[word] &= ~bit }
    }

    @inline(__always)
    private func change(_ row: Int32, _ day: Int, _ amount: Int32) {
        let cell = Int(row) &* problem.stride &+ day
        let left = free[cell] &+ amount
        free[cell] = left
        let word = Int(row) &* problem.words &+ day >> 6
        let bit: UInt64 = 1 &<< UInt64(day & 63)
        if left > 0 { open[word] |= bit } else { open[word] &= ~bit }
    }

    @inline(__always)
    private func book(_ placement: Placement, _ sign: Int32) {
        let mode = problem.modes + Int(placement.mode)
        let days = placement.days
        for day in 0..<mode.pointee.pickupLength {
            change(mode.pointee.pickupRow, Int(days.pickup &+ day), 0 &- sign)
            if mode.pointee.benchRow >= 0 {
                change(mode.pointee.benchRow, Int(days.pickup &+ day), 0 &- sign)
            }
        }
        change(mode.pointee.launchRow, Int(days.launch), 0 &- sign)
        change(mode.pointee.arrivalRow, Int(days.arrival), 0 &- sign)
        mode.pointee.eachPeak(Int(days.peak)) { day in
            change(mode.pointee.peakRow, day, 0 &- sign)
        }
        let start = mode.pointee.stayStart(entry: Int(days.entry), peak: Int(days.peak))
        let end = Int(days.peak &+ mode.pointee.stayAfterPeak)
        var day = start
        while day < end {
            change(mode.pointee.stayRow, day, 0 &- sign)
            day &+= 1
        }
        let load = free + (Int(mode.pointee.loadRow) &* problem.stride &+ Int(days.peak) &+ 1)
        let profile = problem.profiles + Int(mode.pointee.profile)
        for offset in 0..<problem.profileLength { load[offset] &-= sign &* profile[offset] }
    }

    /// Takes what a placement uses. The placement must lie within the horizon.
    public func take(_ placement: Placement) { book(placement, 1) }

    /// Gives back what a placement used.
    public func giveBack(_ placement: Placement) { book(placement, -1) }
}
