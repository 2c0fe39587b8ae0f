/// How well a score tells cases from controls: the area under the curve with DeLong's variance,
/// and the cut-off of Youden.
public struct ReceiverOperating: Sendable {
    public let positives: Int
    public let negatives: Int
    public let area: Double
    /// Nil with one case or one control, of which no variance can be had.
    public let standardError: Double?
    /// Cut to [0, 1].
    public let interval: Interval?
    /// Nil where the area is 0 or 1.
    public let logitInterval: Interval?
    public let cutOff: CutOff
    let casePlacements: [Double]
    let controlPlacements: [Double]

    public struct CutOff: Sendable, Hashable {
        /// An observed score; a row on the limit is positive.
        public let score: Double
        public let sensitivity: Double
        public let specificity: Double
        public var youden: Double { sensitivity + specificity - 1 }
    }

    /// - Parameter higherIsPositive: false for a marker that is low in cases.
    /// - Throws: `StatisticsError` when one outcome is absent or a score is no number.
    public init(
        scores: [Double], outcomes: [Bool], higherIsPositive: Bool = true,
        confidence: Double = 0.95
    ) throws(StatisticsError) {
        if let row = scores.firstIndex(where: { !$0.isFinite }) { throw .notFinite(row: row) }
        let signed = higherIsPositive ? scores : scores.map { -$0 }
        positives = outcomes.count { $0 }
        negatives = outcomes.count - positives
        guard positives > 0, negatives > 0 else {
            throw .oneOutcome(positives: positives, negatives: negatives)
        }
        (casePlacements, controlPlacements) = Self.placements(signed, outcomes)
        area = casePlacements.reduce(0, +) / Double(positives)
        if let cases = Mean.sampleVariance(casePlacements),
            let controls = Mean.sampleVariance(controlPlacements)
        {
            let error =
                (cases / Double(positives) + controls / Double(negatives)).squareRoot()
            let z = Distribution.z(confidence: confidence)
            standardError = error
            interval = Interval(max(0, area - z * error), min(1, area + z * error))
            logitInterval = Self.logit(area, error, z)
        } else {
            (standardError, interval, logitInterval) = (nil, nil, nil)
        }
        cutOff = Self.cutOff(signed, outcomes, isNegated: !higherIsPositive)
    }

    private static func logit(_ area: Double, _ error: Double, _ z: Double) -> Interval? {
        guard area > 0, area < 1 else { return nil }
        let (middle, reach) = (Logistic.logit(area), z * error / (area * (1 - area)))
        return Interval(Logistic.inverse(middle - reach), Logistic.inverse(middle + reach))
    }

    /// For each case the share of controls below it, for each control the share of cases above
    /// it, ties half: from ranks, without comparing all pairs.
    private static func placements(
        _ scores: [Double], _ outcomes: [Bool]
    ) -> (cases: [Double], controls: [Double]) {
        let cases = scores.indices.filter { outcomes[$0] }
        let controls = scores.indices.filter { !outcomes[$0] }
        let all = Ordering.midranks(scores)
        let amongCases = Ordering.midranks(cases.map { scores[$0] })
        let amongControls = Ordering.midranks(controls.map { scores[$0] })
        return (
            zip(cases, amongCases).map { (all[$0] - $1) / Double(controls.count) },
            zip(controls, amongControls).map { 1 - (all[$0] - $1) / Double(cases.count) }
        )
    }

    /// The observed score with the largest sum of sensitivity and specificity; of equals the one
    /// with the higher sensitivity. Compared as whole numbers, so that equal sums are equal.
    private static func cutOff(
        _ scores: [Double], _ outcomes: [Bool], isNegated: Bool
    ) -> CutOff {
        let order = Array(Ordering.ascending(scores).reversed())
        let positives = outcomes.count { $0 }
        let negatives = outcomes.count - positives
        var (found, wrongly) = (0, 0)
        var best = (gain: Int.min, found: 0, wrongly: 0, score: 0.0)
        Ordering.forTies(order, scores) { first, end in
            for index in first..<end {
                if outcomes[Int(order[index])] { found += 1 } else { wrongly += 1 }
            }
            let gain = found * negatives - wrongly * positives
            if gain > best.gain || (gain == best.gain && found > best.found) {
                best = (gain, found, wrongly, scores[Int(order[first])])
            }
        }
        return CutOff(
            score: isNegated ? -best.score : best.score,
            sensitivity: Double(best.found) / Double(positives),
            specificity: Double(negatives - best.wrongly) / Double(negatives))
    }

    /// Only the area, for searches that compute thousands.
    public static func area(scores: [Double], outcomes: [Bool]) -> Double? {
        let positives = outcomes.count { $0 }
        let negatives = outcomes.count - positives
        guard positives > 0, negatives > 0 else { return nil }
        let ranks = Ordering.midranks(scores)
        let sum = zip(ranks, outcomes).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
        let (m, n) = (Double(positives), Double(negatives))
        return (sum - m * (m + 1) / 2) / (m * n)
    }
}

/// Two scores on the same rows (DeLong's paired test).
public struct PairedAreas: Sendable {
    public let first: ReceiverOperating
    public let second: ReceiverOperating
    public let covariance: Double
    /// Nil where the difference has no variance.
    public let z: Double?
    public let p: Double?

    public var difference: Double { first.area - second.area }

    public init(
        _ scores: [Double], _ others: [Double], outcomes: [Bool]
    ) throws(StatisticsError) {
        first = try ReceiverOperating(scores: scores, outcomes: outcomes)
        second = try ReceiverOperating(scores: others, outcomes: outcomes)
        guard let one = first.standardError, let other = second.standardError else {
            throw .tooFewRows(found: min(first.positives, first.negatives), needed: 2)
        }
        covariance =
            Self.covariance(first.casePlacements, second.casePlacements)
            / Double(first.positives)
            + Self.covariance(first.controlPlacements, second.controlPlacements)
            / Double(first.negatives)
        let variance = one * one + other * other - 2 * covariance
        if variance > 1e-15 {
            let z = (first.area - second.area) / variance.squareRoot()
            (self.z, p) = (z, Distribution.normalTwoSided(z))
        } else {
            (z, p) = (nil, nil)
        }
    }

    private static func covariance(_ first: [Double], _ second: [Double]) -> Double {
        let (one, other) = (Mean.of(first), Mean.of(second))
        let sum = zip(first, second).reduce(0) { $0 + ($1.0 - one) * ($1.1 - other) }
        return sum / Double(first.count - 1)
    }
}
