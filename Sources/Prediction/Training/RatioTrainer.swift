import Domain
import Statistics

/// Finds the best ratio, measures it without luck, and keeps it as a model.
struct RatioTrainer {
    private let trainer: Trainer
    private let source: Trainer.Source
    private let predictors: [Predictor]

    init(_ trainer: Trainer, _ source: Trainer.Source, _ predictors: [Predictor]) {
        (self.trainer, self.source, self.predictors) = (trainer, source, predictors)
    }

    func model() throws(TrainingError) -> PredictionModel {
        guard predictors.allSatisfy({ $0.coding == .number }) else { throw .noRatio }
        let rows = try rows(source.rows, predictors)
        guard rows.sample == nil else { throw .outcomeKind(.ratio) }
        try Trainer.requireEvents(rows)
        // A ratio of what can be zero or below has no meaning.
        let usable = predictors.indices.filter { column in
            rows.inputs.allSatisfy { $0[column] > 0 }
        }
        guard usable.count >= 2 else { throw .noRatio }
        let (search, numerator, denominator) = try search(rows, usable)
        let pair = [predictors[numerator], predictors[denominator]]
        let scores = rows.inputs.map { $0[numerator] / $0[denominator] }
        let curve = try estimate { () throws(StatisticsError) in
            try ReceiverOperating(scores: scores, outcomes: rows.outcomes)
        }
        let ratio = PredictionModel.Ratio(
            numerator: pair[0].column, denominator: pair[1].column, higherIsPositive: true,
            cutOff: curve.cutOff.score,
            search: .init(
                ratiosTried: search.ratiosTried, nestedArea: search.nestedArea,
                shuffledBestMean: search.shuffledBestMean, permutationP: search.permutationP))
        var validated = [nested(search, rows)]
        if let second = try secondCohort(pair) { validated.append(second) }
        let fitted = Trainer.Fitted(
            parameters: .ratio(ratio), apparent: figures(curve, "apparent"),
            validated: validated)
        return trainer.model(source, pair, rows, fitted)
    }

    private func rows(
        _ rows: [Int], _ predictors: [Predictor]
    ) throws(TrainingError) -> TrainingRows {
        try TrainingRows(
            source.table, rows: rows, predictors: predictors,
            outcome: trainer.specification.outcome)
    }

    private func search(
        _ rows: TrainingRows, _ usable: [Int]
    ) throws(TrainingError) -> (RatioSearch, numerator: Int, denominator: Int) {
        let specification = trainer.specification
        let search = try estimate { () throws(StatisticsError) in
            try RatioSearch(
                Columns(
                    names: usable.map { predictors[$0].column },
                    values: usable.map { column in rows.inputs.map { $0[column] } }),
                outcomes: rows.outcomes,
                .init(
                    folds: specification.folds, repeats: specification.repeats,
                    permutations: specification.permutations, seed: trainer.seed,
                    threads: trainer.threads))
        }
        guard let best = search.candidates.first else { throw .noRatio }
        return (search, usable[best.numerator], usable[best.denominator])
    }

    private func figures(_ curve: ReceiverOperating, _ method: String) -> Performance {
        var figures = Performance(
            count: curve.positives + curve.negatives, events: curve.positives, method: method)
        figures.discrimination = curve.area
        figures.lower = curve.logitInterval?.lower
        figures.upper = curve.logitInterval?.upper
        return figures
    }

    private func nested(_ search: RatioSearch, _ rows: TrainingRows) -> Performance {
        var figures = Performance(
            count: rows.count, events: rows.events, method: "nested_cross_validation")
        figures.discrimination = search.nestedArea
        return figures
    }

    /// The winner on rows of another cohort, its direction as it was found.
    private func secondCohort(_ pair: [Predictor]) throws(TrainingError) -> Performance? {
        guard !source.validationRows.isEmpty else { return nil }
        let rows = try rows(source.validationRows, pair)
        let usable = rows.inputs.indices.filter { rows.inputs[$0].allSatisfy { $0 > 0 } }
        let curve = try estimate { () throws(StatisticsError) in
            try ReceiverOperating(
                scores: usable.map { rows.inputs[$0][0] / rows.inputs[$0][1] },
                outcomes: usable.map { rows.outcomes[$0] })
        }
        return figures(curve, "second_cohort")
    }

    private func estimate<Value>(
        _ body: () throws(StatisticsError) -> Value
    ) throws(TrainingError) -> Value {
        do throws(StatisticsError) {
            return try body()
        } catch {
            throw .estimate(error)
        }
    }
}
