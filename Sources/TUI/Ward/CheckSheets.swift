import Application
import Domain
import Terminal

/// Points that are ticked off one by one.
struct CheckList: Equatable, Sendable {
    private(set) var words: [FormWordsQuestion.Word] = []
    private(set) var ticked: Set<String> = []
    private(set) var cursor = 0

    init() {}

    mutating func fill(_ words: [FormWordsQuestion.Word]) {
        self.words = words
        cursor = min(cursor, max(0, words.count - 1))
    }

    /// In the order of the list.
    var chosen: [String] { words.map(\.id).filter { ticked.contains($0) } }

    /// False for a key that is none of the list's.
    mutating func take(_ key: Key) -> Bool {
        switch key {
        case .up, .text("k"): cursor = max(0, cursor - 1)
        case .down, .text("j"): cursor = min(max(0, words.count - 1), cursor + 1)
        case .text(" "): toggle(cursor)
        case .text(let digit):
            guard let number = digit.wholeNumberValue, (1...max(1, words.count)).contains(number)
            else { return false }
            cursor = number - 1
            toggle(cursor)
        default: return false
        }
        return true
    }

    private mutating func toggle(_ place: Int) {
        guard words.indices.contains(place) else { return }
        let id = words[place].id
        if ticked.remove(id) == nil { ticked.insert(id) }
    }

    func draw(in area: Area, hasFocus: Bool, on frame: inout Frame) {
        for (index, word) in words.enumerated() where index < area.rows {
            let isHere = hasFocus && index == cursor
            var line = Line(isHere ? "▸" : " ", Style(.accent, .bold))
            line.add("\(index + 1) ", Style(.accent))
            line.add(ticked.contains(word.id) ? "[x] " : "[ ] ", .bold)
            line.add(word.says, isHere ? .bold : .plain)
            frame.write(line, row: area.row + index, column: area.column, width: area.columns)
        }
    }
}

/// The time-out before the infusion: every point aloud, two people.
struct TimeOutSheet: Overlay {
    let course: Course.ID
    private(set) var checks = CheckList()
    private(set) var form: Form?
    private var reserve: FormWordsQuestion.Word?
    private var asksPassword = false

    init(_ course: Course.ID) { self.course = course }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        if let isDone = form.take(key) {
            guard isDone, let form else { return [] }
            let deed = TakeTimeOut(
                course, checks: checks.chosen, second: form.text("second").trimmed,
                context.language)
            return [.close, .act(deed)]
        }
        if key == .escape { return [.close] }
        if key == .enter {
            guard checks.chosen.count == checks.words.count else {
                return [.refuse(Phrase("timeOut.tickAll"))]
            }
            // Where people have passwords, the second one comes with their own.
            if asksPassword {
                return [
                    .close,
                    .act(TakeTimeOut(course, checks: checks.chosen, context.language)),
                ]
            }
            form = Form(
                Phrase("timeOut.secondTitle"),
                [.init("second", Phrase("timeOut.second"), [.required, .identifier])])
            return []
        }
        _ = checks.take(key)
        return []
    }

    mutating func receive(_ answer: Answer, _ context: Context) -> [Step] {
        if let (_, reply) = answer.reply(to: FormWordsQuestion.self) {
            checks.fill(reply.checks)
            (reserve, asksPassword) = (reply.reserve, reply.asksSecond)
        }
        return []
    }

    func draw(on frame: inout Frame, _ context: Context) {
        let words = context.words
        var area = frame.sheet(
            rows: min(frame.size.rows - 2, checks.words.count + 7),
            columns: min(frame.size.columns - 2, 96),
            title: words(Phrase("timeOut.title", ["course": .text(course.text)])),
            foot: words("timeOut.foot"))
        checks.draw(in: area.cutTop(checks.words.count), hasFocus: form == nil, on: &frame)
        _ = area.cutTop(1)
        for line in (reserve?.says ?? "").wrapped(to: max(1, area.columns)) {
            let row = area.cutTop(1)
            guard !row.isEmpty else { break }
            frame.write(line, row: row.row, column: row.column, width: row.columns, .quiet)
        }
        form?.drawBox(columns: 60, more: [], on: &frame, words)
    }
}

/// A local toxicity: seven items against the baseline, what it led to, and the questions that tell
/// it from CRS and from a flare.
struct LICATSSheet: Overlay {
    let course: Course.ID
    let at: Instant
    private(set) var items = CheckList()
    private(set) var questions = CheckList()
    private(set) var outcome = CheckList()
    private(set) var pane = 0
    private(set) var reply: LICATSQuestion.Reply?

    private static let outcomes = [
        "resolved_without_treatment", "gc_given", "prolonged_hospitalisation",
        "new_hospitalisation", "icu",
    ]

    static func opening(_ course: Course.ID, _ context: Context) -> [Step] {
        [
            .open(LICATSSheet(course, at: context.now, context.words)),
            .ask(FormWordsQuestion(context.language)),
        ]
    }

    private init(_ course: Course.ID, at: Instant, _ words: Wording) {
        (self.course, self.at) = (course, at)
        outcome.fill(Self.outcomes.map { .init(id: $0, says: words("licats.\($0)")) })
    }

    private var form: LICATSForm {
        LICATSForm(
            course, at: at, items: items.chosen, answers: questions.chosen,
            inputs: Dictionary(
                uniqueKeysWithValues: outcome.chosen.map { ($0, JSON.bool(true)) }))
    }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        switch key {
        case .escape: return [.close]
        case .tab: pane = (pane + 1) % 3
        case .backTab: pane = (pane + 2) % 3
        case .enter:
            guard !items.chosen.isEmpty else { return [.refuse(Phrase("licats.noItem"))] }
            guard reply != nil else { return [.refuse(Phrase("licats.noOutcome"))] }
            return [.close, .act(RecordLICATS(form, context.language))]
        default:
            let isTaken =
                switch pane {
                case 0: items.take(key)
                case 1: outcome.take(key)
                default: questions.take(key)
                }
            guard isTaken else { return [] }
            reply = nil
            guard !items.chosen.isEmpty, !outcome.chosen.isEmpty else { return [] }
            return [.ask(LICATSQuestion(form, context.language))]
        }
        return []
    }

    mutating func receive(_ answer: Answer, _ context: Context) -> [Step] {
        if let (_, reply) = answer.reply(to: FormWordsQuestion.self) {
            items.fill(reply.licatsItems)
            questions.fill(reply.licatsQuestions)
        }
        if let (asked, reply) = answer.reply(to: LICATSQuestion.self), asked.form == form {
            self.reply = reply
        }
        return []
    }

    func draw(on frame: inout Frame, _ context: Context) {
        let words = context.words
        var area = frame.sheet(
            rows: min(frame.size.rows - 1, 27), columns: min(frame.size.columns - 2, 110),
            title: words(Phrase("licats.title", ["course": .text(course.text)])),
            foot: words("licats.foot"))
        let lists: [(CheckList, String)] = [
            (items, "licats.pane.items"), (outcome, "licats.pane.outcome"),
            (questions, "licats.pane.questions"),
        ]
        for (index, (list, title)) in lists.enumerated() {
            let head = area.cutTop(1)
            guard !head.isEmpty else { return }
            frame.write(
                words(title), row: head.row, column: head.column, width: head.columns,
                index == pane ? Style(.accent, .bold) : .quiet)
            // The list in hand is open; the others show what is ticked.
            if index == pane {
                list.draw(in: area.cutTop(list.words.count), hasFocus: true, on: &frame)
            } else {
                let chosen = list.words.filter { list.ticked.contains($0.id) }.map(\.says)
                let row = area.cutTop(1)
                guard !row.isEmpty else { return }
                frame.write(
                    "  " + (chosen.isEmpty ? "–" : words.list(chosen)), row: row.row,
                    column: row.column, width: row.columns)
            }
        }
        guard let reply else { return }
        for text in reply.lines.prefix(3).flatMap({ $0.trimmed.wrapped(to: max(1, area.columns)) })
        {
            let row = area.cutTop(1)
            guard !row.isEmpty else { return }
            frame.write(text, row: row.row, column: row.column, width: row.columns, .bold)
        }
    }
}
