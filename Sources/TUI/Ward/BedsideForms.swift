import Application
import Domain
import Terminal

/// A dose that was given.
struct DoseForm: FormOverlay {
    var form: Form
    let course: Course.ID
    private var drugs: [String]

    static func opening(_ course: Course.ID, _ context: Context) -> [Step] {
        [.open(DoseForm(course, at: context.now)), .ask(FormWordsQuestion(context.language))]
    }

    private init(_ course: Course.ID, at: Instant) {
        (self.course, drugs) = (course, [])
        form = Form(
            Phrase("dose.title", ["course": .text(course.text)]),
            [
                .init("drug", Phrase("dose.drug"), [.required, .atMost(60)]),
                .init("dose", Phrase("dose.dose"), [.required, .atMost(60)]),
                .init("time", Phrase("dose.time"), [.time], text: at.time.text),
            ])
    }

    /// The beginning of a known name is enough.
    private var drug: String {
        let typed = form.text("drug").trimmed.lowercased()
        let found = drugs.filter { $0.hasPrefix(typed) }
        return found.count == 1 ? found[0] : typed
    }

    func submit(_ context: Context) -> [Step] {
        let now = context.now
        let time = (try? ClockTime(form.text("time").trimmed)) ?? now.time
        var at = Instant(now.day, time, offsetMinutes: now.offsetMinutes)
        // After midnight a late hour is yesterday's.
        if at > now { at = at.adding(minutes: -24 * 60) }
        return [
            .close,
            .act(GiveDose(drug, dose: form.text("dose").trimmed, to: course, at: at)),
        ]
    }

    mutating func receive(_ answer: Answer, _ context: Context) -> [Step] {
        if let (_, reply) = answer.reply(to: FormWordsQuestion.self) { drugs = reply.drugs }
        return []
    }

    func notes(_ context: Context) -> [Line] {
        let known = drugs.joined(separator: " ").wrapped(to: 70).map { Line($0, .quiet) }
        return [Line("→ " + drug, .bold)] + known
    }
}

/// Doses put aside before the infusion.
struct ReserveForm: FormOverlay {
    var form: Form
    let course: Course.ID
    private var rule: FormWordsQuestion.Word?

    init(_ course: Course.ID) {
        self.course = course
        form = Form(
            Phrase("reserve.title", ["course": .text(course.text)]),
            [
                .init(
                    "doses", Phrase("reserve.count"), [.required, .wholeNumber(0...20)], text: "2"),
                .init("place", Phrase("reserve.place"), [.atMost(60)]),
            ])
    }

    func submit(_ context: Context) -> [Step] {
        let doses = Int(DayEntry.narrow(form.text("doses").trimmed)) ?? 0
        let deed = ReserveDoses(
            rule?.id ?? "tocilizumab", doses: doses, place: form.text("place").trimmed,
            for: course)
        return [.close, .act(deed)]
    }

    mutating func receive(_ answer: Answer, _ context: Context) -> [Step] {
        if let (_, reply) = answer.reply(to: FormWordsQuestion.self) { rule = reply.reserve }
        return []
    }

    func notes(_ context: Context) -> [Line] {
        (rule?.says ?? "").wrapped(to: 70).map { Line($0, .quiet) }
    }
}

/// Somebody answers for a grade that rose.
struct AnswerForm: FormOverlay {
    var form: Form
    let escalation: Escalation

    init(_ escalation: Escalation) {
        self.escalation = escalation
        form = Form(
            Phrase("answer.title", ["course": .text(escalation.course.text)]),
            [.init("words", Phrase("answer.words"), [.atMost(400)])])
    }

    func submit(_ context: Context) -> [Step] {
        [.close, .act(AcknowledgeEscalation(escalation.id, words: form.text("words").trimmed))]
    }

    func notes(_ context: Context) -> [Line] {
        let words = context.words
        let what = words(
            Phrase(
                "handover.escalation",
                [
                    "toxicity": .phrase(escalation.toxicity.phrase),
                    "before": .count(escalation.before), "level": .count(escalation.level),
                    "at": .text(words.moment(escalation.at)),
                ]))
        return [Line(what, Style(.danger, .bold))]
    }
}

/// What was entered before, the newest first: it is entered again, taken back, or moved to the
/// patient for whom it was meant.
struct EntryMenu: Overlay {
    let course: Course.ID
    let entries: [BedsideEntry]
    private(set) var scroll = Scroll()
    private(set) var finder: Finder?
    /// A reason is being typed, for taking back or for moving.
    private(set) var form: Form?
    private var right: Course.ID?

    init(_ course: Course.ID, _ entries: [BedsideEntry], _ context: Context) {
        self.course = course
        self.entries = entries.reversed()
    }

    private var entry: BedsideEntry? {
        entries.indices.contains(scroll.cursor) ? entries[scroll.cursor] : nil
    }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        if form != nil { return takeReason(key, context) }
        if finder != nil { return takeFinder(key, context) }
        guard let entry else { return [.close] }
        switch key {
        case .escape: return [.close]
        case .enter, .text("e"):
            // Neither sheet knows the other's part: an entry with both is entered anew in two.
            return entry.ice.isEmpty
                ? [.close, .open(FindingsForm(course, at: entry.at, correcting: entry))]
                : [
                    .close,
                    .open(
                        ICESheet(
                            course, at: entry.at, before: nil, correcting: entry)),
                ]
        case .text("x"): form = reason("correct.why")
        case .text("w"): finder = Finder(patientsOf: context.live, onlyRunning: true)
        default:
            if let movement = Movement(key) {
                movement.apply(to: &scroll, count: entries.count, height: 10)
            }
        }
        return []
    }

    private func reason(_ label: String) -> Form {
        Form(
            Phrase("correct.title", ["course": .text(course.text)]),
            [.init("why", Phrase(label), [.required, .atMost(200)])])
    }

    private mutating func takeFinder(_ key: Key, _ context: Context) -> [Step] {
        guard var finder else { return [] }
        switch finder.take(key) {
        case .choosing: self.finder = finder
        case .cancelled: self.finder = nil
        case .chosen(let patient):
            self.finder = nil
            let row = context.live.patients.first { $0.patient == patient }
            guard let row, let id = try? Course.ID(row.course) else {
                return [.refuse(Phrase("refusal.nothingSelected"))]
            }
            right = id
            form = reason("correct.whyMoved")
        }
        return []
    }

    private mutating func takeReason(_ key: Key, _ context: Context) -> [Step] {
        let isDone = form.take(key) ?? false
        if form == nil { right = nil }
        guard isDone, let form, let entry else { return [] }
        let why = form.text("why").trimmed
        guard let right else {
            return [.close, .act(WithdrawEntry(course, at: entry.at, why: why))]
        }
        return [
            .close,
            .act(MoveEntry(course, at: entry.at, to: right, why: why, context.language)),
        ]
    }

    func draw(on frame: inout Frame, _ context: Context) {
        let words = context.words
        let area = frame.openList(
            rows: 16, title: words(Phrase("correct.title", ["course": .text(course.text)])),
            foot: words("correct.foot"))
        let window = scroll.window(count: entries.count, height: area.rows)
        for (line, place) in window.enumerated() {
            let entry = entries[place]
            let isHere = place == scroll.cursor
            let points = entry.icePoints.map { "ICE \($0)  " } ?? ""
            let findings = entry.findings.sorted { $0.key < $1.key }
                .map { "\($0.key) \($0.value.compact)" }.joined(separator: " ")
            frame.write(
                Line(isHere ? "▸ " : "  ", Style(.accent, .bold))
                    + Line("\(words.moment(entry.at))  ", isHere ? .bold : .plain)
                    + Line(points + entry.sentence + " " + findings),
                row: area.row + line, column: area.column, width: area.columns)
        }
        finder?.draw(on: &frame, words)
        form?.drawBox(columns: 76, more: [], on: &frame, words)
    }
}

extension Frame {
    /// Clears a box of its own for a short list.
    /// - Returns: the room inside it.
    mutating func openList(rows: Int, title: String, foot: String) -> Area {
        let area = area.centred(
            rows: min(size.rows - 2, rows), columns: min(size.columns - 2, 90))
        clear(area)
        box(area, title: title, foot: foot, Style(.accent))
        return area.inset(rows: 1, columns: 2)
    }
}
