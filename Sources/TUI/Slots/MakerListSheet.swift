import Application
import Domain
import Terminal

/// Where the list is that the maker sent.
struct MakerListForm: FormOverlay {
    var form = Form(
        Phrase("makers.list"),
        [.init("path", Phrase("makers.path"), [.required, .atMost(400)])])
    let product: Product.ID

    init(_ product: Product.ID) { self.product = product }

    func submit(_ context: Context) -> [Step] {
        let question = MakerListQuestion(product, path: form.text("path").trimmed)
        return [.close, .open(MakerListSheet(asked: question)), .ask(question)]
    }

    func notes(_ context: Context) -> [Line] {
        [Line(context.words("makers.columns"), .quiet)]
    }
}

/// Our book beside the maker's, line by line, before any of it is taken over.
struct MakerListSheet: AskingOverlay {
    let asked: MakerListQuestion
    var reply: MakerListQuestion.Reply?
    var refusal: Phrase?
    private(set) var scroll = Scroll()

    private var lines: [MakerReconciliation.Line] { reply?.lines ?? [] }

    private var isDifferent: Bool {
        lines.contains { $0.kind == .changed || $0.kind == .onlyTheirs }
    }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        if key == .escape { return [.close] }
        if let movement = Movement(key) {
            movement.apply(to: &scroll, count: lines.count, height: 10)
            return []
        }
        guard key == .enter, let reply else { return [] }
        if let why = context.linkRefusal { return [.refuse(why)] }
        guard isDifferent else { return [.close, .refuse(Phrase("makers.nothingNew"))] }
        return [.close, .act(TakeMakerList(reply.list))]
    }

    func draw(on frame: inout Frame, _ context: Context) {
        let words = context.words
        let width = min(frame.size.columns - 2, 96)
        let title = Phrase("makers.listTitle", ["product": .text(asked.product.text)])
        var area = frame.sheet(
            rows: min(max(3, lines.count + 2), frame.size.rows - 2), columns: width,
            title: words(title), foot: words(isDifferent ? "makers.listFoot" : "plans.back"))
        if let refusal {
            let text = words(refusal).wrapped(to: area.columns).map { Line($0, Style(.danger)) }
            frame.write(text, in: &area)
            return
        }
        guard reply != nil else {
            frame.write([Line(words("move.working"), .quiet)], in: &area)
            return
        }
        var view = scroll
        view.reveal(count: lines.count, height: area.rows)
        let window = view.window(count: lines.count, height: area.rows)
        frame.write(window.map { line(lines[$0], isHere: $0 == scroll.cursor, words) }, in: &area)
    }

    private func line(
        _ item: MakerReconciliation.Line, isHere: Bool, _ words: Wording
    ) -> Line {
        let style: Style =
            switch item.kind {
            case .same: .quiet
            case .changed, .onlyTheirs: Style(.caution, .bold)
            case .onlyOurs: Style(.danger)
            }
        var line = Line(isHere ? "▸ " : "  ", Style(.accent, .bold))
        line.add((item.row?.ref ?? item.slot?.ref ?? "–").clipped(to: 16).fitted(to: 17))
        let ours = item.slot.map { "\(words.shortDay($0.day)) \(words($0.state.phrase))" } ?? "–"
        let theirs = item.row.map { "\(words.shortDay($0.day)) \(words($0.state.phrase))" } ?? "–"
        line.add(ours.fitted(to: 22) + " → " + theirs.fitted(to: 22))
        line.add(words(item.kind.phrase), style)
        return line
    }
}
