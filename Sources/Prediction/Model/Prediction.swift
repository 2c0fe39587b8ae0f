public import Domain
import Statistics

/// The answer of a model for one row.
public struct RowPrediction: Sendable, Hashable {
    public enum State: String, Sendable, CaseIterable {
        case ok, notice, warning
        case cannotSay = "cannot_say"
    }

    /// Nil when the model cannot say.
    public let risk: Double?
    public let state: State
    public let faults: [InputFault]
    public let notices: [Notice]
    public let contributions: [Contribution]
    /// The cells that were used, for the record.
    public let inputs: [Input]
    /// For rules, those that fired.
    public internal(set) var fired: [RuleSet.Rule] = []
    /// The model that answered instead, because an input that it does without is missing.
    public internal(set) var fallback: Fallback?

    public struct Fallback: Sendable, Hashable {
        public let id: String
        public let version: String
        public let missing: [String]
    }

    public struct Input: Sendable, Hashable {
        public let column: String
        public let text: String
    }

    /// What one predictor adds. For a forest the change of the risk when the predictor is set to
    /// its training median; else coefficient times distance from the training mean.
    public struct Contribution: Sendable, Hashable {
        public let column: String
        public let amount: Double
    }

    public enum Notice: Sendable, Hashable {
        case unusual(String, String, low: Double, high: Double)
        case outside(String, String, least: Double, most: Double)

        var isWarning: Bool { if case .outside = self { true } else { false } }

        public var phrase: Phrase {
            switch self {
            case .unusual(let column, let text, let low, let high):
                Self.phrase("prediction.unusual", column, text, low, high)
            case .outside(let column, let text, let least, let most):
                Self.phrase("prediction.outside", column, text, least, most)
            }
        }

        private static func phrase(
            _ key: String, _ column: String, _ text: String, _ low: Double, _ high: Double
        ) -> Phrase {
            Phrase(
                key,
                [
                    "column": .text(column), "text": .text(text),
                    "low": .text(DecimalText.text(low)), "high": .text(DecimalText.text(high)),
                ])
        }
    }
}

extension RowPrediction {
    /// The same answer under the name of the model that gave it: at least a notice.
    func answering(for fallback: Fallback) -> RowPrediction {
        var answer = RowPrediction(
            risk: risk, state: state == .ok ? .notice : state, faults: faults, notices: notices,
            contributions: contributions, inputs: inputs)
        answer.fired = fired
        answer.fallback = fallback
        return answer
    }
}

extension PredictionModel {
    /// Predicts a row of a table.
    ///
    /// Everything that is wrong with the row is collected, so that it is put right in one go.
    public func predict(_ table: CSVTable, row: Int) -> RowPrediction {
        let own = predictAlone(table, row: row)
        guard own.state == .cannotSay, let second = fallback.first else { return own }
        // Only what is missing can be done without: a value that is wrong must be put right.
        let columns = own.faults.compactMap(\.missingColumn)
        let used = Set(second.predictors.map(\.column))
        guard columns.count == own.faults.count, used.isDisjoint(with: columns) else {
            return own
        }
        let answer = second.predictAlone(table, row: row)
        guard answer.risk != nil else { return own }
        return answer.answering(
            for: .init(id: second.id, version: second.version, missing: columns))
    }

    private func predictAlone(_ table: CSVTable, row: Int) -> RowPrediction {
        var (coded, faults) = ([Double](), [InputFault]())
        var notices: [RowPrediction.Notice] = []
        var inputs: [RowPrediction.Input] = []
        for predictor in predictors {
            guard let column = try? table.column(predictor.column) else {
                faults.append(.noColumn(predictor.column))
                continue
            }
            let text = table[row, column]
            inputs.append(.init(column: predictor.column, text: text))
            do throws(InputFault) {
                let values = try predictor.values(text)
                try check(predictor, text, &notices)
                coded.append(contentsOf: values)
            } catch {
                faults.append(error)
            }
        }
        faults.append(contentsOf: contradictions(table, row: row))
        if case .ratio(let ratio) = parameters, coded.count == 2, coded[1] <= 0 || coded[0] <= 0 {
            let column = coded[1] <= 0 ? ratio.denominator : ratio.numerator
            faults.append(
                .zeroUnderLogarithm(column, DecimalText.text(coded[1] <= 0 ? coded[1] : coded[0])))
        }
        guard faults.isEmpty else {
            return RowPrediction(
                risk: nil, state: .cannotSay, faults: faults, notices: notices,
                contributions: [], inputs: inputs)
        }
        let state: RowPrediction.State =
            notices.contains(where: \.isWarning) ? .warning : notices.isEmpty ? .ok : .notice
        var answer = RowPrediction(
            risk: risk(coded), state: state, faults: [], notices: notices,
            contributions: contributions(coded), inputs: inputs)
        if case .rules(let rules) = parameters { answer.fired = rules.fired(by: coded) }
        return answer
    }

    private func check(
        _ predictor: Predictor, _ text: String, _ notices: inout [RowPrediction.Notice]
    ) throws(InputFault) {
        guard predictor.isNumeric, let range = predictor.seen.range,
            let value = DecimalText.number(text)
        else { return }
        if let scale = predictor.slip(value, inputCount: predictors.count) {
            throw .scale(predictor.column, text, scale)
        }
        if value < range.least || value > range.most {
            notices.append(
                .outside(predictor.column, text, least: range.least, most: range.most))
        } else if value < range.low || value > range.high {
            notices.append(
                .unusual(predictor.column, text, low: range.low, high: range.high))
        }
    }

    private func contradictions(_ table: CSVTable, row: Int) -> [InputFault] {
        training.dependencies.compactMap { rule in
            guard let first = try? table.column(rule.column),
                let second = try? table.column(rule.decides)
            else { return nil }
            let (value, other) = (table[row, first].trimmedText, table[row, second].trimmedText)
            guard !Predictor.isMissing(other),
                let pair = rule.pairs.first(where: { $0.value == value }), pair.follows != other
            else { return nil }
            return .contradiction(
                rule.column, value, other: rule.decides, otherText: other,
                expected: pair.follows)
        }
    }

    /// For each predictor, its coded columns together: sorted by size, equal sizes in the order of
    /// the predictors.
    func contributions(_ row: [Double]) -> [RowPrediction.Contribution] {
        let middle = medians
        let whole = risk(row)
        return predictorSpans.compactMap { predictor, span -> RowPrediction.Contribution? in
            switch parameters {
            case .logistic(let model):
                return .init(
                    column: predictor.column,
                    amount: span.reduce(0) { $0 + model.contribution($1, row[$1]) })
            case .cox(let model):
                return .init(
                    column: predictor.column,
                    amount: span.reduce(0) {
                        $0 + model.coefficients[$1] * (row[$1] - model.baseline.means[$1])
                    })
            case .forest:
                var other = row
                for index in span { other[index] = middle[index] }
                return .init(column: predictor.column, amount: whole - risk(other))
            case .ratio, .rules: return nil
            }
        }.sorted { abs($0.amount) > abs($1.amount) }
    }

    /// Which coded columns belong to a predictor.
    var predictorSpans: [(Predictor, Swift.Range<Int>)] {
        var start = 0
        return predictors.map { predictor in
            let span = start..<start + predictor.names.count
            start = span.upperBound
            return (predictor, span)
        }
    }

    /// The coded training medians; for categories the one seen most.
    private var medians: [Double] {
        predictors.flatMap { predictor -> [Double] in
            if let range = predictor.seen.range {
                if case .logarithm = predictor.coding { return [Predictor.log(range.median)] }
                return [range.median]
            }
            let common = predictor.seen.categories.max { $0.count < $1.count }
            let coded = common.flatMap { try? predictor.values($0.name) }
            return coded ?? predictor.names.map { _ in 0 }
        }
    }
}
