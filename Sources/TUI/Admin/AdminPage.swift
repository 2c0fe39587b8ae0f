import Application
import Domain
import Terminal

/// What there is to say of one line of a list, to be read.
struct AdminPage: Overlay {
    let title: Phrase
    let question: AdminPageQuestion
    private(set) var lines: [String]?
    private(set) var refusal: Phrase?
    private var top = 0

    init(_ title: Phrase, _ question: AdminPageQuestion) {
        (self.title, self.question) = (title, question)
    }

    mutating func receive(_ answer: Answer, _ context: Context) -> [Step] {
        guard answer.asked.isSame(as: question) else { return [] }
        lines = answer.reply(to: AdminPageQuestion.self)?.reply
        refusal = answer.refusal
        return []
    }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        let page = max(1, context.pane.rows - 4)
        switch key {
        case .escape, .enter, .text("q"): return [.close]
        case .down, .text("j"): top += 1
        case .up, .text("k"): top -= 1
        case .pageDown, .text(" "): top += page
        case .pageUp: top -= page
        case .home: top = 0
        default: break
        }
        // The width decides how many lines there are; the last stays in sight whatever it is.
        top = max(0, min(top, wrapped(context.pane.columns, context.words).count - 1))
        return []
    }

    private func wrapped(_ columns: Int, _ words: Wording) -> [String] {
        (refusal.map { [words($0)] } ?? lines ?? []).flatMap {
            $0.isEmpty ? [""] : $0.wrapped(to: max(10, columns - 8))
        }
    }

    func draw(on frame: inout Frame, _ context: Context) {
        let words = context.words
        let text = wrapped(frame.size.columns, words)
        let rows = min(frame.size.rows - 2, max(3, text.count + 2))
        var body = frame.sheet(
            rows: rows, columns: frame.size.columns - 4, title: words(title),
            foot: words("admin.pageFoot"))
        let style: Style = refusal == nil ? .plain : Style(.danger)
        frame.write(text.dropFirst(top).map { Line($0, style) }, in: &body)
    }
}
