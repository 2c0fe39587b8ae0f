public import Domain
public import Prediction

/// A model in hand, with what a command or a screen may do with it.
public struct DeskModel: Sendable {
    public let model: PredictionModel
    /// Over the file as it was read or written.
    public let checksum: String

    public init(_ model: PredictionModel) {
        self.model = model
        checksum = SHA256.hexadecimal(ModelFile.text(model).utf8)
    }

    /// - Throws: `AnalysisError` for a file that is no model, is of an unknown schema, or whose
    ///   checksum does not fit.
    public init(reading bytes: [UInt8]) throws(AnalysisError) {
        self.init(try analysing { () throws(ModelFileError) in try ModelFile.read(bytes) })
    }

    public var id: String { model.id }
    public var version: String { model.version }
    public var fileText: String { ModelFile.text(model) }

    /// Whatever a simulated model prints says so.
    public func marked(_ line: String, _ wording: Wording) -> String {
        model.card.isSimulated ? "\(wording("model.simulatedMark")) | \(line)" : line
    }

    public func marked(_ lines: [String], _ wording: Wording) -> [String] {
        lines.map { marked($0, wording) }
    }

    public func cardLines(_ wording: Wording, today: Day) -> [String] {
        marked(ModelCardText(model, wording, today: today).lines, wording)
    }

    /// One line of a list.
    public func line(_ wording: Wording, today: Day) -> String {
        let due = model.card.isDue(on: today) ? " · \(wording("model.dueShort"))" : ""
        return "\(model.id) \(model.version) · \(model.kind.rawValue) · \(model.card.name) · "
            + "\(model.card.outcome)\(due)"
    }

    /// The sentence about a review that is due; nil when it is not.
    public func dueLine(_ wording: Wording, today: Day) -> String? {
        guard model.card.isDue(on: today), let date = model.card.reviewDate else { return nil }
        return marked(wording(Phrase("model.due", ["date": .day(date)])), wording)
    }
}
