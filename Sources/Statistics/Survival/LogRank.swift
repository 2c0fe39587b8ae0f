/// The log-rank test of groups, with the hypergeometric variance, strata summed before the
/// quadratic form.
public struct LogRank: Sendable {
    public let observed: [Int]
    public let expected: [Double]
    public let chiSquare: Double
    public let degrees: Int
    public let p: Double

    /// - Parameters:
    ///   - groups: the group of each row, from 0.
    ///   - strata: the stratum of each row; empty for one stratum.
    /// - Throws: `StatisticsError` when there is one group only or no event.
    public init(
        _ sample: SurvivalSample, groups: [Int], groupCount: Int, strata: [Int] = []
    ) throws(StatisticsError) {
        guard groupCount > 1 else { throw .oneGroup }
        guard sample.eventCount > 0 else { throw .noEvents }
        var observed = [Int](repeating: 0, count: groupCount)
        var expected = [Double](repeating: 0, count: groupCount)
        var variance = Matrix(rows: groupCount, columns: groupCount)
        for stratum in Set(strata).sorted() + (strata.isEmpty ? [0] : []) {
            let rows = sample.times.indices.filter { strata.isEmpty || strata[$0] == stratum }
            let part = try sample.rows { strata.isEmpty || strata[$0] == stratum }
            let partGroups = rows.map { groups[$0] }
            Self.add(part, partGroups, &observed, &expected, &variance)
        }
        // A group that nobody of was ever at risk at an event says nothing and costs no degree.
        let informative = expected.indices.filter { expected[$0] > 0 }
        guard informative.count > 1 else { throw .oneGroup }
        let kept = Array(informative.dropLast())
        var inner = Matrix(rows: kept.count, columns: kept.count)
        for (row, first) in kept.enumerated() {
            for (column, second) in kept.enumerated() {
                inner[row, column] = variance[first, second]
            }
        }
        let differences = kept.map { Double(observed[$0]) - expected[$0] }
        do throws(Cholesky.Dependency) {
            chiSquare = try Cholesky(inner).quadraticForm(differences)
        } catch {
            // The groups were never at risk together.
            throw .oneGroup
        }
        (self.observed, self.expected, degrees) = (observed, expected, kept.count)
        p = Distribution.chiSquareUpper(chiSquare, degrees: degrees)
    }

    private static func add(
        _ sample: SurvivalSample, _ groups: [Int], _ observed: inout [Int],
        _ expected: inout [Double], _ variance: inout Matrix
    ) {
        var atRisk = [Int](repeating: 0, count: observed.count)
        for group in groups { atRisk[group] += 1 }
        sample.forTimes { _, rows, total in
            var events = 0
            for row in rows where sample.causes[Int(row)] != 0 {
                events += 1
                observed[groups[Int(row)]] += 1
            }
            if events > 0 {
                let (d, n) = (Double(events), Double(total))
                let spread = total > 1 ? d * (n - d) / (n - 1) : 0
                for group in atRisk.indices where atRisk[group] > 0 {
                    let share = Double(atRisk[group]) / n
                    expected[group] += d * share
                    variance[group, group] += spread * share
                    for other in atRisk.indices where atRisk[other] > 0 {
                        variance[group, other] -= spread * share * Double(atRisk[other]) / n
                    }
                }
            }
            for row in rows { atRisk[groups[Int(row)]] -= 1 }
        }
    }
}
