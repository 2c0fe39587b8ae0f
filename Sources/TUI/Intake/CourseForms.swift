import Application
import Domain
import Terminal

/// A line for the contact log of a course.
struct NoteForm: Overlay {
    private(set) var form: Form
    let course: Course.ID

    init(_ course: Course.ID) {
        self.course = course
        form = Form(
            Phrase("note.title", ["course": .text(course.text)]),
            [.init("words", Phrase("note.words"), [.required, .atMost(2000)])])
    }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        switch form.take(key) {
        case .editing, .ignored: return []
        case .cancelled: return [.close]
        case .submitted: return [.close, .act(AddNote(course, form.text("words").trimmed))]
        }
    }

    func draw(on frame: inout Frame, _ context: Context) {
        form.drawBox(columns: 76, more: [], on: &frame, context.words)
    }
}

/// What happened to a course, and who is told of it.
struct EventForm: Overlay {
    private(set) var form: Form
    let course: Course.ID

    init(_ course: Course.ID) {
        self.course = course
        form = Form(
            Phrase("event.title", ["course": .text(course.text)]),
            [
                .init("what", Phrase("event.what"), choices: CourseEvent.allCases.map(\.phrase)),
                .init("words", Phrase("event.words"), [.atMost(2000)]),
            ])
    }

    /// `+7 no lorry`: the days that the next step is later stand before the words; one where
    /// nobody has said how many.
    private var days: Int {
        let words = DayEntry.narrow(form.text("words").trimmed)
        guard words.first == "+" else { return 1 }
        return Int(words.dropFirst().prefix { $0.isNumber }.prefix(3)) ?? 1
    }

    private var event: CourseEvent { CourseEvent.allCases[form.choice("what")] }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        switch form.take(key) {
        case .editing, .ignored: return []
        case .cancelled: return [.close]
        case .submitted:
            let title = context.words(event.phrase)
            let deed = ReportEvent(
                course, event, title: title,
                words: form.text("words").trimmed)
            guard event.ending == nil else { return [.close, .act(deed)] }
            // What is left is looked for at once, while whoever called is still on the line.
            let happening = Happening(event, course, days: days)
            return [.close, .act(deed)]
                + RepairSheet.opening(RepairWork([course], after: happening))
        }
    }

    func draw(on frame: inout Frame, _ context: Context) {
        let words = context.words
        let roles = event.tells.map { Phrase.Value.phrase($0.phrase) }
        var more = [
            Line(words(Phrase("event.tells", ["roles": .list(roles)]))),
            Line(
                words(Phrase("event.until", ["minutes": .count(event.minutesToTell)])), .quiet),
        ]
        if event.delays {
            more.append(Line(words(Phrase("event.delay", ["days": .count(days)])), .quiet))
        }
        if event.ending != nil {
            more.append(Line(words("event.ends"), Style(.danger, .bold)))
        }
        form.drawBox(columns: 76, more: more, on: &frame, words)
    }
}

extension Form {
    /// The form in a box of its own, with lines below it.
    func drawBox(columns: Int, more: [Line], on frame: inout Frame, _ words: Wording) {
        var area = frame.sheet(
            rows: height + more.count + 3, columns: min(columns, frame.size.columns),
            title: words(title), foot: words("form.foot"))
        draw(in: area.cutTop(height), on: &frame, words)
        for line in more {
            let row = area.cutTop(1)
            guard !row.isEmpty else { return }
            frame.write(line, row: row.row, column: row.column, width: row.columns)
        }
    }
}

extension Context {
    /// Opens what is written about a course, where there is one.
    func open(_ action: Action, on course: String?) -> [Step] {
        if action == .refer { return [.open(IntakeForm(self))] }
        guard let course, let id = try? Course.ID(course) else {
            return [.refuse(Phrase("refusal.nothingSelected"))]
        }
        return [action == .note ? .open(NoteForm(id)) : .open(EventForm(id))]
    }
}
