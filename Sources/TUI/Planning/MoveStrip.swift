import Application
import Domain
import Terminal

/// A booking that was picked up: it is moved day by day, and a strip below the Board says what
/// would follow before anything does.
struct MoveStrip: AskingOverlay {
    var asked: MoveQuestion
    var reply: MoveQuestion.Reply?
    var refusal: Phrase?

    static func opening(
        _ course: Course.ID, _ branch: Branch.ID?, by days: Int = 0
    ) -> [Step] {
        let question = MoveQuestion(course, by: days, branch: branch)
        return [.open(MoveStrip(asked: question)), .ask(question)]
    }

    /// A reply is shown only for what was asked last.
    private var isCurrent: Bool { reply.map { isAnswer($0) } ?? false }

    private func isAnswer(_ reply: MoveQuestion.Reply) -> Bool {
        let to = reply.picked.span.first + asked.days
        return reply.answer.map { $0.day == to } ?? (asked.days == 0)
    }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        switch key {
        case .escape: return [.close]
        case .text("["), .left: return shift(by: -1)
        case .text("]"), .right: return shift(by: 1)
        case .text("{"): return shift(by: -7)
        case .text("}"): return shift(by: 7)
        case .text("0"): return shift(by: -asked.days)
        case .tab: return pick(1)
        case .backTab: return pick(-1)
        case .enter: return commit(context)
        default: return []
        }
    }

    private mutating func shift(by days: Int) -> [Step] {
        // Two years either way are farther than any board reaches.
        let sum = min(max(-730, asked.days + days), 730)
        asked = MoveQuestion(asked.course, reply?.picked.id, by: sum, branch: asked.branch)
        return [.ask(asked)]
    }

    private mutating func pick(_ step: Int) -> [Step] {
        guard let reply, let place = reply.choices.firstIndex(of: reply.picked) else { return [] }
        let count = reply.choices.count
        let next = reply.choices[(place + step + count) % count].id
        asked = MoveQuestion(asked.course, next, branch: asked.branch)
        return [.ask(asked)]
    }

    private func commit(_ context: Context) -> [Step] {
        if let why = context.linkRefusal { return [.refuse(why)] }
        guard isCurrent, let reply, let answer = reply.answer else {
            return [.refuse(Phrase("move.notMoved"))]
        }
        guard let plan = answer.plan else { return [.refuse(Phrase("move.impossible"))] }
        return [.close, .act(BookPlans(plan, seen: reply.seen, branch: asked.branch))]
    }

    /// Always as high: nothing above it jumps while the booking moves.
    var footRows: Int { 9 }

    var ghosts: [String: Ghost] {
        guard isCurrent, let reply, let plan = reply.answer?.plan?.plan else { return [:] }
        let before = reply.choices.first { $0.activity == .infusion }?.span.first
        let days = before.flatMap { before in plan.infusion.map { $0 - before } }
        var ghosts = [asked.course.text: Ghost(bars: CourseBars.ghosts(of: plan), days: days)]
        for other in reply.answer?.others ?? [] {
            ghosts[other.course.text] = Ghost(
                bars: CourseBars.ghosts(of: other.plan), days: other.days)
        }
        return ghosts
    }

    func draw(on frame: inout Frame, _ context: Context) {
        let words = context.words
        var area = context.strip
        guard area.rows > 2 else { return }
        let width = area.columns - 4
        let lines = self.lines(words, width: width)
        frame.clear(area)
        let name = reply?.name ?? asked.course.text
        frame.box(
            area, title: words(Phrase("move.title", ["course": .text(name)])),
            foot: words("move.foot"), Style(.accent))
        area = area.inset(rows: 1, columns: 2)
        frame.write(lines, in: &area)
    }

    private func lines(_ words: Wording, width: Int) -> [Line] {
        guard refusal == nil, let reply else {
            return unanswered(Phrase("move.working"), words, width: width)
        }
        let from = reply.picked.span.first
        let title = words(
            Phrase(
                "move.line",
                [
                    "activity": .phrase(reply.picked.activity.phrase),
                    "from": .text(words.shortDay(from)),
                    "to": .text(words.shortDay(from + asked.days)),
                    "days": .text(asked.days.signed),
                ]))
        var lines = [Line(title, Style(.accent, .bold))]
        guard isCurrent, let answer = reply.answer else { return lines }
        guard answer.isPossible else {
            lines.append(Line(words("move.impossible"), Style(.danger, .bold)))
            return lines
                + answer.stops.flatMap { stop in
                    "✗ \(words(stop.phrase))".wrapped(to: width).map { Line($0, Style(.danger)) }
                }
        }
        let cost = Phrase("move.cost", ["cost": .text(answer.costChange.signed)])
        lines[0].add("   " + words(cost), Style(answer.costChange > 0 ? .caution : .good))
        let along = answer.shifts.filter { $0.booking != reply.picked.id }.map { shift in
            "\(words(shift.activity.phrase)) \(words.shortDay(shift.from.first))"
                + " → \(words.shortDay(shift.to.first)) (\(shift.days.signed))"
        }
        lines += others(answer, reply.names, words, width: width)
        let text =
            along.isEmpty
            ? words(answer.others.isEmpty ? "move.alone" : "move.nothingAlong")
            : words(answer.others.isEmpty ? "move.along" : "move.goAlong") + " "
                + along.joined(separator: ", ")
        lines += text.wrapped(to: width).map { Line($0) }
        lines += (answer.plan?.reasons ?? []).flatMap { reason in
            words(reason).wrapped(to: width).map { Line($0, Style(.caution)) }
        }
        return lines
    }

    /// Who has to make room, by how much, and because of what.
    private func others(
        _ answer: MoveAnswer, _ names: [Course.ID: String], _ words: Wording, width: Int
    ) -> [Line] {
        answer.others.flatMap { other in
            let phrase = Phrase(
                "move.other",
                [
                    "course": .text(names[other.course] ?? other.course.text),
                    "days": .text(other.days.signed),
                ])
            return words(phrase).wrapped(to: width).map { Line($0, Style(.caution, .bold)) }
        }
            + (answer.others.isEmpty ? [] : answer.stops).flatMap { stop in
                "  \(words(stop.phrase))".wrapped(to: width).map { Line($0, .quiet) }
            }
    }
}
