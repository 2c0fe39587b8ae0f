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
    /// Only for outcomes in time.
    public let profile: RiskProfile?
    public let probabilities: [Double]

    /// - Throws: `TrainingError` for a table without the outcome or without rows to judge by.
    public init(_ model: PredictionModel, _ table: CSVTable) throws(TrainingError) {
        let reader = try OutcomeReader(table, model.outcome)
        var (risks, outcomes, times) = ([Double](), [Bool](), [Double]())
        var coded: [[Double]] = []
        var (cannotSay, withoutOutcome) = (0, 0)
        for row in 0..<table.rowCount {
            guard let found = try reader.read(row) else {
                withoutOutcome += 1
                continue
            }
            let prediction = model.predict(table, row: row)
            // What a fallback says is its own figure and not this model's.
            guard let risk = prediction.risk, prediction.fallback == nil else {
                cannotSay += 1
                continue
            }
            coded.append(try Self.code(model, table, row))
            risks.append(risk)
            outcomes.append(found.isPositive)
            times.append(found.time)
        }
        rows = table.rowCount
        (used, self.cannotSay, self.withoutOutcome) = (outcomes.count, cannotSay, withoutOutcome)
        probabilities = risks
        shift = PopulationShift(model, table)
        let scores = coded.map { model.score($0) }
        do throws(StatisticsError) {
            if reader.isSurvival {
                let sample = try SurvivalSample(times: times, events: outcomes)
                figures = try Figures.survival(scores, sample, method: "evaluation")
                calibration = nil
                profile = try? RiskProfile(
                    coded, spans: model.predictorSpans.map { ($0.column, $1) }, sample: sample,
                    seed: 1
                ) { model.score($0) }
            } else if !model.givesProbability {
                let curve = try ReceiverOperating(scores: scores, outcomes: outcomes)
                var figures = Performance(
                    count: outcomes.count, events: curve.positives, method: "evaluation")
                figures.discrimination = curve.area
                figures.lower = curve.logitInterval?.lower
                figures.upper = curve.logitInterval?.upper
                self.figures = figures
                (calibration, profile) = (nil, nil)
            } else {
                figures = try Figures.binary(risks, outcomes, method: "evaluation")
                calibration = try Calibration(
                    probabilities: risks, outcomes: outcomes, groups: 10)
                profile = nil
            }
        } catch {
            throw .estimate(error)
        }
    }

    /// The numbers of a row that the model could predict.
    private static func code(
        _ model: PredictionModel, _ table: CSVTable, _ row: Int
    ) throws(TrainingError) -> [Double] {
        var coded: [Double] = []
        for predictor in model.predictors {
            let column = try TrainingRows.column(predictor.column, table)
            do throws(InputFault) {
                coded.append(contentsOf: try predictor.values(table[row, column]))
            } catch {
                throw .input(error, table.place(row, column))
            }
        }
        return coded
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
