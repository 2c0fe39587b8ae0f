import Application
import Domain
import Terminal

/// Who is behind a row: a list, and Enter leads to the patient.
struct CoursesSheet: Overlay {
    let title: Phrase.Value
    let question: CoursesQuestion
    private(set) var lines: [CoursesQuestion.Line]?
    private(set) var refusal: Phrase?
    private(set) var scroll = Scroll()

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        switch key {
        case .escape, .text("q"): return [.close]
        case .enter:
            guard let lines, lines.indices.contains(scroll.cursor) else { return [.close] }
            return [.close, .go(.patient, .course(lines[scroll.cursor].course.text))]
        default: break
        }
        if let movement = Movement(key), let lines {
            let height = context.pane.rows - 4
            movement.apply(to: &scroll, count: lines.count, height: height)
            scroll.reveal(count: lines.count, height: height)
        }
        return []
    }

    mutating func receive(_ answer: Answer, _ context: Context) -> [Step] {
        guard answer.asked.isSame(as: question) else { return [] }
        lines = answer.reply(to: CoursesQuestion.self)?.reply
        refusal = answer.refusal
        return []
    }

    func draw(on frame: inout Frame, _ context: Context) {
        let words = context.words
        let count = max(1, lines?.count ?? 1)
        let area = frame.sheet(
            rows: min(count + 2, frame.size.rows - 2), columns: min(76, frame.size.columns - 2),
            title: "\(words(title)) · \(question.courses.count)",
            foot: words("statistics.sheetFoot"))
        guard let lines, !lines.isEmpty else {
            let text = refusal ?? Phrase(lines == nil ? "statistics.counting" : "statistics.nobody")
            frame.write(Line(words(text), .quiet), row: area.row, column: area.column)
            return
        }
        var names: [String: String] = [:]
        for row in context.live.patients { names[row.patient] = row.name }
        for (offset, place) in scroll.window(count: lines.count, height: area.rows).enumerated() {
            let line = lines[place]
            let isHere = place == scroll.cursor
            let text = [
                line.course.text.fitted(to: 8),
                (names[line.patient.text] ?? line.patient.text).clipped(to: 20).fitted(to: 20),
                words.shortDay(line.referred).fitted(to: 12),
                (line.product?.text ?? "–").fitted(to: 10),
                line.ending.map { words($0.phrase) } ?? words("statistics.running"),
            ].joined(separator: "  ")
            frame.write(
                Line((isHere ? "▸ " : "  ") + text, isHere ? Style(.plain, .bold) : .plain),
                row: area.row + offset, column: area.column, width: area.columns)
        }
    }
}

/// How every number of a figure is counted, and all that is said beside it: on a small terminal the
/// picture leaves the notes little room.
struct DefinitionSheet: Overlay {
    let figure: Figure
    private(set) var scroll = Scroll()

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        guard let movement = Movement(key) else { return [.close] }
        let count = lines(context, width: width(context)).count
        movement.apply(to: &scroll, count: count, height: context.pane.rows - 4)
        scroll.reveal(count: count, height: context.pane.rows - 4)
        return []
    }

    private func width(_ context: Context) -> Int { min(96, context.pane.columns - 2) - 4 }

    private func lines(_ context: Context, width: Int) -> [String] {
        (figure.notes + figure.definitions)
            .flatMap { (context.words($0)).wrapped(to: width) + [""] }
    }

    func draw(on frame: inout Frame, _ context: Context) {
        let lines = lines(context, width: width(context))
        let area = frame.sheet(
            rows: min(lines.count + 2, frame.size.rows - 2), columns: width(context) + 4,
            title: context.words(figure.title), foot: context.words("plans.back"))
        for (offset, place) in scroll.window(count: lines.count, height: area.rows).enumerated() {
            frame.write(lines[place], row: area.row + offset, column: area.column)
        }
    }
}

/// In which form a figure is written to a file.
struct ExportMenu: Overlay {
    let request: FigureRequest
    let language: Language
    private(set) var menu: Menu<ExportFigure.Form>

    init(_ request: FigureRequest, _ language: Language) {
        (self.request, self.language) = (request, language)
        menu = Menu(
            Phrase("statistics.export"),
            ExportFigure.Form.allCases.map { form in
                Menu.Item(form, Phrase("statistics.export.\(form.rawValue)"))
            })
    }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        switch menu.take(key) {
        case .chosen(let form): [.close, .act(ExportFigure(request, form, language))]
        case .cancelled: [.close]
        case .choosing, .ignored: []
        }
    }

    func draw(on frame: inout Frame, _ context: Context) { menu.draw(on: &frame, context.words) }
}
