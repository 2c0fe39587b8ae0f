public import Domain
import Glibc
import Statistics

/// How the rows that a model is used on differ from those that it was trained on.
public struct PopulationShift: Sendable, Hashable {
    public enum Finding: Sendable, Hashable {
        /// The means lie so many training standard deviations apart.
        case mean(column: String, now: Double, then: Double, distance: Double)
        /// The median is a power of ten away: most likely another unit.
        case unit(column: String, now: Double, then: Double)
        case share(column: String, category: String, now: Double, then: Double)
        case unseen(column: String, category: String, count: Int)
        case missing(column: String, now: Double, then: Double)

        public var phrase: Phrase {
            func percent(_ share: Double) -> Phrase.Value { .decimal(share * 100, places: 0) }
            switch self {
            case .mean(let column, let now, let then, let distance):
                return Phrase(
                    "shift.mean",
                    [
                        "column": .text(column), "now": .decimal(now, places: 2),
                        "then": .decimal(then, places: 2),
                        "distance": .decimal(distance, places: 1),
                    ])
            case .unit(let column, let now, let then):
                return Phrase(
                    "shift.unit",
                    [
                        "column": .text(column), "now": .decimal(now, places: 2),
                        "then": .decimal(then, places: 2),
                    ])
            case .share(let column, let category, let now, let then):
                return Phrase(
                    "shift.share",
                    [
                        "column": .text(column), "category": .text(category),
                        "now": percent(now), "then": percent(then),
                    ])
            case .unseen(let column, let category, let count):
                return Phrase(
                    "shift.unseen",
                    [
                        "column": .text(column), "category": .text(category),
                        "count": .count(count),
                    ])
            case .missing(let column, let now, let then):
                return Phrase(
                    "shift.missing",
                    ["column": .text(column), "now": percent(now), "then": percent(then)])
            }
        }
    }

    /// Fewer rows are no population.
    public static let leastRows = 20
    /// A standardised difference of a third of a standard deviation that chance does not explain.
    static let leastDistance = 0.33
    static let leastShare = 0.15
    static let leastZ = 3.0

    public let findings: [Finding]
    public let rowCount: Int

    public init(_ model: PredictionModel, _ table: CSVTable) {
        rowCount = table.rowCount
        guard table.rowCount >= Self.leastRows else {
            findings = []
            return
        }
        findings = model.predictors.flatMap { predictor -> [Finding] in
            guard let column = try? table.column(predictor.column) else { return [] }
            let texts = (0..<table.rowCount).map { table[$0, column].trimmedText }
            let present = texts.filter { !Predictor.isMissing($0) }
            return Self.missing(predictor, texts.count - present.count, of: texts.count)
                + (predictor.isNumeric
                    ? Self.numeric(predictor, present) : Self.categories(predictor, present))
        }
    }

    private static func numeric(_ predictor: Predictor, _ texts: [String]) -> [Finding] {
        let values = texts.compactMap { DecimalText.number($0) }
        guard let range = predictor.seen.range, range.deviation > 0,
            values.count >= leastRows
        else { return [] }
        let median = Mean.median(values)
        if range.median > 0, median > 0, abs(log10(median / range.median)) > 0.8 {
            return [.unit(column: predictor.column, now: median, then: range.median)]
        }
        let mean = Mean.of(values)
        let distance = (mean - range.mean) / range.deviation
        let error = (1 / Double(values.count) + 1 / Double(max(1, predictor.seen.count)))
            .squareRoot()
        guard abs(distance) > leastDistance, abs(distance) / error > leastZ else { return [] }
        return [
            .mean(column: predictor.column, now: mean, then: range.mean, distance: distance)
        ]
    }

    private static func categories(_ predictor: Predictor, _ texts: [String]) -> [Finding] {
        let seen = predictor.seen.categories
        let total = seen.reduce(0) { $0 + $1.count }
        guard total > 0, texts.count >= leastRows else { return [] }
        var findings: [Finding] = []
        for category in seen {
            let count = texts.count { OutcomeReader.isOne($0, of: [category.name]) }
            let now = Double(count) / Double(texts.count)
            let then = Double(category.count) / Double(total)
            let pooled = Double(count + category.count) / Double(texts.count + total)
            let error =
                (pooled * (1 - pooled) * (1 / Double(texts.count) + 1 / Double(total)))
                .squareRoot()
            if abs(now - then) > leastShare, error > 0, abs(now - then) / error > leastZ {
                findings.append(
                    .share(
                        column: predictor.column, category: category.name, now: now, then: then))
            }
        }
        let known = seen.map(\.name)
        let unknown = texts.filter { !OutcomeReader.isOne($0, of: known) }
        for category in Set(unknown).sorted() {
            findings.append(
                .unseen(
                    column: predictor.column, category: category,
                    count: unknown.count { $0 == category }))
        }
        return findings
    }

    private static func missing(
        _ predictor: Predictor, _ count: Int, of total: Int
    ) -> [Finding] {
        let (now, then) = (Double(count) / Double(total), predictor.seen.missingRate)
        guard now - then > leastShare else { return [] }
        return [.missing(column: predictor.column, now: now, then: then)]
    }
}
