import Glibc

/// Proportional hazards: the partial likelihood with Efron's handling of ties.
public struct CoxModel: Sendable {
    public let names: [String]
    public let coefficients: [Double]
    public let standardErrors: [Double]
    public let logLikelihoodNull: Double
    public let logLikelihood: Double
    public let score: Double
    public let wald: Double
    public let baseline: Baseline
    public let count: Int
    public let events: Int

    public var likelihoodRatio: Double { 2 * (logLikelihood - logLikelihoodNull) }

    static let mostIterations = 60
    /// A coefficient this far out, in standard deviations of its column, is on its way to
    /// infinity: a hazard ratio of e^12 between rows one standard deviation apart.
    static let largestStandardised = 12.0

    /// - Throws: `StatisticsError` for no event, dependent columns or an infinite coefficient.
    public init(_ sample: SurvivalSample, _ columns: Columns) throws(StatisticsError) {
        guard sample.eventCount > 0 else { throw .noEvents }
        let scales = columns.scales
        let standardised = columns.standardised(scales)
        try columns.requireIndependence(standardised)
        let likelihood = PartialLikelihood(sample, standardised)
        let zero = [Double](repeating: 0, count: columns.count)
        let start = likelihood.evaluate(zero)
        let factor = try Self.factor(start.information, columns.names)
        score = factor.quadraticForm(start.gradient)
        let beta = try Self.maximise(likelihood, from: start, columns.names)
        let end = likelihood.evaluate(beta)
        let inverse = try Self.factor(end.information, columns.names).inverse
        var wald = 0.0
        for row in 0..<columns.count {
            for column in 0..<columns.count {
                wald += beta[row] * end.information[row, column] * beta[column]
            }
        }
        self.wald = wald
        coefficients = zip(beta, scales).map { $0 / $1.deviation }
        standardErrors = columns.names.indices.map {
            inverse[$0, $0].squareRoot() / scales[$0].deviation
        }
        baseline = Baseline(likelihood, beta, means: scales.map(\.mean))
        (names, logLikelihoodNull, logLikelihood) = (columns.names, start.value, end.value)
        (count, events) = (sample.count, sample.eventCount)
    }

    /// From what a file holds.
    public init(
        names: [String], coefficients: [Double], baseline: Baseline, count: Int, events: Int
    ) {
        (self.names, self.coefficients, self.baseline) = (names, coefficients, baseline)
        (self.count, self.events) = (count, events)
        standardErrors = []
        (logLikelihoodNull, logLikelihood, score, wald) = (.nan, .nan, .nan, .nan)
    }

    public func linearPredictor(_ row: [Double]) -> Double {
        zip(row, coefficients).reduce(0) { $0 + $1.0 * $1.1 }
    }

    public func survival(_ row: [Double], at time: Double) -> Double {
        let centred = zip(zip(row, baseline.means), coefficients).reduce(0) {
            $0 + ($1.0.0 - $1.0.1) * $1.1
        }
        return exp(-baseline.hazard(at: time) * exp(centred))
    }

    private static func factor(
        _ information: Matrix, _ names: [String]
    ) throws(StatisticsError) -> Cholesky {
        do throws(Cholesky.Dependency) {
            return try Cholesky(information, smallestPivot: 1e-12)
        } catch {
            throw .monotoneLikelihood(names[error.column])
        }
    }

    private static func maximise(
        _ likelihood: PartialLikelihood, from start: PartialLikelihood.Value, _ names: [String]
    ) throws(StatisticsError) -> [Double] {
        var beta = [Double](repeating: 0, count: names.count)
        var now = start
        for _ in 0..<mostIterations {
            let step = try factor(now.information, names).solve(now.gradient)
            var share = 1.0
            var next = now
            var candidate = beta
            repeat {
                candidate = zip(beta, step).map { $0 + share * $1 }
                next = likelihood.evaluate(candidate)
                share /= 2
            } while !(next.value >= now.value - 1e-12 * abs(now.value)) && share > 1e-6
            if let column = candidate.firstIndex(where: { abs($0) > largestStandardised }) {
                throw .monotoneLikelihood(names[column])
            }
            let change = abs(next.value - now.value)
            (beta, now) = (candidate, next)
            if change <= 1e-12 * abs(next.value) {
                try requireCurvature(next.information, likelihood.eventCount, names)
                return beta
            }
        }
        throw .notConverged(iterations: mostIterations)
    }

    /// A likelihood that has gone flat in one direction has no maximum there.
    private static func requireCurvature(
        _ information: Matrix, _ events: Int, _ names: [String]
    ) throws(StatisticsError) {
        for (column, name) in names.enumerated()
        where information[column, column] < 1e-7 * Double(events) {
            throw .monotoneLikelihood(name)
        }
    }
}

extension CoxModel {
    /// The cumulative hazard of a row at the mean of all columns.
    ///
    /// At the mean and not at zero: far from the data the exponent of a zero row overflows.
    public struct Baseline: Sendable, Hashable {
        public let times: [Double]
        public let hazards: [Double]
        public let means: [Double]

        public init(times: [Double], hazards: [Double], means: [Double]) {
            (self.times, self.hazards, self.means) = (times, hazards, means)
        }

        init(_ likelihood: PartialLikelihood, _ beta: [Double], means: [Double]) {
            let steps = likelihood.baselineSteps(beta)
            var (sum, hazards) = (0.0, [Double]())
            for step in steps {
                sum += step.hazard
                hazards.append(sum)
            }
            self.init(times: steps.map(\.time), hazards: hazards, means: means)
        }

        public func hazard(at time: Double) -> Double {
            let index = times.partition { $0 > time } - 1
            return index >= 0 ? hazards[index] : 0
        }
    }
}
