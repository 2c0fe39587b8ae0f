/// What a chain pays for the days it uses, beside its own cost.
///
/// The same pass answers two questions: what fits beside everybody else (a day is free of charge
/// or closed), and what a job would do if it only paid the going prices.
protocol Tolls {
    func pickup(_ mode: Mode, _ day: Int) -> Int32
    func launch(_ mode: Mode, _ day: Int) -> Int32
    func arrival(_ mode: Mode, _ day: Int) -> Int32
    /// The peak's day and the load after it.
    func peak(_ mode: Mode, _ day: Int) -> Int32
    func stay(_ mode: Mode, _ start: Int, _ end: Int) -> Int32
    /// Which of the 64 days from a day on may be had at all; the rest need not be asked for.
    func open(_ row: Int32, from day: Int) -> UInt64
}

extension Tolls {
    @inline(__always)
    func open(_ row: Int32, from day: Int) -> UInt64 { ~0 }
}

/// The bits of 64 days, from any day on.
@inline(__always)
func bits(_ words: UnsafeMutablePointer<UInt64>, from day: Int) -> UInt64 {
    let (word, shift) = (words + day >> 6, UInt64(day & 63))
    let low = word[0] &>> shift
    // The row ends with a closed word, so there is always a next one.
    return shift == 0 ? low : low | word[1] &<< (64 &- shift)
}

/// A day that cannot be had. Four of them still fit into 32 bits.
let closedToll: Int32 = 1 << 28

/// Free of charge where something is left, closed where nothing is.
struct OpenTolls: Tolls {
    let horizon: Int
    let words: Int
    let stride: Int
    let profileLength: Int
    let open: UnsafeMutablePointer<UInt64>
    let free: UnsafeMutablePointer<Int32>
    let profiles: UnsafeMutablePointer<Int32>

    init(_ ledger: borrowing Ledger) {
        let problem = ledger.problem
        (horizon, words, stride) = (problem.horizon, problem.words, problem.stride)
        profileLength = problem.profileLength
        (open, free, profiles) = (ledger.open, ledger.free, problem.profiles)
    }

    @inline(__always)
    private func toll(_ row: Int32, _ day: Int) -> Int32 {
        open[Int(row) &* words &+ day >> 6] & (1 &<< UInt64(day & 63)) != 0 ? 0 : closedToll
    }

    @inline(__always)
    func open(_ row: Int32, from day: Int) -> UInt64 {
        bits(open + Int(row) &* words, from: day)
    }

    @inline(__always)
    func pickup(_ mode: Mode, _ day: Int) -> Int32 {
        for offset in 0..<Int(mode.pickupLength) {
            if day + offset >= horizon { return closedToll }
            if toll(mode.pickupRow, day + offset) != 0 { return closedToll }
            if mode.benchRow >= 0, toll(mode.benchRow, day + offset) != 0 { return closedToll }
        }
        return 0
    }

    /// Whether something is left on all days of `start..<end`.
    @inline(__always)
    func isOpen(_ row: Int32, from start: Int, to end: Int) -> Bool {
        var day = start
        while day < end {
            let rest = end &- day
            let wanted: UInt64 = rest >= 64 ? ~0 : (1 &<< UInt64(rest)) &- 1
            if open(row, from: day) & wanted != wanted { return false }
            day &+= 64
        }
        return true
    }

    @inline(__always)
    func launch(_ mode: Mode, _ day: Int) -> Int32 { toll(mode.launchRow, day) }

    @inline(__always)
    func arrival(_ mode: Mode, _ day: Int) -> Int32 { toll(mode.arrivalRow, day) }

    @inline(__always)
    func peak(_ mode: Mode, _ day: Int) -> Int32 {
        var isOpen = true
        mode.eachPeak(day) { if toll(mode.peakRow, $0) != 0 { isOpen = false } }
        if !isOpen { return closedToll }
        let left = free + (Int(mode.loadRow) &* stride &+ day &+ 1)
        let profile = profiles + Int(mode.profile)
        for offset in 0..<profileLength
        where left[offset] < profile[offset] && profile[offset] > 0 {
            return closedToll
        }
        return 0
    }

    @inline(__always)
    func stay(_ mode: Mode, _ start: Int, _ end: Int) -> Int32 {
        isOpen(mode.stayRow, from: start, to: end) ? 0 : closedToll
    }
}
