import Glibc

/// Whether predicted probabilities come true.
public struct Calibration: Sendable {
    public struct Bin: Sendable, Hashable {
        public let count: Int
        public let events: Int
        public let meanPredicted: Double
        public var observed: Double { Double(events) / Double(count) }
        public let wilson: Interval?
    }

    public struct Line: Sendable, Hashable {
        public let slope: Double
        public let slopeError: Double?
        public let intercept: Double
    }

    public struct Level: Sendable, Hashable {
        public let intercept: Double
        public let error: Double?
    }

    public let count: Int
    public let events: Int
    /// Nil where the outcomes are told apart without an error or the predictions are all equal.
    public let line: Line?
    /// Calibration in the large; nil when one outcome is absent.
    public let level: Level?
    public let observedOverExpected: Double?
    public let brier: Double
    /// Nil when one outcome is absent: there is nothing to do better than.
    public let scaledBrier: Double?
    public let logLoss: Double
    public let area: Double?
    /// The expected calibration error over the groups.
    public let expectedError: Double
    public let bins: [Bin]

    /// - Throws: `StatisticsError` for no rows or a probability outside [0, 1].
    public init(
        probabilities: [Double], outcomes: [Bool], groups: Int
    ) throws(StatisticsError) {
        guard !outcomes.isEmpty else { throw .noRows }
        guard groups > 0 else { throw .badSetting("bins") }
        if let row = probabilities.firstIndex(where: { !(0...1).contains($0) }) {
            throw .probabilityOutside(row: row)
        }
        count = outcomes.count
        events = outcomes.count { $0 }
        let logits = probabilities.map { Logistic.logit(Logistic.clip($0)) }
        line = Self.line(logits, outcomes)
        level = Self.level(logits, outcomes)
        let expected = probabilities.reduce(0, +)
        observedOverExpected = expected > 0 ? Double(events) / expected : nil
        brier =
            zip(probabilities, outcomes).reduce(0) {
                let error = $1.0 - ($1.1 ? 1 : 0)
                return $0 + error * error
            } / Double(count)
        let rate = Double(events) / Double(count)
        scaledBrier = rate > 0 && rate < 1 ? 1 - brier / (rate * (1 - rate)) : nil
        logLoss =
            zip(probabilities, outcomes).reduce(0) {
                let p = Logistic.clip($1.0)
                return $0 - log($1.1 ? p : 1 - p)
            } / Double(count)
        area = ReceiverOperating.area(scores: probabilities, outcomes: outcomes)
        bins = Self.bins(probabilities, outcomes, groups)
        expectedError = bins.reduce(0) {
            $0 + Double($1.count) / Double(outcomes.count) * abs($1.meanPredicted - $1.observed)
        }
    }

    private static func line(_ logits: [Double], _ outcomes: [Bool]) -> Line? {
        guard let columns = try? Columns(names: ["logit"], values: [logits]),
            let fit = try? LogisticModel(
                outcomes: outcomes, columns, penalty: .none, standardise: false)
        else { return nil }
        return Line(
            slope: fit.coefficients[0], slopeError: fit.standardErrors?[1],
            intercept: fit.intercept)
    }

    private static func level(_ logits: [Double], _ outcomes: [Bool]) -> Level? {
        guard outcomes.contains(true), outcomes.contains(false) else { return nil }
        let problem = LogisticProblem(outcomes, [], ridge: 0, offsets: logits)
        guard let fit = try? problem.solve(names: []) else { return nil }
        return Level(
            intercept: fit.weights[0], error: 1 / fit.information[0, 0].squareRoot())
    }

    /// Equal-size groups in the order of the predictions: the i-th of n rows goes to group
    /// floor(i * groups / n).
    private static func bins(
        _ probabilities: [Double], _ outcomes: [Bool], _ groups: Int
    ) -> [Bin] {
        let order = Ordering.ascending(probabilities).map { Int($0) }
        var members = [[Int]](repeating: [], count: groups)
        for (index, row) in order.enumerated() { members[index * groups / order.count].append(row) }
        return members.filter { !$0.isEmpty }.map { rows in
            let events = rows.count { outcomes[$0] }
            return Bin(
                count: rows.count, events: events,
                meanPredicted: rows.reduce(0) { $0 + probabilities[$1] } / Double(rows.count),
                wilson: Distribution.wilson(successes: events, of: rows.count))
        }
    }
}
