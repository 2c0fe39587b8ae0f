import Application
import Domain
import Terminal

/// Why the infusion is not earlier: the chain that binds, and the ways out.
struct WhySheet: AskingOverlay {
    let asked: WhyWork
    var reply: WhyWork.Reply?
    var refusal: Phrase?
    /// The way out whose days are shown.
    private(set) var chosen: Int?

    static func opening(_ course: Course.ID, _ branch: Branch.ID?) -> [Step] {
        let asked = WhyWork(course, branch: branch)
        return [.open(WhySheet(asked: asked)), .start(asked)]
    }

    private static let letters = Array("abcdefg")

    private var ways: ArraySlice<BoardExplanation.Way> {
        reply?.ways.prefix(Self.letters.count) ?? []
    }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        if key == .escape {
            return reply == nil ? [.close, .effect(.cancelWork)] : [.close]
        }
        switch key {
        case .text("p"):
            return [.close, .effect(.cancelWork)] + PlansSheet.opening(asked.course, asked.branch)
        case .enter: return take(context)
        case .text(let letter):
            guard let place = Self.letters.firstIndex(of: letter) else { return [] }
            guard ways.indices.contains(place) else { return [.refuse(Phrase("why.noSuch"))] }
            chosen = place
        default: break
        }
        return []
    }

    /// The way that is looked at is booked, with everybody who moves for it.
    private func take(_ context: Context) -> [Step] {
        guard let reply, let chosen, ways.indices.contains(chosen) else {
            return [.refuse(Phrase("why.choose"))]
        }
        if let why = context.linkRefusal { return [.refuse(why)] }
        guard let items = reply.taken[chosen] else { return [.refuse(Phrase("why.notTaken"))] }
        return [.close, .act(BookPlans(items, seen: reply.seen, branch: asked.branch))]
    }

    func draw(on frame: inout Frame, _ context: Context) {
        let words = context.words
        let width = min(frame.size.columns - 2, 116)
        let lines = self.lines(words, width: width - 4)
        var area = frame.sheet(
            rows: min(lines.count + 2, frame.size.rows - 2), columns: width, title: title(words),
            foot: words(ways.isEmpty ? "plans.back" : "why.foot"))
        frame.write(lines, in: &area)
    }

    private func title(_ words: Wording) -> String {
        guard let reply else { return asked.course.text }
        guard let day = reply.best?.infusion else {
            return words(Phrase("why.impossible", ["course": .text(reply.name)]))
        }
        return words(Phrase("why.title", ["course": .text(reply.name), "day": .day(day)]))
    }

    private func lines(_ words: Wording, width: Int) -> [Line] {
        guard let reply else {
            return unanswered(asked.title, words, width: width)
        }
        var lines: [Line] = []
        if let booked = reply.booked, let best = reply.best?.infusion, best < booked {
            let phrase = Phrase("why.couldBe", ["day": .day(best), "booked": .day(booked)])
            lines += words(phrase).wrapped(to: width).map { Line($0, Style(.good)) }
        }
        for (place, cause) in reply.causes.enumerated() {
            let source = words(cause.named)
            let cited = source.isEmpty ? "" : "  [\(source)]"
            let text = "\(place + 1)  \(words(cause.phrase))\(cited)"
            lines += text.wrapped(to: width).map { Line($0) }
        }
        if reply.causes.isEmpty { lines.append(Line(words("why.nothing"), .quiet)) }
        guard !ways.isEmpty else { return lines + [Line(words("why.noWay"), .quiet)] }
        lines.append(Line(words("why.ways"), Style(.accent, .bold)))
        for (place, way) in ways.enumerated() {
            let style = place == chosen ? Style(.accent, .bold) : Style.plain
            let text =
                "\(Self.letters[place])  \(words(way.change))  "
                + words(
                    Phrase(
                        "why.effect",
                        [
                            "day": .text(words.shortDay(way.plan.infusion)),
                            "cost": .count(way.cost),
                        ]))
            lines += text.wrapped(to: width).map { Line($0, style) }
            if place == chosen { lines += days(of: way.plan, words, width) }
        }
        return lines
    }

    private func days(of plan: Plan, _ words: Wording, _ width: Int) -> [Line] {
        let kinds: [Domain.Activity.Kind] = [
            .apheresis, .manufacturing, .receipt, .conditioning, .infusion,
        ]
        let parts = kinds.compactMap { kind in
            plan.first(kind).map { "\(words(kind.phrase)) \(words.shortDay($0.days.first))" }
        }
        return parts.joined(separator: " · ").wrapped(to: max(1, width - 3))
            .map { Line("   " + $0, .quiet) }
    }
}
