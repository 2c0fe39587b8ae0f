public import Domain
public import Statistics

/// Observed against expected over time: whether a model still tells the truth.
public struct ModelWatch: Sendable {
    public struct Month: Sendable, Hashable {
        /// `2026-11`.
        public let name: String
        public let count: Int
        public let observed: Int
        public let expected: Double
        /// Observed minus expected for each patient.
        public var excess: Double { (Double(observed) - expected) / Double(count) }
    }

    public let months: [Month]
    /// Of the monthly excess; nil with fewer than three months.
    public let chart: XmRChart?
    public let observed: Int
    public let expected: Double
    /// The two-sided chance of so large a difference if the model is right.
    public let p: Double?

    public var observedOverExpected: Double? { expected > 0 ? Double(observed) / expected : nil }

    /// - Parameter rows: for each patient the month, the predicted risk and what happened.
    public init(_ rows: [(month: String, risk: Double, outcome: Bool)]) {
        let names = Set(rows.map(\.month)).sorted()
        months = names.map { name in
            let members = rows.filter { $0.month == name }
            return Month(
                name: name, count: members.count, observed: members.count { $0.outcome },
                expected: members.reduce(0) { $0 + $1.risk })
        }
        observed = rows.count { $0.outcome }
        expected = rows.reduce(0) { $0 + $1.risk }
        let variance = rows.reduce(0) { $0 + $1.risk * (1 - $1.risk) }
        p =
            variance > 0
            ? Distribution.normalTwoSided((Double(observed) - expected) / variance.squareRoot())
            : nil
        chart = months.count >= 3 ? try? XmRChart(months.map(\.excess)) : nil
    }

    /// Whether to think of fitting the model anew.
    public var suggestsRecalibration: Bool {
        (p.map { $0 < 0.01 } ?? false)
            || (chart?.flags.contains { !$0.isEmpty } ?? false)
    }
}

/// A prediction as it is kept: enough to say years later what was shown and why.
public struct StoredPrediction: Sendable, Hashable {
    public let modelID: String
    public let modelVersion: String
    public let modelChecksum: String
    public let prediction: RowPrediction

    public init(
        modelID: String, modelVersion: String, modelChecksum: String, prediction: RowPrediction
    ) {
        (self.modelID, self.modelVersion) = (modelID, modelVersion)
        (self.modelChecksum, self.prediction) = (modelChecksum, prediction)
    }

    public var inputs: JSON {
        .object(prediction.inputs.map { ($0.column, .string($0.text)) })
    }

    public var json: JSON {
        .object([
            ("model", .string(modelID)), ("version", .string(modelVersion)),
            ("checksum", .string(modelChecksum)),
            ("risk", prediction.risk.map { .double($0) } ?? .null),
            ("state", .string(prediction.state.rawValue)),
            ("inputs", inputs),
            (
                "fallback",
                prediction.fallback.map {
                    .object([("model", .string($0.id)), ("version", .string($0.version))])
                } ?? .null
            ),
            ("fired", .array(prediction.fired.map { .string($0.name) })),
            (
                "contributions",
                .array(
                    prediction.contributions.map {
                        .object([("column", .string($0.column)), ("amount", .double($0.amount))])
                    })
            ),
        ])
    }
}

/// Where models are kept besides those that ship with the program: a folder, a store.
public protocol ModelShelf {
    associatedtype Failure: Error
    /// The files of all models, oldest first.
    func modelFiles() throws(Failure) -> [[UInt8]]
    mutating func keep(modelFile: [UInt8], id: String, version: String) throws(Failure)
    /// - Parameter reason: what stood beside the risk, in the language it was read in.
    mutating func keep(
        _ prediction: StoredPrediction, of course: Course.ID, reason: String
    ) throws(Failure)
}
