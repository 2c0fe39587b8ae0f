import Application
import Domain
import Terminal

/// A line for the contact log of a course.
struct NoteForm: FormOverlay {
    var form: Form
    let course: Course.ID

    init(_ course: Course.ID) {
        self.course = course
        form = Form(
            Phrase("note.title", ["course": .text(course.text)]),
            [.init("words", Phrase("note.words"), [.required, .atMost(2000)])])
    }

    func submit(_ context: Context) -> [Step] {
        [.close, .act(AddNote(course, form.text("words").trimmed))]
    }
}

/// What happened to a course, and who is told of it.
struct EventForm: FormOverlay {
    var form: Form
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

    func submit(_ context: Context) -> [Step] {
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

    func notes(_ context: Context) -> [Line] {
        let words = context.words
        let roles = event.tells.map { Phrase.Value.phrase($0.phrase) }
        let minutes = event.minutesToTell
        let until =
            minutes % 60 == 0
            ? Phrase("event.untilHours", ["hours": .count(minutes / 60)])
            : Phrase("event.until", ["minutes": .count(minutes)])
        var more = [
            Line(words(Phrase("event.tells", ["roles": .list(roles)]))),
            Line(words(until), .quiet),
        ]
        if event.delays {
            more.append(Line(words(Phrase("event.delay", ["days": .count(days)])), .quiet))
        }
        if event.ending != nil {
            more.append(Line(words("event.ends"), Style(.danger, .bold)))
        }
        return more
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
