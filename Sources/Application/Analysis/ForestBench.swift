import Domain
import Glibc
import Prediction
import Statistics

/// A forest to be measured, on the rows of a file or on made-up ones.
public enum ForestBench {
    /// The rows before they are prepared for growing: preparing belongs to the fit.
    public struct Rows: Sendable {
        let columns: Columns
        let sample: SurvivalSample
    }

    public struct Grown: Sendable {
        let data: ForestData
        let forest: SurvivalForest
    }

    public struct Report: Sendable {
        public let rows: Int
        public let features: Int
        public let eventTimes: Int
        public let nodesPerTree: Double
        public let modelBytes: Int
        public let concordance: Double
    }

    /// - Parameter table: a CSV file with `time`, `event` and otherwise features only.
    public static func rows(
        _ table: [UInt8]?, count: Int, features: Int, seed: UInt64
    ) throws(AnalysisError) -> Rows {
        guard let table else { return try simulated(count, features, seed) }
        let parsed = try analysing { () throws(CSVError) in try CSVTable.parse(table) }
        let rows = CaseRows(parsed)
        let names = parsed.header.filter { $0 != "time" && $0 != "event" && $0 != "id" }
        let columns = CaseColumns(names.map { .number($0) })
        let values = try columns.read(rows)
        let times = try rows.numbers("time")
        let events = try rows.matches("event", [.int(1)])
        let kept = values.indices.filter {
            values[$0] != nil && times[$0] != nil && events[$0] != nil
        }
        let sample = try analysing { () throws(StatisticsError) in
            try SurvivalSample(
                times: kept.compactMap { times[$0] }, events: kept.compactMap { events[$0] })
        }
        return Rows(
            columns: try columns.columns(kept.compactMap { values[$0] }), sample: sample)
    }

    /// Three features in four are continuous, the others counts; five matter. Times are whole
    /// days, so that they are tied as real ones are.
    private static func simulated(
        _ count: Int, _ width: Int, _ seed: UInt64
    ) throws(AnalysisError) -> Rows {
        var generator = SeededGenerator(seed: seed, stream: 7)
        func normal() -> Double {
            let radius = (-2 * log(1 - generator.unit())).squareRoot()
            return radius * cos(2 * Double.pi * generator.unit())
        }
        var values = [[Double]](repeating: [], count: width)
        var (times, events) = ([Double](), [Bool]())
        for _ in 0..<count {
            var score = 0.0
            for column in 0..<width {
                let isCount = column >= width * 3 / 4
                let value =
                    isCount ? Double(generator.below(4)) : (normal() * 10_000).rounded() / 10_000
                values[column].append(value)
                if column < 4 { score += value * 0.4 }
                if column == width - 1 { score += value * 0.2 }
            }
            let wait = -log(1 - generator.unit()) * 400 * exp(-score)
            let end = 100 + 900 * generator.unit()
            times.append(max(1, min(wait, end).rounded()))
            events.append(wait <= end)
        }
        return try analysing { () throws(StatisticsError) in
            Rows(
                columns: try Columns(names: (1...width).map { "x\($0)" }, values: values),
                sample: try SurvivalSample(times: times, events: events))
        }
    }

    public static func grow(
        _ rows: Rows, trees: Int, minLeaf: Int, seed: UInt64, threads: Int
    ) throws(AnalysisError) -> Grown {
        let settings = ForestSettings(
            trees: trees, minLeaf: minLeaf, minSplit: 2 * minLeaf, seed: seed)
        return try analysing { () throws(StatisticsError) in
            let data = try ForestData(rows.columns, rows.sample)
            return Grown(
                data: data, forest: try SurvivalForest(data, settings, threads: threads))
        }
    }

    public static func report(_ grown: Grown) -> Report {
        let (data, forest) = (grown.data, grown.forest)
        let risks = forest.risks(data.columns)
        let concordance = try? Concordance.harrell(
            times: data.times, events: data.events, risks: risks)
        return Report(
            rows: data.count, features: data.width, eventTimes: data.eventTimes.count,
            nodesPerTree: Double(forest.trees.reduce(0) { $0 + $1.nodeCount })
                / Double(forest.trees.count),
            modelBytes: ModelFile.forestText(forest).utf8.count,
            concordance: concordance?.index ?? .nan)
    }
}
