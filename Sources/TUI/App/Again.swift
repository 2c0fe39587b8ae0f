import Application
import Domain
import Terminal

/// The last act once more, on what the cursor stands on now; it is shown before it is done.
struct AgainDialog: Overlay {
    var dialog: Dialog
    let deed: any Deed

    init(_ deed: any Deed, on target: RepeatTarget) {
        self.deed = deed
        let act = deed.act?.phrase ?? Phrase("act.compute")
        dialog = Dialog(
            Phrase("action.again"),
            [Phrase("again.body", ["act": .phrase(act), "target": target.name])],
            [Dialog.Choice("↵", Phrase("dialog.do"))])
    }

    static func == (left: AgainDialog, right: AgainDialog) -> Bool {
        left.dialog == right.dialog && left.deed.isSame(as: right.deed)
    }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        switch dialog.take(key) {
        case .asking: return []
        case .cancelled: return [.close]
        case .chosen:
            if let why = context.linkRefusal { return [.refuse(why)] }
            return [.close, .act(deed)]
        }
    }

    func draw(on frame: inout Frame, _ context: Context) { dialog.draw(on: &frame, context.words) }
}

/// What redo would bring back, before it does.
struct RedoDialog: Overlay {
    let question = RedoQuestion()
    private(set) var line: JournalLine?
    private(set) var refusal: Phrase?

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        switch key {
        case .escape: return [.close]
        case .enter:
            guard line != nil else { return [.close] }
            return [.close, .effect(.redo)]
        default: return []
        }
    }

    mutating func receive(_ answer: Answer, _ context: Context) -> [Step] {
        guard answer.asked.isSame(as: question) else { return [] }
        refusal = answer.refusal
        // Where there is nothing to do again, the foot says why.
        guard let (_, reply) = answer.reply(to: RedoQuestion.self) else { return [.close] }
        line = reply
        return []
    }

    func draw(on frame: inout Frame, _ context: Context) {
        let words = context.words
        let lines = self.lines(words)
        var area = frame.sheet(
            rows: lines.count + 2, columns: min(frame.size.columns - 2, 72),
            title: words("action.redo"), foot: words("redo.foot"))
        frame.write(lines, in: &area)
    }

    private func lines(_ words: Wording) -> [Line] {
        guard let line else { return [Line(words("move.working"), .quiet)] }
        let act = line.actPhrase ?? Phrase("act.compute")
        var lines = [
            Line(
                words(
                    Phrase(
                        "redo.body", ["act": .phrase(act), "at": .instant(line.at)])),
                .plain.with(.bold))
        ]
        lines += line.changes.prefix(8).map { change in
            Line("  \(change.table) \(change.key)", .quiet)
        }
        if line.changes.count > 8 { lines.append(Line("  …", .quiet)) }
        return lines
    }
}
