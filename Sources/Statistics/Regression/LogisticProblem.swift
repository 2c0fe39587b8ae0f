import Glibc

/// The fit itself: Newton's method with halved steps.
struct LogisticProblem {
    private let outcomes: [Bool]
    private let columns: [[Double]]
    private let ridge: Double
    private let offsets: [Double]?

    struct Solution {
        /// The intercept first.
        let weights: [Double]
        let logLikelihood: Double
        let information: Matrix
    }

    static let mostIterations = 100
    static let gradientTolerance = 1e-9

    init(_ outcomes: [Bool], _ columns: [[Double]], ridge: Double, offsets: [Double]? = nil) {
        (self.outcomes, self.columns, self.ridge) = (outcomes, columns, ridge)
        self.offsets = offsets
    }

    private struct State {
        var loss: Double
        var gradient: [Double]
        var hessian: Matrix
        var logLikelihood: Double
    }

    func solve(names: [String]) throws(StatisticsError) -> Solution {
        let size = columns.count + 1
        var weights = [Double](repeating: 0, count: size)
        var state = evaluate(weights)
        for iteration in 0..<Self.mostIterations {
            if state.gradient.allSatisfy({ abs($0) < Self.gradientTolerance }), iteration > 0 {
                try requireMaximum(state, weights, names)
                return Solution(
                    weights: weights, logLikelihood: state.logLikelihood,
                    information: state.hessian)
            }
            guard let factor = try? Cholesky(state.hessian, smallestPivot: 1e-14) else {
                throw separation(weights, names)
            }
            let step = factor.solve(state.gradient)
            if ridge == 0, iteration >= 8, separates(step.map { -$0 }) {
                throw separation(step, names)
            }
            var share = 1.0
            var candidate = weights
            var next = state
            repeat {
                candidate = zip(weights, step).map { $0 - share * $1 }
                next = evaluate(candidate)
                share /= 2
            } while !(next.loss <= state.loss + 1e-12 * abs(state.loss)) && share > 1e-8
            let isStuck = candidate == weights || share <= 1e-8
            (weights, state) = (candidate, next)
            // The last digits of a sum over many rows cannot bring the gradient any lower.
            if isStuck || step.allSatisfy({ abs($0) < 1e-13 }) {
                try requireMaximum(state, weights, names)
                return Solution(
                    weights: weights, logLikelihood: state.logLikelihood,
                    information: state.hessian)
            }
        }
        throw .notConverged(iterations: Self.mostIterations)
    }

    private func evaluate(_ weights: [Double]) -> State {
        let size = weights.count
        var state = State(
            loss: 0, gradient: Array(repeating: 0, count: size),
            hessian: Matrix(rows: size, columns: size), logLikelihood: 0)
        var row = [Double](repeating: 1, count: size)
        for index in outcomes.indices {
            var logit = weights[0] + (offsets?[index] ?? 0)
            for column in columns.indices {
                row[column + 1] = columns[column][index]
                logit += weights[column + 1] * row[column + 1]
            }
            let p = Logistic.inverse(logit)
            state.logLikelihood -= Logistic.softplus(outcomes[index] ? -logit : logit)
            let error = p - (outcomes[index] ? 1 : 0)
            let spread = p * (1 - p)
            for first in 0..<size {
                state.gradient[first] += error * row[first]
                let weighted = spread * row[first]
                for second in 0...first { state.hessian[first, second] += weighted * row[second] }
            }
        }
        state.loss = -state.logLikelihood
        for index in 1..<max(1, size) {
            state.loss += ridge / 2 * weights[index] * weights[index]
            state.gradient[index] += ridge * weights[index]
            state.hessian[index, index] += ridge
        }
        for first in 0..<size {
            for second in 0..<first { state.hessian[second, first] = state.hessian[first, second] }
        }
        return state
    }

    /// True when going on in this direction makes every row better or leaves it as it is: the
    /// likelihood then has no maximum.
    private func separates(_ direction: [Double]) -> Bool {
        var (worst, best) = (0.0, 0.0)
        for index in outcomes.indices {
            var change = direction[0]
            for column in columns.indices {
                change += direction[column + 1] * columns[column][index]
            }
            let gain = outcomes[index] ? change : -change
            worst = min(worst, gain)
            best = max(best, gain)
        }
        return best > 0 && -worst <= 1e-6 * best
    }

    private func requireMaximum(
        _ state: State, _ weights: [Double], _ names: [String]
    ) throws(StatisticsError) {
        guard ridge == 0, !columns.isEmpty else { return }
        let isFlat = (1..<weights.count).contains {
            state.hessian[$0, $0] < 1e-7 * Double(outcomes.count)
        }
        if isFlat || separates(weights) { throw separation(weights, names) }
    }

    private func separation(_ direction: [Double], _ names: [String]) -> StatisticsError {
        let steepest = columns.indices.max { abs(direction[$0 + 1]) < abs(direction[$1 + 1]) }
        return .separation(steepest.map { names[$0] } ?? "")
    }
}
