/// The best few of all chains of a job, for a person to choose from.
extension Ledger {
    public struct Alternative: Sendable, Equatable {
        public var placement: Placement
        public var cost: Int
    }

    /// The `count` cheapest placements, each different in at least one day or in its mode,
    /// cheapest first; among equals the one that is found first, which depends on nothing but
    /// the question.
    public func alternatives(of job: Int, count: Int, below limit: Int = Int.max) -> [Alternative] {
        var found = Shortlist(count: count, limit: limit)
        for number in problem.modes(of: job) {
            let mode = problem.modes[number]
            guard isFeasible(mode) else { continue }
            for pair in pairs(mode, job: problem.jobs[job]) {
                if pair.cost >= found.bar { break }
                complete(pair, mode, number, &found)
            }
        }
        return found.rows
    }

    private struct Pair {
        var entry: Int
        var peak: Int
        var cost: Int
    }

    private struct Shortlist {
        let count: Int
        let limit: Int
        var rows: [Alternative] = []

        /// What a further chain must stay below.
        var bar: Int { rows.count < count ? limit : min(limit, rows[rows.count - 1].cost) }

        mutating func offer(_ row: Alternative) {
            guard count > 0, row.cost < bar else { return }
            let place = rows.firstIndex { $0.cost > row.cost } ?? rows.count
            rows.insert(row, at: place)
            if rows.count > count { rows.removeLast() }
        }
    }

    /// Every open entry and peak with what they cost by themselves, cheapest first.
    private func pairs(_ mode: Mode, job: Job) -> [Pair] {
        var pairs: [Pair] = []
        var peak = Int(mode.earliest.peak)
        while true {
            peak = next(mode.peakRow, from: peak)
            if peak > Int(mode.latest.peak) { break }
            defer { peak += 1 }
            guard loadFits(mode, peak: peak) else { continue }
            let first = max(Int(mode.earliest.entry), peak - Int(mode.peakMost))
            let last = min(Int(mode.latest.entry), peak - Int(mode.peakLeast))
            guard first <= last else { continue }
            for entry in first...last {
                let start = mode.stayStart(entry: entry, peak: peak)
                guard lastClosed(mode.stayRow, start, peak + Int(mode.stayAfterPeak)) < 0
                else { continue }
                var cost = job.peakCost(peak) + Int(mode.cost)
                cost += problem.moveCost(.peak, from: job.former.peak, to: peak)
                cost += problem.moveCost(.entry, from: job.former.entry, to: entry)
                pairs.append(Pair(entry: entry, peak: peak, cost: cost))
            }
        }
        return pairs.sorted { ($0.cost, $0.peak, -$0.entry) < ($1.cost, $1.peak, -$1.entry) }
    }

    /// All ways to arrive in time for an entry and a peak.
    private func complete(_ pair: Pair, _ mode: Mode, _ number: Int, _ found: inout Shortlist) {
        let job = problem.jobs[Int(mode.job)]
        func moved(_ step: Step, _ day: Int) -> Int {
            job.hasFormer ? problem.moveCost(step, from: job.former[step], to: day) : 0
        }
        let oldest = max(Int(mode.earliest.arrival), pair.peak - Int(mode.peakAfterArrival))
        var arrival = pair.entry - Int(mode.entryAfterArrival) + 1
        arrival = min(arrival, Int(mode.latest.arrival) + 1)
        while true {
            arrival = previous(mode.arrivalRow, upTo: arrival - 1)
            if arrival < oldest { return }
            let arrived = pair.cost + moved(.arrival, arrival)
            if arrived >= found.bar { continue }
            var launch = min(Int(mode.latest.launch), arrival - Int(mode.arrivalLeast)) + 1
            let firstLaunch = max(Int(mode.earliest.launch), arrival - Int(mode.arrivalMost))
            while true {
                launch = previous(mode.launchRow, upTo: launch - 1)
                if launch < firstLaunch { break }
                let launched = arrived + moved(.launch, launch)
                if launched >= found.bar { continue }
                var pickup =
                    min(
                        Int(mode.latest.pickup), pair.entry - Int(mode.entryLeast),
                        launch - Int(mode.launchLeast)) + 1
                let firstPickup = max(
                    Int(mode.earliest.pickup), launch - Int(mode.launchMost))
                while true {
                    pickup = previousPickup(mode, upTo: pickup - 1)
                    if pickup < firstPickup { break }
                    let cost = launched + moved(.pickup, pickup)
                    if cost >= found.bar { continue }
                    let days = Days(
                        pickup: Int32(pickup), launch: Int32(launch), arrival: Int32(arrival),
                        entry: Int32(pair.entry), peak: Int32(pair.peak))
                    found.offer(
                        Alternative(
                            placement: Placement(mode: Int32(number), days: days), cost: cost))
                }
            }
        }
    }
}
