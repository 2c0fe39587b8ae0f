public import Domain
public import Statistics

/// The rows of a table as a model sees them: coded inputs and the outcome.
public struct TrainingRows: Sendable {
    public let inputs: [[Double]]
    /// For each kept row whether it has the outcome (by the horizon or at all).
    public let outcomes: [Bool]
    /// Only for outcomes in time.
    public let sample: SurvivalSample?
    /// The rows of the table that were kept, and how many were left out.
    public let kept: [Int]
    public let excluded: Int

    public var count: Int { kept.count }
    public var events: Int { outcomes.count { $0 } }

    /// - Parameter rows: those of the table to look at.
    /// - Throws: `TrainingError` for a column that is missing or a cell that cannot be read.
    public init(
        _ table: CSVTable, rows: [Int], predictors: [Predictor], outcome: ModelOutcome
    ) throws(TrainingError) {
        var columns: [Int] = []
        for predictor in predictors { columns.append(try Self.column(predictor.column, table)) }
        let reader = try OutcomeReader(table, outcome)
        var (inputs, outcomes, kept) = ([[Double]](), [Bool](), [Int]())
        var times: [Double] = []
        for row in rows {
            guard let found = try reader.read(row) else { continue }
            guard let input = try Self.input(table, row, predictors, columns) else { continue }
            inputs.append(input)
            outcomes.append(found.isPositive)
            times.append(found.time)
            kept.append(row)
        }
        (self.inputs, self.outcomes, self.kept) = (inputs, outcomes, kept)
        excluded = rows.count - kept.count
        guard reader.isSurvival else {
            sample = nil
            return
        }
        do throws(StatisticsError) {
            sample = try SurvivalSample(times: times, events: outcomes)
        } catch {
            throw .estimate(error)
        }
    }

    static func column(_ name: String, _ table: CSVTable) throws(TrainingError) -> Int {
        do throws(CSVError) {
            return try table.column(name)
        } catch {
            throw .table(error)
        }
    }

    /// Nil for a missing value. Any other fault is an error of the file: training does not guess.
    private static func input(
        _ table: CSVTable, _ row: Int, _ predictors: [Predictor], _ columns: [Int]
    ) throws(TrainingError) -> [Double]? {
        var input: [Double] = []
        for (predictor, column) in zip(predictors, columns) {
            do throws(InputFault) {
                input.append(contentsOf: try predictor.values(table[row, column]))
            } catch {
                if case .missing = error { return nil }
                throw .input(error, table.place(row, column))
            }
        }
        return input
    }

    public func columns(_ names: [String]) throws(TrainingError) -> Columns {
        do throws(StatisticsError) {
            return try Columns(
                names: names, values: names.indices.map { index in inputs.map { $0[index] } })
        } catch {
            throw .estimate(error)
        }
    }
}

/// Reads the outcome of a row.
struct OutcomeReader {
    private let table: CSVTable
    private let outcome: ModelOutcome
    private let columns: [Int]

    var isSurvival: Bool { if case .survival = outcome { true } else { false } }

    init(_ table: CSVTable, _ outcome: ModelOutcome) throws(TrainingError) {
        (self.table, self.outcome) = (table, outcome)
        var columns: [Int] = []
        for name in outcome.columns { columns.append(try TrainingRows.column(name, table)) }
        self.columns = columns
    }

    /// Nil where the outcome is not recorded.
    func read(_ row: Int) throws(TrainingError) -> (isPositive: Bool, time: Double)? {
        let texts = columns.map { table[row, $0].trimmedText }
        guard !texts.contains(where: Predictor.isMissing) else { return nil }
        switch outcome {
        case .values(_, let positive): return (Self.isOne(texts[0], of: positive), 0)
        case .atLeast(let column, let least):
            return (try number(texts[0], column, row, 0) >= least, 0)
        case .survival(let time, _, let positive, _):
            return (Self.isOne(texts[1], of: positive), try number(texts[0], time, row, 0))
        }
    }

    private func number(
        _ text: String, _ name: String, _ row: Int, _ column: Int
    ) throws(TrainingError) -> Double {
        guard let number = DecimalText.number(text) else {
            throw .input(.notANumber(name, text), table.place(row, columns[column]))
        }
        return number
    }

    static func isOne(_ text: String, of values: [String]) -> Bool {
        if values.contains(text) { return true }
        guard let number = DecimalText.number(text) else { return false }
        return values.contains { DecimalText.number($0) == number }
    }
}

/// Why no model was trained.
public enum TrainingError: Error, Hashable {
    case estimate(StatisticsError)
    case table(CSVError)
    case input(InputFault, Place)
    /// Too few to learn anything from; the least is the program's rule.
    case tooFewEvents(events: Int, others: Int, needed: Int)
    case outcomeKind(PredictionModel.Kind)
    case laterInput(String, PredictionTime)
    case noRatio
    case rules(JSONError)
}

extension TrainingError: Reportable {
    public var phrase: Phrase {
        switch self {
        case .estimate(let error): error.phrase
        case .table(let error): error.phrase
        case .rules(let error): error.phrase
        case .input(let fault, let place):
            Phrase("training.input", ["line": .count(place.line), "what": .phrase(fault.phrase)])
        case .tooFewEvents(let events, let others, let needed):
            Phrase(
                "training.tooFewEvents",
                ["events": .count(events), "others": .count(others), "needed": .count(needed)])
        case .outcomeKind(let kind):
            Phrase("training.outcomeKind", ["kind": .text(kind.rawValue)])
        case .laterInput(let column, let time):
            Phrase(
                "training.laterInput",
                [
                    "column": .text(column),
                    "time": .phrase(Phrase("prediction.time.\(time.rawValue)")),
                ])
        case .noRatio: Phrase("training.noRatio")
        }
    }
}
