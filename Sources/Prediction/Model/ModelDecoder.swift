import Domain
import Statistics

/// Reads the body of a model file. Whatever its numbers are, a model that was read can predict
/// without running out of its own arrays: every length and place is checked here.
enum ModelDecoder {
    static func model(_ reader: JSONReader) throws(JSONError) -> PredictionModel {
        let kind = try reader.member("kind").word(PredictionModel.Kind.self)
        let predictors = try reader.member("predictors").elements().map {
            (element) throws(JSONError) in try predictor(element)
        }
        let names = predictors.flatMap(\.names)
        let body = try reader.member("parameters")
        let parameters: PredictionModel.Parameters =
            switch kind {
            case .logistic: .logistic(try logistic(body, names))
            case .cox: .cox(try cox(body, names))
            case .forest: .forest(try ForestDecoder.forest(body, names))
            case .ratio: .ratio(try ratio(body, names))
            case .rules: .rules(try RuleFile.rules(body.member("rules"), columns: names))
            }
        let performance = try reader.member("performance")
        var model = PredictionModel(
            id: try reader.member("id").string(), version: try reader.member("semver").string(),
            card: try card(reader.member("card")), outcome: try outcome(reader.member("outcome")),
            predictors: predictors, parameters: parameters,
            training: try training(reader.member("training")),
            apparent: try figures(performance.member("apparent")),
            validated: try performance.member("validated").elements().map {
                (element) throws(JSONError) in try figures(element)
            })
        if let reader = try reader.optional("fallback") {
            let fallback = try Self.model(reader)
            // One step back, not a ladder, and never to something that means another number.
            guard fallback.fallback.isEmpty, fallback.outcome == model.outcome,
                fallback.givesProbability == model.givesProbability
            else { throw reader.failure(.word(of: [model.id])) }
            model.fallback = [fallback]
        }
        return model
    }

    static func strings(_ reader: JSONReader) throws(JSONError) -> [String] {
        try reader.elements().map { (element) throws(JSONError) in try element.string() }
    }

    static func doubles(_ reader: JSONReader, count: Int? = nil) throws(JSONError) -> [Double] {
        let values = try reader.elements().map { (element) throws(JSONError) in
            try element.double()
        }
        if let count, values.count != count { throw reader.failure(.range("\(count)")) }
        return values
    }

    private static func card(_ reader: JSONReader) throws(JSONError) -> ModelCard {
        ModelCard(
            name: try reader.member("name").string(), date: try reader.member("date").day(),
            intendedUse: try reader.member("intended_use").string(),
            notFor: try reader.member("not_for").string(),
            population: try reader.member("population").string(),
            outcome: try reader.member("outcome").string(),
            predictionTime: try reader.member("prediction_time").word(PredictionTime.self),
            source: try reader.member("source").string(),
            limits: try strings(reader.member("limits")),
            approvedBy: try reader.optional("approved_by")?.string(),
            reviewDate: try reader.optional("review_date")?.day(),
            isSimulated: try reader.member("simulated").bool())
    }

    private static func outcome(_ reader: JSONReader) throws(JSONError) -> ModelOutcome {
        if let label = try reader.optional("label") {
            if let least = try reader.optional("at_least") {
                return .atLeast(column: try label.string(), try least.double())
            }
            return .values(
                column: try label.string(), positive: try strings(reader.member("positive")))
        }
        return .survival(
            time: try reader.member("time").string(), event: try reader.member("event").string(),
            positive: try strings(reader.member("event_values")),
            horizon: try reader.member("horizon").double())
    }

    private static func predictor(_ reader: JSONReader) throws(JSONError) -> Predictor {
        let coding: Predictor.Coding
        if let levels = try reader.optional("levels") {
            coding = .levels(try strings(levels))
        } else if let levels = try reader.optional("ordinal") {
            coding = .ordinal(try strings(levels))
        } else {
            coding = try reader.optional("log")?.bool() ?? false ? .logarithm : .number
        }
        var seen = Predictor.Seen(
            count: try reader.member("n").int(in: 0...Int.max),
            missing: try reader.member("missing").int(in: 0...Int.max))
        if let least = try reader.optional("min") {
            seen.range = Predictor.Range(
                least: try least.double(), low: try reader.member("p1").double(),
                median: try reader.member("median").double(),
                high: try reader.member("p99").double(), most: try reader.member("max").double(),
                mean: try reader.member("mean").double(),
                deviation: try reader.member("sd").double())
        }
        seen.categories =
            try reader.optional("categories")?.members().map { (member) throws(JSONError) in
                .init(name: member.name, count: try member.reader.int(in: 0...Int.max))
            } ?? []
        return Predictor(
            column: try reader.member("column").string(),
            unit: try reader.optional("unit")?.string(), coding: coding, seen: seen)
    }

    private static func training(
        _ reader: JSONReader
    ) throws(JSONError) -> PredictionModel.Training {
        let rules = try reader.member("dependencies").elements().map {
            (rule) throws(JSONError) in
            PredictionModel.Dependency(
                column: try rule.member("column").string(),
                decides: try rule.member("decides").string(),
                pairs: try rule.member("pairs").members().map { (pair) throws(JSONError) in
                    .init(value: pair.name, follows: try pair.reader.string())
                })
        }
        return PredictionModel.Training(
            count: try reader.member("n").int(), events: try reader.member("events").int(),
            excluded: try reader.member("excluded_missing").int(),
            file: try reader.member("file").string(),
            fileChecksum: try reader.member("file_checksum").string(), dependencies: rules)
    }

    private static func figures(_ reader: JSONReader) throws(JSONError) -> Performance {
        var figures = Performance(
            count: try reader.member("n").int(), events: try reader.member("events").int(),
            method: try reader.member("method").string())
        figures.discrimination = try reader.optional("discrimination")?.double()
        figures.lower = try reader.optional("ci_low")?.double()
        figures.upper = try reader.optional("ci_high")?.double()
        figures.brier = try reader.optional("brier")?.double()
        figures.calibrationSlope = try reader.optional("calibration_slope")?.double()
        figures.calibrationInTheLarge =
            try reader.optional("calibration_in_the_large")?.double()
        figures.observedOverExpected = try reader.optional("observed_over_expected")?.double()
        return figures
    }

    private static func requireColumns(
        _ reader: JSONReader, _ names: [String]
    ) throws(JSONError) {
        let columns = try reader.member("columns")
        guard try strings(columns) == names else {
            throw columns.failure(.range(names.joined(separator: ", ")))
        }
    }

    private static func logistic(
        _ reader: JSONReader, _ names: [String]
    ) throws(JSONError) -> LogisticModel {
        try requireColumns(reader, names)
        return LogisticModel(
            names: names, intercept: try reader.member("intercept").double(),
            coefficients: try doubles(reader.member("coefficients"), count: names.count),
            means: try doubles(reader.member("means"), count: names.count),
            deviations: try doubles(reader.member("deviations"), count: names.count),
            isStandardised: try reader.member("standardised").bool())
    }

    private static func cox(
        _ reader: JSONReader, _ names: [String]
    ) throws(JSONError) -> CoxModel {
        try requireColumns(reader, names)
        let times = try doubles(reader.member("baseline_times"))
        let baseline = CoxModel.Baseline(
            times: times,
            hazards: try doubles(reader.member("baseline_hazards"), count: times.count),
            means: try doubles(reader.member("means"), count: names.count))
        return CoxModel(
            names: names,
            coefficients: try doubles(reader.member("coefficients"), count: names.count),
            baseline: baseline, count: 0, events: 0)
    }

    private static func ratio(
        _ reader: JSONReader, _ names: [String]
    ) throws(JSONError) -> PredictionModel.Ratio {
        guard names.count == 2 else { throw reader.failure(.range("2")) }
        var search: PredictionModel.Ratio.Search?
        if let found = try reader.optional("search") {
            search = .init(
                ratiosTried: try found.member("ratios_tried").int(),
                nestedArea: try found.optional("nested_auc")?.double(),
                shuffledBestMean: try found.optional("shuffled_best_mean")?.double(),
                permutationP: try found.optional("permutation_p")?.double())
        }
        return PredictionModel.Ratio(
            numerator: try reader.member("numerator").string(),
            denominator: try reader.member("denominator").string(),
            higherIsPositive: try reader.member("higher_is_positive").bool(),
            cutOff: try reader.member("cutoff").double(), search: search)
    }
}

enum ForestDecoder {
    static func forest(
        _ reader: JSONReader, _ names: [String]
    ) throws(JSONError) -> SurvivalForest {
        let columns = try reader.member("columns")
        guard try ModelDecoder.strings(columns) == names else {
            throw columns.failure(.range(names.joined(separator: ", ")))
        }
        let times = try ModelDecoder.doubles(reader.member("event_times"))
        let seed = try reader.member("seed")
        guard let number = UInt64(try seed.string()) else { throw seed.failure(.kind(.integer)) }
        let list = try reader.member("trees")
        let trees = try list.elements().map { (element) throws(JSONError) in
            try tree(element, width: names.count, times: times.count)
        }
        guard !trees.isEmpty else { throw list.failure(.range("≥ 1")) }
        let settings = ForestSettings(
            trees: trees.count, minLeaf: try reader.member("min_leaf").int(),
            minSplit: try reader.member("min_split").int(),
            featuresPerSplit: try reader.member("features_per_split").int(),
            bootstrap: try reader.member("bootstrap").bool(), seed: number)
        return SurvivalForest(names: names, eventTimes: times, trees: trees, settings: settings)
    }

    private static func ints(
        _ reader: JSONReader, in range: ClosedRange<Int>
    ) throws(JSONError) -> [Int32] {
        try reader.ints(in: range).map { Int32(truncatingIfNeeded: $0) }
    }

    private static func tree(
        _ reader: JSONReader, width: Int, times: Int
    ) throws(JSONError) -> SurvivalTree {
        let most = Int(Int32.max)
        let features = try ints(reader.member("features"), in: -1...(width - 1))
        let inner = features.count { $0 >= 0 }
        let thresholds = try ModelDecoder.doubles(reader.member("thresholds"), count: inner)
        let lengths = try ints(reader.member("leaves"), in: 0...most)
        let stepTimes = try ints(reader.member("times"), in: 0...max(0, times - 1))
        let events = try ints(reader.member("events"), in: 1...most)
        let atRisk = try ints(reader.member("at_risk"), in: 1...most)
        let stepCount = lengths.reduce(0) { $0 + Int($1) }
        guard lengths.count == inner + 1, features.count == 2 * inner + 1,
            stepTimes.count == stepCount, events.count == stepCount, atRisk.count == stepCount,
            zip(events, atRisk).allSatisfy({ $0 <= $1 })
        else { throw reader.failure(.range("features, leaves, times")) }
        var tree = SurvivalTree()
        var (threshold, leaf, step) = (0, 0, 0)
        // The nodes that still wait for their right branch.
        var open: [Int] = []
        for (node, feature) in features.enumerated() {
            if feature >= 0 {
                tree.features.append(feature)
                tree.thresholds.append(thresholds[threshold])
                tree.links.append(0)
                threshold += 1
                open.append(node)
                continue
            }
            let end = step + Int(lengths[leaf])
            tree.appendLeaf(
                eventTimeCount: times,
                (step..<end).map { (stepTimes[$0], events[$0], atRisk[$0]) })
            (leaf, step) = (leaf + 1, end)
            if let parent = open.popLast() {
                tree.links[parent] = Int32(node + 1)
            } else if node + 1 != features.count {
                throw reader.failure(.range("features"))
            }
        }
        guard open.isEmpty else { throw reader.failure(.range("features")) }
        return tree
    }
}
