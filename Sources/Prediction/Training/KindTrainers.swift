import Statistics

/// Draws bootstrap samples of rows.
struct Resampler {
    let count: Int
    let seed: UInt64

    func rows(_ sample: Int) -> [Int] {
        var generator = SeededGenerator(seed: seed, stream: 2_000_000 + UInt64(sample))
        return (0..<count).map { _ in generator.below(count) }
    }
}

/// Figures of predicted probabilities against outcomes.
enum Figures {
    static func binary(
        _ probabilities: [Double], _ outcomes: [Bool], method: String
    ) throws(StatisticsError) -> Performance {
        var figures = Performance(
            count: outcomes.count, events: outcomes.count { $0 }, method: method)
        let curve = try ReceiverOperating(scores: probabilities, outcomes: outcomes)
        let calibration = try Calibration(
            probabilities: probabilities, outcomes: outcomes, groups: 10)
        figures.discrimination = curve.area
        figures.lower = curve.logitInterval?.lower
        figures.upper = curve.logitInterval?.upper
        figures.brier = calibration.brier
        figures.calibrationSlope = calibration.line?.slope
        figures.calibrationInTheLarge = calibration.level?.intercept
        figures.observedOverExpected = calibration.observedOverExpected
        return figures
    }

    static func survival(
        _ scores: [Double], _ sample: SurvivalSample, method: String
    ) throws(StatisticsError) -> Performance {
        var figures = Performance(
            count: sample.count, events: sample.eventCount, method: method)
        figures.discrimination =
            try Concordance.harrell(
                times: sample.times, events: sample.causes.map { $0 != 0 }, risks: scores
            ).index
        return figures
    }

    /// Apparent minus the mean optimism of models fitted to resamples (Harrell).
    static func corrected(
        _ apparent: Performance, optimisms: [(discrimination: Double, brier: Double)]
    ) -> Performance? {
        guard !optimisms.isEmpty, let whole = apparent.discrimination else { return nil }
        var figures = Performance(
            count: apparent.count, events: apparent.events,
            method: "bootstrap_\(optimisms.count)")
        figures.discrimination = whole - Mean.of(optimisms.map(\.discrimination))
        figures.brier = apparent.brier.map { $0 - Mean.of(optimisms.map(\.brier)) }
        return figures
    }
}

struct LogisticTrainer {
    private let trainer: Trainer
    private let outcomes: [Bool]
    private let columns: Columns

    init(_ trainer: Trainer, _ rows: TrainingRows, _ columns: Columns) {
        (self.trainer, self.columns) = (trainer, columns)
        outcomes = rows.outcomes
    }

    private var penalty: LogisticModel.Penalty {
        switch trainer.specification.penalty {
        case .none: .none
        case .ridge(let inverse): .ridge(inverseStrength: inverse)
        }
    }

    func fit() throws(StatisticsError) -> Trainer.Fitted {
        let model = try LogisticModel(
            outcomes: outcomes, columns, penalty: penalty, standardise: true)
        let apparent = try Figures.binary(
            probabilities(model, columns), outcomes, method: "apparent")
        let corrected = Figures.corrected(apparent, optimisms: optimisms())
        return Trainer.Fitted(
            parameters: .logistic(model), apparent: apparent,
            validated: corrected.map { [$0] } ?? [])
    }

    private func probabilities(_ model: LogisticModel, _ columns: Columns) -> [Double] {
        (0..<columns.rowCount).map { model.probability(columns.row($0)) }
    }

    /// A resample without both outcomes, or without a fit, tells nothing and is left out.
    private func optimisms() -> [(discrimination: Double, brier: Double)] {
        let resampler = Resampler(count: outcomes.count, seed: trainer.seed)
        let found = Parallel.map(count: trainer.specification.resamples, threads: trainer.threads) {
            sample -> [Double] in
            let rows = resampler.rows(sample)
            let drawn = columns.rows(rows)
            let labels = rows.map { outcomes[$0] }
            guard
                let model = try? LogisticModel(
                    outcomes: labels, drawn, penalty: penalty, standardise: true)
            else { return [] }
            let (own, other) = (probabilities(model, drawn), probabilities(model, columns))
            guard let first = ReceiverOperating.area(scores: own, outcomes: labels),
                let second = ReceiverOperating.area(scores: other, outcomes: outcomes)
            else { return [] }
            return [first - second, Self.brier(own, labels) - Self.brier(other, outcomes)]
        }
        return found.filter { !$0.isEmpty }.map { ($0[0], $0[1]) }
    }

    private static func brier(_ probabilities: [Double], _ outcomes: [Bool]) -> Double {
        Mean.of(zip(probabilities, outcomes).map { ($0 - ($1 ? 1 : 0)) * ($0 - ($1 ? 1 : 0)) })
    }
}

struct CoxTrainer {
    private let trainer: Trainer
    private let sample: SurvivalSample?
    private let columns: Columns

    init(_ trainer: Trainer, _ rows: TrainingRows, _ columns: Columns) {
        (self.trainer, self.columns) = (trainer, columns)
        sample = rows.sample
    }

    func fit() throws(StatisticsError) -> Trainer.Fitted {
        guard let sample else { throw .badSetting("time") }
        let model = try CoxModel(sample, columns)
        let apparent = try Figures.survival(scores(model, columns), sample, method: "apparent")
        let corrected = Figures.corrected(apparent, optimisms: optimisms(sample))
        return Trainer.Fitted(
            parameters: .cox(model), apparent: apparent,
            validated: corrected.map { [$0] } ?? [])
    }

    private func scores(_ model: CoxModel, _ columns: Columns) -> [Double] {
        (0..<columns.rowCount).map { model.linearPredictor(columns.row($0)) }
    }

    private func optimisms(
        _ sample: SurvivalSample
    ) -> [(discrimination: Double, brier: Double)] {
        let resampler = Resampler(count: sample.count, seed: trainer.seed)
        let found = Parallel.map(count: trainer.specification.resamples, threads: trainer.threads) {
            index -> Double? in
            let rows = resampler.rows(index)
            let drawn = columns.rows(rows)
            guard
                let again = try? SurvivalSample(
                    times: rows.map { sample.times[$0] }, causes: rows.map { sample.causes[$0] }),
                let model = try? CoxModel(again, drawn),
                let own = try? Figures.survival(scores(model, drawn), again, method: ""),
                let other = try? Figures.survival(scores(model, columns), sample, method: ""),
                let first = own.discrimination, let second = other.discrimination
            else { return nil }
            return first - second
        }
        return found.compactMap { $0 }.map { ($0, 0) }
    }
}

/// A forest for an outcome in time, or for a plain outcome: then every row ends at time 1, where
/// the log-rank split is the chi-square split of two shares and a leaf's survival is the share
/// without the outcome.
struct ForestTrainer {
    private let trainer: Trainer
    private let rows: TrainingRows
    private let columns: Columns

    init(_ trainer: Trainer, _ rows: TrainingRows, _ columns: Columns) {
        (self.trainer, self.rows, self.columns) = (trainer, rows, columns)
    }

    func fit() throws(StatisticsError) -> Trainer.Fitted {
        let sample =
            if let sample = rows.sample {
                sample
            } else {
                try SurvivalSample(
                    times: rows.outcomes.map { _ in 1 }, events: rows.outcomes)
            }
        let data = try ForestData(columns, sample)
        let forest = try SurvivalForest(
            data, trainer.specification.forest, threads: trainer.threads)
        let outOfBag = forest.outOfBagRisks(data)
        let kept = outOfBag.indices.filter { outOfBag[$0] != nil }
        let unseen = kept.compactMap { outOfBag[$0] }
        let apparent: Performance
        let validated: Performance
        if rows.sample == nil {
            // At one time the cumulative hazard of a leaf is its share with the outcome.
            apparent = try Figures.binary(
                forest.risks(columns.values, threads: trainer.threads).map { min(1, $0) },
                rows.outcomes, method: "apparent")
            validated = try Figures.binary(
                unseen.map { min(1, $0) }, kept.map { rows.outcomes[$0] }, method: "out_of_bag")
        } else {
            apparent = try Figures.survival(
                forest.risks(columns.values, threads: trainer.threads), sample,
                method: "apparent")
            validated = try Figures.survival(
                unseen,
                SurvivalSample(
                    times: kept.map { sample.times[$0] }, causes: kept.map { sample.causes[$0] }),
                method: "out_of_bag")
        }
        return Trainer.Fitted(
            parameters: .forest(forest), apparent: apparent, validated: [validated])
    }
}
