import Domain
import Statistics

/// How factors of a product go with what became of it: CD3 dose, CD4/CD8, naive share or
/// viability of a collection against manufacture, toxicity and response.
///
/// Every pair is looked at alone: one standard deviation of the factor, its odds ratio and the
/// area under the curve. Many pairs are looked at, so the p-values also come as shares of false
/// discoveries (Benjamini and Hochberg). A pair with fewer than ten of either outcome is refused.
enum AssociationCases {
    static let leastOfEither = 10

    private struct Outcome {
        let name: String
        let values: [Bool?]
    }

    private struct Pair {
        let factor: String
        let outcome: String
        let count: Int
        let events: Int
        var figures: Figures?
    }

    private struct Figures {
        let oddsRatio: Double
        let interval: Interval
        let p: Double
        let curve: ReceiverOperating
        var falseDiscovery = 1.0
    }

    static func associations(_ question: CaseQuestion) throws(AnalysisError) -> JSON {
        let factors = try analysing { () throws(JSONError) in
            try question.reader.member("factors").elements().map { (factor) throws(JSONError) in
                try factor.string()
            }
        }
        let outcomes = try outcomes(question)
        var pairs: [Pair] = []
        for factor in factors {
            let values = try question.rows.numbers(factor)
            for outcome in outcomes { pairs.append(pair(factor, values, outcome)) }
        }
        adjust(&pairs)
        return .object([
            ("n_rows", .int(question.rows.count)), ("pairs", .array(pairs.map { json($0) })),
        ])
    }

    private static func outcomes(_ question: CaseQuestion) throws(AnalysisError) -> [Outcome] {
        let readers = try analysing { () throws(JSONError) in
            try question.reader.member("outcomes").elements()
        }
        return try readers.map { reader throws(AnalysisError) in
            let (column, least, positive) = try analysing { () throws(JSONError) in
                try reader.allowOnly(["column", "at_least", "positive"])
                return (
                    try reader.member("column").string(),
                    try reader.optional("at_least")?.double(),
                    try reader.optional("positive").map { CaseRows.values($0.value) } ?? [.int(1)]
                )
            }
            guard let least else {
                return Outcome(name: column, values: try question.rows.matches(column, positive))
            }
            let numbers = try question.rows.numbers(column)
            return Outcome(
                name: "\(column) ≥ \(DecimalText.text(least))",
                values: numbers.map { $0.map { $0 >= least } })
        }
    }

    private static func pair(_ factor: String, _ values: [Double?], _ outcome: Outcome) -> Pair {
        let kept = values.indices.filter { values[$0] != nil && outcome.values[$0] != nil }
        let numbers = kept.compactMap { values[$0] }
        let labels = kept.compactMap { outcome.values[$0] }
        let events = labels.count { $0 }
        var pair = Pair(
            factor: factor, outcome: outcome.name, count: kept.count, events: events)
        guard min(events, kept.count - events) >= leastOfEither else { return pair }
        pair.figures = try? figures(factor, numbers, labels)
        return pair
    }

    private static func figures(
        _ factor: String, _ numbers: [Double], _ labels: [Bool]
    ) throws(StatisticsError) -> Figures? {
        let columns = try Columns(names: [factor], values: [numbers])
        let fit = try LogisticModel(
            outcomes: labels, columns, penalty: .none, standardise: false)
        guard let error = fit.standardErrors?[1] else { return nil }
        let deviation = fit.deviations[0]
        let (slope, spread) = (fit.coefficients[0] * deviation, error * deviation)
        let z = Distribution.z(confidence: 0.95)
        return Figures(
            oddsRatio: Logistic.odds(slope),
            interval: Interval(
                Logistic.odds(slope - z * spread), Logistic.odds(slope + z * spread)),
            p: Distribution.normalTwoSided(slope / spread),
            curve: try ReceiverOperating(scores: numbers, outcomes: labels))
    }

    /// From the largest p downwards, the smallest of p n / rank so far.
    private static func adjust(_ pairs: inout [Pair]) {
        let order = pairs.indices.filter { pairs[$0].figures != nil }
            .sorted { (pairs[$0].figures?.p ?? 1, $0) < (pairs[$1].figures?.p ?? 1, $1) }
        var least = 1.0
        for (rank, index) in order.enumerated().reversed() {
            let p = pairs[index].figures?.p ?? 1
            least = min(least, p * Double(order.count) / Double(rank + 1))
            pairs[index].figures?.falseDiscovery = least
        }
    }

    private static func json(_ pair: Pair) -> JSON {
        var members: [(String, JSON)] = [
            ("factor", .string(pair.factor)), ("outcome", .string(pair.outcome)),
            ("n", .int(pair.count)), ("events", .int(pair.events)),
            ("odds_ratio_per_sd", .optional(pair.figures?.oddsRatio)),
            ("ci_low", .optional(pair.figures?.interval.lower)),
            ("ci_high", .optional(pair.figures?.interval.upper)),
            ("p", .optional(pair.figures?.p)),
            ("false_discovery", .optional(pair.figures?.falseDiscovery)),
            ("auc", .optional(pair.figures?.curve.area)),
            ("auc_low", .optional(pair.figures?.curve.logitInterval?.lower)),
            ("auc_high", .optional(pair.figures?.curve.logitInterval?.upper)),
        ]
        if pair.figures == nil {
            let others = pair.count - pair.events
            let isFew = min(pair.events, others) < leastOfEither
            members.append(("refused", .string(isFew ? "too_few" : "not_estimable")))
        }
        return .object(members)
    }
}
