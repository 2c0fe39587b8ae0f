/// One column of one row.
public struct Cell: Hashable, Sendable {
    public let glyph: Character
    public var style: Style
    /// The right half of the wide glyph before it.
    public let isTail: Bool

    init(_ glyph: Character, _ style: Style, isTail: Bool = false) {
        (self.glyph, self.style, self.isTail) = (glyph, style, isTail)
    }
}

/// A whole screen as a value. The only thing a view makes.
///
/// Cells are made by `write` alone, and `write` lets text in through `Visible`: whatever a name
/// or a note contains, what stands in a frame can be sent to a terminal.
public struct Frame: Equatable, Sendable {
    public let size: Size
    public private(set) var cells: [Cell]
    /// Where a text is being typed. Input methods open their window there.
    public var cursor: Position?

    public init(_ size: Size) {
        self.size = size
        cells = Array(repeating: Cell(" ", .plain), count: size.rows * size.columns)
    }

    public var area: Area { Area(size) }

    public func row(_ row: Int) -> ArraySlice<Cell> {
        cells[row * size.columns..<(row + 1) * size.columns]
    }

    public subscript(row: Int, column: Int) -> Cell? {
        guard (0..<size.rows).contains(row), (0..<size.columns).contains(column) else { return nil }
        return cells[row * size.columns + column]
    }

    /// Writes text, clipped to the row and to `width` columns, and returns the column after it.
    ///
    /// A wide glyph that would be cut in half at the edge is left out: terminals wrap it to the
    /// next row, and every row below then stands one too low.
    @discardableResult
    public mutating func write(
        _ text: String, row: Int, column: Int = 0, width: Int = Int.max, _ style: Style = .plain
    ) -> Int {
        guard (0..<size.rows).contains(row), width > 0 else { return column }
        let end = width >= size.columns - column ? size.columns : column + width
        var place = column
        for character in Visible.text(text) {
            let columns = character.displayWidth
            // Text from elsewhere may begin with a mark that has nothing to stand on.
            guard columns > 0 else { continue }
            guard place + columns <= end else { break }
            if place >= 0 { put(character, columns, row * size.columns + place, row, style) }
            place += columns
        }
        return place
    }

    private mutating func put(
        _ character: Character, _ columns: Int, _ index: Int, _ row: Int, _ style: Style
    ) {
        let first = row * size.columns
        // Half of a wide glyph cannot stay behind.
        if cells[index].isTail, index > first {
            cells[index - 1] = Cell(" ", cells[index - 1].style)
        }
        let after = index + columns
        if after < first + size.columns, cells[after].isTail {
            cells[after] = Cell(" ", cells[after].style)
        }
        cells[index] = Cell(character, style)
        if columns == 2 { cells[index + 1] = Cell(" ", style, isTail: true) }
    }

    /// Lays one paper, or one more attribute, over cells that are already written.
    public mutating func restyle(_ area: Area, _ change: (inout Style) -> Void) {
        for row in max(0, area.row)..<max(0, min(size.rows, area.row + area.rows)) {
            for column in max(
                0, area.column)..<max(0, min(size.columns, area.column + area.columns))
            {
                change(&cells[row * size.columns + column].style)
            }
        }
    }

    /// Blanks an area.
    public mutating func clear(_ area: Area, _ style: Style = .plain) {
        guard area.columns > 0 else { return }
        let blank = String(repeating: " ", count: area.columns)
        for row in area.row..<area.row + area.rows {
            write(blank, row: row, column: area.column, width: area.columns, style)
        }
    }

    /// What a person would read, row by row, without the blanks at the right end.
    public var text: String {
        (0..<size.rows).map { row in
            var line = ""
            for cell in self.row(row) where !cell.isTail { line.append(cell.glyph) }
            while line.last == " " { line.removeLast() }
            return line
        }.joined(separator: "\n")
    }
}

extension Frame {
    /// A box of single lines with a title in its upper edge.
    public mutating func box(
        _ area: Area, title: String = "", foot: String = "", _ style: Style = .plain
    ) {
        guard area.rows >= 2, area.columns >= 2 else { return }
        let (last, right) = (area.row + area.rows - 1, area.column + area.columns - 1)
        let line = String(repeating: "─", count: area.columns - 2)
        write("┌" + line + "┐", row: area.row, column: area.column, style)
        write("└" + line + "┘", row: last, column: area.column, style)
        for row in area.row + 1..<max(area.row + 1, last) {
            write("│", row: row, column: area.column, style)
            write("│", row: row, column: right, style)
        }
        let room = area.columns - 4
        if !title.isEmpty, room > 0 {
            write(" \(title.clipped(to: room)) ", row: area.row, column: area.column + 1, style)
        }
        if !foot.isEmpty, room > 0 {
            let shown = " \(foot.clipped(to: room)) "
            write(shown, row: last, column: right - shown.displayWidth, style)
        }
    }

    /// A line across with a title, which separates panes without spending a whole box.
    public mutating func rule(_ area: Area, title: String = "", right: String = "", _ style: Style)
    {
        guard area.rows > 0 else { return }
        let line = String(repeating: "─", count: area.columns)
        write(line, row: area.row, column: area.column, width: area.columns, style)
        var room = area.columns - 4
        if !title.isEmpty, room > 0 {
            let shown = title.clipped(to: room)
            write(" \(shown) ", row: area.row, column: area.column + 1, style)
            room -= shown.displayWidth + 3
        }
        if !right.isEmpty, room > 3 {
            let shown = " \(right.clipped(to: room)) "
            let column = area.column + area.columns - 1 - shown.displayWidth
            write(shown, row: area.row, column: column, style)
        }
    }
}
