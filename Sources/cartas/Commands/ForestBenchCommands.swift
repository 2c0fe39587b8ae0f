import Application
import Domain
import Glibc

/// Measures the growing of a forest: CPU and wall seconds and the bytes of the model.
enum ForestBenchCommands {
    static let all = [forest]

    static let forest = Command(
        "bench", "forest", act: .compute,
        options: [
            .init(name: "rows", value: "N"), .init(name: "features", value: "P"),
            .init(name: "trees", value: "T"), .init(name: "threads", value: "K"),
            .init(name: "min-leaf", value: "L"), .init(name: "data", value: "CSV"), .seed,
        ]
    ) { invocation throws(CommandError) in
        let rows = try invocation.int("rows", in: 10...5_000_000) ?? 2000
        let width = try invocation.int("features", in: 1...10_000) ?? 20
        let trees = try invocation.int("trees", in: 1...100_000) ?? 100
        let threads = try invocation.int("threads", in: 1...256) ?? 1
        let leaf = try invocation.int("min-leaf", in: 1...1_000_000) ?? 10
        let seed = try invocation.seed(default: 1)
        let table = try invocation.value("data").map { path throws(CommandError) in
            try invocation.read(path)
        }
        let data = try refusing { () throws(AnalysisError) in
            try ForestBench.rows(table, count: rows, features: width, seed: seed)
        }
        let (cpu, wall) = (seconds(CLOCK_PROCESS_CPUTIME_ID), seconds(CLOCK_MONOTONIC))
        let measured = try refusing { () throws(AnalysisError) in
            try ForestBench.grow(
                data, trees: trees, minLeaf: leaf, seed: seed, threads: threads)
        }
        let cpuSeconds = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu
        let wallSeconds = seconds(CLOCK_MONOTONIC) - wall
        let start = seconds(CLOCK_PROCESS_CPUTIME_ID)
        let report = ForestBench.report(measured)
        let predicting = seconds(CLOCK_PROCESS_CPUTIME_ID) - start
        let members: [(String, JSON)] = [
            ("rows", .int(report.rows)), ("features", .int(report.features)),
            ("trees", .int(trees)), ("threads", .int(threads)), ("min_leaf", .int(leaf)),
            ("event_times", .int(report.eventTimes)),
            ("nodes_per_tree", .double(report.nodesPerTree)),
            ("fit_cpu_s", .double(cpuSeconds)), ("fit_wall_s", .double(wallSeconds)),
            ("predict_training_rows_cpu_s", .double(predicting)),
            ("model_bytes", .int(report.modelBytes)),
            ("apparent_harrell_c", .double(report.concordance)),
        ]
        if invocation.wantsJSON {
            invocation.console.print(JSON.object(members))
        } else {
            for (name, value) in members {
                invocation.console.print("\(name) \(value.compact)")
            }
        }
        return .done
    }

    private static func seconds(_ clock: clockid_t) -> Double {
        var now = timespec()
        clock_gettime(clock, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
    }
}
