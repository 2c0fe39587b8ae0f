public import Statistics

/// A model with everything that must travel with it.
public struct PredictionModel: Sendable {
    public let id: String
    public let version: String
    public let card: ModelCard
    public let outcome: ModelOutcome
    public let predictors: [Predictor]
    public let parameters: Parameters
    public let training: Training
    public let apparent: Performance
    /// Measured on rows that the fit has not seen, or corrected for having seen them.
    public let validated: [Performance]
    /// A second model that does without some of the inputs, at most one; asked where one of those
    /// is missing. A list, because a value cannot hold itself.
    public internal(set) var fallback: [PredictionModel] = []

    public enum Parameters: Sendable {
        case logistic(LogisticModel)
        case cox(CoxModel)
        case forest(SurvivalForest)
        case ratio(Ratio)
        case rules(RuleSet)
    }

    public struct Ratio: Sendable, Hashable {
        public let numerator: String
        public let denominator: String
        public let higherIsPositive: Bool
        /// Youden's cut-off in the training rows: valid for the laboratory that measured them.
        public let cutOff: Double
        /// What the search that found it would have found among shuffled outcomes.
        public let search: Search?

        public struct Search: Sendable, Hashable {
            public let ratiosTried: Int
            public let nestedArea: Double?
            public let shuffledBestMean: Double?
            public let permutationP: Double?
        }

        public init(
            numerator: String, denominator: String, higherIsPositive: Bool, cutOff: Double,
            search: Search?
        ) {
            (self.numerator, self.denominator) = (numerator, denominator)
            (self.higherIsPositive, self.cutOff) = (higherIsPositive, cutOff)
            self.search = search
        }
    }

    public struct Training: Sendable, Hashable {
        public let count: Int
        public let events: Int
        /// Rows left out because a needed value was missing.
        public let excluded: Int
        public let file: String
        public let fileChecksum: String
        public let dependencies: [Dependency]

        public init(
            count: Int, events: Int, excluded: Int, file: String, fileChecksum: String,
            dependencies: [Dependency]
        ) {
            (self.count, self.events, self.excluded) = (count, events, excluded)
            (self.file, self.fileChecksum) = (file, fileChecksum)
            self.dependencies = dependencies
        }
    }

    /// Two columns of which the first decides the second: a product has one costimulatory domain.
    public struct Dependency: Sendable, Hashable {
        public let column: String
        public let decides: String
        /// Sorted by the deciding value.
        public let pairs: [Pair]

        public struct Pair: Sendable, Hashable {
            public let value: String
            public let follows: String
        }
    }

    public init(
        id: String, version: String, card: ModelCard, outcome: ModelOutcome,
        predictors: [Predictor], parameters: Parameters, training: Training,
        apparent: Performance, validated: [Performance]
    ) {
        (self.id, self.version, self.card, self.outcome) = (id, version, card, outcome)
        (self.predictors, self.parameters, self.training) = (predictors, parameters, training)
        (self.apparent, self.validated) = (apparent, validated)
    }

    public enum Kind: String, CaseIterable, Sendable { case logistic, cox, forest, ratio, rules }

    public var kind: Kind {
        switch parameters {
        case .logistic: .logistic
        case .cox: .cox
        case .forest: .forest
        case .ratio: .ratio
        case .rules: .rules
        }
    }

    public var names: [String] { predictors.flatMap(\.names) }

    /// Ratios and rules rank rows, but no share of patients stands behind their numbers.
    public var givesProbability: Bool {
        switch parameters {
        case .logistic, .cox, .forest: true
        case .ratio, .rules: false
        }
    }

    /// The risk of a coded row: a probability; for a ratio its value, for rules how many fire.
    public func risk(_ row: [Double]) -> Double {
        switch parameters {
        case .logistic(let model): return model.probability(row)
        case .cox(let model): return 1 - model.survival(row, at: horizon)
        case .forest(let forest): return 1 - forest.survival(row, at: [horizon])[0]
        case .ratio: return row[1] != 0 ? row[0] / row[1] : .nan
        case .rules(let rules): return Double(rules.fired(by: row).count)
        }
    }

    /// What ranks rows: for survival models the risk over all times, as their C measures it.
    public func score(_ row: [Double]) -> Double {
        switch parameters {
        case .logistic, .ratio, .rules: risk(row)
        case .cox(let model): model.linearPredictor(row)
        case .forest(let forest): forest.risk(row)
        }
    }

    public var horizon: Double {
        if case .survival(_, _, _, let horizon) = outcome { horizon } else { 1 }
    }
}
