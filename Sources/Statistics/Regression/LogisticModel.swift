import Glibc

/// Logistic regression, plain or with an L2 penalty, the intercept free of it.
public struct LogisticModel: Sendable {
    public let names: [String]
    public let intercept: Double
    /// For standardised columns when the fit standardised them, else on the raw scale.
    public let coefficients: [Double]
    /// Of the intercept and then of the columns; nil for a penalised fit, which has none.
    public let standardErrors: [Double]?
    public let logLikelihood: Double
    public let means: [Double]
    public let deviations: [Double]
    public let isStandardised: Bool

    public enum Penalty: Hashable, Sendable {
        case none
        /// Minimises the sum of log-losses + |w|² / (2C).
        case ridge(inverseStrength: Double)
    }

    /// From what a file holds.
    public init(
        names: [String], intercept: Double, coefficients: [Double], means: [Double],
        deviations: [Double], isStandardised: Bool
    ) {
        (self.names, self.intercept, self.coefficients) = (names, intercept, coefficients)
        (self.means, self.deviations, self.isStandardised) = (means, deviations, isStandardised)
        (standardErrors, logLikelihood) = (nil, .nan)
    }

    /// - Throws: `StatisticsError` when one outcome is absent, and without a penalty also for
    ///   dependent columns and for outcomes that the columns tell apart without an error.
    public init(
        outcomes: [Bool], _ columns: Columns, penalty: Penalty, standardise: Bool
    ) throws(StatisticsError) {
        let positives = outcomes.count { $0 }
        guard !outcomes.isEmpty else { throw .noRows }
        guard positives > 0, positives < outcomes.count else {
            throw .oneOutcome(positives: positives, negatives: outcomes.count - positives)
        }
        let scales = columns.scales
        let scaled = columns.standardised(scales)
        let ridge: Double
        switch penalty {
        case .none:
            ridge = 0
            try columns.requireIndependence(scaled)
        case .ridge(let inverse):
            guard inverse > 0, inverse.isFinite else { throw .badSetting("C") }
            ridge = 1 / inverse
        }
        // Without a penalty the fit is the same on either scale, and better conditioned on the
        // standardised one. With a penalty the scale is part of the question.
        let fitsStandardised = standardise || ridge == 0
        let problem = LogisticProblem(
            outcomes, fitsStandardised ? scaled : columns.values, ridge: ridge)
        let solution = try problem.solve(names: columns.names)
        let divides = fitsStandardised && !standardise
        let divisors = scales.map { divides && $0.deviation > 0 ? $0.deviation : 1 }
        coefficients = zip(solution.weights.dropFirst(), divisors).map { $0 / $1 }
        let shift = divides ? zip(coefficients, scales).reduce(0) { $0 + $1.0 * $1.1.mean } : 0
        intercept = solution.weights[0] - shift
        names = columns.names
        (means, deviations) = (scales.map(\.mean), scales.map(\.deviation))
        isStandardised = standardise
        logLikelihood = solution.logLikelihood
        standardErrors =
            ridge > 0
            ? nil
            : Self.errors(solution.information, divisors, divides ? means : nil)
    }

    /// Errors on the raw scale: the intercept there is a sum of the fitted ones.
    private static func errors(
        _ information: Matrix, _ divisors: [Double], _ means: [Double]?
    ) -> [Double]? {
        guard let factor = try? Cholesky(information, smallestPivot: 1e-14) else { return nil }
        let inverse = factor.inverse
        let columns = divisors.indices.map { inverse[$0 + 1, $0 + 1].squareRoot() / divisors[$0] }
        var direction = [1.0] + divisors.map { _ in 0.0 }
        if let means {
            for column in divisors.indices {
                direction[column + 1] = -means[column] / divisors[column]
            }
        }
        var variance = 0.0
        for row in direction.indices {
            for column in direction.indices {
                variance += direction[row] * inverse[row, column] * direction[column]
            }
        }
        return [variance.squareRoot()] + columns
    }

    public func linearPredictor(_ row: [Double]) -> Double {
        var sum = intercept
        for (column, value) in row.enumerated() { sum += contributionTerm(column, value) }
        return sum
    }

    private func contributionTerm(_ column: Int, _ value: Double) -> Double {
        guard isStandardised else { return coefficients[column] * value }
        guard deviations[column] > 0 else { return 0 }
        return coefficients[column] * (value - means[column]) / deviations[column]
    }

    /// Coefficient times the distance from the training mean: what a value adds to the logit.
    public func contribution(_ column: Int, _ value: Double) -> Double {
        guard !isStandardised else { return contributionTerm(column, value) }
        return coefficients[column] * (value - means[column])
    }

    public func probability(_ row: [Double]) -> Double { Logistic.inverse(linearPredictor(row)) }
}

public enum Logistic {
    public static func inverse(_ logit: Double) -> Double {
        logit >= 0 ? 1 / (1 + exp(-logit)) : exp(logit) / (1 + exp(logit))
    }

    /// The odds, or the ratio of odds, of a logit.
    public static func odds(_ logit: Double) -> Double { exp(logit) }

    /// Kept off 0 and 1, whose logits are infinite.
    public static func clip(_ p: Double) -> Double { min(max(p, 1e-6), 1 - 1e-6) }

    public static func logit(_ p: Double) -> Double { log(p / (1 - p)) }

    /// log(1 + e^x) without overflow.
    static func softplus(_ x: Double) -> Double { x > 0 ? x + log1p(exp(-x)) : log1p(exp(x)) }
}
