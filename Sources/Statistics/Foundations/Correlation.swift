/// How two columns go together.
public struct Correlation: Sendable, Hashable {
    public let coefficient: Double
    public let count: Int
    /// Two-sided, from Student's distribution.
    public let p: Double

    /// The rank correlation of Spearman, which asks for order and not for a straight line.
    ///
    /// - Throws: `StatisticsError` with fewer than four rows or a constant column.
    public static func spearman(
        _ first: [Double], _ second: [Double]
    ) throws(StatisticsError) -> Correlation {
        try pearson(Ordering.midranks(first), Ordering.midranks(second))
    }

    public static func pearson(
        _ first: [Double], _ second: [Double]
    ) throws(StatisticsError) -> Correlation {
        let count = first.count
        guard count >= 4 else { throw .tooFewRows(found: count, needed: 4) }
        let (one, other) = (Mean.of(first), Mean.of(second))
        var (product, left, right) = (0.0, 0.0, 0.0)
        for row in 0..<count {
            product += (first[row] - one) * (second[row] - other)
            left += (first[row] - one) * (first[row] - one)
            right += (second[row] - other) * (second[row] - other)
        }
        guard left > 0, right > 0 else { throw .constantColumn("") }
        let r = max(-1, min(1, product / (left * right).squareRoot()))
        let t = r * (Double(count - 2) / max(1e-300, 1 - r * r)).squareRoot()
        return Correlation(
            coefficient: r, count: count,
            p: Distribution.studentTwoSided(t, degrees: count - 2))
    }
}
