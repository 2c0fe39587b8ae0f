import Application
import Domain
import Terminal

extension Form {
    /// Rows that the form takes: one a field and one for what is wrong with it.
    var height: Int { fields.count + 1 }

    func draw(in area: Area, on frame: inout Frame, _ words: Wording) {
        let labels = fields.map { words($0.label) }
        let lead = min((labels.map(\.displayWidth).max() ?? 0) + 2, max(8, area.columns / 2))
        // The field in focus stays in view on a screen that is too low for all.
        let room = max(1, area.rows - 1)
        let first = max(0, min(focus - room + 1, fields.count - room))
        for (line, place) in (first..<min(fields.count, first + room)).enumerated() {
            draw(place, labels[place], lead, in: area, row: area.row + line, on: &frame, words)
        }
        let last = area.row + area.rows - 1
        if area.rows > 1 {
            let message = (refusal ?? focusFault).map { Line(words($0), Style(.danger)) }
            let help = takesDay ? Line(words("form.calendarHint"), .quiet) : nil
            if let line = message ?? help {
                frame.write(line, row: last, column: area.column, width: area.columns)
            }
        }
        drawCalendar(from: area.row + focus - first, column: area.column + lead, on: &frame, words)
    }

    private var focusFault: Phrase? {
        guard fields.indices.contains(focus) else { return nil }
        let field = fields[focus]
        // A half-typed entry is wrong only once there is something in it.
        return field.isTouched || !field.entry.text.isEmpty ? field.fault : nil
    }

    private func draw(
        _ place: Int, _ label: String, _ lead: Int, in area: Area, row: Int, on frame: inout Frame,
        _ words: Wording
    ) {
        let field = fields[place]
        let hasFocus = place == focus
        frame.write(
            label.clipped(to: lead - 1), row: row, column: area.column, width: lead,
            Style(hasFocus ? .accent : .plain, hasFocus ? .bold : []))
        let start = area.column + lead
        let isWrong = field.fault != nil && (field.isTouched || !field.entry.text.isEmpty)
        let width = max(0, area.columns - lead - 2)
        if field.choices.isEmpty {
            let style = Style(isWrong ? .danger : .plain, paper: .raised, .underline)
            field.entry.draw(
                in: Area(row: row, column: start, rows: 1, columns: width), on: &frame, style,
                hasFocus: hasFocus, isSecret: field.isSecret)
        } else {
            drawChoices(field, hasFocus, row, start, width, on: &frame, words)
        }
        if isWrong { frame.write("!", row: row, column: start + width + 1, Style(.danger, .bold)) }
    }

    private func drawChoices(
        _ field: Field, _ hasFocus: Bool, _ row: Int, _ start: Int, _ width: Int,
        on frame: inout Frame, _ words: Wording
    ) {
        var line = Line()
        for (index, choice) in field.choices.enumerated() {
            let isChosen = index == field.choice
            let mark = isChosen ? "(●) " : "( ) "
            let style = isChosen ? Style(hasFocus ? .accent : .plain, .bold) : .quiet
            line.add(mark + words(choice) + "  ", style)
        }
        // Too many for one line: the chosen one alone, between arrows.
        if line.width > width {
            line = Line("◂ \(words(field.choices[field.choice])) ▸", Style(.accent, .bold))
        }
        frame.write(line, row: row, column: start, width: width)
        if hasFocus { frame.cursor = Position(row: row, column: start) }
    }
}
