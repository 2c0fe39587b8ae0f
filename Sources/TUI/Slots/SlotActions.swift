import Application
import Domain
import Terminal

extension Action {
    public static let gain = Action("gain", "w")
    public static let bump = Action("bump", "b")
    public static let makers = Action("makers", "o")
    public static let ledger = Action("ledger", "v")
}

/// Who could best use a free place, by the days that they gain and by the declared score; one of
/// them gets it, and where several wanted it the decision is kept with its reason.
struct GainSheet: AskingOverlay {
    let slot: SlotPlace
    let asked: GainWork
    var reply: GainWork.Reply?
    var refusal: Phrase?
    private(set) var scroll = Scroll()
    /// Those between whom it is decided.
    private(set) var marked: [Course.ID] = []

    static func opening(_ slot: SlotPlace) -> [Step] {
        let asked = GainWork(slot.resource, slot.day)
        return [.open(GainSheet(slot: slot, asked: asked)), .start(asked)]
    }

    private var lines: [GainWork.Line] { reply?.lines ?? [] }

    private var current: GainWork.Line? {
        lines.indices.contains(scroll.cursor) ? lines[scroll.cursor] : nil
    }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        if key == .escape { return reply == nil ? [.close, .effect(.cancelWork)] : [.close] }
        guard let reply else { return [] }
        if let movement = Movement(key) {
            movement.apply(to: &scroll, count: lines.count, height: 10)
            return []
        }
        guard let current else { return [] }
        switch key {
        case .text(" "):
            if marked.contains(current.course) {
                marked.removeAll { $0 == current.course }
            } else {
                marked.append(current.course)
            }
        case .enter:
            if let why = context.linkRefusal { return [.refuse(why)] }
            guard marked.count > 1 else {
                return [.close, .act(BookPlans(current.plan, seen: reply.seen))]
            }
            return decide(current, reply)
        default: break
        }
        return []
    }

    private func decide(_ chosen: GainWork.Line, _ reply: GainWork.Reply) -> [Step] {
        guard marked.contains(chosen.course) else { return [.refuse(Phrase("gain.notMarked"))] }
        let candidates = lines.filter { marked.contains($0.course) }.map(\.candidate)
        return [
            .close,
            .open(
                DecisionDialog(
                    slot, candidates, reply.weights, chosen,
                    then: BookPlans(chosen.plan, seen: reply.seen))),
        ]
    }

    func draw(on frame: inout Frame, _ context: Context) {
        let words = context.words
        let width = min(frame.size.columns - 2, 100)
        let title = Phrase(
            "gain.title",
            ["slot": .resource(slot.resource), "day": .text(words.shortDay(slot.day))])
        var area = frame.sheet(
            rows: min(max(1, lines.count) + 4, frame.size.rows - 2), columns: width,
            title: words(title), foot: words(lines.isEmpty ? "plans.back" : "gain.foot"))
        guard let reply else {
            frame.write(unanswered(asked.title, words, width: width - 4), in: &area)
            return
        }
        guard !lines.isEmpty else {
            frame.write([Line(words("gain.nobody"), .quiet)], in: &area)
            return
        }
        let weights = Allocation.Factor.allCases.map {
            "\(words($0.phrase)) ×\(words.decimal(reply.weights[$0], places: 1))"
        }
        let declared = Phrase("gain.weights", ["weights": .text(weights.joined(separator: ", "))])
        frame.write([Line(words(declared), .quiet)], in: &area)
        var view = scroll
        view.reveal(count: lines.count, height: area.rows)
        let window = view.window(count: lines.count, height: area.rows)
        frame.write(
            window.map { line(lines[$0], isHere: $0 == scroll.cursor, reply, words) }, in: &area)
    }

    private func line(
        _ item: GainWork.Line, isHere: Bool, _ reply: GainWork.Reply, _ words: Wording
    ) -> Line {
        var line = Line(isHere ? "▸ " : "  ", Style(.accent, .bold))
        line.add(marked.contains(item.course) ? "[×] " : "[ ] ", Style(.accent, .bold))
        line.add(item.name.clipped(to: 26).fitted(to: 27), isHere ? Style(.plain, .bold) : .plain)
        line.add(
            words(
                Phrase(
                    "gain.line",
                    [
                        "days": .text((-item.gain).signed),
                        "infusion": .text(words.shortDay(item.plan.infusion)),
                        "score": .decimal(item.candidate.score(reply.weights), places: 1),
                    ])))
        return line
    }
}
