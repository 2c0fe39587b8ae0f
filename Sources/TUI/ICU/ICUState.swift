public import Application
public import Domain
public import Terminal

extension Place {
    public static let icu = Place("icu", number: 5)
}

/// Beds of intensive care: what is expected over fourteen nights, by whom, and what closing a bed
/// would do.
public struct ICUState: Equatable, Sendable {
    public private(set) var reply: ICUQuestion.Reply?
    /// The night under the cursor.
    public private(set) var night = 0
    public private(set) var bed = 0
    private var asked: ICUQuestion?

    public init() {}

    /// The beds of intensive care, without those of wards.
    var beds: [BedMap.Bed] { reply?.beds.beds.filter(\.isIntensive) ?? [] }

    var current: ICUNight? {
        guard let nights = reply?.forecast.nights, nights.indices.contains(night) else {
            return nil
        }
        return nights[night]
    }

    private var closing: BedClosing? {
        guard let reply, beds.indices.contains(bed) else { return nil }
        let found = beds[bed]
        return BedClosing(
            found.resource, unit: found.unit, DaySpan(reply.forecast.first + night))
    }
}

extension ICUState: ScreenState {
    public static var place: Place { .icu }
    public static var actions: [Action] { [.block, .flags, .nextPane, .earlier, .later, .today] }
    public static var hints: [Action] { [.block, .nextPane, .open, .later, .flags, .goTo, .undo] }

    public mutating func settle(_ context: Context, isNews: Bool) -> [Step] {
        let question = ICUQuestion(context.language)
        guard isNews || asked != question else { return [] }
        asked = question
        return [.ask(question)]
    }

    public mutating func receive(_ answer: Answer, _ context: Context) -> [Step] {
        if let (asked, reply) = answer.reply(to: ICUQuestion.self), asked.closing == nil {
            self.reply = reply
        }
        return []
    }

    public mutating func take(_ key: Key, _ context: Context) -> [Step]? {
        let last = (reply?.forecast.nights.count ?? 1) - 1
        switch key {
        case .left, .text("h"): night = max(0, night - 1)
        case .right, .text("l"): night = min(last, night + 1)
        case .up, .text("k"): bed = max(0, bed - 1)
        case .down, .text("j"): bed = min(max(0, beds.count - 1), bed + 1)
        default: return nil
        }
        return []
    }

    public func refusal(of action: Action, _ context: Context) -> Phrase? {
        switch action {
        case .open, .flags:
            current?.behind.isEmpty == false ? nil : Phrase("refusal.nothingSelected")
        case .block:
            closing == nil ? Phrase("refusal.nothingSelected") : context.linkRefusal
        case .earlier, .later: reply == nil ? Phrase("patient.reading") : nil
        default: nil
        }
    }

    public mutating func perform(_ action: Action, _ context: Context) -> [Step] {
        let last = (reply?.forecast.nights.count ?? 1) - 1
        switch action {
        case .earlier: night = max(0, night - 7)
        case .later: night = min(max(0, last), night + 7)
        case .today: night = 0
        case .nextPane: bed = beds.isEmpty ? 0 : (bed + 1) % beds.count
        case .open:
            return [.go(.patient, current?.behind.first.map { .course($0.course.text) })]
        case .flags:
            return [.go(.flags, current?.behind.first.map { .course($0.course.text) })]
        case .block:
            guard let closing else { return [] }
            return [
                .open(ClosingSheet(closing)), .ask(ICUQuestion(context.language, closing: closing)),
            ]
        default: break
        }
        return []
    }

    public func draw(in pane: Area, on frame: inout Frame, _ context: Context) {
        ICUView(state: self).draw(in: pane, on: &frame, context.words)
    }
}

/// What closing a bed would do, before anything moves: who is at risk, and how much tighter it
/// gets. Only then, with a reason, the bed is closed.
struct ClosingSheet: Overlay {
    let closing: BedClosing
    private(set) var reply: ICUQuestion.Reply?
    private(set) var form: Form?

    init(_ closing: BedClosing) { self.closing = closing }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        if let isDone = form.take(key) {
            guard isDone, let form else { return [] }
            let deed = BlockUnit(
                closing.resource, unit: closing.unit, closing.span.first,
                why: form.text("why").trimmed)
            return [.close, .act(deed)]
        }
        switch key {
        case .escape: return [.close]
        case .text("x") where reply?.preview != nil:
            form = Form(
                Phrase("dialog.block"),
                [.init("why", Phrase("icu.why"), [.required, .atMost(200)])])
        default: break
        }
        return []
    }

    mutating func receive(_ answer: Answer, _ context: Context) -> [Step] {
        if let (asked, reply) = answer.reply(to: ICUQuestion.self), asked.closing == closing {
            self.reply = reply
        }
        return []
    }

    func draw(on frame: inout Frame, _ context: Context) {
        let words = context.words
        let width = min(frame.size.columns - 2, 100)
        let lines = (reply?.lines ?? [words("patient.reading")])
            .flatMap { $0.wrapped(to: max(1, width - 4)) }
        let area = frame.sheet(
            rows: min(frame.size.rows - 2, lines.count + 3), columns: width,
            title: words("icu.closing"), foot: words("icu.closeFoot"), Style(.caution))
        for (row, line) in lines.prefix(area.rows).enumerated() {
            frame.write(line, row: area.row + row, column: area.column, width: area.columns)
        }
        form?.drawBox(columns: 70, more: [], on: &frame, words)
    }
}
