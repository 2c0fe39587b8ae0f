public import Application
public import Domain
public import Terminal

/// A grid of labelled cells: units down, days across.
public struct HeatMap: Equatable, Sendable {
    public enum Use: Equatable, Sendable {
        case free
        /// Taken by a course of ours; held ones may still come free.
        case taken(course: String, booking: String, isHeld: Bool)
        /// Other patients', entered or imported.
        case others(block: BlockRecord.ID? = nil)
        case closed(Phrase?, block: BlockRecord.ID? = nil)
    }

    public struct Row: Equatable, Sendable {
        public let label: String
        public let uses: [Use]

        public init(_ label: String, _ uses: [Use]) { (self.label, self.uses) = (label, uses) }
    }

    public let days: [Day]
    public let rows: [Row]

    public init(days: [Day], rows: [Row]) { (self.days, self.rows) = (days, rows) }

    static let cellWidth = 10

    /// How many days fit beside labels of this width.
    static func dayCount(columns: Int, label: Int) -> Int {
        max(1, (columns - label - 1) / cellWidth)
    }

    public func draw(
        in area: Area, cursor: Position, labelWidth: Int, top: Int, today: Day,
        on frame: inout Frame,
        _ words: Wording
    ) {
        guard area.rows > 1 else { return }
        for (index, day) in days.enumerated() {
            let column = area.column + labelWidth + index * Self.cellWidth
            let isMonthShown = index == 0 || day.dayOfMonth == 1
            let name = words.weekday(day.weekday)
            let title =
                isMonthShown
                ? "\(name.prefix(2)) \(words.monthAndDay(day))" : "\(name) \(day.dayOfMonth)"
            let style =
                day == today ? Style(.today, .bold) : Style(day.weekday.isWeekend ? .quiet : .plain)
            frame.write(
                title, row: area.row, column: column, width: Self.cellWidth - 1, style
            )
            // A week is a block for the eye.
            if day.weekday == .monday, index > 0 {
                for row in 0...min(area.rows - 1, rows.count - top) {
                    frame.write("│", row: area.row + row, column: column - 1, .quiet)
                }
            }
        }
        for line in 0..<min(area.rows - 1, rows.count - top) {
            let row = rows[top + line]
            frame.write(
                row.label, row: area.row + 1 + line, column: area.column, width: labelWidth - 1)
            for (index, use) in row.uses.prefix(days.count).enumerated() {
                let isHere = cursor == Position(row: top + line, column: index)
                draw(
                    use, isHere: isHere, row: area.row + 1 + line,
                    column: area.column + labelWidth + index * Self.cellWidth, on: &frame, words)
            }
        }
    }

    private func draw(
        _ use: Use, isHere: Bool, row: Int, column: Int, on frame: inout Frame, _ words: Wording
    ) {
        let (text, style): (String, Style) =
            switch use {
            case .free: (words("slots.cell.free"), Style(.good))
            case .taken(let course, _, let isHeld): (course + (isHeld ? " ?" : ""), Style(.plain))
            case .others: ("····", .quiet)
            case .closed(let why, _): (words(why ?? Phrase("slots.unknown")), .quiet)
            }
        let width = Self.cellWidth - 1
        let shown = isHere ? text.fitted(to: width) : text.clipped(to: width)
        frame.write(
            shown, row: row, column: column, width: width,
            isHere ? style.on(.selected).with(.bold) : style)
    }
}
