import Glibc
public import Statistics

/// A random survival forest: trees grown on bootstrap samples by log-rank splits.
public struct SurvivalForest: Sendable, Hashable {
    public let names: [String]
    /// The distinct event times of the training rows.
    public let eventTimes: [Double]
    public let trees: [SurvivalTree]
    public let settings: ForestSettings

    public init(
        names: [String], eventTimes: [Double], trees: [SurvivalTree], settings: ForestSettings
    ) {
        (self.names, self.eventTimes) = (names, eventTimes)
        (self.trees, self.settings) = (trees, settings)
    }

    /// Grows the trees, each from its own seed, so that the number of threads changes nothing.
    ///
    /// - Throws: `StatisticsError.badSetting` naming a setting that makes no sense.
    public init(
        _ data: ForestData, _ settings: ForestSettings, threads: Int = 1
    ) throws(StatisticsError) {
        try settings.requireSense()
        let grower = TreeGrower(data, settings)
        let trees = Parallel.map(count: settings.trees, threads: threads) { grower.grow(tree: $0) }
        self.init(
            names: data.names, eventTimes: data.eventTimes, trees: trees, settings: settings)
    }

    /// The cumulative hazard summed over the event times, averaged over the trees.
    public func risk(_ row: [Double]) -> Double {
        let sum = trees.reduce(0) { $0 + $1.leafRisks[$1.leaf { row[$0] }] }
        return sum / Double(trees.count)
    }

    public func risks(_ columns: [[Double]], threads: Int = 1) -> [Double] {
        let count = columns.first?.count ?? 0
        let pieces = 64
        let parts = Parallel.map(count: pieces, threads: threads) { piece in
            let rows = piece * count / pieces..<(piece + 1) * count / pieces
            var sums = [Double](repeating: 0, count: rows.count)
            for tree in trees {
                for (place, row) in rows.enumerated() {
                    sums[place] += tree.leafRisks[tree.leaf { columns[$0][row] }]
                }
            }
            return sums.map { $0 / Double(trees.count) }
        }
        return parts.flatMap { $0 }
    }

    /// The average of the trees' Kaplan–Meier curves at each time of a grid.
    public func survival(_ row: [Double], at grid: [Double]) -> [Double] {
        let places = grid.map { time in
            Int32(eventTimes.firstIndex { $0 > time } ?? eventTimes.count)
        }
        var sums = [Double](repeating: 0, count: grid.count)
        for tree in trees {
            let steps = tree.steps(of: tree.leaf { row[$0] })
            for (index, place) in places.enumerated() {
                var share = 1.0
                for step in steps {
                    if tree.stepTimes[step] >= place { break }
                    share *=
                        1 - Double(tree.stepEvents[step]) / Double(tree.stepAtRisk[step])
                }
                sums[index] += share
            }
        }
        return sums.map { $0 / Double(trees.count) }
    }

    /// For each training row its risk from the trees that did not draw it; nil where all did.
    public func outOfBagRisks(_ data: ForestData) -> [Double?] {
        guard settings.bootstrap else { return Array(repeating: nil, count: data.count) }
        var sums = [Double](repeating: 0, count: data.count)
        var counts = [Int](repeating: 0, count: data.count)
        for (number, tree) in trees.enumerated() {
            let repeats = TreeGrower.repeats(data.count, settings, tree: number).repeats
            for row in 0..<data.count where repeats[row] == 0 {
                sums[row] += tree.leafRisks[tree.leaf { data.columns[$0][row] }]
                counts[row] += 1
            }
        }
        return zip(sums, counts).map { $1 > 0 ? $0 / Double($1) : nil }
    }

    /// Harrell's C of the out-of-bag risks; 1 minus it is the out-of-bag error.
    public func outOfBagConcordance(_ data: ForestData) throws(StatisticsError) -> Double {
        let risks = outOfBagRisks(data)
        let kept = risks.indices.filter { risks[$0] != nil }
        return try Concordance.harrell(
            times: kept.map { data.times[$0] }, events: kept.map { data.events[$0] },
            risks: kept.compactMap { risks[$0] }
        ).index
    }

    /// How much Harrell's C falls when one column is shuffled, the mean of several shuffles.
    public func importance(
        _ columns: [[Double]], times: [Double], events: [Bool], shuffles: Int = 5, seed: UInt64,
        threads: Int = 1
    ) throws(StatisticsError) -> [Double] {
        let whole = try Concordance.harrell(
            times: times, events: events, risks: risks(columns, threads: threads)
        ).index
        let falls = Parallel.map(count: columns.count, threads: threads) { feature in
            var generator = SeededGenerator(seed: seed, stream: 1_000_000 + UInt64(feature))
            var shuffled = columns
            var sum = 0.0
            for _ in 0..<shuffles {
                generator.shuffle(&shuffled[feature])
                let index = try? Concordance.harrell(
                    times: times, events: events, risks: risks(shuffled)
                ).index
                sum += whole - (index ?? whole)
            }
            return sum / Double(shuffles)
        }
        return falls
    }
}
