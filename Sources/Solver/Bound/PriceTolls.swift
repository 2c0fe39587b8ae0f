/// The going price of every day: what a job pays where capacity is worth something.
///
/// Prices are whole numbers in parts of a unit of cost, so that a bound made from them is exact
/// and the same on every machine.
struct PriceTolls: Tolls {
    let horizon: Int
    let stride: Int
    let words: Int
    let profileLength: Int
    /// By row and day; `closedToll` where the calendar has nothing at all.
    let price: UnsafeMutablePointer<Int32>
    /// The sum of the prices of all earlier days of the row; closed days count nothing.
    let sum: UnsafeMutablePointer<Int32>
    /// The first closed day from a day on.
    let closed: UnsafeMutablePointer<Int32>
    let capacity: UnsafeMutablePointer<Int32>
    /// The days that have a capacity, as bits.
    let open: UnsafeMutablePointer<UInt64>
    let profiles: UnsafeMutablePointer<Int32>

    @inline(__always)
    func open(_ row: Int32, from day: Int) -> UInt64 {
        bits(open + Int(row) &* words, from: day)
    }

    @inline(__always)
    func pickup(_ mode: Mode, _ day: Int) -> Int32 {
        let first = price + (Int(mode.pickupRow) &* stride &+ day)
        let length = Int(mode.pickupLength)
        var total: Int32 = 0
        for offset in 0..<length {
            if first[offset] >= closedToll { return closedToll }
            total &+= first[offset]
        }
        if mode.benchRow >= 0 {
            let bench = price + (Int(mode.benchRow) &* stride &+ day)
            for offset in 0..<length {
                if bench[offset] >= closedToll { return closedToll }
                total &+= bench[offset]
            }
        }
        return total
    }

    @inline(__always)
    func launch(_ mode: Mode, _ day: Int) -> Int32 {
        price[Int(mode.launchRow) &* stride &+ day]
    }

    @inline(__always)
    func arrival(_ mode: Mode, _ day: Int) -> Int32 {
        price[Int(mode.arrivalRow) &* stride &+ day]
    }

    @inline(__always)
    func peak(_ mode: Mode, _ day: Int) -> Int32 {
        var total: Int32 = 0
        var isOpen = true
        mode.eachPeak(day) { day in
            let toll = price[Int(mode.peakRow) &* stride &+ day]
            if toll >= closedToll { isOpen = false } else { total &+= toll }
        }
        if !isOpen { return closedToll }
        let cell = Int(mode.loadRow) &* stride &+ day &+ 1
        let profile = profiles + Int(mode.profile)
        for offset in 0..<profileLength {
            let amount = profile[offset]
            if amount > capacity[cell &+ offset] { return closedToll }
            // A load's row has no closed day of its own: a load of nothing fits anywhere.
            total &+= amount &* price[cell &+ offset]
        }
        return total
    }

    @inline(__always)
    func stay(_ mode: Mode, _ start: Int, _ end: Int) -> Int32 {
        if start >= end { return 0 }
        let row = Int(mode.stayRow) &* stride
        if Int(closed[row &+ start]) < end { return closedToll }
        return sum[row &+ end] &- sum[row &+ start]
    }
}
