public import Application
public import Domain
public import Terminal

/// A month to walk in, for those who think in weekdays.
public struct DatePicker: Equatable, Sendable {
    public enum Outcome: Equatable, Sendable {
        case choosing
        case chosen(Day)
        case cancelled, ignored
    }

    public private(set) var day: Day
    public let today: Day
    /// Days that cannot be chosen, each with its reason: a holiday, a full slot.
    public let closed: [Day: Phrase]
    /// Days outside are not taken either.
    public let range: ClosedRange<Day>?
    private var typed = TextField()

    public init(
        day: Day, today: Day, closed: [Day: Phrase] = [:], within range: ClosedRange<Day>? = nil
    ) {
        (self.day, self.today, self.closed, self.range) = (day, today, closed, range)
    }

    /// Why the day under the cursor cannot be chosen.
    public var refusal: Phrase? {
        if let range, !range.contains(day) {
            return Phrase(
                "form.dayOutside",
                ["least": .day(range.lowerBound), "most": .day(range.upperBound)])
        }
        return closed[day]
    }

    public mutating func take(_ key: Key) -> Outcome {
        switch key {
        case .escape: return .cancelled
        case .enter: return refusal == nil ? .chosen(day) : .choosing
        case .left, .text("h"): move(to: day - 1)
        case .right, .text("l"): move(to: day + 1)
        case .up, .text("k"): move(to: day - 7)
        case .down, .text("j"): move(to: day + 7)
        case .pageUp, .text("["): move(to: day.adding(months: -1))
        case .pageDown, .text("]"): move(to: day.adding(months: 1))
        case .home, .text("t"): move(to: today)
        case .text(let character) where "0123456789-/.+RHSrhs".contains(character):
            return type(key)
        case .backspace: return type(key)
        default: return .ignored
        }
        return .choosing
    }

    private mutating func move(to next: Day) {
        guard Day.years.contains(next.year) else { return }
        day = next
        typed = TextField()
    }

    private mutating func type(_ key: Key) -> Outcome {
        _ = typed.take(key)
        if let found = DayEntry.day(typed.text, today: today) { day = found }
        return .choosing
    }

    public static let size = Size(rows: 10, columns: 30)

    public func draw(in area: Area, on frame: inout Frame, _ words: Wording) {
        let (year, month, _) = day.civil
        let title = words(
            Phrase(
                "calendar.month", ["month": .text(words.month(month)), "year": .text(String(year))])
        )
        frame.write(title, row: area.row, column: area.column + 1, width: area.columns, .bold)
        for weekday in Weekday.allCases {
            let name = words.weekday(weekday).clipped(to: 3).fittedRight(to: 3)
            frame.write(
                name, row: area.row + 1, column: area.column + weekday.rawValue * 4,
                Style(weekday.isWeekend ? .quiet : .plain))
        }
        let first = day - (Int(day.dayOfMonth) - 1)
        let lead = first.weekday.rawValue
        for offset in 0..<Int(Day.length(ofMonth: month, in: year)) {
            draw(first + offset, lead + offset, in: area, on: &frame)
        }
        let foot =
            refusal.map { Line(words($0), Style(.danger)) } ?? Line(words.day(day), Style(.accent))
        frame.write(foot, row: area.row + 8, column: area.column + 1, width: area.columns - 1)
    }

    private func draw(_ each: Day, _ place: Int, in area: Area, on frame: inout Frame) {
        let isClosed = closed[each] != nil || range?.contains(each) == false
        var style = Style(isClosed || each.weekday.isWeekend ? .quiet : .plain)
        if each == today { style.attributes.insert(.underline) }
        if each == day { style = Style(.accent, paper: .selected, .bold) }
        let number = String(each.dayOfMonth).fittedRight(to: 2)
        // A closed day is crossed out with a sign, not with a colour alone.
        let text = isClosed ? "×" + number : each == day ? "▸" + number : " " + number
        frame.write(
            text, row: area.row + 2 + place / 7, column: area.column + place % 7 * 4, style)
    }
}
