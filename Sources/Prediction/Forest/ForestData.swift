public import Statistics

/// The training rows as the growing of trees wants them, prepared once for all trees.
///
/// Values become their places in the sorted column: a node then sorts its rows by setting bits and
/// reading them back in order, which costs no comparison.
public struct ForestData: Sendable {
    public let names: [String]
    public let columns: [[Double]]
    public let times: [Double]
    public let events: [Bool]
    /// The distinct times at which an event happens, ascending.
    public let eventTimes: [Double]
    /// Row numbers in ascending time.
    let byTime: [Int32]
    /// For each row the number of event times up to its time.
    let reached: [Int32]
    /// For each feature, one after the other: the place of a row in the sorted column, the row at
    /// a place, and the number of distinct values below a place.
    let places: [Int32]
    let rowsInOrder: [Int32]
    let valueRanks: [Int32]

    public var count: Int { times.count }
    public var width: Int { names.count }

    /// - Throws: `StatisticsError` for no rows, no event or no column.
    public init(_ columns: Columns, _ sample: SurvivalSample) throws(StatisticsError) {
        guard sample.eventCount > 0 else { throw .noEvents }
        guard columns.count > 0 else { throw .badSetting("features") }
        names = columns.names
        self.columns = columns.values
        times = sample.times
        events = sample.causes.map { $0 != 0 }
        byTime = Ordering.ascending(times)
        var eventTimes: [Double] = []
        var reached = [Int32](repeating: 0, count: times.count)
        var first = 0
        while first < byTime.count {
            let time = times[Int(byTime[first])]
            var end = first
            var hasEvent = false
            while end < byTime.count, times[Int(byTime[end])] == time {
                hasEvent = hasEvent || events[Int(byTime[end])]
                end += 1
            }
            if hasEvent { eventTimes.append(time) }
            for index in first..<end { reached[Int(byTime[index])] = Int32(eventTimes.count) }
            first = end
        }
        (self.eventTimes, self.reached) = (eventTimes, reached)
        let count = times.count
        var places = [Int32](repeating: 0, count: count * columns.count)
        var ranks = places
        var inOrder: [Int32] = []
        inOrder.reserveCapacity(places.count)
        for (feature, values) in columns.values.enumerated() {
            let order = Ordering.ascending(values)
            inOrder.append(contentsOf: order)
            var rank: Int32 = 0
            for (place, row) in order.enumerated() {
                if place > 0, values[Int(row)] != values[Int(order[place - 1])] { rank += 1 }
                places[feature * count + Int(row)] = Int32(place)
                ranks[feature * count + place] = rank
            }
        }
        (self.places, rowsInOrder, valueRanks) = (places, inOrder, ranks)
    }

    public func row(_ row: Int) -> [Double] { columns.map { $0[row] } }
}

/// What a forest is grown with.
public struct ForestSettings: Sendable, Hashable {
    public var trees: Int
    /// Counted in distinct rows, as the reference does; repeats still weigh in every estimate.
    public var minLeaf: Int
    public var minSplit: Int
    /// Nil for the whole part of the square root of their number.
    public var featuresPerSplit: Int?
    public var bootstrap: Bool
    public var seed: UInt64

    public init(
        trees: Int = 500, minLeaf: Int = 10, minSplit: Int = 20, featuresPerSplit: Int? = nil,
        bootstrap: Bool = true, seed: UInt64 = 1
    ) {
        (self.trees, self.minLeaf, self.minSplit) = (trees, minLeaf, minSplit)
        (self.featuresPerSplit, self.bootstrap, self.seed) = (featuresPerSplit, bootstrap, seed)
    }

    public func features(of width: Int) -> Int {
        if let featuresPerSplit { return max(1, min(featuresPerSplit, width)) }
        return max(1, Int(Double(width).squareRoot()))
    }

    func requireSense() throws(StatisticsError) {
        guard trees > 0, trees <= 100_000 else { throw .badSetting("trees") }
        guard minLeaf > 0 else { throw .badSetting("min_leaf") }
        guard minSplit > 0 else { throw .badSetting("min_split") }
    }
}
