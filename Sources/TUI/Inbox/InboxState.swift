public import Application
public import Domain
import Terminal

extension Action {
    public static let done = Action("done", "d")
    public static let drop = Action("drop", "x")
    public static let snooze = Action("snooze", "z")
    public static let delegate = Action("delegate", "a")
    public static let escalate = Action("escalate", "E")
    public static let acknowledge = Action("acknowledge", "y")
}

/// What one person has made of the Inbox.
public struct InboxState: Equatable, Sendable {
    public var table = TableState(sort: .init(column: "due"))

    public init() {}

    public static func waiting(in live: Live) -> Int { live.inbox.count }

    /// Enter leads to where the thing is solved.
    private func open(_ context: Context) -> [Step] {
        guard let row = row(context) else { return [] }
        switch row.destination {
        case .course(let course): return [.go(.board, .course(course))]
        case .bedside(let course): return [.go(.patient, .course(course))]
        case .slot(let resource, let day):
            return [.go(.slots, .slot(resource: resource, day))]
        case .nowhere: return [.refuse(Phrase("refusal.noPlace"))]
        }
    }

    /// What the row under the cursor is about: `task T-0001`, `hold B-0001`.
    private func subject<Thing>(_ kind: String) -> Identifier<Thing>? {
        guard let words = table.selected?.split(separator: " "), words.count == 2,
            words[0] == kind
        else { return nil }
        return try? Identifier(String(words[1]))
    }

    private var booking: Booking.ID? { subject("hold") }
    private var task: CareTask.ID? { subject("task") }
    private var notice: Notice.ID? { subject("notice") }

    /// What can be done with any matter.
    private static let handling: [Action] = [.snooze, .delegate, .escalate]

    public func refusal(of action: Action, _ context: Context) -> Phrase? {
        if action == .open || action == .confirm || action == .done || action == .drop,
            table.selected == nil
        {
            return Phrase("refusal.nothingSelected")
        }
        if Self.handling.contains(action) {
            return table.selected == nil
                ? Phrase("refusal.nothingSelected") : context.linkRefusal
        }
        switch action {
        case .acknowledge:
            return notice == nil ? Phrase("refusal.noNotice") : context.linkRefusal
        case .confirm: return booking == nil ? Phrase("refusal.noHold") : context.linkRefusal
        case .done, .drop: return task == nil ? Phrase("refusal.noTask") : context.linkRefusal
        default: return nil
        }
    }

    private func handle(_ action: Action, _ context: Context) -> [Step] {
        guard let row = row(context) else { return [] }
        switch action {
        case .snooze: return [.open(SnoozeForm(row.id, context))]
        case .delegate: return [.open(DelegateMenu(row.id, context.live.users))]
        default: return [.act(EscalateMatter(row.id, role: row.role))]
        }
    }

    private func settle(_ action: Action) -> [Step] {
        if action == .acknowledge, let notice { return [.act(AcknowledgeNotice(notice))] }
        if action == .confirm, let booking {
            return [.act(ConfirmBooking(booking, withChain: true))]
        }
        guard let task else { return [] }
        if action == .done { return [.act(CloseTask(task))] }
        let body = Phrase("dialog.dropBody", ["task": .text(task.text)])
        return [.open(DeedDialog(Phrase("dialog.drop"), body, .drop(task)))]
    }
}

extension InboxState: TableScreen {
    public static var place: Place { .inbox }
    public static var actions: [Action] {
        [
            .confirm, .done, .drop, .snooze, .delegate, .escalate, .acknowledge, .filter, .sort,
            .reverseSort,
        ]
    }
    public static var hints: [Action] {
        [.open, .confirm, .done, .snooze, .delegate, .escalate, .drop, .filter, .undo]
    }

    public static func rows(_ live: Live) -> [InboxRow] { live.inbox }
    public static func columns(_ context: Context) -> [Column<InboxRow>] {
        InboxColumns.all(now: context.now)
    }
    public static func id(_ row: InboxRow) -> String { row.id }
    public static func search(_ row: InboxRow) -> Searchable { row.search }
    public static var empty: Phrase { Phrase("inbox.empty") }
    public static func title(_ count: Int) -> Phrase {
        Phrase("inbox.title", ["count": .count(count)])
    }

    public func target(_ context: Context) -> RepeatTarget {
        let course = row(context)?.course ?? ""
        return RepeatTarget(course: try? Course.ID(course), matter: table.selected)
    }

    public mutating func perform(_ action: Action, _ context: Context) -> [Step] {
        switch action {
        case .open: return open(context)
        case .confirm, .done, .drop, .acknowledge: return settle(action)
        case .snooze, .delegate, .escalate: return handle(action, context)
        default:
            sort(action, context)
            return []
        }
    }
}
