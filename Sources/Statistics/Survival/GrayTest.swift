/// Gray's test of equal cumulative incidence of one cause between groups (Gray 1988, weight
/// exponent 0).
public struct GrayTest: Sendable {
    public let statistic: Double
    public let degrees: Int
    public let p: Double

    /// - Throws: `StatisticsError` when there is one group or the cause never occurs.
    public init(
        _ sample: SurvivalSample, cause: Int, groups: [Int], groupCount: Int
    ) throws(StatisticsError) {
        guard groupCount > 1 else { throw .oneGroup }
        guard sample.causes.contains(cause) else { throw .noEvents }
        let path = Path(sample, cause, groups, groupCount)
        let kept = groupCount - 1
        let variance = path.variance()
        var inner = Matrix(rows: kept, columns: kept)
        for row in 0..<kept {
            for column in 0..<kept { inner[row, column] = variance[row, column] }
        }
        do throws(Cholesky.Dependency) {
            statistic = try Cholesky(inner).quadraticForm(Array(path.score[..<kept]))
        } catch {
            throw .oneGroup
        }
        degrees = kept
        p = Distribution.chiSquareUpper(statistic, degrees: kept)
    }

    /// The state of one group just before and at an event time.
    private struct Stand {
        let atRisk: Double
        let survivalBefore: Double
        let survival: Double
        let ownEvents: Double
        let otherEvents: Double
        var isPresent: Bool { atRisk > 0 }
        /// The group's risk set, enlarged by those whom other causes took.
        var weight: Double { isPresent ? atRisk / survivalBefore : 0 }
    }

    /// One event time: the groups and the pooled incidence under equality.
    private struct Moment {
        let stands: [Stand]
        let pooled: Double
        let total: Double
        let ownEvents: Double
    }

    private struct Path {
        var moments: [Moment] = []
        var score: [Double]
        /// For each moment, the drift of group i's score through the estimate in group k.
        private var drifts: [Matrix] = []

        init(_ sample: SurvivalSample, _ cause: Int, _ groups: [Int], _ groupCount: Int) {
            score = Array(repeating: 0, count: groupCount)
            var atRisk = [Int](repeating: 0, count: groupCount)
            for group in groups { atRisk[group] += 1 }
            var survival = [Double](repeating: 1, count: groupCount)
            var incidence = [Double](repeating: 0, count: groupCount)
            var pooled = 0.0
            var drift = Matrix(rows: groupCount, columns: groupCount)
            var score = score
            var moments: [Moment] = []
            var drifts: [Matrix] = []
            sample.forTimes { _, rows, _ in
                var own = [Int](repeating: 0, count: groupCount)
                var other = own
                for row in rows where sample.causes[Int(row)] != 0 {
                    let isOwn = sample.causes[Int(row)] == cause
                    own[groups[Int(row)]] += isOwn ? 1 : 0
                    other[groups[Int(row)]] += isOwn ? 0 : 1
                }
                if own.contains(where: { $0 > 0 }) || other.contains(where: { $0 > 0 }) {
                    let stands = (0..<groupCount).map { group in
                        let n = Double(atRisk[group])
                        let gone = Double(own[group] + other[group])
                        return Stand(
                            atRisk: n, survivalBefore: survival[group],
                            survival: n > 0 ? survival[group] * (n - gone) / n : survival[group],
                            ownEvents: Double(own[group]), otherEvents: Double(other[group]))
                    }
                    let moment = Self.moment(stands, incidence, &pooled, &drift, &score)
                    moments.append(moment)
                    drifts.append(drift)
                    for (group, stand) in stands.enumerated() where stand.isPresent {
                        incidence[group] += stand.survivalBefore * stand.ownEvents / stand.atRisk
                        survival[group] = stand.survival
                    }
                }
                for row in rows { atRisk[groups[Int(row)]] -= 1 }
            }
            (self.score, self.moments, self.drifts) = (score, moments, drifts)
        }

        private static func moment(
            _ stands: [Stand], _ incidence: [Double], _ pooled: inout Double,
            _ drift: inout Matrix, _ score: inout [Double]
        ) -> Moment {
            let own = stands.reduce(0) { $0 + $1.ownEvents }
            let total = stands.reduce(0) { $0 + $1.weight }
            let free = zip(stands, incidence).reduce(0) { $0 + $1.0.weight * (1 - $1.1) }
            let before = pooled
            pooled += own / total
            for (row, stand) in stands.enumerated() where stand.isPresent {
                if free > 0 {
                    score[row] +=
                        stand.ownEvents - own * stand.weight * (1 - incidence[row]) / free
                }
                for (column, other) in stands.enumerated() where other.isPresent {
                    drift[row, column] +=
                        contrast(stands, row, column, total) * own / (total * (1 - before))
                }
            }
            return Moment(stands: stands, pooled: pooled, total: total, ownEvents: own)
        }

        static func contrast(
            _ stands: [Stand], _ row: Int, _ column: Int, _ total: Double
        ) -> Double {
            let weight = stands[row].weight
            return weight * ((row == column ? 1 : 0) - stands[column].weight / total)
        }

        /// Sums the products of what each event does to two scores, now and through all that
        /// comes later: the drift that is still to come when the event happens.
        func variance() -> Matrix {
            let size = score.count
            var result = Matrix(rows: size, columns: size)
            guard let last = drifts.last else { return result }
            for (moment, drift) in zip(moments, drifts) {
                for (group, stand) in moment.stands.enumerated() where stand.isPresent {
                    let survivors = stand.survival > 0 ? (1 - moment.pooled) / stand.survival : 0
                    if moment.ownEvents > 0 {
                        let pull = 1 - survivors
                        let influence = (0..<size).map { row in
                            Self.contrast(moment.stands, row, group, moment.total)
                                + pull * (last[row, group] - drift[row, group])
                        }
                        Self.add(influence, Self.ownSpread(moment, stand), &result)
                    }
                    if stand.otherEvents > 0, stand.survival > 0 {
                        let influence = (0..<size).map { row in
                            survivors * (last[row, group] - drift[row, group])
                        }
                        Self.add(influence, Self.otherSpread(stand), &result)
                    }
                }
            }
            return result
        }

        private static func ownSpread(_ moment: Moment, _ stand: Stand) -> Double {
            let events = moment.ownEvents
            let ties =
                events > 1 ? 1 - (events - 1) / (moment.total * stand.survivalBefore - 1) : 1
            return ties * stand.survivalBefore * events / (moment.total * stand.atRisk)
        }

        private static func otherSpread(_ stand: Stand) -> Double {
            let events = stand.otherEvents
            let ties = events > 1 ? 1 - (events - 1) / (stand.atRisk - 1) : 1
            let before = stand.survivalBefore
            return ties * before * before * events / (stand.atRisk * stand.atRisk)
        }

        private static func add(
            _ influence: [Double], _ spread: Double, _ result: inout Matrix
        ) {
            for row in influence.indices {
                for column in influence.indices {
                    result[row, column] += influence[row] * influence[column] * spread
                }
            }
        }
    }
}
