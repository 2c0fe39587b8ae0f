import Application
import Domain
import Terminal

/// A day can be typed or, for those who think in weekdays, chosen from a month.
extension Form {
    /// Opens the month in an entry that takes a day. F4 is what hospital systems teach; control
    /// serves terminals that keep function keys for themselves.
    static func opensCalendar(_ key: Key) -> Bool { key == .function(4) || key == .control("d") }

    /// What the field in focus says about days; nil where it takes none.
    private var dayRule: (today: Day, range: ClosedRange<Day>?)? {
        guard fields.indices.contains(focus) else { return nil }
        for case .day(let today, let range) in fields[focus].rules { return (today, range) }
        return nil
    }

    var takesDay: Bool { dayRule != nil }

    mutating func openCalendar() -> Outcome {
        guard let (today, range) = dayRule else { return .ignored }
        let typed = DayEntry.day(fields[focus].entry.text, today: today)
        calendar = DatePicker(
            day: typed ?? range.map { $0.clamp(today) } ?? today, today: today,
            within: range)
        return .editing
    }

    mutating func choose(_ key: Key) -> Outcome {
        switch calendar?.take(key) {
        case .chosen(let day)?:
            set(fields[focus].id, day.iso)
            calendar = nil
        case .cancelled?: calendar = nil
        case .choosing?, .ignored?, nil: break
        }
        return .editing
    }

    /// Over the form, beside the field it fills, and never beyond the screen.
    func drawCalendar(
        from row: Int, column: Int, on frame: inout Frame, _ words: Wording
    ) {
        guard let calendar else { return }
        let size = DatePicker.size
        let (rows, columns) = (size.rows + 1, size.columns + 3)
        let below = row + 1 + rows <= frame.size.rows
        let area = Area(
            row: max(0, below ? row + 1 : row - rows),
            column: max(0, min(column, frame.size.columns - columns)),
            rows: min(rows, frame.size.rows), columns: min(columns, frame.size.columns))
        frame.clear(area)
        frame.box(area, title: "", foot: words("form.calendarFoot"), Style(.accent))
        calendar.draw(in: area.inset(rows: 1, columns: 2), on: &frame, words)
        frame.cursor = nil
    }
}

extension ClosedRange<Day> {
    fileprivate func clamp(_ day: Day) -> Day { Swift.min(Swift.max(day, lowerBound), upperBound) }
}
