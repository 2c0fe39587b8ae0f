public import Statistics

/// What a survival model's score does on a cohort: the halves above and below the median score,
/// how their curves differ, and how each factor goes with the score.
public struct RiskProfile: Sendable {
    public struct Factor: Sendable, Hashable {
        public let column: String
        /// The fall of Harrell's C when the column is shuffled, the mean of five shuffles.
        public let importance: Double
        /// Spearman's correlation with the score; nil for a constant column.
        public let correlation: Correlation?
    }

    public struct Half: Sendable {
        public let curve: KaplanMeier
        public var median: KaplanMeier.Quantile { curve.quantile(0.5) }
    }

    public let medianScore: Double
    public let low: Half
    public let high: Half
    /// Nil where the halves cannot be compared.
    public let logRank: LogRank?
    /// The most important first.
    public let factors: [Factor]

    static let shuffles = 5

    /// - Parameters:
    ///   - rows: coded rows; `spans` tells which of their columns belong to a predictor.
    ///   - score: the model's score of a coded row.
    /// - Throws: `StatisticsError` when the scores cannot be split or ranked.
    public init(
        _ rows: [[Double]], spans: [(column: String, span: Range<Int>)], sample: SurvivalSample,
        seed: UInt64, score: @escaping @Sendable ([Double]) -> Double
    ) throws(StatisticsError) {
        let scores = rows.map(score)
        let middle = Mean.median(scores)
        medianScore = middle
        low = Half(curve: KaplanMeier(try sample.rows { scores[$0] <= middle }))
        high = Half(curve: KaplanMeier(try sample.rows { scores[$0] > middle }))
        logRank = try? LogRank(
            sample, groups: scores.map { $0 > middle ? 1 : 0 }, groupCount: 2)
        let events = sample.causes.map { $0 != 0 }
        let whole = try Concordance.harrell(times: sample.times, events: events, risks: scores)
        factors = spans.enumerated().map { index, entry in
            var generator = SeededGenerator(seed: seed, stream: UInt64(index) + 1)
            var order = Array(rows.indices)
            var fall = 0.0
            for _ in 0..<Self.shuffles {
                generator.shuffle(&order)
                let shuffled = rows.indices.map { place in
                    var row = rows[place]
                    for column in entry.span { row[column] = rows[order[place]][column] }
                    return score(row)
                }
                let found = try? Concordance.harrell(
                    times: sample.times, events: events, risks: shuffled)
                fall += whole.index - (found?.index ?? whole.index)
            }
            // A predictor of several columns goes by the sum of them: the number of its level.
            let values = rows.map { row in
                entry.span.enumerated().reduce(0) { $0 + row[$1.element] * Double($1.offset + 1) }
            }
            return Factor(
                column: entry.column, importance: fall / Double(Self.shuffles),
                correlation: try? Correlation.spearman(values, scores))
        }.sorted { ($0.importance, $1.column) > ($1.importance, $0.column) }
    }
}
