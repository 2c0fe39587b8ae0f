import Domain
import Statistics

extension Predictor {
    /// With what these rows hold of the predictor: the bounds that later rows are judged by.
    func summarised(_ table: CSVTable, rows: [Int]) throws(TrainingError) -> Predictor {
        let column = try TrainingRows.column(column, table)
        let texts = rows.map { table[$0, column].trimmedText }
        let present = texts.filter { !Self.isMissing($0) }
        var result = self
        result.seen = Seen(count: present.count, missing: texts.count - present.count)
        switch coding {
        case .number, .logarithm:
            let values = present.compactMap { DecimalText.number($0) }.sorted()
            guard let least = values.first, let most = values.last else { return result }
            result.seen.range = Range(
                least: least, low: Mean.quantile(0.01, ofSorted: values),
                median: Mean.quantile(0.5, ofSorted: values),
                high: Mean.quantile(0.99, ofSorted: values), most: most, mean: Mean.of(values),
                deviation: Mean.populationVariance(values).squareRoot())
        case .levels(let levels), .ordinal(let levels):
            result.seen.categories = levels.map { level in
                Category(name: level, count: present.count { OutcomeReader.isOne($0, of: [level]) })
            }
        }
        return result
    }
}

extension PredictionModel.Dependency {
    /// Pairs of text columns in which the first has always decided the second.
    ///
    /// Learned and not listed, so that a centre's own products are known too. A pair must have
    /// been seen five times for each value, and the second column must have at least two values,
    /// or a chance agreement would refuse patients.
    static func found(in table: CSVTable, rows: [Int], but left: Set<String>) -> [Self] {
        let columns = table.header.indices.filter { column in
            !left.contains(table.header[column])
                && rows.contains { !table.isEmpty($0, column) && table.number($0, column) == nil }
        }
        let texts = columns.map { column in rows.map { table[$0, column].trimmedText } }
        let distinct = texts.map { Set($0).subtracting([""]) }
        var rules: [Self] = []
        for first in columns.indices where (2...20).contains(distinct[first].count) {
            for second in columns.indices
            where second != first && (2...20).contains(distinct[second].count)
                && distinct[second].count <= distinct[first].count
            {
                guard let pairs = pairs(texts[first], texts[second]) else { continue }
                rules.append(
                    Self(
                        column: table.header[columns[first]],
                        decides: table.header[columns[second]], pairs: pairs))
            }
        }
        return rules
    }

    private static func pairs(_ first: [String], _ second: [String]) -> [Pair]? {
        var follows: [String: (text: String, count: Int)] = [:]
        for (value, other) in zip(first, second) where !value.isEmpty && !other.isEmpty {
            if let known = follows[value] {
                guard known.text == other else { return nil }
                follows[value] = (other, known.count + 1)
            } else {
                follows[value] = (other, 1)
            }
        }
        guard Set(follows.values.map(\.text)).count > 1,
            follows.values.allSatisfy({ $0.count >= 5 })
        else { return nil }
        return follows.keys.sorted().map { Pair(value: $0, follows: follows[$0]?.text ?? "") }
    }
}
