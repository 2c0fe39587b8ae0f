/// Jumps from one open day to the next, 64 days a step.
extension Ledger {
    /// Later than any horizon: "no such day".
    static var never: Int { 1 << 29 }

    /// The first open day of a row from `day` on.
    @inline(__always)
    func next(_ row: Int32, from day: Int) -> Int {
        if day >= problem.horizon { return Self.never }
        let base = open + Int(row) &* problem.words
        var index = day >> 6
        var word = base[index] & (~0 &<< UInt64(day & 63))
        while word == 0 {
            index &+= 1
            if index &* 64 >= problem.horizon { return Self.never }
            word = base[index]
        }
        return index &* 64 &+ word.trailingZeroBitCount
    }

    /// The last open day of a row up to `day`; −1 where there is none.
    @inline(__always)
    func previous(_ row: Int32, upTo day: Int) -> Int {
        if day < 0 { return -1 }
        let base = open + Int(row) &* problem.words
        let last = min(day, problem.horizon &- 1)
        var index = last >> 6
        var word = base[index] & (~0 &>> UInt64(63 &- last & 63))
        while word == 0 {
            index &-= 1
            if index < 0 { return -1 }
            word = base[index]
        }
        return index &* 64 &+ 63 &- word.leadingZeroBitCount
    }

    @inline(__always)
    func isOpen(_ row: Int32, _ day: Int) -> Bool {
        open[Int(row) &* problem.words &+ day >> 6] & (1 &<< UInt64(day & 63)) != 0
    }

    /// The last closed day within `start..<end`; −1 where all are open.
    @inline(__always)
    func lastClosed(_ row: Int32, _ start: Int, _ end: Int) -> Int {
        if start >= end { return -1 }
        let base = open + Int(row) &* problem.words
        let last = end &- 1
        var index = last >> 6
        let first = start >> 6
        var word = ~base[index] & (~0 &>> UInt64(63 &- last & 63))
        while true {
            if index == first { word &= ~0 &<< UInt64(start & 63) }
            if word != 0 { return index &* 64 &+ 63 &- word.leadingZeroBitCount }
            if index == first { return -1 }
            index &-= 1
            word = ~base[index]
        }
    }

    /// The pickup's open days of one word: all its adjoining days open, on the bench too.
    @inline(__always)
    private func pickupWord(_ mode: Mode, _ index: Int) -> UInt64 {
        let row = open + Int(mode.pickupRow) &* problem.words
        var word = row[index]
        var following = row[index &+ 1]
        if mode.benchRow >= 0 {
            let bench = open + Int(mode.benchRow) &* problem.words
            word &= bench[index]
            following &= bench[index &+ 1]
        }
        var days: UInt64 = 1
        var all = word
        while days < UInt64(mode.pickupLength) {
            all &= (word &>> days) | (following &<< (64 &- days))
            days &+= 1
        }
        return all
    }

    @inline(__always)
    func nextPickup(_ mode: Mode, from day: Int) -> Int {
        if day >= problem.horizon { return Self.never }
        var index = day >> 6
        var word = pickupWord(mode, index) & (~0 &<< UInt64(day & 63))
        while word == 0 {
            index &+= 1
            if index &* 64 >= problem.horizon { return Self.never }
            word = pickupWord(mode, index)
        }
        return index &* 64 &+ word.trailingZeroBitCount
    }

    @inline(__always)
    func previousPickup(_ mode: Mode, upTo day: Int) -> Int {
        if day < 0 { return -1 }
        let last = min(day, problem.horizon &- 1)
        var index = last >> 6
        var word = pickupWord(mode, index) & (~0 &>> UInt64(63 &- last & 63))
        while word == 0 {
            index &-= 1
            if index < 0 { return -1 }
            word = pickupWord(mode, index)
        }
        return index &* 64 &+ 63 &- word.leadingZeroBitCount
    }

    /// Whether the load and the further units after a peak fit what is left.
    @inline(__always)
    func loadFits(_ mode: Mode, peak: Int) -> Bool {
        let left = free + (Int(mode.loadRow) &* problem.stride &+ peak &+ 1)
        let profile = problem.profiles + Int(mode.profile)
        var offset = 0
        while offset < problem.profileLength {
            // A load of nothing asks nothing, even of a day that is overdrawn.
            if left[offset] < profile[offset] && profile[offset] > 0 { return false }
            offset &+= 1
        }
        var echoes = mode.echoes
        while echoes != 0 {
            if !isOpen(mode.peakRow, peak &+ echoes.trailingZeroBitCount) { return false }
            echoes &= echoes &- 1
        }
        return true
    }
}
