import Application
import Domain
import Terminal

/// Vital signs and findings, with the grade that follows from them while they are typed.
struct FindingsForm: Overlay {
    private(set) var form: Form
    let course: Course.ID
    let at: Instant
    /// The entry that this one corrects; what else it held stays.
    let correcting: BedsideEntry?
    private(set) var reply: JudgeQuestion.Reply?
    private var asked: BedsideEntry?

    private static let oxygen = [
        "room_air", "nasal", "blow_by", "face_mask", "high_flow", "non_rebreather", "venturi",
        "cpap", "bipap", "intubated",
    ]
    private static let consciousness = [
        "alert", "awake_global_aphasia", "awakens_spontaneously", "awakens_to_voice",
        "awakens_to_touch", "unarousable",
    ]
    private static let seizure = [
        "none", "brief_resolved", "eeg_resolved", "prolonged_gt_5min", "repetitive",
    ]
    private static let motor = ["none", "hemiparesis", "paraparesis"]

    static func opening(_ course: Course.ID, _ context: Context) -> [Step] {
        [.open(FindingsForm(course, at: context.now))]
    }

    init(_ course: Course.ID, at: Instant, correcting: BedsideEntry? = nil) {
        (self.course, self.at, self.correcting) = (course, at, correcting)
        let old = correcting?.findings ?? [:]
        func number(_ name: String) -> String {
            if case .number(let text)? = old[name]?.content { text } else { "" }
        }
        func words(_ name: String, _ all: [String]) -> [Phrase] {
            all.map { Phrase("findings.\(name).\($0)") }
        }
        func place(_ name: String, _ all: [String]) -> Int {
            guard case .string(let word)? = old[name]?.content else { return 0 }
            return all.firstIndex { word.hasPrefix($0) } ?? 0
        }
        let noYes = [Phrase("findings.no"), Phrase("findings.yes")]
        form = Form(
            Phrase("findings.title", ["course": .text(course.text)]),
            [
                .init(
                    "temp_C", Phrase("findings.temp"), [.number(25...45)], text: number("temp_C")),
                .init("sbp", Phrase("findings.sbp"), [.number(20...300)], text: number("sbp")),
                .init("spo2", Phrase("findings.spo2"), [.number(30...100)], text: number("spo2")),
                .init(
                    "hypotension", Phrase("findings.hypotension"), choices: noYes,
                    choice: old["hypotension"] == .bool(true) ? 1 : 0),
                .init(
                    "vasopressors", Phrase("findings.vasopressors"),
                    choices: ["0", "1", "2"].map { Phrase("findings.vasopressors.\($0)") },
                    choice: min(2, Int(number("vasopressors_excl_vasopressin")) ?? 0)),
                .init(
                    "o2", Phrase("findings.o2"), choices: words("o2", Self.oxygen),
                    choice: place("o2", Self.oxygen)),
                .init("litres", Phrase("findings.litres"), [.number(0...80)]),
                .init(
                    "consciousness", Phrase("findings.consciousness"),
                    choices: words("consciousness", Self.consciousness),
                    choice: place("consciousness", Self.consciousness)),
                .init(
                    "seizure", Phrase("findings.seizure"), choices: words("seizure", Self.seizure),
                    choice: place("seizure", Self.seizure)),
                .init(
                    "motor", Phrase("findings.motor"), choices: words("motor", Self.motor),
                    choice: place("motor", Self.motor)),
            ])
    }

    private func number(_ id: String) -> JSON? {
        Double(DayEntry.narrow(form.text(id).trimmed)).map { .double($0) }
    }

    /// What was entered. Neurology that was left as it stands is not a finding of this entry.
    private var entry: BedsideEntry {
        var findings: [String: JSON] = [:]
        for name in ["temp_C", "sbp", "spo2"] { findings[name] = number(name) }
        findings["hypotension"] = .bool(form.choice("hypotension") == 1)
        findings["vasopressors_excl_vasopressin"] = .int(form.choice("vasopressors"))
        let device = Self.oxygen[form.choice("o2")]
        let litres = form.text("litres").trimmed
        findings["o2"] = .string(
            ["nasal", "high_flow"].contains(device)
                ? "\(device)_\(litres.isEmpty ? "0" : litres)L" : device)
        let neurology = [
            ("consciousness", Self.consciousness[form.choice("consciousness")], "alert"),
            ("seizure", Self.seizure[form.choice("seizure")], "none"),
            ("motor", Self.motor[form.choice("motor")], "none"),
        ]
        for (name, word, usual) in neurology where word != usual { findings[name] = .string(word) }
        return BedsideEntry(
            course, at: at, ice: correcting?.ice ?? [:], sentence: correcting?.sentence ?? "",
            findings: findings)
    }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        switch form.take(key) {
        case .cancelled: return [.close]
        case .submitted:
            if let why = context.linkRefusal {
                form.refusal = why
                return []
            }
            let device = Self.oxygen[form.choice("o2")]
            if ["nasal", "high_flow"].contains(device), form.text("litres").trimmed.isEmpty {
                form.refusal = Phrase("findings.litresMissing")
                return []
            }
            return [.close, .act(Assess(entry, correcting: correcting?.at, context.language))]
        case .editing, .ignored:
            let entry = entry
            guard form.isValid, entry != asked else { return [] }
            asked = entry
            return [.ask(JudgeQuestion(entry, context.language))]
        }
    }

    mutating func receive(_ answer: Answer, _ context: Context) -> [Step] {
        if let (asked, reply) = answer.reply(to: JudgeQuestion.self), asked.entry == self.asked {
            self.reply = reply
        }
        return []
    }

    func draw(on frame: inout Frame, _ context: Context) {
        let words = context.words
        var area = frame.sheet(
            rows: min(frame.size.rows - 2, 26), columns: min(frame.size.columns - 2, 110),
            title: words(form.title), foot: words("form.foot"))
        form.draw(in: area.cutTop(min(form.height, area.rows - 2)), on: &frame, words)
        let row = area.cutTop(1)
        var line = Line()
        for (index, grade) in (reply?.lines ?? []).enumerated() {
            if index > 0 { line.add("   ") }
            line = line + GradeLine.line(grade, words)
        }
        if !row.isEmpty {
            frame.write(line, row: row.row, column: row.column, width: row.columns)
        }
        GradeLine.draw(reply, in: area, on: &frame)
    }
}
