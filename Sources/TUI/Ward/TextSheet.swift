import Application
import Domain
import Terminal

/// A text to read, and to copy: it stands at the left edge, so that a terminal's own selection
/// takes whole lines.
struct TextSheet: Overlay {
    let question: TextQuestion
    private(set) var lines: [String] = []
    private(set) var refusal: Phrase?
    private(set) var scroll = Scroll()

    init(_ question: TextQuestion) { self.question = question }

    static func opening(
        _ kind: TextQuestion.Kind, _ course: Course.ID?, _ context: Context
    ) -> [Step] {
        let question = TextQuestion(kind, course, context.language)
        return [.open(TextSheet(question)), .ask(question)]
    }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        switch key {
        case .escape, .enter, .text("q"): return [.close]
        default:
            if let movement = Movement(key) {
                movement.apply(to: &scroll, count: lines.count, height: context.pane.rows - 2)
            }
            return []
        }
    }

    mutating func receive(_ answer: Answer, _ context: Context) -> [Step] {
        guard answer.asked.isSame(as: question) else { return [] }
        refusal = answer.refusal
        if let (_, reply) = answer.reply(to: TextQuestion.self) { lines = reply }
        return []
    }

    func draw(on frame: inout Frame, _ context: Context) {
        var area = context.pane
        frame.clear(area)
        frame.rule(
            area.cutTop(1), title: context.words("text.\(question.kind)"),
            right: context.words("text.foot"), Style(.accent))
        if let refusal {
            frame.write(
                context.words(refusal), row: area.row, column: area.column, width: area.columns,
                Style(.danger))
        }
        let wrapped = lines.flatMap { line in
            line.isEmpty ? [""] : line.wrapped(to: max(1, area.columns))
        }
        let first = max(0, min(scroll.cursor, wrapped.count - area.rows))
        for (row, line) in wrapped.dropFirst(first).prefix(area.rows).enumerated() {
            frame.write(line, row: area.row + row, column: area.column, width: area.columns)
        }
    }
}

extension Context {
    /// What the rules say of a patient, as a page to read.
    func read(_ action: Action, of course: Course.ID?) -> [Step] {
        guard let course else { return [.refuse(Phrase("refusal.nothingSelected"))] }
        return TextSheet.opening(action == .apheresis ? .apheresis : .judgement, course, self)
    }
}
