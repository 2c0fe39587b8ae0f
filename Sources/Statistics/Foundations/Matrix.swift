/// A small dense matrix, row by row.
public struct Matrix: Hashable, Sendable {
    public let rows: Int
    public let columns: Int
    public var values: [Double]

    public init(rows: Int, columns: Int) {
        (self.rows, self.columns) = (rows, columns)
        values = Array(repeating: 0, count: rows * columns)
    }

    public init(rows: [[Double]]) {
        self.init(rows: rows.count, columns: rows.first?.count ?? 0)
        values = rows.flatMap { $0 }
    }

    public subscript(row: Int, column: Int) -> Double {
        get { values[row * columns + column] }
        set { values[row * columns + column] = newValue }
    }
}

/// The factor L of a symmetric positive matrix, LL'.
public struct Cholesky: Sendable {
    private var lower: Matrix
    private var size: Int { lower.rows }

    /// A pivot that is this small beside its diagonal element is rounding error.
    public static let smallestPivot = 1e-10

    /// - Throws: the number of the first column that depends on those before it.
    public init(_ matrix: Matrix, smallestPivot: Double = smallestPivot) throws(Dependency) {
        lower = matrix
        for column in 0..<matrix.rows {
            var pivot = matrix[column, column]
            for index in 0..<column { pivot -= lower[column, index] * lower[column, index] }
            guard pivot > smallestPivot * abs(matrix[column, column]), pivot > 0 else {
                throw Dependency(column: column)
            }
            let root = pivot.squareRoot()
            lower[column, column] = root
            for row in (column + 1)..<max(column + 1, matrix.rows) {
                var sum = matrix[row, column]
                for index in 0..<column { sum -= lower[row, index] * lower[column, index] }
                lower[row, column] = sum / root
            }
        }
    }

    public struct Dependency: Error, Hashable {
        public let column: Int
    }

    public func solve(_ right: [Double]) -> [Double] {
        var solution = right
        for row in 0..<size {
            for index in 0..<row { solution[row] -= lower[row, index] * solution[index] }
            solution[row] /= lower[row, row]
        }
        for row in stride(from: size - 1, through: 0, by: -1) {
            for index in (row + 1)..<max(row + 1, size) {
                solution[row] -= lower[index, row] * solution[index]
            }
            solution[row] /= lower[row, row]
        }
        return solution
    }

    public var inverse: Matrix {
        var result = Matrix(rows: size, columns: size)
        for column in 0..<size {
            var unit = [Double](repeating: 0, count: size)
            unit[column] = 1
            for (row, value) in solve(unit).enumerated() { result[row, column] = value }
        }
        return result
    }

    /// x' A^-1 x.
    public func quadraticForm(_ x: [Double]) -> Double {
        zip(x, solve(x)).reduce(0) { $0 + $1.0 * $1.1 }
    }
}

/// Means that give a constant series back exactly.
///
/// Sums are taken of the differences from the first value, so that equal values have exactly
/// themselves as their mean: a chart of a constant process must not flag its last bit.
public enum Mean {
    public static func of(_ values: some Collection<Double>) -> Double {
        guard let first = values.first else { return .nan }
        return first + values.reduce(0) { $0 + ($1 - first) } / Double(values.count)
    }

    /// With the divisor n - 1.
    public static func sampleVariance(_ values: some Collection<Double>) -> Double? {
        guard values.count > 1 else { return nil }
        return squares(values) / Double(values.count - 1)
    }

    /// With the divisor n.
    public static func populationVariance(_ values: some Collection<Double>) -> Double {
        squares(values) / Double(values.count)
    }

    private static func squares(_ values: some Collection<Double>) -> Double {
        let mean = of(values)
        return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }

    /// The value below which a share lies, by linear interpolation between order statistics.
    public static func quantile(_ share: Double, ofSorted values: [Double]) -> Double {
        guard let last = values.indices.last else { return .nan }
        let place = share * Double(last)
        let index = min(last, Int(place))
        let next = min(last, index + 1)
        return values[index] + (place - Double(index)) * (values[next] - values[index])
    }

    public static func median(_ values: [Double]) -> Double {
        quantile(0.5, ofSorted: values.sorted())
    }
}
