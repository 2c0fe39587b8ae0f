import Application
import Domain
import Terminal

/// What can be done after reality broke a plan: the ways, who moves by each and who must hear of
/// it, and the Board above with everybody as they would lie.
struct RepairSheet: AskingOverlay {
    let asked: RepairWork
    var reply: RepairWork.Reply?
    var refusal: Phrase?
    private(set) var chosen = 0
    /// The first line of the difference that is shown.
    private(set) var top = 0

    static func opening(_ asked: RepairWork) -> [Step] {
        [.open(RepairSheet(asked: asked)), .start(asked)]
    }

    private static let letters = Array("abcdefg")

    private var options: ArraySlice<RepairOption> {
        reply?.options.prefix(Self.letters.count) ?? []
    }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        if key == .escape { return reply == nil ? [.close, .effect(.cancelWork)] : [.close] }
        guard reply != nil else { return [] }
        switch key {
        case .left, .backTab: choose(chosen - 1)
        case .right, .tab: choose(chosen + 1)
        case .down, .text("j"): top += 1
        case .up, .text("k"): top = max(0, top - 1)
        case .enter: return book(context)
        case .text(let letter):
            guard let place = Self.letters.firstIndex(of: letter) else { return [] }
            guard options.indices.contains(place) else {
                return [.refuse(Phrase("why.noSuch"))]
            }
            choose(place)
        default: break
        }
        return []
    }

    private mutating func choose(_ place: Int) {
        guard !options.isEmpty else { return }
        (chosen, top) = ((place + options.count) % options.count, 0)
    }

    private func book(_ context: Context) -> [Step] {
        guard let reply, options.indices.contains(chosen) else {
            return [.refuse(Phrase("repair.nothing"))]
        }
        if let why = context.linkRefusal { return [.refuse(why)] }
        let option = options[chosen]
        guard option.isWhole else { return [.refuse(Phrase("repair.loses"))] }
        let items = option.changes.compactMap { change in
            change.plan.map { ChosenPlans.Item($0, shares: change.shares) }
        }
        let minutes = asked.happening?.event.minutesToTell ?? CourseChange.minutesToTell
        let tells = option.changes.flatMap { $0.tells(context.words, within: minutes) }
        let deed = BookPlans(items, seen: reply.seen, branch: asked.branch, tells: tells)
        // Who loses a place to an emergency is owed the reason.
        let moves = option.changes.compactMap { move($0) }
        return [.close, asked.bump == nil ? .act(deed) : .open(EmergencyDialog(deed, moves))]
    }

    /// Whose infusion comes when, by this repair.
    private func move(_ change: CourseChange) -> Phrase? {
        change.plan?.infusion.map { infusion in
            Phrase(
                "bump.moves",
                [
                    "name": .text(reply?.names[change.course] ?? change.course.text),
                    "day": .day(infusion), "days": .text(change.days?.signed ?? "–"),
                ])
        }
    }

    var footRows: Int { 13 }

    var ghosts: [String: Ghost] {
        guard options.indices.contains(chosen) else { return [:] }
        return Dictionary(
            options[chosen].changes.compactMap { change in
                change.plan.map {
                    (
                        change.course.text,
                        Ghost(bars: CourseBars.ghosts(of: $0), days: change.days)
                    )
                }
            }, uniquingKeysWith: { one, _ in one })
    }

    // MARK: Drawing

    func draw(on frame: inout Frame, _ context: Context) {
        let words = context.words
        var area = context.strip
        guard area.rows > 2 else { return }
        frame.clear(area)
        let title =
            asked.bump.map {
                Phrase(
                    "bump.title",
                    [
                        "wanted": .text($0.wanted.text), "holder": .text($0.holder.text),
                        "day": .day($0.day),
                    ])
            }
            ?? asked.happening.map {
                Phrase(
                    "repair.after",
                    ["event": .phrase($0.event.phrase), "course": .text($0.course.text)])
            } ?? Phrase(asked.onlyPlanB ? "action.planB" : "repair.title")
        frame.box(
            area, title: words(title),
            foot: words(options.isEmpty ? "plans.back" : "repair.foot"), Style(.accent))
        area = area.inset(rows: 1, columns: 2)
        let head = heads(words, width: area.columns)
        frame.write(head, in: &area)
        guard options.indices.contains(chosen) else { return }
        let lines = difference(options[chosen], words, width: area.columns)
        let first = min(top, max(0, lines.count - area.rows))
        frame.write(Array(lines.dropFirst(first)), in: &area)
    }

    private func heads(_ words: Wording, width: Int) -> [Line] {
        guard let reply else {
            return unanswered(asked.title, words, width: width)
        }
        guard !options.isEmpty else {
            let none = Phrase(reply.impossible.isEmpty ? "repair.holds" : "repair.none.left")
            return [Line(words(none), Style(reply.impossible.isEmpty ? .good : .danger))]
                + reply.impossible.map { Line("✗ " + words($0), Style(.danger)) }
        }
        return options.enumerated().map { place, option in
            let isHere = place == chosen
            var line = Line(isHere ? "▸ " : "  ", Style(.accent, .bold))
            line.add("\(Self.letters[place])  ", Style(.accent, .bold))
            line.add(words(option.kind.phrase), isHere ? Style(.plain, .bold) : .plain)
            line.add("   " + words(sum(option)), option.isWhole ? .quiet : Style(.danger))
            return line
        }
    }

    private func sum(_ option: RepairOption) -> Phrase {
        guard option.isWhole else { return Phrase("replan.loses") }
        return Phrase(
            option.cost == nil ? "repair.sum" : "repair.sumCost",
            [
                "courses": .count(option.changes.count), "days": .count(option.days),
                "cost": .count(option.cost ?? 0),
            ])
    }

    /// Who moves, by how much, and who must be told.
    private func difference(
        _ option: RepairOption, _ words: Wording, width: Int
    ) -> [Line] {
        option.changes.flatMap { change -> [Line] in
            let name = reply?.names[change.course] ?? change.course.text
            var head = Line(name + "  ", .plain.with(.bold))
            if let plan = change.plan {
                head.add(
                    "\(words.shortDay(reply?.booked[change.course])) → "
                        + words.shortDay(plan.infusion))
            }
            if let days = change.days {
                head.add(" (\(days.signed))", Style(days > 0 ? .caution : .good))
            }
            let moves = change.shifts.filter { $0.activity != .infusion }.map { shift in
                "\(words(shift.activity.phrase)) \(words.shortDay(shift.to.first)) "
                    + "(\(shift.days.signed))"
            }
            let tell = words(
                Phrase("replan.tell", ["who": .list(change.audiences.map { .phrase($0) })]))
            var rest: [String] = []
            if !moves.isEmpty { rest.append(words.list(moves)) }
            if !change.audiences.isEmpty { rest.append(tell) }
            return [head]
                + rest.flatMap { $0.wrapped(to: max(1, width - 3)) }
                .map { Line("   " + $0, .quiet) }
        }
    }
}
