/// How often, of two rows, the one with the higher risk has the event first.
public struct Concordance: Sendable, Hashable {
    public let concordant: Int
    public let discordant: Int
    /// Pairs whose risks are equal; they count half.
    public let tiedRisk: Int
    /// Uno's weighted form, where it was asked for.
    public let index: Double

    /// Two risks that differ by no more are equal.
    public static let tolerance = 1e-8

    /// Harrell's C: a pair is comparable if the shorter time is an event, or if the times are
    /// equal and exactly one of them is.
    ///
    /// - Throws: `StatisticsError.noComparablePairs`.
    public static func harrell(
        times: [Double], events: [Bool], risks: [Double]
    ) throws(StatisticsError) -> Concordance {
        var (concordant, discordant, tied) = (0, 0, 0)
        forEvents(times, events, risks) { _, lower, equal, higher in
            concordant += lower
            discordant += higher
            tied += equal
        }
        let pairs = concordant + discordant + tied
        guard pairs > 0 else { throw .noComparablePairs }
        return Concordance(
            concordant: concordant, discordant: discordant, tiedRisk: tied,
            index: (Double(concordant) + 0.5 * Double(tied)) / Double(pairs))
    }

    /// Uno's C: every pair weighs 1/G(T)², G being the share still uncensored in the reference
    /// rows, and only events before `tau` count.
    ///
    /// - Throws: `StatisticsError.censoringReached` where G is zero at an event that counts.
    public static func uno(
        times: [Double], events: [Bool], risks: [Double], censoring: CensoringCurve, tau: Double
    ) throws(StatisticsError) -> Double {
        var (top, bottom) = (0.0, 0.0)
        var unsupported: Double?
        forEvents(times, events, risks) { row, lower, equal, higher in
            guard times[row] < tau else { return }
            let share = censoring.share(at: times[row])
            guard share > 0 else {
                unsupported = unsupported ?? times[row]
                return
            }
            let weight = 1 / (share * share)
            top += weight * (Double(lower) + 0.5 * Double(equal))
            bottom += weight * Double(lower + equal + higher)
        }
        if let unsupported { throw .censoringReached(time: unsupported) }
        guard bottom > 0 else { throw .noComparablePairs }
        return top / bottom
    }

    /// Calls for each event with the numbers of comparable rows of lower, equal and higher risk.
    ///
    /// Goes back in time with the rows at risk counted by the rank of their risk, so that a
    /// hundred thousand rows take moments and not ten thousand million comparisons.
    private static func forEvents(
        _ times: [Double], _ events: [Bool], _ risks: [Double],
        _ body: (_ row: Int, _ lower: Int, _ equal: Int, _ higher: Int) -> Void
    ) {
        let byRisk = Ordering.ascending(risks)
        let sorted = byRisk.map { risks[Int($0)] }
        var places = [Int](repeating: 0, count: risks.count)
        for (place, row) in byRisk.enumerated() { places[Int(row)] = place }
        var tree = FenwickTree(count: risks.count)
        var entered = 0
        func enter(_ row: Int) {
            tree.add(1, at: places[row])
            entered += 1
        }
        let byTime = Ordering.ascending(times)
        var end = byTime.count
        while end > 0 {
            var first = end - 1
            while first > 0, times[Int(byTime[first - 1])] == times[Int(byTime[end - 1])] {
                first -= 1
            }
            let rows = byTime[first..<end].map { Int($0) }
            for row in rows where !events[row] { enter(row) }
            for row in rows where events[row] {
                let below = sorted.partition { $0 - risks[row] >= -tolerance }
                let upTo = sorted.partition { $0 - risks[row] > tolerance }
                let lower = tree.prefix(below)
                let notHigher = tree.prefix(upTo)
                body(row, lower, notHigher - lower, entered - notHigher)
            }
            for row in rows where events[row] { enter(row) }
            end = first
        }
    }
}

/// The share of rows that are not yet censored: the Kaplan–Meier curve of the censoring, in which
/// at a tied time events leave first.
public struct CensoringCurve: Sendable {
    private let times: [Double]
    private let shares: [Double]

    public init(_ sample: SurvivalSample) {
        var times: [Double] = []
        var shares: [Double] = []
        var share = 1.0
        sample.forTimes { time, rows, atRisk in
            let events = rows.count { sample.causes[Int($0)] != 0 }
            let censored = rows.count - events
            guard censored > 0 else { return }
            share *= 1 - Double(censored) / Double(atRisk - events)
            if censored == atRisk - events { share = 0 }
            times.append(time)
            shares.append(share)
        }
        (self.times, self.shares) = (times, shares)
    }

    /// The value at a time, the censorings of that time included.
    public func share(at time: Double) -> Double {
        let index = times.partition { $0 > time } - 1
        return index >= 0 ? shares[index] : 1
    }
}

/// The squared error of predicted survival, weighted for censoring.
public enum BrierScore {
    /// - Parameter survival: for each row the predicted survival at `time`.
    /// - Throws: `StatisticsError.censoringReached` where the weights are not defined.
    public static func at(
        _ time: Double, times: [Double], events: [Bool], survival: [Double],
        censoring: CensoringCurve
    ) throws(StatisticsError) -> Double {
        guard !times.isEmpty else { throw .noRows }
        let late = censoring.share(at: time)
        var sum = 0.0
        for row in times.indices {
            if times[row] > time {
                guard late > 0 else { throw .censoringReached(time: time) }
                sum += (1 - survival[row]) * (1 - survival[row]) / late
            } else if events[row] {
                let share = censoring.share(at: times[row])
                guard share > 0 else { throw .censoringReached(time: times[row]) }
                sum += survival[row] * survival[row] / share
            }
        }
        return sum / Double(times.count)
    }

    /// The mean over a grid of times, by trapezoids.
    ///
    /// - Throws: `StatisticsError.tooFewRows` for a grid of one time.
    public static func integrated(
        grid: [Double], scores: [Double]
    ) throws(StatisticsError) -> Double {
        guard grid.count > 1, let first = grid.first, let last = grid.last, last > first else {
            throw .tooFewRows(found: grid.count, needed: 2)
        }
        var area = 0.0
        for index in 1..<grid.count {
            area += (grid[index] - grid[index - 1]) * (scores[index] + scores[index - 1]) / 2
        }
        return area / (last - first)
    }
}
