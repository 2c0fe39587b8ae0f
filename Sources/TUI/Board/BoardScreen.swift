import Application
public import Domain
public import Terminal

extension Action {
    public static let align = Action("align", "D")
}

extension BoardState: ScreenState {
    public static var place: Place { .board }
    public static var actions: [Action] {
        [
            .plan, .why, .move, .replan, .refer, .note, .event, .filter, .sort, .reverseSort,
            .earlier, .later, .closer,
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
        filter(text, context.live.board)
    }

    public mutating func renew(_ context: Context) {
        mark(context.live.changed, seenBy: context.person?.id, now: context.now)
    }

    public mutating func tick(_ context: Context) { _ = expire(at: context.now) }

    public var isFading: Bool { !changed.isEmpty }

    public mutating func settle(_ context: Context, isNews: Bool) -> [Step] {
        if isNews { arrange(context.live.board) }
        reveal(height: BoardView.tableHeight(context.pane.rows))
        return []
    }

    public mutating func take(_ key: Key, _ context: Context) -> [Step]? {
        guard let movement = Movement(key) else { return nil }
        move(
            movement, context.live.board, height: BoardView.tableHeight(context.pane.rows))
        return []
    }

    public mutating func click(line: Int, _ context: Context) {
        move(
            .by(table.scroll.top + line - table.scroll.cursor), context.live.board,
            height: context.pane.rows)
    }

    public mutating func show(_ subject: Subject, _ context: Context) -> Bool {
        guard case .course(let course) = subject else { return false }
        return select(course, context.live.board)
    }

    public func refusal(of action: Action, _ context: Context) -> Phrase? {
        let needsCourse = action == .open || Action.planning.contains(action)
        return needsCourse && table.selected == nil ? Phrase("refusal.nothingSelected") : nil
    }

    public mutating func perform(_ action: Action, _ context: Context) -> [Step] {
        let rows = context.live.board
        switch action {
        case .open:
            let row = rows.first { $0.course == table.selected }
            return [.go(.patients, .patient(row?.patient ?? ""))]
        case .refer, .note, .event: return context.open(action, on: table.selected)
        case .replan: return ReplanSheet.opening
        case .plan, .why, .move: return context.plan(action, course: table.selected)
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

    public func draw(in pane: Area, on frame: inout Frame, _ context: Context) {
        BoardView(rows: context.live.board, state: self, now: context.now)
            .draw(in: pane, on: &frame, context.words)
    }
}
