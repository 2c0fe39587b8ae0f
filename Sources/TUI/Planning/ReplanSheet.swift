import Application
import Domain
import Terminal

/// What a plan of everybody would change: a list of differences, of which one accepts the lines
/// that one wants.
struct ReplanSheet: AskingOverlay {
    let asked: ReplanWork
    var reply: ReplanWork.Reply?
    var refusal: Phrase?
    private(set) var marked: Set<Int> = []
    private(set) var scroll = Scroll()

    /// - Parameter ready: what a search that was left running has found meanwhile.
    static func opening(_ context: Context, ready: ReplanWork.Reply? = nil) -> [Step] {
        let asked = ReplanWork(branch: context.branch)
        if let ready { return [.open(ReplanSheet(asked: asked, reply: ready))] }
        // One that is still running is looked at again, not begun anew.
        if context.work?.title == asked.title { return [.open(ReplanSheet(asked: asked))] }
        return [.open(ReplanSheet(asked: asked)), .start(asked)]
    }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        guard let reply else {
            switch key {
            case .escape: return [.close, .effect(.cancelWork)]
            // It goes on while one works; the foot shows how far it is.
            case .tab: return [.close, .say(Phrase("replan.left"))]
            default: return []
            }
        }
        if let movement = Movement(key) {
            let height = listRows(context)
            movement.apply(to: &scroll, count: reply.lines.count, height: height)
            scroll.reveal(count: reply.lines.count, height: height)
            return []
        }
        switch key {
        case .escape: return [.close]
        case .text(" "): return mark(reply)
        case .text("a"):
            let all = Set(reply.lines.indices.filter { reply.lines[$0].change.plan != nil })
            marked = marked == all ? [] : all
        case .enter: return accept(reply, context)
        default: break
        }
        return []
    }

    private mutating func mark(_ reply: ReplanWork.Reply) -> [Step] {
        guard reply.lines.indices.contains(scroll.cursor) else { return [] }
        guard reply.lines[scroll.cursor].change.plan != nil else {
            return [.refuse(Phrase("replan.noPlan"))]
        }
        marked.formSymmetricDifference([scroll.cursor])
        return []
    }

    private func accept(_ reply: ReplanWork.Reply, _ context: Context) -> [Step] {
        if let why = context.linkRefusal { return [.refuse(why)] }
        let lines = marked.sorted().map { reply.lines[$0] }
        let items = lines.compactMap { line in
            line.change.plan.map { ChosenPlans.Item($0, shares: line.change.shares) }
        }
        guard !items.isEmpty else { return [.refuse(Phrase("replan.noneMarked"))] }
        let seen = BookingVersions(joining: lines.map(\.seen))
        return [.close, .act(BookPlans(items, seen: seen, branch: asked.branch))]
    }

    /// Rows of the list: the frame, the sums and a line for whom to tell go off.
    private func listRows(_ context: Context) -> Int { max(1, context.pane.rows - 6) }

    func draw(on frame: inout Frame, _ context: Context) {
        let words = context.words
        let columns = min(frame.size.columns - 2, 116)
        let count = reply.map { max(1, $0.lines.count) } ?? 0
        var area = frame.sheet(
            rows: min(min(count, listRows(context)) + 4, frame.size.rows - 2), columns: columns,
            title: words("replan.title"),
            foot: words(reply == nil ? "replan.cancel" : "replan.foot"))
        guard let reply else {
            var lines = unanswered(asked.title, words, width: columns - 4)
            if let detail = context.work?.detail { lines.append(Line(words(detail))) }
            frame.write(lines, in: &area)
            return
        }
        var list = area
        var foot = list.cutBottom(2)
        let window = scroll.window(count: reply.lines.count, height: list.rows)
        frame.write(window.map { line($0, reply.lines[$0], words) }, in: &list)
        if reply.lines.isEmpty {
            frame.write([Line(words("replan.nothing"), Style(.good))], in: &list)
        }
        var notes: [Line] = []
        if reply.lines.indices.contains(scroll.cursor) {
            let tells = reply.lines[scroll.cursor].change.audiences
            let tell = Phrase("replan.tell", ["who": .list(tells.map { .phrase($0) })])
            notes.append(Line(words(tell), .quiet))
        }
        notes.append(Line(words(sum(reply)), .quiet))
        frame.write(notes, in: &foot)
    }

    private func sum(_ reply: ReplanWork.Reply) -> Phrase {
        Phrase(
            "replan.sum",
            [
                "courses": .count(reply.courses), "cost": .count(reply.cost),
                "bound": .count(reply.bound), "marked": .count(marked.count),
                "before": reply.before.map { .count($0) } ?? .phrase(Phrase("replan.broken")),
            ])
    }

    private func line(_ place: Int, _ item: ReplanWork.Line, _ words: Wording) -> Line {
        let isHere = place == scroll.cursor
        var line = Line(isHere ? "▸ " : "  ", Style(.accent, .bold))
        line.add(marked.contains(place) ? "[×] " : "[ ] ", Style(.accent, .bold))
        line.add(item.name.clipped(to: 24).fitted(to: 25), isHere ? Style(.plain, .bold) : .plain)
        guard let plan = item.change.plan else {
            line.add(words("replan.loses"), Style(.danger))
            return line
        }
        line.add("\(words.shortDay(item.booked)) → \(words.shortDay(plan.infusion))")
        if let days = item.change.days {
            line.add("  \(days.signed)", Style(days > 0 ? .caution : .good))
        }
        line.add("  \(plan.product.text)", .quiet)
        return line
    }
}
