import Domain
import Statistics

enum ModelEncoder {
    static func json(_ model: PredictionModel) -> JSON {
        var members: [(String, JSON)] = [
            ("schema", .string(ModelFile.schema)), ("id", .string(model.id)),
            ("semver", .string(model.version)), ("kind", .string(model.kind.rawValue)),
            ("card", card(model.card)), ("outcome", outcome(model.outcome)),
            ("predictors", .array(model.predictors.map { predictor($0) })),
            ("parameters", parameters(model.parameters)), ("training", training(model.training)),
            (
                "performance",
                .object([
                    ("apparent", performance(model.apparent)),
                    ("validated", .array(model.validated.map { performance($0) })),
                ])
            ),
        ]
        // A member more only where there is one: files without it stay as they were.
        if let fallback = model.fallback.first { members.append(("fallback", json(fallback))) }
        return .object(members)
    }

    static func optional(_ value: Double?) -> JSON { value.map { .double($0) } ?? .null }

    static func doubles(_ values: [Double]) -> JSON { .array(values.map { .double($0) }) }

    static func strings(_ values: [String]) -> JSON { .array(values.map { .string($0) }) }

    private static func card(_ card: ModelCard) -> JSON {
        .object([
            ("name", .string(card.name)), ("date", .string(card.date.iso)),
            ("intended_use", .string(card.intendedUse)), ("not_for", .string(card.notFor)),
            ("population", .string(card.population)), ("outcome", .string(card.outcome)),
            ("prediction_time", .string(card.predictionTime.rawValue)),
            ("source", .string(card.source)), ("limits", strings(card.limits)),
            ("approved_by", .optional(card.approvedBy)),
            ("review_date", .optional(card.reviewDate?.iso)),
            ("simulated", .bool(card.isSimulated)),
        ])
    }

    private static func outcome(_ outcome: ModelOutcome) -> JSON {
        switch outcome {
        case .values(let column, let positive):
            .object([("label", .string(column)), ("positive", strings(positive))])
        case .atLeast(let column, let least):
            .object([("label", .string(column)), ("at_least", .double(least))])
        case .survival(let time, let event, let positive, let horizon):
            .object([
                ("time", .string(time)), ("event", .string(event)),
                ("event_values", strings(positive)), ("horizon", .double(horizon)),
            ])
        }
    }

    private static func predictor(_ predictor: Predictor) -> JSON {
        var members: [(String, JSON)] = [
            ("column", .string(predictor.column)), ("unit", .optional(predictor.unit)),
        ]
        switch predictor.coding {
        case .number: break
        case .logarithm: members.append(("log", .bool(true)))
        case .levels(let levels): members.append(("levels", strings(levels)))
        case .ordinal(let levels): members.append(("ordinal", strings(levels)))
        }
        let seen = predictor.seen
        members.append(("n", .int(seen.count)))
        members.append(("missing", .int(seen.missing)))
        members.append(("missing_rate", .double(seen.missingRate)))
        if let range = seen.range {
            members += [
                ("min", .double(range.least)), ("p1", .double(range.low)),
                ("median", .double(range.median)), ("p99", .double(range.high)),
                ("max", .double(range.most)), ("mean", .double(range.mean)),
                ("sd", .double(range.deviation)),
            ]
        }
        if !seen.categories.isEmpty {
            members.append(
                ("categories", .object(seen.categories.map { ($0.name, .int($0.count)) })))
        }
        return .object(members)
    }

    private static func training(_ training: PredictionModel.Training) -> JSON {
        .object([
            ("n", .int(training.count)), ("events", .int(training.events)),
            ("excluded_missing", .int(training.excluded)), ("file", .string(training.file)),
            ("file_checksum", .string(training.fileChecksum)),
            (
                "dependencies",
                .array(
                    training.dependencies.map { rule in
                        .object([
                            ("column", .string(rule.column)), ("decides", .string(rule.decides)),
                            (
                                "pairs",
                                .object(rule.pairs.map { ($0.value, .string($0.follows)) })
                            ),
                        ])
                    })
            ),
        ])
    }

    static func performance(_ figures: Performance) -> JSON {
        .object([
            ("method", .string(figures.method)), ("n", .int(figures.count)),
            ("events", .int(figures.events)),
            ("discrimination", optional(figures.discrimination)),
            ("ci_low", optional(figures.lower)), ("ci_high", optional(figures.upper)),
            ("brier", optional(figures.brier)),
            ("calibration_slope", optional(figures.calibrationSlope)),
            ("calibration_in_the_large", optional(figures.calibrationInTheLarge)),
            ("observed_over_expected", optional(figures.observedOverExpected)),
        ])
    }

    static func parameters(_ parameters: PredictionModel.Parameters) -> JSON {
        switch parameters {
        case .logistic(let model):
            .object([
                ("intercept", .double(model.intercept)), ("columns", strings(model.names)),
                ("coefficients", doubles(model.coefficients)), ("means", doubles(model.means)),
                ("deviations", doubles(model.deviations)),
                ("standardised", .bool(model.isStandardised)),
            ])
        case .cox(let model):
            .object([
                ("columns", strings(model.names)), ("coefficients", doubles(model.coefficients)),
                ("means", doubles(model.baseline.means)),
                ("baseline_times", doubles(model.baseline.times)),
                ("baseline_hazards", doubles(model.baseline.hazards)),
            ])
        case .forest(let forest): forestParameters(forest)
        case .rules(let rules): .object([("rules", RuleFile.json(rules))])
        case .ratio(let ratio):
            .object([
                ("numerator", .string(ratio.numerator)),
                ("denominator", .string(ratio.denominator)),
                ("higher_is_positive", .bool(ratio.higherIsPositive)),
                ("cutoff", .double(ratio.cutOff)), ("search", search(ratio.search)),
            ])
        }
    }

    private static func search(_ search: PredictionModel.Ratio.Search?) -> JSON {
        guard let search else { return .null }
        return .object([
            ("ratios_tried", .int(search.ratiosTried)),
            ("nested_auc", optional(search.nestedArea)),
            ("shuffled_best_mean", optional(search.shuffledBestMean)),
            ("permutation_p", optional(search.permutationP)),
        ])
    }

    /// Trees as rows of whole numbers, with times and leaves by their place: a leaf keeps the
    /// steps of its own events only, and hazards follow from events and rows at risk.
    private static func forestParameters(_ forest: SurvivalForest) -> JSON {
        let settings = forest.settings
        func ints(_ values: [Int32]) -> JSON { .array(values.map { .int(Int($0)) }) }
        return .object([
            ("columns", strings(forest.names)), ("event_times", doubles(forest.eventTimes)),
            ("seed", .string(String(settings.seed))), ("min_leaf", .int(settings.minLeaf)),
            ("min_split", .int(settings.minSplit)), ("bootstrap", .bool(settings.bootstrap)),
            (
                "features_per_split",
                .int(settings.features(of: forest.names.count))
            ),
            (
                "trees",
                .array(
                    forest.trees.map { tree in
                        let inner = tree.features.indices.filter { tree.features[$0] >= 0 }
                        return .object([
                            ("features", ints(tree.features)),
                            ("thresholds", doubles(inner.map { tree.thresholds[$0] })),
                            (
                                "leaves",
                                ints(
                                    zip(tree.leafStarts.dropFirst(), tree.leafStarts).map {
                                        $0 - $1
                                    })
                            ),
                            ("times", ints(tree.stepTimes)), ("events", ints(tree.stepEvents)),
                            ("at_risk", ints(tree.stepAtRisk)),
                        ])
                    })
            ),
        ])
    }
}
