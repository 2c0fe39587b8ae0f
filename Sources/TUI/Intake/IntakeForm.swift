import Application
import Domain
import Terminal

extension Action {
    public static let refer = Action("refer", "n")
    public static let note = Action("note", "N")
    public static let event = Action("event", "!")
}

/// A referral while the caller is on the telephone: the reading first, because that is what is
/// heard, and everything that is known already beside it.
struct IntakeForm: Overlay {
    private(set) var form: Form
    private(set) var reply: IntakeQuestion.Reply?
    private var asked: IntakeQuestion?
    /// A known patient whom the caller turned out to mean.
    private(set) var known: String?

    init(_ context: Context) {
        let today = context.today
        let kana = { Form.Field($0, Phrase("intake.\($0)"), [.kana, .atMost(40)]) }
        form = Form(
            Phrase("intake.title"),
            [
                kana("familyKana"), kana("givenKana"),
                .init("family", Phrase("intake.family"), [.required, .atMost(60)]),
                .init("given", Phrase("intake.given"), [.atMost(60)]),
                .init(
                    "birth", Phrase("intake.birth"),
                    [.required, .day(today: today, (today - 45_000)...today)]),
                .init("sex", Phrase("intake.sex"), choices: Sex.allCases.map(\.phrase), choice: 3),
                .init("number", Phrase("intake.number"), [.atMost(40)]),
                .init("hospital", Phrase("intake.hospital"), [.atMost(120)]),
                .init(
                    "indication", Phrase("intake.indication"),
                    choices: Indication.allCases.map(\.phrase)),
                .init("urgency", Phrase("intake.urgency"), choices: Urgency.allCases.map(\.phrase)),
                .init("facts", Phrase("intake.facts"), [.atMost(2000)]),
            ])
    }

    private func birth(_ context: Context) -> Day? {
        DayEntry.day(form.text("birth"), today: context.today)
    }

    /// Everybody who may be the one on the telephone: born on that day or, until the day is
    /// known, read alike.
    func alikes(_ context: Context) -> [PatientRow] {
        let reading = Kana.folded(form.text("familyKana").trimmed)
        let family = form.text("family").trimmed
        let birth = birth(context)
        guard birth != nil || reading.count >= 2 || !family.isEmpty else { return [] }
        return context.live.patients.filter { row in
            let isRead = !reading.isEmpty && Kana.folded(row.reading).hasPrefix(reading)
            let isWritten = !family.isEmpty && row.name.hasPrefix(family)
            guard let birth else { return isRead || isWritten }
            // A day of birth alone is shared by few: a name may be misheard.
            return row.birth == birth
                && (isRead || isWritten || (reading.isEmpty && family.isEmpty))
        }
    }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        if key == .control("t") {
            let found = alikes(context)
            let place = found.firstIndex { $0.patient == known }.map { $0 + 1 } ?? 0
            known = found.indices.contains(place) ? found[place].patient : nil
            if let known, let row = found.first(where: { $0.patient == known }) { fill(row) }
            return []
        }
        switch form.take(key) {
        case .cancelled: return [.close]
        case .submitted: return submit(context)
        case .editing, .ignored: return ask(context)
        }
    }

    /// What is known of the patient need not be typed again.
    private mutating func fill(_ row: PatientRow) {
        let name = row.name.split(separator: row.name.contains(", ") ? "," : " ", maxSplits: 1)
        let read = row.reading.split(separator: " ", maxSplits: 1)
        form.set("family", name.first.map { String($0) } ?? row.name)
        form.set("given", name.dropFirst().first.map { String($0).trimmed } ?? "")
        form.set("familyKana", read.first.map { String($0) } ?? "")
        form.set("givenKana", read.dropFirst().first.map { String($0) } ?? "")
        if let birth = row.birth { form.set("birth", birth.iso) }
    }

    private mutating func ask(_ context: Context) -> [Step] {
        let question = IntakeQuestion(
            form.text("facts"), birth: birth(context), sex: Sex.allCases[form.choice("sex")],
            language: context.words.language)
        guard question != asked else { return [] }
        asked = question
        return [.ask(question)]
    }

    mutating func receive(_ answer: Answer, _ context: Context) -> [Step] {
        guard let (asked, reply) = answer.reply(to: IntakeQuestion.self), asked == self.asked
        else { return [] }
        self.reply = reply
        return []
    }

    private mutating func submit(_ context: Context) -> [Step] {
        if let why = context.linkRefusal {
            form.refusal = why
            return []
        }
        guard let birth = birth(context) else { return [] }
        let referral = ReferralForm(
            hospitalNumber: form.text("number").trimmed,
            name: PersonName(
                family: form.text("family").trimmed, given: form.text("given").trimmed,
                familyKana: form.text("familyKana").trimmed,
                givenKana: form.text("givenKana").trimmed),
            sex: Sex.allCases[form.choice("sex")], birth: birth,
            hospital: form.text("hospital").trimmed,
            indication: Indication.allCases[form.choice("indication")],
            urgency: Urgency.allCases[form.choice("urgency")],
            patient: known.flatMap { try? Patient.ID($0) })
        let facts = form.text("facts").trimmed
        let remark = facts.isEmpty ? "" : context.words("intake.remark") + " " + facts
        return [
            .close, .open(PlanOffer(referral.name, context.live)),
            .act(TakeReferral(referral, remark: remark)),
        ]
    }

    func draw(on frame: inout Frame, _ context: Context) {
        let words = context.words
        let isWide = frame.size.columns >= 110
        let rows = min(frame.size.rows - 2, isWide ? 26 : 22)
        var area = frame.sheet(
            rows: rows, columns: min(frame.size.columns - 2, isWide ? 136 : 78),
            title: words(form.title), foot: words("intake.foot"))
        let entry = isWide ? area.cutLeft(60) : area.cutTop(min(form.height, area.rows))
        // Last, because a month may lie over what stands beside the form.
        defer { form.draw(in: entry, on: &frame, words) }
        for line in side(context, isWide ? area.columns : area.columns - 1) {
            let row = area.cutTop(1)
            guard !row.isEmpty else { return }
            frame.write(line, row: row.row, column: row.column, width: row.columns)
        }
    }

    /// Those who may be meant, then every product with what the facts say of it.
    private func side(_ context: Context, _ width: Int) -> [Line] {
        let words = context.words
        var lines = alikes(context).prefix(4).map { row -> Line in
            let isMeant = row.patient == known
            let born = row.birth.map { $0.iso } ?? "–"
            return Line(
                "\(isMeant ? "✓" : "!") \(row.patient) \(row.name) \(row.reading) \(born)",
                Style(isMeant ? .good : .caution, .bold))
        }
        if !lines.isEmpty { lines.append(Line("  " + words("intake.alike"), .quiet)) }
        guard let reply else { return lines + [Line(words("intake.noFacts"), .quiet)] }
        if !reply.unknown.isEmpty {
            let list = reply.unknown.joined(separator: " ")
            lines.append(
                Line(words(Phrase("intake.unknown", ["words": .text(list)])), Style(.danger)))
        }
        if !reply.understood.isEmpty {
            lines.append(Line(reply.understood.joined(separator: " · "), .quiet))
        }
        return lines
            + reply.verdicts.map { verdict in
                var line = Line("\(verdict.mark) \(verdict.product)  ", .bold)
                line.add(words(verdict.outcome))
                if !verdict.why.isEmpty { line.add("  " + verdict.why, .quiet) }
                return line
            }
    }
}
