import Application
import Domain
import Terminal

/// The doses that were recorded, the newest first; one that was never given is taken back.
struct DoseMenu: Overlay {
    let course: Course.ID
    /// Nil until the store has answered.
    private(set) var doses: [Treatment]?
    private(set) var scroll = Scroll()
    /// A reason is being typed.
    private(set) var form: Form?

    static func opening(_ course: Course.ID) -> [Step] {
        [.open(DoseMenu(course)), .ask(DosesQuestion(course))]
    }

    private init(_ course: Course.ID) { self.course = course }

    private var dose: Treatment? {
        let known = doses ?? []
        return known.indices.contains(scroll.cursor) ? known[scroll.cursor] : nil
    }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        if let isDone = form.take(key) {
            guard isDone, let form, let dose else { return [] }
            return [.close, .act(WithdrawDose(dose.id, why: form.text("why").trimmed))]
        }
        switch key {
        case .escape: return [.close]
        case .enter, .text("x"):
            guard dose != nil else { return [.refuse(Phrase("refusal.noDose"))] }
            form = Form(
                Phrase("doses.title", ["course": .text(course.text)]),
                [.init("why", Phrase("correct.why"), [.required, .atMost(200)])])
        default:
            if let movement = Movement(key) {
                movement.apply(to: &scroll, count: doses?.count ?? 0, height: 10)
            }
        }
        return []
    }

    mutating func receive(_ answer: Answer, _ context: Context) -> [Step] {
        if let (asked, reply) = answer.reply(to: DosesQuestion.self), asked.course == course {
            doses = reply
        }
        return []
    }

    func draw(on frame: inout Frame, _ context: Context) {
        let words = context.words
        let area = frame.openList(
            rows: 14, title: words(Phrase("doses.title", ["course": .text(course.text)])),
            foot: words("doses.foot"))
        let known = doses ?? []
        if doses?.isEmpty == true {
            frame.write(
                words("refusal.noDose"), row: area.row, column: area.column, width: area.columns,
                .quiet)
        }
        for (line, place) in scroll.window(count: known.count, height: area.rows).enumerated() {
            let (dose, isHere) = (known[place], place == scroll.cursor)
            frame.write(
                Line(isHere ? "▸ " : "  ", Style(.accent, .bold))
                    + Line("\(words.moment(dose.at))  ", .quiet)
                    + Line("\(dose.drug) \(dose.dose)", isHere ? .bold : .plain)
                    + Line("  \(dose.words)  \(dose.id.text)", .quiet),
                row: area.row + line, column: area.column, width: area.columns)
        }
        form?.drawBox(columns: 76, more: [], on: &frame, words)
    }
}

/// What has happened to a course, with its day and hour.
struct MilestoneForm: FormOverlay {
    var form: Form
    let course: Course.ID

    /// The referral began the course, and an end has a reason of its own.
    private static let kinds = Milestone.Kind.allCases.filter { $0 != .referred && $0 != .ended }

    /// - Parameter after: the last that is recorded; the next one stands ready.
    init(_ course: Course.ID, after: Milestone.Kind?, at now: Instant) {
        self.course = course
        let next = after.flatMap { Self.kinds.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
        form = Form(
            Phrase("milestoneForm.title", ["course": .text(course.text)]),
            [
                .init(
                    "what", Phrase("milestoneForm.what"), choices: Self.kinds.map(\.phrase),
                    choice: min(next, Self.kinds.count - 1)),
                .init(
                    "day", Phrase("milestoneForm.day"),
                    [.required, .day(today: now.day, (now.day - 366)...now.day)],
                    text: now.day.iso),
                .init("time", Phrase("dose.time"), [.required, .time], text: now.time.text),
                .init("words", Phrase("milestoneForm.words"), [.atMost(200)]),
            ])
    }

    private var kind: Milestone.Kind { Self.kinds[form.choice("what")] }

    func submit(_ context: Context) -> [Step] {
        guard let at = form.instant(context) else { return [] }
        return [
            .close,
            .act(
                RecordMilestone(
                    Milestone(kind, at: at), of: course,
                    overriding: kind == .infused ? form.text("words").trimmed : "",
                    context.language)),
        ]
    }

    func notes(_ context: Context) -> [Line] {
        guard kind == .infused else { return [] }
        return context.words("milestoneForm.infused").wrapped(to: 70).map { Line($0, .quiet) }
    }
}
