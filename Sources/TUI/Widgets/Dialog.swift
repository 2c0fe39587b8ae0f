public import Application
public import Domain
public import Terminal

/// A question with a few answers, each on a key of its own.
public struct Dialog: Equatable, Sendable {
    public struct Choice: Equatable, Sendable {
        public let key: Character
        public let label: Phrase
        /// Why it cannot be chosen now.
        public let refusal: Phrase?

        public init(_ key: Character, _ label: Phrase, refusal: Phrase? = nil) {
            (self.key, self.label, self.refusal) = (key, label, refusal)
        }
    }

    public enum Outcome: Equatable, Sendable {
        case asking
        case chosen(Character, reason: String)
        case cancelled
    }

    public let title: Phrase
    public let body: [Phrase]
    public let choices: [Choice]
    /// A reason is asked for and recorded with the answer.
    public let asksReason: Bool
    public private(set) var reason = TextField()
    public private(set) var refusal: Phrase?
    private var picked: Character?

    public init(_ title: Phrase, _ body: [Phrase], _ choices: [Choice], asksReason: Bool = false) {
        (self.title, self.body, self.choices, self.asksReason) = (title, body, choices, asksReason)
    }

    /// Escape drops the question and changes nothing. Enter is never an answer by itself where
    /// several are possible: a hand that rests on it must not decide.
    public mutating func take(_ key: Key) -> Outcome {
        refusal = nil
        if key == .escape { return .cancelled }
        if asksReason, picked != nil || choices.count == 1 { return takeReason(key) }
        if key == .enter, choices.count == 1 { return pick(choices[0]) }
        guard case .text(let letter) = key,
            let choice = choices.first(where: { $0.key == letter })
        else { return .asking }
        return pick(choice)
    }

    private mutating func pick(_ choice: Choice) -> Outcome {
        if let why = choice.refusal {
            refusal = why
            return .asking
        }
        guard asksReason else { return .chosen(choice.key, reason: "") }
        picked = choice.key
        return .asking
    }

    private mutating func takeReason(_ key: Key) -> Outcome {
        guard key == .enter else {
            _ = reason.take(key)
            return .asking
        }
        guard !reason.text.trimmed.isEmpty else {
            refusal = Phrase("dialog.reasonMissing")
            return .asking
        }
        return .chosen(picked ?? choices[0].key, reason: reason.text.trimmed)
    }

    public func draw(on frame: inout Frame, _ words: Wording) {
        let width = min(max(40, frame.size.columns * 2 / 3), frame.size.columns)
        let lines = body.flatMap { words($0).wrapped(to: max(1, width - 4)) }
        let height = lines.count + choices.count + (asksReason ? 2 : 0) + 4
        var area = frame.sheet(rows: height, columns: width, title: words(title))
        for line in lines.prefix(area.rows) {
            let row = area.cutTop(1)
            frame.write(line, row: row.row, column: row.column, width: row.columns)
        }
        if asksReason, area.rows > 2 { drawReason(&area, on: &frame, words) }
        _ = area.cutTop(1)
        for choice in choices {
            let row = area.cutTop(1)
            guard !row.isEmpty else { break }
            var line = Line(String(choice.key), Style(.accent, .bold))
            line.add("  " + words(choice.label), choice.refusal == nil ? .plain : .quiet)
            frame.write(line, row: row.row, column: row.column, width: row.columns)
        }
        if let refusal, !area.isEmpty {
            frame.write(
                Line(words(refusal), Style(.danger)), row: area.row, column: area.column,
                width: area.columns)
        }
    }

    private func drawReason(_ area: inout Area, on frame: inout Frame, _ words: Wording) {
        _ = area.cutTop(1)
        var row = area.cutTop(1)
        let label = words("dialog.reason")
        let lead = row.cutLeft(label.displayWidth + 2)
        frame.write(label, row: lead.row, column: lead.column, Style(.accent))
        reason.draw(
            in: row, on: &frame, Style(.plain, paper: .raised, .underline),
            hasFocus: picked != nil || choices.count == 1)
    }
}
