import Application
import Domain
import Terminal

extension Action {
    public static let setFigure = Action("setFigure", "e")
    public static let improve = Action("improve", "n")
}

/// The target of a key figure, as the centre sets it.
struct TargetForm: FormOverlay {
    let indicator: String
    let label: Phrase.Value
    var form: Form

    init(_ indicator: String, _ label: Phrase.Value) {
        (self.indicator, self.label) = (indicator, label)
        form = Form(
            Phrase("targetForm.title"),
            [
                .init("value", Phrase("targetForm.value"), [.number(-1_000_000...1_000_000)]),
                .init("words", Phrase("targetForm.words"), [.atMost(400)]),
            ])
    }

    func submit(_ context: Context) -> [Step] {
        let value = DecimalText.number(DayEntry.narrow(form.text("value").trimmed))
        let deed = SetTarget(indicator, value, words: form.text("words").trimmed)
        return [.close, .act(deed)]
    }

    func notes(_ context: Context) -> [Line] {
        [Line(context.words(label), .bold)]
    }
}

/// An action of improvement that begins.
struct StartForm: FormOverlay {
    var form: Form

    private static let measures = ControlMeasure.standard

    /// - Parameter measure: the one that is looked at stands ready.
    init(_ measure: ControlMeasure, today: Day) {
        form = Form(
            Phrase("startForm.title"),
            [
                .init("title", Phrase("startForm.what"), [.required, .atMost(120)]),
                .init(
                    "measure", Phrase("figure.column.measure"),
                    choices: Self.measures.map(\.phrase),
                    choice: Self.measures.firstIndex(of: measure) ?? 0),
                .init(
                    "day", Phrase("startForm.day"),
                    [.required, .day(today: today, (today - 3660)...(today + 366))],
                    text: today.iso),
                .init("expected", Phrase("startForm.expected"), [.required, .number(-100...1000)]),
            ])
    }

    func submit(_ context: Context) -> [Step] {
        guard let day = DayEntry.day(form.text("day").trimmed, today: context.today),
            let expected = DecimalText.number(DayEntry.narrow(form.text("expected").trimmed))
        else { return [] }
        let deed = StartImprovement(
            form.text("title").trimmed, on: Self.measures[form.choice("measure")],
            begins: day, expectedPercent: expected)
        return [.close, .act(deed)]
    }
}

/// What becomes of an action, now that its chart has been looked at.
struct DecideForm: FormOverlay {
    let action: String
    let label: Phrase.Value
    var form: Form

    init(_ action: String, _ label: Phrase.Value) {
        (self.action, self.label) = (action, label)
        form = Form(
            Phrase("decideForm.title"),
            [
                .init(
                    "phase", Phrase("figure.column.phase"),
                    choices: Improvement.Phase.allCases.map(\.phrase), choice: 2),
                .init("words", Phrase("decideForm.words"), [.required, .atMost(400)]),
            ])
    }

    func submit(_ context: Context) -> [Step] {
        let deed = DecideImprovement(
            action, Improvement.Phase.allCases[form.choice("phase")],
            words: form.text("words").trimmed)
        return [.close, .act(deed)]
    }

    func notes(_ context: Context) -> [Line] {
        [Line(context.words(label), .bold)]
    }
}
