public import Domain
import Statistics

/// Trains a model on the rows of a table.
public struct Trainer: Sendable {
    /// Fewer events than this teach nothing.
    public static let leastEvents = 10
    /// Fewer events than this for each coded column are worth a warning.
    public static let eventsPerColumn = 10

    public let specification: TrainingSpecification
    public let kind: PredictionModel.Kind
    public let seed: UInt64
    public let threads: Int
    public let today: Day

    public init(
        _ specification: TrainingSpecification, kind: PredictionModel.Kind, seed: UInt64,
        threads: Int, today: Day
    ) {
        (self.specification, self.kind, self.seed) = (specification, kind, seed)
        (self.threads, self.today) = (threads, today)
    }

    public struct Source: Sendable {
        public let table: CSVTable
        public let rows: [Int]
        public let validationRows: [Int]
        public let file: String
        public let checksum: String

        public init(
            table: CSVTable, rows: [Int], validationRows: [Int], file: String, checksum: String
        ) {
            (self.table, self.rows, self.validationRows) = (table, rows, validationRows)
            (self.file, self.checksum) = (file, checksum)
        }
    }

    public func train(_ source: Source) throws(TrainingError) -> PredictionModel {
        let predictors = try predictors(source)
        if kind == .ratio {
            return try RatioTrainer(self, source, predictors).model()
        }
        var model = try model(source, predictors)
        let without = Set(specification.fallbackWithout)
        if !without.isEmpty {
            let rest = predictors.filter { !without.contains($0.column) }
            guard kind != .rules, !rest.isEmpty, rest.count == predictors.count - without.count
            else { throw .estimate(.badSetting("fallback_without")) }
            model.fallback = [try self.model(source, rest, idEnding: "-fallback")]
        }
        return model
    }

    private func model(
        _ source: Source, _ predictors: [Predictor], idEnding: String = ""
    ) throws(TrainingError) -> PredictionModel {
        let rows = try TrainingRows(
            source.table, rows: source.rows, predictors: predictors,
            outcome: specification.outcome)
        try Self.requireEvents(rows)
        let columns = try rows.columns(predictors.flatMap(\.names))
        let rules = kind == .rules ? try rules(columns.names) : nil
        let fitted: Fitted
        do throws(StatisticsError) {
            if let rules {
                fitted = try judged(rules, rows, columns)
            } else {
                fitted = try fit(rows, columns)
            }
        } catch {
            throw .estimate(error)
        }
        return self.model(source, predictors, rows, fitted, idEnding: idEnding)
    }

    struct Fitted {
        let parameters: PredictionModel.Parameters
        let apparent: Performance
        let validated: [Performance]
    }

    static func requireEvents(_ rows: TrainingRows) throws(TrainingError) {
        let others = rows.count - rows.events
        guard rows.events >= leastEvents, rows.sample != nil || others >= leastEvents else {
            throw .tooFewEvents(events: rows.events, others: others, needed: leastEvents)
        }
    }

    /// Inputs that are measured after the prediction is made must not reach it.
    private func requireTime(_ predictors: [Predictor]) throws(TrainingError) {
        let early: Set<PredictionTime> = [.beforeApheresis, .beforeInfusion]
        guard early.contains(specification.card.predictionTime) else { return }
        for predictor in predictors {
            let words = predictor.column.split(separator: "_")
            let isLater = words.contains { word in
                word.count >= 2 && word.first == "d" && word.dropFirst().allSatisfy(\.isNumber)
            }
            if isLater || predictor.column.contains("onset") {
                throw .laterInput(predictor.column, specification.card.predictionTime)
            }
        }
    }

    func predictors(_ source: Source) throws(TrainingError) -> [Predictor] {
        let taken = Set(specification.outcome.columns + ["id", "split"])
        let header = source.table.header
        let named: [Predictor]
        switch specification.predictors {
        case .named(let predictors): named = predictors
        case .all:
            named = header.filter { !taken.contains($0) }
                .map { Predictor(column: $0, coding: .number) }
        case .allAfter(let column):
            let place = try TrainingRows.column(column, source.table)
            named = header[(place + 1)...].filter { !taken.contains($0) }
                .map { Predictor(column: $0, coding: .number) }
        }
        try requireTime(named)
        var summarised: [Predictor] = []
        for predictor in named {
            summarised.append(try predictor.summarised(source.table, rows: source.rows))
        }
        return summarised
    }

    func model(
        _ source: Source, _ predictors: [Predictor], _ rows: TrainingRows, _ fitted: Fitted,
        idEnding: String = ""
    ) -> PredictionModel {
        let text = specification.card
        let card = ModelCard(
            name: text.isSimulated ? "\(ModelCard.simulatedMark): \(text.name)" : text.name,
            date: today, intendedUse: text.intendedUse, notFor: text.notFor,
            population: text.population, outcome: text.outcome,
            predictionTime: text.predictionTime,
            source: "\(source.file) (sha256 \(source.checksum))", limits: text.limits,
            approvedBy: text.approvedBy, reviewDate: text.reviewDate,
            isSimulated: text.isSimulated)
        let used = Set(predictors.map(\.column))
        let dependencies = PredictionModel.Dependency.found(
            in: source.table, rows: source.rows,
            but: Set(specification.outcome.columns + ["id", "split"])
        ).filter { used.contains($0.column) || used.contains($0.decides) }
        return PredictionModel(
            id: specification.id + idEnding, version: specification.version, card: card,
            outcome: specification.outcome, predictors: predictors,
            parameters: fitted.parameters,
            training: .init(
                count: rows.count, events: rows.events, excluded: rows.excluded,
                file: source.file, fileChecksum: source.checksum, dependencies: dependencies),
            apparent: fitted.apparent, validated: fitted.validated)
    }

    private func fit(
        _ rows: TrainingRows, _ columns: Columns
    ) throws(StatisticsError) -> Fitted {
        switch kind {
        case .logistic:
            guard rows.sample == nil else { throw .badSetting("time") }
            return try LogisticTrainer(self, rows, columns).fit()
        case .cox: return try CoxTrainer(self, rows, columns).fit()
        case .forest: return try ForestTrainer(self, rows, columns).fit()
        case .ratio, .rules: throw .badSetting("kind")
        }
    }

    private func rules(_ columns: [String]) throws(TrainingError) -> RuleSet {
        guard let reader = specification.rules else { throw .estimate(.badSetting("rules")) }
        do throws(JSONError) {
            return try RuleFile.rules(reader, columns: columns)
        } catch {
            throw .rules(error)
        }
    }

    /// Nobody fits rules to rows: the rows give the ranges, and how far the rules tell the
    /// outcomes apart.
    private func judged(
        _ rules: RuleSet, _ rows: TrainingRows, _ columns: Columns
    ) throws(StatisticsError) -> Fitted {
        let scores = (0..<columns.rowCount).map { Double(rules.fired(by: columns.row($0)).count) }
        let apparent: Performance
        if let sample = rows.sample {
            apparent = try Figures.survival(scores, sample, method: "apparent")
        } else {
            let curve = try ReceiverOperating(scores: scores, outcomes: rows.outcomes)
            var figures = Performance(
                count: rows.count, events: rows.events, method: "apparent")
            figures.discrimination = curve.area
            figures.lower = curve.logitInterval?.lower
            figures.upper = curve.logitInterval?.upper
            apparent = figures
        }
        return Fitted(parameters: .rules(rules), apparent: apparent, validated: [])
    }
}
