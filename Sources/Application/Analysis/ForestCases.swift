import Domain
import Prediction
import Statistics

enum ForestCases {
    static func forest(
        _ question: CaseQuestion, seed: UInt64, threads: Int
    ) throws(AnalysisError) -> JSON {
        let features = try analysing { () throws(JSONError) in
            try question.reader.member("features")
        }
        let columns = try CaseColumns(
            features, header: question.rows.table.header,
            taken: [try question.text("time"), try question.text("event")])
        let (trainFilter, testFilter) = try analysing { () throws(JSONError) in
            (try question.reader.member("train"), try question.reader.member("test"))
        }
        let train = try part(question, columns, trainFilter)
        let test = try part(question, columns, testFilter)
        let settings = try settings(question, seed: seed)
        let grid = try question.numbers("grid")
        let grown = try analysing { () throws(StatisticsError) in
            let data = try ForestData(train.columns, train.sample)
            let forest = try SurvivalForest(data, settings, threads: threads)
            return (data, forest)
        }
        return try answer(grown.0, grown.1, test, train, grid, threads: threads)
    }

    private static func settings(
        _ question: CaseQuestion, seed: UInt64
    ) throws(AnalysisError) -> ForestSettings {
        try analysing { () throws(JSONError) in
            let reader = question.reader
            var settings = ForestSettings(seed: seed)
            settings.trees = try reader.optional("trees")?.int(in: 1...100_000) ?? settings.trees
            settings.minLeaf = try reader.optional("min_leaf")?.int() ?? settings.minLeaf
            settings.minSplit = try reader.optional("min_split")?.int() ?? 2 * settings.minLeaf
            settings.bootstrap = try reader.optional("bootstrap")?.bool() ?? true
            if let wanted = try reader.optional("features_per_split") {
                switch wanted.value.content {
                case .number: settings.featuresPerSplit = try wanted.int(in: 1...100_000)
                case .string("floor_sqrt"): settings.featuresPerSplit = nil
                case .string("all"): settings.featuresPerSplit = .max
                default: throw wanted.failure(.word(of: ["floor_sqrt", "all"]))
                }
            }
            return settings
        }
    }

    private struct Part {
        let columns: Columns
        let sample: SurvivalSample
    }

    private static func part(
        _ question: CaseQuestion, _ columns: CaseColumns, _ filter: JSONReader
    ) throws(AnalysisError) -> Part {
        let rows = try question.rows.selected(by: filter)
        let values = try columns.read(rows)
        let times = try rows.numbers(try question.text("time"))
        let events = try rows.matches(
            try question.text("event"), try question.values("event_values"))
        let kept = values.indices.filter {
            values[$0] != nil && times[$0] != nil && events[$0] != nil
        }
        let sample = try analysing { () throws(StatisticsError) in
            try SurvivalSample(
                times: kept.compactMap { times[$0] }, events: kept.compactMap { events[$0] })
        }
        return Part(
            columns: try columns.columns(kept.compactMap { values[$0] }), sample: sample)
    }

    private static func answer(
        _ data: ForestData, _ forest: SurvivalForest, _ test: Part, _ train: Part,
        _ grid: [Double], threads: Int
    ) throws(AnalysisError) -> JSON {
        let events = test.sample.causes.map { $0 != 0 }
        let times = test.sample.times
        let risks = forest.risks(test.columns.values, threads: threads)
        let (concordance, outOfBag, falls) = try analysing { () throws(StatisticsError) in
            (
                try Concordance.harrell(times: times, events: events, risks: risks),
                try? forest.outOfBagConcordance(data),
                try forest.importance(
                    test.columns.values, times: times, events: events,
                    seed: forest.settings.seed, threads: threads)
            )
        }
        let curves = (0..<times.count).map { forest.survival(test.columns.row($0), at: grid) }
        let censoring = CensoringCurve(train.sample)
        var scores: [Double] = []
        for (index, time) in grid.enumerated() {
            scores.append(
                try analysing { () throws(StatisticsError) in
                    try BrierScore.at(
                        time, times: times, events: events, survival: curves.map { $0[index] },
                        censoring: censoring)
                })
        }
        let order = falls.indices.sorted { (-falls[$0], $0) < (-falls[$1], $1) }
        return .object([
            ("n_train", .int(data.count)), ("n_test", .int(times.count)),
            ("events_train", .int(train.sample.eventCount)),
            ("events_test", .int(test.sample.eventCount)), ("n_features", .int(data.width)),
            ("features_per_split", .int(forest.settings.features(of: data.width))),
            ("test_harrell_c", .double(concordance.index)), ("oob_harrell_c", .optional(outOfBag)),
            (
                "test_integrated_brier",
                .optional(try? BrierScore.integrated(grid: grid, scores: scores))
            ),
            ("importance_order", .array(order.map { .string(data.names[$0]) })),
            (
                "permutation_importance_test",
                .object(order.map { (data.names[$0], .double(falls[$0])) })
            ),
            (
                "mean_nodes_per_tree",
                .double(
                    Double(forest.trees.reduce(0) { $0 + $1.nodeCount })
                        / Double(forest.trees.count))
            ),
            ("seed", .string(String(forest.settings.seed))),
        ])
    }
}
