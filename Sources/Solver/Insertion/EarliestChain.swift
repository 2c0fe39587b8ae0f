/// The exact answer for a job whose cost depends on the day of its peak alone.
///
/// Such a job wants its earliest peak. With the peak given, the latest entry is never worse: it
/// asks for no more of the stay, and everything before it has more room. That leaves one pass
/// over the open days of the peak, and it ends at the first hit.
extension Ledger {
    /// Which of several chains with the same peak is taken. It costs the job nothing, but not
    /// the others.
    public enum Preference: Sendable {
        /// Launch and pickup as late as the arrival allows.
        case late
        /// Launch and pickup as early as they can be.
        case early
        /// Anywhere; the numbers say where the look begins.
        case anywhere(UInt64)
    }

    /// The first days on which the chain can have arrived, ignoring entry and peak.
    struct FirstArrival {
        var pickup: Int
        var arrival: Int
    }

    /// Both days at their least: a later arrival never has an earlier pickup as its first.
    @inline(__always)
    func firstArrival(_ mode: Mode, from: Int = 0) -> FirstArrival? {
        var launch = Int(mode.earliest.launch)
        var arrival = max(Int(mode.earliest.arrival), from)
        let launchEnd = Int(mode.latest.launch)
        let arrivalEnd = Int(mode.latest.arrival)
        while true {
            arrival = next(mode.arrivalRow, from: max(arrival, launch &+ Int(mode.arrivalLeast)))
            if arrival > arrivalEnd { return nil }
            launch = max(launch, arrival &- Int(mode.arrivalMost))
            // The first launch from here on that has a pickup.
            var pickup = 0
            while true {
                launch = next(mode.launchRow, from: launch)
                if launch > launchEnd { return nil }
                pickup = nextPickup(
                    mode, from: max(Int(mode.earliest.pickup), launch &- Int(mode.launchMost)))
                if pickup > Int(mode.latest.pickup) { return nil }
                if pickup &+ Int(mode.launchLeast) <= launch { break }
                launch = pickup &+ Int(mode.launchLeast)
            }
            if launch &+ Int(mode.arrivalLeast) <= arrival {
                return FirstArrival(pickup: pickup, arrival: arrival)
            }
        }
    }

    /// The peak of least day below `limit`, with its entry; nil where there is none.
    ///
    /// - Parameter skip: draws whether a feasible day is passed over all the same; a search that
    ///   never leaves the greedy choice does not get far.
    @inline(__always)
    func earliestChain(
        _ mode: Mode, below limit: Int, from: Int = 0,
        preference: Preference, skip: (Int) -> Bool
    ) -> Days? {
        guard let first = firstArrival(mode) else { return nil }
        let ready = max(
            first.arrival &+ Int(mode.entryAfterArrival), first.pickup &+ Int(mode.entryLeast),
            Int(mode.earliest.entry))
        let least = Int(mode.peakLeast)
        var peak = max(ready &+ least, Int(mode.earliest.peak), from)
        let end = min(Int(mode.latest.peak) &+ 1, limit)
        while peak < end {
            peak = next(mode.peakRow, from: peak)
            if peak >= end { return nil }
            let entry = min(Int(mode.latest.entry), peak &- least)
            if entry &+ Int(mode.peakMost) < peak { return nil }
            let start = mode.stayStart(entry: entry, peak: peak)
            let blocked = lastClosed(mode.stayRow, start, peak &+ Int(mode.stayAfterPeak))
            if blocked >= 0 {
                // Every peak whose stay holds that day is passed at once. The stay moves with
                // the peak unless its entry is held back by a latest day.
                let lead = peak &- start
                peak = max(peak &+ 1, entry == peak &- least ? blocked &+ 1 &+ lead : 0)
                continue
            }
            if loadFits(mode, peak: peak), !skip(peak) {
                if let days = chain(mode, entry: entry, peak: peak, preference, first) {
                    return days
                }
                if peak > first.arrival &+ Int(mode.peakAfterArrival) {
                    // The first arrival has perished: only later ones count.
                    guard
                        let later = firstArrival(
                            mode, from: peak &- Int(mode.peakAfterArrival))
                    else { return nil }
                    let ready = max(
                        later.arrival &+ Int(mode.entryAfterArrival),
                        later.pickup &+ Int(mode.entryLeast))
                    peak = max(peak &+ 1, ready &+ least)
                    continue
                }
            }
            peak &+= 1
        }
        return nil
    }

    /// Completes a chain backwards from its entry and peak.
    @inline(__always)
    private func chain(
        _ mode: Mode, entry: Int, peak: Int, _ preference: Preference,
        _ first: FirstArrival
    ) -> Days? {
        let oldest = max(Int(mode.earliest.arrival), peak &- Int(mode.peakAfterArrival))
        let lastPickup = min(Int(mode.latest.pickup), entry &- Int(mode.entryLeast))
        var arrival = min(entry &- Int(mode.entryAfterArrival), Int(mode.latest.arrival))
        if case .anywhere(let chance) = preference {
            let span = arrival &- max(oldest, first.arrival)
            let from = arrival &- draw(chance &>> 32, span)
            let day = previous(mode.arrivalRow, upTo: from)
            if day >= oldest, day >= first.arrival,
                let (pickup, launch) = collect(mode, arrival: day, lastPickup, preference)
            {
                return Days(pickup, launch, day, entry, peak)
            }
        }
        while true {
            arrival = previous(mode.arrivalRow, upTo: arrival)
            if arrival < oldest || arrival < first.arrival { return nil }
            if let (pickup, launch) = collect(mode, arrival: arrival, lastPickup, preference) {
                return Days(pickup, launch, arrival, entry, peak)
            }
            arrival &-= 1
        }
    }

    /// A number from 0 to `most`, out of 16 bits of chance.
    @inline(__always)
    private func draw(_ chance: UInt64, _ most: Int) -> Int {
        most <= 0 ? 0 : Int(((chance & 0xFFFF) &* UInt64(most &+ 1)) &>> 16)
    }

    /// A pickup and a launch for an arrival.
    private func collect(
        _ mode: Mode, arrival: Int, _ lastPickup: Int, _ preference: Preference
    ) -> (pickup: Int, launch: Int)? {
        let low = max(Int(mode.earliest.launch), arrival &- Int(mode.arrivalMost))
        let high = min(Int(mode.latest.launch), arrival &- Int(mode.arrivalLeast))
        let earliest = Int(mode.earliest.pickup)
        switch preference {
        case .late:
            var launch = high
            while true {
                launch = previous(mode.launchRow, upTo: launch)
                if launch < low { return nil }
                let pickup = previousPickup(
                    mode, upTo: min(lastPickup, launch &- Int(mode.launchLeast)))
                if pickup < earliest { return nil }
                if pickup >= launch &- Int(mode.launchMost) { return (pickup, launch) }
                launch &-= 1
            }
        case .anywhere(let chance):
            let from = low &+ draw(chance, high &- low)
            let launch = next(mode.launchRow, from: from)
            if launch <= high {
                let first = max(earliest, launch &- Int(mode.launchMost))
                let last = min(lastPickup, launch &- Int(mode.launchLeast))
                let start = first &+ draw(chance &>> 16, last &- first)
                var pickup = nextPickup(mode, from: start)
                if pickup > last { pickup = nextPickup(mode, from: first) }
                if pickup <= last { return (pickup, launch) }
            }
            return collect(mode, arrival: arrival, lastPickup, chance & 1 == 0 ? .late : .early)
        case .early:
            var launch = low
            while true {
                launch = next(mode.launchRow, from: launch)
                if launch > high { return nil }
                let pickup = nextPickup(mode, from: max(earliest, launch &- Int(mode.launchMost)))
                if pickup > lastPickup { return nil }
                if pickup <= launch &- Int(mode.launchLeast) { return (pickup, launch) }
                launch &+= 1
            }
        }
    }
}
