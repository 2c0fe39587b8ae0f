public import Domain
import Prediction
public import Statistics

/// Why a case of a list was not computed.
public enum AnalysisError: Error {
    /// The data cannot answer the question.
    case estimate(StatisticsError)
    /// The question cannot be read, or its file cannot.
    case fault(any Reportable)
    case notANumber(column: String, text: String, Place)
    case unknownProcedure(String, known: [String])
    case unknownKind(String, known: [String])
    case noDataFile(String)
    case caseTwice(String)
    case oddValue(column: String, text: String, Place)
}

extension AnalysisError: Reportable {
    public var phrase: Phrase {
        switch self {
        case .estimate(let reason): reason.phrase
        case .fault(let reason): reason.phrase
        case .notANumber(let column, let text, let place):
            Phrase(
                "analysis.notANumber",
                ["column": .text(column), "text": .text(text), "line": .count(place.line)])
        case .unknownProcedure(let name, let known):
            Phrase(
                "analysis.unknownProcedure",
                ["name": .text(name), "known": .list(known.map { .text($0) })])
        case .unknownKind(let kind, let known):
            Phrase(
                "model.unknownKind",
                ["kind": .text(kind), "kinds": .list(known.map { .text($0) })])
        case .noDataFile(let name): Phrase("analysis.noDataFile", ["name": .text(name)])
        case .caseTwice(let name): Phrase("analysis.caseTwice", ["name": .text(name)])
        case .oddValue(let column, let text, let place):
            Phrase(
                "analysis.oddValue",
                ["column": .text(column), "text": .text(text), "line": .count(place.line)])
        }
    }

    /// True where nothing is wrong with the question: the answer is that there is none.
    public var isEstimate: Bool {
        if case .estimate = self { true } else { false }
    }
}

/// Runs a step whose own error becomes the reason why an analysis stops.
func analysing<Value, Failure: Reportable>(
    _ body: () throws(Failure) -> Value
) throws(AnalysisError) -> Value {
    do throws(Failure) {
        return try body()
    } catch let error {
        if let known = error as? AnalysisError { throw known }
        if let estimate = error as? StatisticsError { throw .estimate(estimate) }
        throw .fault(error)
    }
}
