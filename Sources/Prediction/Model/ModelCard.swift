public import Domain

/// What a person must know of a model before believing it.
public struct ModelCard: Sendable, Hashable {
    public var name: String
    public var date: Day
    public var intendedUse: String
    public var notFor: String
    public var population: String
    /// In words: the grade and the window.
    public var outcome: String
    public var predictionTime: PredictionTime
    public var source: String
    public var limits: [String]
    public var approvedBy: String?
    public var reviewDate: Day?
    /// No patient stands behind any row of its training file.
    public var isSimulated: Bool

    public init(
        name: String, date: Day, intendedUse: String, notFor: String, population: String,
        outcome: String, predictionTime: PredictionTime, source: String, limits: [String],
        approvedBy: String?, reviewDate: Day?, isSimulated: Bool
    ) {
        (self.name, self.date, self.intendedUse, self.notFor) = (name, date, intendedUse, notFor)
        (self.population, self.outcome) = (population, outcome)
        (self.predictionTime, self.source) = (predictionTime, source)
        (self.limits, self.approvedBy, self.reviewDate) = (limits, approvedBy, reviewDate)
        self.isSimulated = isSimulated
    }

    /// The words that go before everything a simulated model prints.
    public static let simulatedMark = "DEMO (simulated data)"

    public func isDue(on day: Day) -> Bool { reviewDate.map { $0 <= day } ?? false }
}

/// When a prediction is made: inputs of a later time must not reach it.
public enum PredictionTime: String, CaseIterable, Sendable {
    case beforeApheresis = "before_apheresis"
    case beforeInfusion = "before_infusion"
    case dayOne = "day_1"
    case other
}

/// What a model predicts, as columns of a table.
public enum ModelOutcome: Sendable, Hashable {
    /// The cells that count as the outcome.
    case values(column: String, positive: [String])
    /// A grade of at least so much.
    case atLeast(column: String, Double)
    /// The event, and the time within which the risk is given.
    case survival(time: String, event: String, positive: [String], horizon: Double)

    public var columns: [String] {
        switch self {
        case .values(let column, _), .atLeast(let column, _): [column]
        case .survival(let time, let event, _, _): [time, event]
        }
    }
}

/// Figures of a model, each with its denominator.
public struct Performance: Sendable, Hashable {
    public var count: Int
    public var events: Int
    /// The area under the curve, or Harrell's C.
    public var discrimination: Double?
    public var lower: Double?
    public var upper: Double?
    public var brier: Double?
    public var calibrationSlope: Double?
    public var calibrationInTheLarge: Double?
    public var observedOverExpected: Double?
    /// How it was measured: `apparent`, `bootstrap`, `out_of_bag`, `nested`, `second_cohort`.
    public var method: String

    public init(count: Int, events: Int, method: String) {
        (self.count, self.events, self.method) = (count, events, method)
    }
}
