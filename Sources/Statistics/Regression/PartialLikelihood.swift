import Glibc

/// The partial likelihood of Cox with Efron's ties, its gradient and its information.
///
/// Rows are laid out in descending time, column after column beside each other for a row, so that
/// one pass adds each row once to the sums of the risk set.
struct PartialLikelihood: Sendable {
    struct Value {
        var value: Double
        var gradient: [Double]
        var information: Matrix
    }

    private let width: Int
    private let rows: [Double]
    private let runs: [Run]

    /// The rows that end at one time: events first, then the censored.
    private struct Run {
        let time: Double
        let first: Int
        let events: Int
        let end: Int
    }

    var eventCount: Int { runs.reduce(0) { $0 + $1.events } }

    init(_ sample: SurvivalSample, _ columns: [[Double]]) {
        width = columns.count
        var order: [Int] = []
        order.reserveCapacity(sample.count)
        var runs: [Run] = []
        var groups: [(Double, [Int])] = []
        sample.forTimes { time, members, _ in
            let events = members.filter { sample.causes[Int($0)] != 0 }
            let censored = members.filter { sample.causes[Int($0)] == 0 }
            groups.append((time, (events + censored).map { Int($0) }))
            runs.append(Run(time: time, first: 0, events: events.count, end: members.count))
        }
        var placed: [Run] = []
        for (run, group) in zip(runs.reversed(), groups.reversed()) {
            let first = order.count
            order.append(contentsOf: group.1)
            placed.append(
                Run(time: run.time, first: first, events: run.events, end: first + run.end))
        }
        self.runs = placed
        var rows = [Double](repeating: 0, count: order.count * columns.count)
        for (place, row) in order.enumerated() {
            for column in columns.indices {
                rows[place * columns.count + column] = columns[column][row]
            }
        }
        self.rows = rows
    }

    /// The sums over a set of rows: of the weights, of weight times row, of weight times the
    /// products of the row with itself (lower triangle).
    private struct Sums {
        var zeroth = 0.0
        var first: [Double]
        var second: [Double]

        init(width: Int) {
            first = Array(repeating: 0, count: width)
            second = Array(repeating: 0, count: width * (width + 1) / 2)
        }

        mutating func clear() {
            zeroth = 0
            for index in first.indices { first[index] = 0 }
            for index in second.indices { second[index] = 0 }
        }

        mutating func add(_ row: UnsafePointer<Double>, _ width: Int, weight: Double) {
            zeroth += weight
            first.withUnsafeMutableBufferPointer { first in
                second.withUnsafeMutableBufferPointer { second in
                    var at = 0
                    for column in 0..<width {
                        let weighted = weight * row[column]
                        first[column] += weighted
                        for other in 0...column { second[at + other] += weighted * row[other] }
                        at += column + 1
                    }
                }
            }
        }
    }

    private func predictors(_ beta: [Double]) -> (values: [Double], largest: Double) {
        let count = width > 0 ? rows.count / width : 0
        var values = [Double](repeating: 0, count: count)
        var largest = -Double.infinity
        for row in 0..<count {
            var sum = 0.0
            for column in 0..<width { sum += rows[row * width + column] * beta[column] }
            values[row] = sum
            largest = max(largest, sum)
        }
        return (values, largest)
    }

    func evaluate(_ beta: [Double]) -> Value {
        // The likelihood does not change when all predictors shift, and exp must not overflow.
        let (predictors, shift) = predictors(beta)
        var risk = Sums(width: width)
        var tied = Sums(width: width)
        var result = Value(
            value: 0, gradient: Array(repeating: 0, count: width),
            information: Matrix(rows: width, columns: width))
        rows.withUnsafeBufferPointer { rows in
            guard let base = rows.baseAddress else { return }
            for run in runs {
                if run.events > 0 { tied.clear() }
                for place in run.first..<run.end {
                    let row = base + place * width
                    let weight = exp(predictors[place] - shift)
                    risk.add(row, width, weight: weight)
                    guard place < run.first + run.events else { continue }
                    if run.events > 1 { tied.add(row, width, weight: weight) }
                    result.value += predictors[place] - shift
                    for column in 0..<width { result.gradient[column] += row[column] }
                }
                for death in 0..<run.events {
                    add(risk, tied, Double(death) / Double(run.events), &result)
                }
            }
        }
        for row in 0..<width {
            for column in 0..<row {
                result.information[column, row] = result.information[row, column]
            }
        }
        return result
    }

    /// One event of a tied set: those before it have left the risk set by so large a share.
    private func add(_ risk: Sums, _ tied: Sums, _ share: Double, _ result: inout Value) {
        let total = risk.zeroth - share * tied.zeroth
        result.value -= log(total)
        var at = 0
        for column in 0..<width {
            let mean = (risk.first[column] - share * tied.first[column]) / total
            result.gradient[column] -= mean
            for other in 0...column {
                let otherMean = (risk.first[other] - share * tied.first[other]) / total
                let product = (risk.second[at + other] - share * tied.second[at + other]) / total
                result.information[column, other] += product - mean * otherMean
            }
            at += column + 1
        }
    }

    /// The increments of the baseline hazard in ascending time, with the ties of Efron.
    func baselineSteps(_ beta: [Double]) -> [(time: Double, hazard: Double)] {
        let (predictors, shift) = predictors(beta)
        var steps: [(time: Double, hazard: Double)] = []
        var risk = 0.0
        for run in runs {
            var tied = 0.0
            for place in run.first..<run.end {
                let weight = exp(predictors[place] - shift)
                risk += weight
                if place < run.first + run.events { tied += weight }
            }
            guard run.events > 0 else { continue }
            let hazard = (0..<run.events).reduce(0.0) {
                $0 + 1 / (risk - Double($1) / Double(run.events) * tied)
            }
            steps.append((run.time, hazard * exp(-shift)))
        }
        return steps.reversed()
    }
}
