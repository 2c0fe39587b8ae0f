/// The cheapest chain of a mode when days have prices, or when it costs to leave former days.
///
/// The entry day moves forward once. As it does, pickups whose wait is over are admitted; each
/// improves the launches and arrivals it reaches, so that every entry sees the best way to each
/// arrival among the pickups it may use. Exact, and without a table of all pairs of days.
public struct Sweep: ~Copyable {
    let problem: ChainProblem
    /// The best price of a launch with a pickup, and of an arrival with both.
    private let toLaunch: UnsafeMutablePointer<Int32>
    private let toArrival: UnsafeMutablePointer<Int32>
    private let pickupOfArrival: UnsafeMutablePointer<Int32>
    private let launchOfArrival: UnsafeMutablePointer<Int32>
    /// The least that an entry and its peaks cost, whatever comes before.
    private let floors: UnsafeMutablePointer<Int>

    struct Found {
        var cost: Int
        var days: Days
    }

    public init(_ problem: ChainProblem) {
        self.problem = problem
        let count = problem.stride
        toLaunch = .allocate(capacity: count)
        toArrival = .allocate(capacity: count)
        pickupOfArrival = .allocate(capacity: count)
        launchOfArrival = .allocate(capacity: count)
        floors = .allocate(capacity: count)
        floors.initialize(repeating: 0, count: count)
        for row in [toLaunch, toArrival, pickupOfArrival, launchOfArrival] {
            row.initialize(repeating: 0, count: count)
        }
    }

    deinit {
        toLaunch.deallocate()
        toArrival.deallocate()
        floors.deallocate()
        pickupOfArrival.deallocate()
        launchOfArrival.deallocate()
    }

    /// What leaving a former day costs, in scaled units.
    @inline(__always)
    private func moving(_ job: Job, _ step: Step, _ day: Int, _ scale: Int) -> Int {
        job.hasFormer ? scale &* problem.moveCost(step, from: job.former[step], to: day) : 0
    }

    /// The cheapest chain that costs less than `limit`.
    ///
    /// - Parameter scale: prices come in parts of one unit of cost; the result too.
    @inline(__always)
    func best<T: Tolls>(
        _ mode: Mode, _ job: Job, _ tolls: T, scale: Int,
        below limit: Int
    ) -> Found? {
        var found: Found?
        visit(mode, job, tolls, scale: scale, below: limit) { entry, peak, best in
            if let days = days(
                mode, job, tolls, scale: scale, entry: entry, peak: peak, below: &best)
            {
                found = Found(cost: best, days: days)
            }
        }
        return found
    }

    /// What a chain costs whose days are all known; the days must suit the mode.
    @inline(__always)
    func cost<T: Tolls>(
        of days: Days, _ mode: Mode, _ job: Job, _ tolls: T, scale: Int
    ) -> Int {
        var cost = stayCost(
            mode, job, tolls, scale: scale, entry: Int(days.entry), peak: Int(days.peak),
            below: Int.max)
        if cost == Int.max { return cost }
        cost &+= Int(tolls.pickup(mode, Int(days.pickup)))
        cost &+= Int(tolls.launch(mode, Int(days.launch)))
        cost &+= Int(tolls.arrival(mode, Int(days.arrival)))
        if !job.hasFormer { return cost }
        return cost &+ moving(job, .pickup, Int(days.pickup), scale)
            &+ moving(job, .launch, Int(days.launch), scale)
            &+ moving(job, .arrival, Int(days.arrival), scale)
    }

    /// What entry, peak and the stay cost, whatever comes before them; at least `limit` where it
    /// is known to be so dear, and `Int.max` where a day is closed.
    @inline(__always)
    private func stayCost<T: Tolls>(
        _ mode: Mode, _ job: Job, _ tolls: T, scale: Int, entry: Int, peak: Int,
        below limit: Int
    ) -> Int {
        var cost = scale &* (job.peakCost(peak) &+ Int(mode.cost))
        if cost >= limit { return cost }
        cost &+= moving(job, .peak, peak, scale) &+ moving(job, .entry, entry, scale)
        if cost >= limit { return cost }
        let rent = tolls.stay(
            mode, mode.stayStart(entry: entry, peak: peak), peak &+ Int(mode.stayAfterPeak))
        if rent >= closedToll { return Int.max }
        cost &+= Int(rent)
        if cost >= limit { return cost }
        let dues = tolls.peak(mode, peak)
        return dues >= closedToll ? Int.max : cost &+ Int(dues)
    }

    /// The peaks that may go with an entry.
    ///
    /// Unless somebody counts the entry's day, the latest entry before a peak is the best.
    @inline(__always)
    private func peaks(_ mode: Mode, _ job: Job, _ entry: Int) -> (first: Int, last: Int) {
        let takesAll = job.hasFormer || entry == Int(mode.latest.entry)
        return (
            max(entry &+ Int(mode.peakLeast), Int(mode.earliest.peak)),
            min(
                entry &+ Int(takesAll ? mode.peakMost : mode.peakLeast), Int(mode.latest.peak))
        )
    }

    /// The first and the last entry that may cost less than `limit`, and the least that any does,
    /// going by entry and peak alone; leaves what each costs in `floors`.
    @inline(__always)
    private func entries<T: Tolls>(
        _ mode: Mode, _ job: Job, _ tolls: T, scale: Int, below limit: Int
    ) -> (first: Int, last: Int, least: Int)? {
        let start = max(
            Int(mode.earliest.entry), Int(mode.earliest.pickup) &+ Int(mode.entryLeast),
            Int(mode.earliest.pickup) &+ Int(mode.launchLeast) &+ Int(mode.arrivalLeast)
                &+ Int(mode.entryAfterArrival),
            Int(mode.earliest.peak) &- Int(mode.peakMost))
        let end = min(Int(mode.latest.entry), Int(mode.latest.peak) &- Int(mode.peakLeast))
        if start > end { return nil }
        var (first, last, least) = (end, start &- 1, limit)
        var entry = start
        while entry <= end {
            if !job.hasFormer, entry < Int(mode.latest.entry) {
                // One peak an entry: on to the next that may be had.
                let ready = tolls.open(mode.peakRow, from: entry &+ Int(mode.peakLeast))
                let next = min(
                    entry &+ ready.trailingZeroBitCount, Int(mode.latest.entry), end &+ 1)
                while entry < next {
                    floors[entry] = Int.max
                    entry &+= 1
                }
                if entry > end { break }
            }
            var (peak, lastPeak) = peaks(mode, job, entry)
            if scale &* (job.peakCost(peak) &+ Int(mode.cost)) >= limit { break }
            var floor = Int.max
            while peak <= lastPeak {
                if tolls.open(mode.peakRow, from: peak) & 1 != 0 {
                    let cost = stayCost(
                        mode, job, tolls, scale: scale, entry: entry, peak: peak, below: limit)
                    floor = cost < floor ? cost : floor
                }
                peak &+= 1
            }
            floors[entry] = floor
            if floor < limit {
                if last < start { first = entry }
                last = entry
                least = floor < least ? floor : least
            }
            entry &+= 1
        }
        return last < start ? nil : (first, last, least)
    }

    /// Goes through all pairs of entry and peak that may matter, with the pickups admitted that
    /// each may use.
    ///
    /// What entry and peak cost alone is seen first. Most days are too dear by that already,
    /// and what comes before them need not be looked at.
    ///
    /// - Parameter body: may lower the cost from which on nothing matters.
    @inline(__always)
    private func visit<T: Tolls>(
        _ mode: Mode, _ job: Job, _ tolls: T, scale: Int, below limit: Int,
        _ body: (_ entry: Int, _ peak: Int, _ best: inout Int) -> Void
    ) {
        guard let (first, last, least) = entries(mode, job, tolls, scale: scale, below: limit)
        else { return }
        clear()
        var pickup = Int(mode.earliest.pickup)
        var best = limit
        var entry = first
        while entry <= last {
            if floors[entry] < best {
                let lastPickup = min(Int(mode.latest.pickup), entry &- Int(mode.entryLeast))
                if pickup <= lastPickup {
                    eachOpen(mode.pickupRow, tolls, from: pickup, to: lastPickup) {
                        admit($0, mode, job, tolls, scale, below: best &- least)
                    }
                    pickup = lastPickup &+ 1
                }
                var (peak, lastPeak) = peaks(mode, job, entry)
                while peak <= lastPeak {
                    if tolls.open(mode.peakRow, from: peak) & 1 != 0 { body(entry, peak, &best) }
                    peak &+= 1
                }
            }
            entry &+= 1
        }
    }

    /// The first and the last day of a peak whose cheapest chain costs less than `limit`.
    func peaks<T: Tolls>(
        _ mode: Mode, _ job: Job, _ tolls: T, scale: Int, below limit: Int
    ) -> (Int, Int)? {
        var range: (Int, Int)?
        visit(mode, job, tolls, scale: scale, below: limit) { entry, peak, best in
            var bar = limit
            let found = days(
                mode, job, tolls, scale: scale, entry: entry, peak: peak, below: &bar)
            if found != nil { range = (min(range?.0 ?? peak, peak), max(range?.1 ?? peak, peak)) }
        }
        return range
    }

    /// The chain of that entry and peak, when it costs less than `best`.
    @inline(__always)
    private func days<T: Tolls>(
        _ mode: Mode, _ job: Job, _ tolls: T, scale: Int,
        entry: Int, peak: Int, below best: inout Int
    ) -> Days? {
        var cost = stayCost(
            mode, job, tolls, scale: scale, entry: entry, peak: peak, below: best)
        if cost >= best { return nil }
        let low = max(Int(mode.earliest.arrival), peak &- Int(mode.peakAfterArrival))
        let high = min(entry &- Int(mode.entryAfterArrival), Int(mode.latest.arrival))
        if low > high { return nil }
        var least = closedToll
        var arrival = low
        while arrival <= high {
            let price = toArrival[arrival]
            least = price < least ? price : least
            arrival &+= 1
        }
        cost &+= Int(least)
        if cost >= best || least >= closedToll { return nil }
        best = cost
        arrival = high
        while toArrival[arrival] != least { arrival &-= 1 }
        return Days(
            pickup: pickupOfArrival[arrival], launch: launchOfArrival[arrival],
            arrival: Int32(arrival), entry: Int32(entry), peak: Int32(peak))
    }

    private func clear() {
        toLaunch.update(repeating: closedToll, count: problem.stride)
        toArrival.update(repeating: closedToll, count: problem.stride)
    }

    /// Lets a pickup improve the launches it reaches, and those the arrivals.
    @inline(__always)
    private func admit<T: Tolls>(
        _ pickup: Int, _ mode: Mode, _ job: Job, _ tolls: T,
        _ scale: Int, below room: Int
    ) {
        let toll = tolls.pickup(mode, pickup)
        if toll >= closedToll { return }
        let price = Int(toll) &+ moving(job, .pickup, pickup, scale)
        if price >= room { return }
        eachOpen(
            mode.launchRow, tolls,
            from: max(pickup &+ Int(mode.launchLeast), Int(mode.earliest.launch)),
            to: min(pickup &+ Int(mode.launchMost), Int(mode.latest.launch))
        ) { day in
            let fare = price &+ Int(tolls.launch(mode, day)) &+ moving(job, .launch, day, scale)
            if fare < room, fare < Int(toLaunch[day]) {
                toLaunch[day] = Int32(truncatingIfNeeded: fare)
                carry(fare, pickup, day, mode, job, tolls, scale, below: room)
            }
        }
    }

    /// The days of a span that may be had at all.
    @inline(__always)
    private func eachOpen<T: Tolls>(
        _ row: Int32, _ tolls: T, from first: Int, to last: Int, _ body: (_ day: Int) -> Void
    ) {
        var word = first
        while word <= last {
            var open = tolls.open(row, from: word)
            while open != 0 {
                let day = word &+ open.trailingZeroBitCount
                if day > last { return }
                open &= open &- 1
                body(day)
            }
            word &+= 64
        }
    }

    /// Lets a launch improve the arrivals it reaches.
    @inline(__always)
    private func carry<T: Tolls>(
        _ fare: Int, _ pickup: Int, _ launch: Int, _ mode: Mode, _ job: Job, _ tolls: T,
        _ scale: Int, below room: Int
    ) {
        eachOpen(
            mode.arrivalRow, tolls,
            from: max(launch &+ Int(mode.arrivalLeast), Int(mode.earliest.arrival)),
            to: min(launch &+ Int(mode.arrivalMost), Int(mode.latest.arrival))
        ) { day in
            let total = fare &+ Int(tolls.arrival(mode, day)) &+ moving(job, .arrival, day, scale)
            if total < room, total < Int(toArrival[day]) {
                toArrival[day] = Int32(truncatingIfNeeded: total)
                launchOfArrival[day] = Int32(truncatingIfNeeded: launch)
                pickupOfArrival[day] = Int32(truncatingIfNeeded: pickup)
            }
        }
    }
}
