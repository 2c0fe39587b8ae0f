public import Application
public import Domain
public import Terminal

extension Action {
    public static let align = Action("align", "D")
    public static let judgement = Action("judgement", "J")
    public static let apheresis = Action("apheresis", "V")
}

extension BoardState: ScreenState {
    public static var place: Place { .board }
    public static var actions: [Action] {
        [
            .plan, .why, .move, .replan, .repair, .planB, .branches, .past, .refer, .note, .event,
            .gates, .judgement, .apheresis, .filter, .sort, .reverseSort, .earlier, .later, .closer,
            .farther, .today, .align,
        ]
    }
    public static var hints: [Action] {
        [
            .open, .plan, .why, .move, .refer, .event, .goTo, .filter, .closer, .earlier, .later,
            .align, .sort, .undo,
        ]
    }

    public var filter: String { table.filter }

    public mutating func setFilter(_ text: String, _ context: Context) {
        filter(text, rows(context.live.board))
    }

    public mutating func renew(_ context: Context) {
        mark(context.live.changed, seenBy: context.person?.id, now: context.now)
    }

    public mutating func tick(_ context: Context) { _ = expire(at: context.now) }

    public var isFading: Bool { !changed.isEmpty }

    public mutating func settle(_ context: Context, isNews: Bool) -> [Step] {
        if isNews { arrange(rows(context.live.board)) }
        reveal(
            height: max(1, BoardView.tableHeight(context.pane.rows) - context.ghosts.count))
        return isNews ? other?.question.map { [$0] } ?? [] : []
    }

    public mutating func receive(_ answer: Answer, _ context: Context) -> [Step] {
        if let (asked, reply) = answer.reply(to: ReplanWork.self), asked.branch == branch,
            !context.isReplanOpen
        {
            replan = reply
            return [.say(Phrase("replan.ready"))]
        }
        if other?.receive(answer, today: context.today) ?? false {
            arrange(rows(context.live.board))
        }
        // A branch that somebody else has committed or dropped is gone.
        if let branch, answer.refusal != nil, answer.asked.isSame(as: BranchQuestion(branch)) {
            look(at: nil, context)
        }
        return []
    }

    public func target(_ context: Context) -> RepeatTarget {
        RepeatTarget(course: other == nil ? table.selected.flatMap { try? Course.ID($0) } : nil)
    }

    /// Looks at another board, or again at the one that stands.
    mutating func look(at board: OtherBoard?, _ context: Context) {
        other = board
        arrange(rows(context.live.board))
    }

    public mutating func take(_ key: Key, _ context: Context) -> [Step]? {
        if key == .escape, other != nil, context.work == nil {
            look(at: nil, context)
            return []
        }
        guard let movement = Movement(key) else { return nil }
        move(
            movement, rows(context.live.board), height: BoardView.tableHeight(context.pane.rows))
        return []
    }

    public mutating func click(line: Int, _ context: Context) {
        move(
            .by(table.scroll.top + line - table.scroll.cursor), rows(context.live.board),
            height: context.pane.rows)
    }

    public mutating func show(_ subject: Subject, _ context: Context) -> Bool {
        guard case .course(let course) = subject else { return false }
        return select(course, rows(context.live.board))
    }

    public func refusal(of action: Action, _ context: Context) -> Phrase? {
        if case .past? = other?.kind, Action.changing.contains(action) {
            return Phrase("refusal.past")
        }
        if other != nil, Action.real.contains(action) { return Phrase("refusal.branch") }
        let needsCourse =
            action == .open || action == .judgement || action == .apheresis
            || Action.planning.contains(action)
        return needsCourse && table.selected == nil ? Phrase("refusal.nothingSelected") : nil
    }

    public mutating func perform(_ action: Action, _ context: Context) -> [Step] {
        let rows = rows(context.live.board)
        switch action {
        case .branches: return BranchSheet.opening
        case .past: return [.open(PastForm(context))]
        case .repair: return repair(rows)
        case .open:
            return [.go(.patient, table.selected.map { .course($0) })]
        case .refer, .note, .event: return context.open(action, on: table.selected)
        case .gates: return context.openGates(table.selected)
        case .judgement, .apheresis:
            return context.read(action, of: table.selected.flatMap { try? Course.ID($0) })
        case .replan:
            defer { replan = nil }
            return ReplanSheet.opening(context, ready: replan)
        case .plan, .why, .move, .planB: return context.plan(action, course: table.selected)
        case .sort: sortByNext(rows)
        case .reverseSort: reverseSort(rows)
        case .earlier: shift(steps: -1)
        case .later: shift(steps: 1)
        case .closer: zoom(in: true)
        case .farther: zoom(in: false)
        case .today: showToday()
        case .align: align()
        default: break
        }
        return []
    }

    /// The course under the cursor where it is in conflict, else everybody who is.
    private func repair(_ rows: [BoardRow]) -> [Step] {
        guard rows.contains(where: { $0.conflicts > 0 }) else {
            return [.refuse(Phrase("repair.noConflict"))]
        }
        let here = rows.first { $0.course == table.selected }
        let course = here.flatMap { $0.conflicts > 0 ? try? Course.ID($0.course) : nil }
        return RepairSheet.opening(RepairWork(course.map { [$0] } ?? [], branch: branch))
    }

    public func draw(in pane: Area, on frame: inout Frame, _ context: Context) {
        BoardView(
            rows: rows(context.live.board), state: self, now: context.now, ghosts: context.ghosts
        )
        .draw(in: pane, on: &frame, context.words)
    }
}
