import Application
import Domain
import Terminal

extension Action {
    public static let gates = Action("gates", "C")
}

/// Consent, funding, infection screening, caregiver and lodging of a course, beside the day by
/// which each is needed.
struct GatesSheet: Overlay {
    let course: Course.ID
    private(set) var cursor = 0

    init(_ course: Course.ID) { self.course = course }

    private func row(_ context: Context) -> BoardRow? {
        context.live.board.first { $0.course == course.text }
    }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        let kinds = Gate.Kind.allCases
        switch key {
        case .escape: return [.close]
        case .up, .text("k"): cursor = max(0, cursor - 1)
        case .down, .text("j"): cursor = min(kinds.count - 1, cursor + 1)
        case .enter: return [.open(form(kinds[cursor], context))]
        case .text(let digit):
            guard let number = digit.wholeNumberValue, (1...kinds.count).contains(number) else {
                return []
            }
            cursor = number - 1
            return [.open(form(kinds[cursor], context))]
        default: break
        }
        return []
    }

    private func form(_ kind: Gate.Kind, _ context: Context) -> GateForm {
        GateForm(course, kind, row(context)?.gates.first { $0.kind == kind }, context)
    }

    func draw(on frame: inout Frame, _ context: Context) {
        let words = context.words
        let row = row(context)
        let lines = Gate.Kind.allCases.enumerated().map { place, kind in
            line(kind, number: place + 1, isHere: place == cursor, row, words)
        }
        let title = Phrase(
            "gates.title", ["course": .text(course.text), "name": .text(row?.name ?? "")])
        var area = frame.sheet(
            rows: lines.count + 2, columns: min(frame.size.columns - 2, 92), title: words(title),
            foot: words("gates.foot"))
        frame.write(lines, in: &area)
    }

    private func line(
        _ kind: Gate.Kind, number: Int, isHere: Bool, _ row: BoardRow?, _ words: Wording
    ) -> Line {
        let gate = row?.gates.first { $0.kind == kind }
        let closed = row?.closedGates.first { $0.kind == kind }
        var line = Line((isHere ? "▸ " : "  ") + "\(number) ", Style(.accent, .bold))
        line.add(words(kind.phrase).fitted(to: 22), isHere ? Style(.plain, .bold) : .plain)
        let sign = closed == nil ? (gate == nil ? "· " : "✓ ") : "✗ "
        let style =
            closed == nil ? (gate == nil ? Style.quiet : Style(.good)) : Style(.danger, .bold)
        line.add(sign + words(gate?.state.phrase ?? Phrase("gateState.missing")), style)
        if let gate { line.add("  " + words.shortDay(gate.on), .quiet) }
        if let until = gate?.until {
            line.add("  " + words(Phrase("gates.until", ["day": .text(words.shortDay(until))])))
        }
        if let needed = closed?.needed {
            line.add(
                "  "
                    + words(
                        Phrase(
                            "gates.needed",
                            [
                                "day": .text(words.shortDay(needed)),
                                "activity": .phrase(kind.before.phrase),
                            ])), Style(.caution))
        }
        if let gate, !gate.words.isEmpty { line.add("  " + gate.words, .quiet) }
        return line
    }
}

/// What is known of one gate.
struct GateForm: FormOverlay {
    var form: Form
    var columns: Int { 72 }
    let course: Course.ID
    let kind: Gate.Kind

    init(_ course: Course.ID, _ kind: Gate.Kind, _ gate: Gate?, _ context: Context) {
        (self.course, self.kind) = (course, kind)
        let today = context.today
        let states = Gate.State.allCases
        form = Form(
            kind.phrase,
            [
                .init(
                    "state", Phrase("gates.state"), choices: states.map(\.phrase),
                    choice: states.firstIndex(of: gate?.state ?? .met) ?? 0),
                .init(
                    "on", Phrase("gates.on"),
                    [.required, .day(today: today, (today - 3650)...today)],
                    text: gate?.on.iso ?? today.iso),
                .init(
                    "until", Phrase("gates.lasts"), [.day(today: today)],
                    text: gate?.until?.iso ?? ""),
                .init("words", Phrase("gates.words"), [.atMost(500)], text: gate?.words ?? ""),
            ])
    }

    func submit(_ context: Context) -> [Step] {
        if let why = context.linkRefusal { return [.refuse(why)] }
        guard let on = DayEntry.day(form.text("on").trimmed, today: context.today) else {
            return []
        }
        let until = DayEntry.day(form.text("until").trimmed, today: context.today)
        let deed = RecordGate(
            course, kind, Gate.State.allCases[form.choice("state")], on: on, until: until,
            words: form.text("words").trimmed)
        return [.close, .act(deed)]
    }
}

extension Context {
    func openGates(_ course: String?) -> [Step] {
        guard let course, let id = try? Course.ID(course) else {
            return [.refuse(Phrase("refusal.nothingSelected"))]
        }
        return [.open(GatesSheet(id))]
    }
}
