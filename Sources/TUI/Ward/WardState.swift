public import Application
public import Domain
public import Terminal

extension Place {
    public static let ward = Place("ward", number: 4)
}

/// The ward: who is due for what, the most pressing first, and every bed over the nights.
public struct WardState: Equatable, Sendable {
    public enum Pane: String, CaseIterable, Sendable { case list, beds }

    public private(set) var table = TableState()
    public private(set) var reply: WardQuestion.Reply?
    public private(set) var pane = Pane.list
    public private(set) var bed = Scroll()
    private var asked: WardQuestion?
    /// The minute of the last question: what is due comes due by the clock.
    private var minute: Int64 = 0

    /// Nights that are asked for: more than any terminal shows.
    static let nights = 35

    public init() {}

    private var rows: [WardRow] { reply?.list.rows ?? [] }

    var row: WardRow? { rows.first { $0.course.text == table.selected } }
}

extension WardState: ScreenState {
    public static var place: Place { .ward }
    public static var actions: [Action] {
        Action.bedside + [.flags, .note, .event, .filter, .sort, .reverseSort, .nextPane]
    }
    public static var hints: [Action] {
        [
            .open, .ice, .findings, .dose, .answerRise, .handOver, .nextPane, .correctEntry,
            .timeOut,
        ]
    }

    public static func waiting(in live: Live) -> Int {
        live.inbox.count { $0.id.hasPrefix("escalation ") }
    }

    public var filter: String { table.filter }

    public mutating func setFilter(_ text: String, _ context: Context) {
        table.setFilter(text)
        arrange(context)
    }

    private mutating func arrange(_ context: Context) {
        table.arrange(
            rows, WardColumns.all(now: context.now), id: \.course.text, search: \.search)
    }

    public mutating func settle(_ context: Context, isNews: Bool) -> [Step] {
        table.reveal(height: WardView.listHeight(context.pane.rows, rows.count))
        let question = WardQuestion(context.language, nights: Self.nights)
        let minute = context.now.utcMilliseconds / 60_000
        guard isNews || asked != question || self.minute != minute else { return [] }
        (asked, self.minute) = (question, minute)
        return [.ask(question)]
    }

    public mutating func receive(_ answer: Answer, _ context: Context) -> [Step] {
        guard let (_, reply) = answer.reply(to: WardQuestion.self) else { return [] }
        self.reply = reply
        arrange(context)
        return []
    }

    public mutating func take(_ key: Key, _ context: Context) -> [Step]? {
        guard let movement = Movement(key) else { return nil }
        if pane == .beds {
            movement.apply(
                to: &bed, count: reply?.beds.beds.count ?? 0, height: context.pane.rows - 3)
        } else {
            table.move(
                movement, rows, height: WardView.listHeight(context.pane.rows, rows.count),
                id: \.course.text)
        }
        return []
    }

    public mutating func click(line: Int, _ context: Context) {
        guard pane == .list else { return }
        table.move(
            .by(table.scroll.top + line - table.scroll.cursor), rows, height: context.pane.rows,
            id: \.course.text)
    }

    public mutating func show(_ subject: Subject, _ context: Context) -> Bool {
        guard case .course(let course) = subject else { return false }
        return table.select(course, rows, id: \.course.text)
    }

    public func refusal(of action: Action, _ context: Context) -> Phrase? {
        if action == .sort || action == .reverseSort {
            return rows.isEmpty ? Phrase("ward.none") : nil
        }
        let needsRow =
            action == .open || action == .flags || action == .note || action == .event
            || Action.bedside.contains(action)
        guard needsRow, action != .handOver else { return nil }
        if row == nil { return Phrase("refusal.nothingSelected") }
        let reads: [Action] = [.open, .flags, .chartText, .letter, .discharge]
        return reads.contains(action) ? nil : context.linkRefusal
    }

    public mutating func perform(_ action: Action, _ context: Context) -> [Step] {
        switch action {
        case .open: return [.go(.patient, row.map { .course($0.course.text) })]
        case .flags: return [.go(.flags, row.map { .course($0.course.text) })]
        case .note, .event: return context.open(action, on: row?.course.text)
        case .nextPane: pane = pane == .list ? .beds : .list
        case .sort: table.sortByNext(WardColumns.all(now: context.now))
        case .reverseSort: table.reverseSort()
        default:
            return context.bedside(
                action, row?.course, escalations: row?.escalations ?? [],
                entries: row?.entries ?? [],
                last: (row?.dayAfterInfusion ?? 0) > 0 ? .infused : .conditioningStarted)
        }
        arrange(context)
        return []
    }

    public func draw(in pane: Area, on frame: inout Frame, _ context: Context) {
        WardView(state: self, now: context.now).draw(in: pane, on: &frame, context.words)
    }
}
