/// Times with what ended them: 0 for those still under observation, else the number of a cause.
public struct SurvivalSample: Sendable {
    public let times: [Double]
    public let causes: [Int]

    public var count: Int { times.count }
    public var eventCount: Int { causes.count { $0 != 0 } }

    /// - Throws: `StatisticsError` for no rows, a time below zero or one that is no number.
    public init(times: [Double], causes: [Int]) throws(StatisticsError) {
        precondition(times.count == causes.count, "every time has its cause")
        guard !times.isEmpty else { throw .noRows }
        for (row, time) in times.enumerated() {
            guard time.isFinite else { throw .notFinite(row: row) }
            guard time >= 0 else { throw .negativeTime(row: row) }
        }
        (self.times, self.causes) = (times, causes)
    }

    public init(times: [Double], events: [Bool]) throws(StatisticsError) {
        try self.init(times: times, causes: events.map { $0 ? 1 : 0 })
    }

    public func rows(where isKept: (Int) -> Bool) throws(StatisticsError) -> SurvivalSample {
        let kept = times.indices.filter(isKept)
        return try SurvivalSample(times: kept.map { times[$0] }, causes: kept.map { causes[$0] })
    }

    /// Calls for every distinct time in ascending order with the rows that end there and the
    /// number at risk, which are all rows of this time or a later one.
    func forTimes(_ body: (_ time: Double, _ rows: ArraySlice<Int32>, _ atRisk: Int) -> Void) {
        let order = Ordering.ascending(times)
        Ordering.forTies(order, times) { first, end in
            body(times[Int(order[first])], order[first..<end], count - first)
        }
    }
}
