/// The columns of a regression with their names, column by column.
public struct Columns: Sendable {
    public let names: [String]
    public let values: [[Double]]

    public var count: Int { names.count }
    public var rowCount: Int { values.first?.count ?? 0 }

    /// - Throws: `StatisticsError.notFinite` with the first row that holds no number.
    public init(names: [String], values: [[Double]]) throws(StatisticsError) {
        precondition(names.count == values.count, "every column has its name")
        for column in values {
            if let row = column.firstIndex(where: { !$0.isFinite }) { throw .notFinite(row: row) }
        }
        (self.names, self.values) = (names, values)
    }

    public func rows(_ kept: [Int]) -> Columns {
        Columns(names: names, unchecked: values.map { column in kept.map { column[$0] } })
    }

    private init(names: [String], unchecked values: [[Double]]) {
        (self.names, self.values) = (names, values)
    }

    public func row(_ row: Int) -> [Double] { values.map { $0[row] } }

    /// Mean and population standard deviation of each column.
    public var scales: [(mean: Double, deviation: Double)] {
        values.map { column in
            (Mean.of(column), Mean.populationVariance(column).squareRoot())
        }
    }

    /// Centred and divided; a constant column becomes zeros.
    func standardised(_ scales: [(mean: Double, deviation: Double)]) -> [[Double]] {
        zip(values, scales).map { column, scale in
            scale.deviation > 0
                ? column.map { ($0 - scale.mean) / scale.deviation } : column.map { _ in 0 }
        }
    }

    /// Names the first column that is constant, or that the columns before it make up.
    ///
    /// Asked before a fit, because a singular information matrix during the fit may also come
    /// from an infinite coefficient, and the user needs to be told which of the two it is.
    func requireIndependence(_ standardised: [[Double]]) throws(StatisticsError) {
        var correlations = Matrix(rows: count, columns: count)
        for first in 0..<count {
            guard standardised[first].contains(where: { $0 != 0 }) else {
                throw .constantColumn(names[first])
            }
            for second in 0...first {
                let sum = zip(standardised[first], standardised[second]).reduce(0) {
                    $0 + $1.0 * $1.1
                }
                correlations[first, second] = sum / Double(rowCount)
                correlations[second, first] = correlations[first, second]
            }
        }
        do throws(Cholesky.Dependency) {
            _ = try Cholesky(correlations)
        } catch {
            throw .collinearColumn(names[error.column])
        }
    }
}
