import Application
public import Domain
import Terminal

/// The days across the top of the Board, and the column in which each of them stands.
public struct TimeAxis: Equatable, Sendable {
    public enum Zoom: String, CaseIterable, Sendable {
        case day, week, month

        var days: Int {
            switch self {
            case .day: 1
            case .week: 7
            case .month: 30
            }
        }
    }

    public let first: Day
    public let zoom: Zoom
    /// Columns that one step of the zoom takes: two for a day where there is room.
    public let columnsPerStep: Int
    public let columns: Int
    /// Day 0 of an axis that counts from the infusion; nil on the calendar.
    public let dayZero: Day?

    public init(first: Day, zoom: Zoom, columns: Int, dayZero: Day? = nil) {
        (self.first, self.zoom, self.columns, self.dayZero) = (first, zoom, columns, dayZero)
        columnsPerStep = zoom == .day && columns >= 112 ? 2 : 1
    }

    /// The first column of a day; nil outside the axis.
    public func column(of day: Day) -> Int? {
        let step = floorDivide(day - first, zoom.days)
        let column = step * columnsPerStep
        return (0..<columns).contains(column) ? column : nil
    }

    /// Columns that days take, clipped to the axis.
    public func columns(of days: ClosedRange<Day>) -> Range<Int>? {
        let start = floorDivide(days.lowerBound - first, zoom.days) * columnsPerStep
        let end = (floorDivide(days.upperBound - first, zoom.days) + 1) * columnsPerStep
        guard end > 0, start < columns else { return nil }
        return max(0, start)..<min(columns, end)
    }

    public func day(at column: Int) -> Day { first + column / columnsPerStep * zoom.days }

    /// The days in view.
    public var days: ClosedRange<Day> {
        first...(first + max(1, (columns + columnsPerStep - 1) / columnsPerStep) * zoom.days - 1)
    }

    private func floorDivide(_ value: Int, _ by: Int) -> Int {
        value >= 0 ? value / by : -((-value + by - 1) / by)
    }

    /// Labels: Mondays by day, firsts of the month by week, years by month; on an aligned axis
    /// the days from the infusion.
    func draw(row: Int, column: Int, on frame: inout Frame, _ words: Wording) {
        var end = 0
        for place in stride(from: 0, to: columns, by: columnsPerStep) {
            guard let label = label(at: place, isFirst: place == 0, words), place >= end else {
                continue
            }
            guard place + label.displayWidth <= columns else { break }
            // The line stands before the day, so that the label begins above its bar.
            frame.write("│" + label, row: row, column: column + place - 1, Style(.quiet))
            end = place + label.displayWidth + 1
        }
    }

    private func label(at place: Int, isFirst: Bool, _ words: Wording) -> String? {
        let day = day(at: place)
        if let dayZero { return alignedLabel(day - dayZero) }
        let before = day - zoom.days
        switch zoom {
        case .day:
            guard day.weekday == .monday else { return nil }
            let isNewMonth = (day - 7).month != day.month || place < 7 * columnsPerStep
            return isNewMonth ? monthAndDay(day, words) : String(day.dayOfMonth)
        case .week:
            guard isFirst || before.month != day.month else { return nil }
            let isNewYear = isFirst || before.year != day.year
            return isNewYear ? yearAndMonth(day, words) : words.month(day.month)
        case .month:
            guard isFirst || before.year != day.year else { return nil }
            return String(day.year)
        }
    }

    private func alignedLabel(_ offset: Int) -> String? {
        let step = zoom == .day ? 7 : zoom == .week ? 28 : 360
        let room = zoom.days
        // The first column at or after a multiple.
        let rest = ((offset % step) + step) % step
        guard rest < room else { return nil }
        let mark = offset - rest
        return mark == 0 ? "D0" : mark < 0 ? "D−\(-mark)" : "D+\(mark)"
    }

    private func monthAndDay(_ day: Day, _ words: Wording) -> String {
        words.language == .japanese
            ? "\(day.month)/\(day.dayOfMonth)" : "\(words.month(day.month)) \(day.dayOfMonth)"
    }

    private func yearAndMonth(_ day: Day, _ words: Wording) -> String {
        words.language == .japanese
            ? "\(day.year)/\(day.month)" : "\(words.month(day.month)) \(day.year)"
    }
}
