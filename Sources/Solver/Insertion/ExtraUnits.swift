/// Where a closed day can be had after all, if somebody adds a unit there.
private struct ExtraUnitTolls: Tolls {
    let base: OpenTolls
    let price: Int32

    @inline(__always)
    private func count(_ row: Int32, _ day: Int) -> Int32 {
        base.free[Int(row) &* base.stride &+ day] > 0 ? 0 : price
    }

    func pickup(_ mode: Mode, _ day: Int) -> Int32 {
        var total: Int32 = 0
        for offset in 0..<Int(mode.pickupLength) {
            if day + offset >= base.horizon { return closedToll }
            total += count(mode.pickupRow, day + offset)
            if mode.benchRow >= 0 { total += count(mode.benchRow, day + offset) }
        }
        return total
    }

    func launch(_ mode: Mode, _ day: Int) -> Int32 { count(mode.launchRow, day) }
    func arrival(_ mode: Mode, _ day: Int) -> Int32 { count(mode.arrivalRow, day) }

    func peak(_ mode: Mode, _ day: Int) -> Int32 {
        var total: Int32 = 0
        mode.eachPeak(day) { total += count(mode.peakRow, $0) }
        let left = base.free + (Int(mode.loadRow) &* base.stride &+ day &+ 1)
        let profile = base.profiles + Int(mode.profile)
        for offset in 0..<base.profileLength
        where left[offset] < profile[offset] && profile[offset] > 0 {
            total += price
        }
        return total
    }

    func stay(_ mode: Mode, _ start: Int, _ end: Int) -> Int32 {
        var total: Int32 = 0
        for day in start..<max(start, end) { total += count(mode.stayRow, day) }
        return total
    }
}

extension Ledger {
    /// The chain of a mode that lacks units on the fewest days, the cheapest among those.
    public func leastLacking(_ mode: Mode, number: Int) -> (placement: Placement, lacking: Int)? {
        guard Step.allCases.allSatisfy({ mode.earliest[$0] <= mode.latest[$0] }) else {
            return nil
        }
        // Far above what a chain costs and far below a closed day, however many are lacking.
        let price: Int32 = 1 << 20
        let sweep = Sweep(problem)
        let tolls = ExtraUnitTolls(base: OpenTolls(self), price: price)
        let found = sweep.best(
            mode, problem.jobs[Int(mode.job)], tolls, scale: 1, below: Int(closedToll))
        return found.map {
            (Placement(mode: Int32(number), days: $0.days), $0.cost / Int(price))
        }
    }
}
