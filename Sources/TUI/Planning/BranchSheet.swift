import Application
import Domain
import Terminal

/// What-if copies of the board side by side: made, looked at, compared, committed or dropped.
struct BranchSheet: Overlay {
    private(set) var work = BranchesWork()
    private(set) var reply: BranchComparison?
    private(set) var refusal: Phrase?
    private(set) var scroll = Scroll()
    /// Those that are compared.
    private(set) var marked: [Branch.ID] = []
    /// The name of a new one, while it is typed.
    private(set) var naming: TextField?

    static var opening: [Step] {
        let sheet = BranchSheet()
        return [.open(sheet), .start(sheet.work)]
    }

    private var figures: [BranchFigures] { reply?.figures ?? [] }

    private var current: BranchFigures? {
        figures.indices.contains(scroll.cursor) ? figures[scroll.cursor] : nil
    }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        if naming != nil { return takeName(key, context) }
        if key == .escape { return reply == nil ? [.close, .effect(.cancelWork)] : [.close] }
        guard reply != nil else { return [] }
        if let movement = Movement(key) {
            movement.apply(to: &scroll, count: figures.count, height: 8)
            return []
        }
        switch key {
        case .text("n"): naming = TextField(limit: 60)
        case .text("0"): return [.close, .look(at: nil)]
        case .text(" "):
            guard let id = current?.branch.id else { return [] }
            if marked.contains(id) { marked.removeAll { $0 == id } } else { marked.append(id) }
        case .enter:
            guard let current else { return [.refuse(Phrase("branch.none"))] }
            return [
                .close,
                .look(at: OtherBoard(kind: .branch(current.branch.id), name: current.branch.name)),
            ]
        case .text("C"): return commit(context)
        case .text("x"):
            guard let id = current?.branch.id else { return [.refuse(Phrase("branch.none"))] }
            return leaving(id, context) + [.act(DropBranch(id)), .start(work)]
        default: break
        }
        return []
    }

    private mutating func takeName(_ key: Key, _ context: Context) -> [Step] {
        guard var field = naming else { return [] }
        switch key {
        case .escape: naming = nil
        case .enter:
            let name = field.text.trimmed
            guard !name.isEmpty else { return [.refuse(Phrase("branch.name"))] }
            naming = nil
            return [.act(NewBranch(name)), .start(work)]
        default:
            _ = field.take(key)
            naming = field
        }
        return []
    }

    private func commit(_ context: Context) -> [Step] {
        guard let current else { return [.refuse(Phrase("branch.none"))] }
        if let why = context.linkRefusal { return [.refuse(why)] }
        if let booking = current.stale.first {
            return [.refuse(Phrase("plan.stale", ["booking": .text(booking.text)]))]
        }
        let id = current.branch.id
        return [.close] + leaving(id, context)
            + [.act(CommitBranch(id, language: context.words.language))]
    }

    /// Who works in a branch that goes away works on the board that stands.
    private func leaving(_ id: Branch.ID, _ context: Context) -> [Step] {
        context.branch == id ? [.look(at: nil)] : []
    }

    mutating func receive(_ answer: Answer, _ context: Context) -> [Step] {
        guard answer.asked.isSame(as: work) else { return [] }
        refusal = answer.refusal
        if let (_, reply) = answer.reply(to: BranchesWork.self) {
            self.reply = reply
            scroll.jump(to: min(scroll.cursor, max(0, figures.count - 1)), count: figures.count)
            marked = marked.filter { id in figures.contains { $0.branch.id == id } }
        }
        return []
    }

    // MARK: Drawing

    func draw(on frame: inout Frame, _ context: Context) {
        let words = context.words
        let width = min(frame.size.columns - 2, 116)
        let lines = self.lines(context, width: width - 4)
        var area = frame.sheet(
            rows: min(lines.count + 2, frame.size.rows - 2), columns: width,
            title: words("branch.title"),
            foot: words(naming == nil ? "branch.foot" : "form.foot"))
        if let naming {
            let row = area.cutTop(1)
            let label = words("branch.newName") + "  "
            frame.write(label, row: row.row, column: row.column, Style(.accent))
            var field = row
            _ = field.cutLeft(label.displayWidth)
            naming.draw(
                in: field, on: &frame, Style(.plain, paper: .raised, .underline), hasFocus: true)
        }
        frame.write(lines, in: &area)
    }

    private func lines(_ context: Context, width: Int) -> [Line] {
        let words = context.words
        guard let reply else {
            return [Line(words(refusal ?? work.title), refusal == nil ? .quiet : Style(.danger))]
        }
        guard !figures.isEmpty else { return [Line(words("branch.none"), .quiet)] }
        var lines = figures.enumerated().map { place, figures in
            line(figures, isHere: place == scroll.cursor, context)
        }
        let compared = marked.compactMap { id in figures.firstIndex { $0.branch.id == id } }
        guard !compared.isEmpty else { return lines + [Line(words("branch.howToCompare"), .quiet)] }
        lines.append(Line(""))
        let column = max(8, min(18, (width - 30) / (compared.count + 1)))
        func cell(_ text: String) -> String {
            text.clipped(to: column - 2).fitted(to: column)
        }
        let names = compared.map { figures[$0].branch.name }
        lines.append(
            Line(
                String(repeating: " ", count: 30)
                    + ([words("branch.now")] + names).map(cell).joined(), .quiet))
        for line in reply.lines where compared.contains(where: { line.days[$0] != line.now }) {
            var text = Line(line.name.clipped(to: 28).fitted(to: 30))
            text.add(cell(words.shortDay(line.now)), .quiet)
            for place in compared {
                let day = line.days[place]
                let isLater = (day?.number ?? 0) > (line.now?.number ?? 0)
                text.add(
                    cell(words.shortDay(day)),
                    day == line.now ? .quiet : Style(isLater ? .caution : .good))
            }
            lines.append(text)
        }
        return lines
    }

    private func line(_ figures: BranchFigures, isHere: Bool, _ context: Context) -> Line {
        let (words, branch) = (context.words, figures.branch)
        var line = Line(isHere ? "▸ " : "  ", Style(.accent, .bold))
        line.add(marked.contains(branch.id) ? "[×] " : "[ ] ", Style(.accent, .bold))
        line.add(
            branch.name.clipped(to: 20).fitted(to: 21), isHere ? Style(.plain, .bold) : .plain)
        line.add(
            words(
                Phrase(
                    "branch.line",
                    [
                        "courses": .count(branch.items.count), "later": .count(figures.later),
                        "earlier": .count(figures.earlier),
                        "onTime": .text(
                            figures.onTime.map { "\(Int(($0 * 100).rounded())) %" } ?? "–"),
                    ])))
        if figures.broken > 0 {
            line.add(
                "  " + words(Phrase("branch.broken", ["count": .count(figures.broken)])),
                Style(.danger))
        }
        if !figures.stale.isEmpty { line.add("  " + words("branch.stale"), Style(.danger)) }
        if context.branch == branch.id { line.add("  ≈", Style(.caution, .bold)) }
        return line
    }
}

/// A moment of the past at which the Board is to be seen.
struct PastForm: FormOverlay {
    var form: Form
    var columns: Int { 60 }

    init(_ context: Context) {
        form = Form(
            Phrase("past.title"),
            [
                .init(
                    "day", Phrase("past.day"),
                    [
                        .required,
                        .day(today: context.today, (context.today - 36_500)...context.today),
                    ],
                    text: "-1"),
                .init(
                    "time", Phrase("past.time"), [.required, .time], text: context.now.time.text),
            ])
    }

    func submit(_ context: Context) -> [Step] {
        guard let at = form.instant(context) else { return [] }
        guard at <= context.now else {
            return [.refuse(Phrase("past.future", ["at": .instant(at)]))]
        }
        return [.close, .look(at: OtherBoard(kind: .past(at)))]
    }
}
