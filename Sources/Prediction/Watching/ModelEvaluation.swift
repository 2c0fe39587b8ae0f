public import Domain
public import Statistics

/// How a model does on rows it was not trained on.
public struct ModelEvaluation: Sendable {
    public let rows: Int
    /// Rows with an outcome and a prediction.
    public let used: Int
    public let cannotSay: Int
    public let withoutOutcome: Int
    public let figures: Performance
    /// Nil for ratios and for outcomes in time, which are not probabilities of a yes or no.
    public let calibration: Calibration?
    public let shift: PopulationShift
    public let probabilities: [Double]

    /// - Throws: `TrainingError` for a table without the outcome or without rows to judge by.
    public init(_ model: PredictionModel, _ table: CSVTable) throws(TrainingError) {
        let reader = try OutcomeReader(table, model.outcome)
        var (scores, risks, outcomes, times) = ([Double](), [Double](), [Bool](), [Double]())
        var (cannotSay, withoutOutcome) = (0, 0)
        for row in 0..<table.rowCount {
            guard let found = try reader.read(row) else {
                withoutOutcome += 1
                continue
            }
            let prediction = model.predict(table, row: row)
            guard let risk = prediction.risk else {
                cannotSay += 1
                continue
            }
            scores.append(try Self.score(model, table, row) ?? risk)
            risks.append(risk)
            outcomes.append(found.isPositive)
            times.append(found.time)
        }
        rows = table.rowCount
        (used, self.cannotSay, self.withoutOutcome) = (outcomes.count, cannotSay, withoutOutcome)
        probabilities = risks
        shift = PopulationShift(model, table)
        do throws(StatisticsError) {
            if reader.isSurvival {
                let sample = try SurvivalSample(times: times, events: outcomes)
                figures = try Figures.survival(scores, sample, method: "evaluation")
                calibration = nil
            } else if model.kind == .ratio {
                let curve = try ReceiverOperating(scores: scores, outcomes: outcomes)
                var figures = Performance(
                    count: outcomes.count, events: curve.positives, method: "evaluation")
                figures.discrimination = curve.area
                figures.lower = curve.logitInterval?.lower
                figures.upper = curve.logitInterval?.upper
                self.figures = figures
                calibration = nil
            } else {
                figures = try Figures.binary(risks, outcomes, method: "evaluation")
                calibration = try Calibration(
                    probabilities: risks, outcomes: outcomes, groups: 10)
            }
        } catch {
            throw .estimate(error)
        }
    }

    /// The score that ranks, which for outcomes in time is not the risk at one time.
    private static func score(
        _ model: PredictionModel, _ table: CSVTable, _ row: Int
    ) throws(TrainingError) -> Double? {
        guard case .survival = model.outcome else { return nil }
        var coded: [Double] = []
        for predictor in model.predictors {
            let column = try TrainingRows.column(predictor.column, table)
            guard let values = try? predictor.values(table[row, column]) else { return nil }
            coded.append(contentsOf: values)
        }
        return model.score(coded)
    }
}

extension PredictionModel {
    /// For each row whether it has the outcome; nil where that is not recorded.
    public func outcomes(of table: CSVTable) throws(TrainingError) -> [Bool?] {
        let reader = try OutcomeReader(table, outcome)
        var outcomes: [Bool?] = []
        for row in 0..<table.rowCount { outcomes.append(try reader.read(row)?.isPositive) }
        return outcomes
    }
}
