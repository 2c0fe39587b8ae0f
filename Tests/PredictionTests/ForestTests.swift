import Prediction
import Statistics
import Support
import Testing

struct ForestTests {
    struct Rows {
        var columns: [[Double]]
        var times: [Double]
        var events: [Bool]

        func data() throws -> ForestData {
            try ForestData(
                Columns(names: columns.indices.map { "x\($0)" }, values: columns),
                SurvivalSample(times: times, events: events))
        }
    }

    /// Ties in values and in times, and columns that are constant.
    static func rows(_ random: inout RandomSource, count: Int, width: Int) -> Rows {
        Rows(
            columns: (0..<width).map { column in
                let levels = column == width - 1 ? 0 : random.int(in: 1...20)
                return (0..<count).map { _ in Double(random.int(in: 0...levels)) / 4 }
            },
            times: (0..<count).map { _ in Double(random.int(in: 1...random.pick([5, 40]))) },
            events: (0..<count).map { _ in random.chance(0.6) })
    }

    /// The log-rank chi-square of a cut, straight from its definition.
    static func chiSquare(_ rows: Rows, _ column: Int, _ cut: Double) -> Double {
        let isLeft = rows.columns[column].map { $0 <= cut }
        var (difference, variance) = (0.0, 0.0)
        for time in Set(rows.times).sorted() {
            let atRisk = rows.times.indices.filter { rows.times[$0] >= time }
            let dying = atRisk.filter { rows.times[$0] == time && rows.events[$0] }
            let (n, d) = (Double(atRisk.count), Double(dying.count))
            let left = Double(atRisk.count { isLeft[$0] })
            difference += Double(dying.count { isLeft[$0] }) - d * left / n
            if n > 1 { variance += d * (n - d) / (n - 1) * left / n * (1 - left / n) }
        }
        return variance > 1e-9 ? difference * difference / variance : 0
    }

    static func bestChiSquare(_ rows: Rows, minLeaf: Int) -> Double {
        var best = 0.0
        for (column, values) in rows.columns.enumerated() {
            for cut in Set(values) {
                let left = values.count { $0 <= cut }
                guard left >= minLeaf, values.count - left >= minLeaf else { continue }
                best = max(best, chiSquare(rows, column, cut))
            }
        }
        return best
    }

    @Test func theSplitFoundIsTheBestOfAll() throws {
        var random = RandomSource(seed: 31)
        var split = 0
        for round in 0..<300 {
            let rows = Self.rows(
                &random, count: random.int(in: 6...120), width: random.int(in: 2...5))
            guard rows.events.contains(true) else { continue }
            let minLeaf = random.int(in: 1...5)
            let settings = ForestSettings(
                trees: 1, minLeaf: minLeaf, minSplit: 2, featuresPerSplit: rows.columns.count,
                bootstrap: false, seed: UInt64(round))
            let tree = try SurvivalForest(rows.data(), settings).trees[0]
            let best = Self.bestChiSquare(rows, minLeaf: minLeaf)
            guard tree.features[0] >= 0 else {
                #expect(best < 1e-9)
                continue
            }
            let found = Self.chiSquare(rows, Int(tree.features[0]), tree.thresholds[0])
            #expect(abs(found - best) <= 1e-9 * max(1, best))
            split += 1
        }
        #expect(split > 200)
    }

    @Test func leavesHoldNoFewerRowsThanAsked() throws {
        var random = RandomSource(seed: 32)
        let rows = Self.rows(&random, count: 200, width: 6)
        let settings = ForestSettings(
            trees: 1, minLeaf: 9, minSplit: 30, featuresPerSplit: 6, bootstrap: false)
        let forest = try SurvivalForest(rows.data(), settings)
        let columns = rows.columns
        var members: [Double: Int] = [:]
        for row in 0..<200 { members[forest.risk(columns.map { $0[row] }), default: 0] += 1 }
        #expect(members.count > 3)
        #expect(members.values.allSatisfy { $0 >= 9 })
    }

    @Test func theNumberOfThreadsChangesNothing() throws {
        var random = RandomSource(seed: 33)
        let data = try Self.rows(&random, count: 150, width: 8).data()
        let settings = ForestSettings(trees: 24, minLeaf: 4, minSplit: 8, seed: 9)
        let one = try SurvivalForest(data, settings, threads: 1)
        for threads in [2, 5] {
            let other = try SurvivalForest(data, settings, threads: threads)
            #expect(other == one)
            #expect(other.risks(data.columns, threads: threads) == one.risks(data.columns))
        }
        var changed = settings
        changed.seed = 10
        #expect(try SurvivalForest(data, changed) != one)
    }

    @Test func oneLeafIsTheNelsonAalenEstimate() throws {
        // Events at 1 of 4 and at 3 of 2: 1/4 and 1/4 + 1/2 at the two event times.
        let data = try Rows(
            columns: [[1, 1, 1, 1]], times: [1, 2, 3, 3], events: [true, false, true, false]
        ).data()
        let settings = ForestSettings(trees: 1, minLeaf: 1, minSplit: 2, bootstrap: false)
        let forest = try SurvivalForest(data, settings)
        #expect(forest.risk([1]) == 0.25 + 0.75)
        #expect(forest.survival([1], at: [0.5, 1, 2.9, 3, 99]) == [1, 0.75, 0.75, 0.375, 0.375])
    }

    @Test func rowsNeverDrawnArePredictedByTheOthers() throws {
        var random = RandomSource(seed: 34)
        let data = try Self.rows(&random, count: 80, width: 4).data()
        let forest = try SurvivalForest(
            data, ForestSettings(trees: 60, minLeaf: 3, minSplit: 6))
        #expect(forest.outOfBagRisks(data).allSatisfy { $0 != nil })
        let single = try SurvivalForest(
            data, ForestSettings(trees: 1, minLeaf: 3, minSplit: 6))
        let share = Double(single.outOfBagRisks(data).count { $0 != nil }) / 80
        #expect((0.2...0.55).contains(share))
    }

    @Test func aColumnThatDecidesIsImportant() throws {
        var random = RandomSource(seed: 35)
        let signal = (0..<200).map { _ in Double.random(in: 0...1, using: &random) }
        let noise = (0..<200).map { _ in Double.random(in: 0...1, using: &random) }
        let data = try Rows(
            columns: [noise, signal], times: signal.map { 1 + ((1 - $0) * 50).rounded() },
            events: signal.map { _ in random.chance(0.8) }
        ).data()
        let forest = try SurvivalForest(data, ForestSettings(trees: 40))
        let falls = try forest.importance(
            data.columns, times: data.times, events: data.events, seed: 1)
        #expect(falls[1] > 0.2)
        #expect(abs(falls[0]) < 0.05)
    }
}
