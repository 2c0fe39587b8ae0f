public import Domain

/// A figure as lines for people.
extension Figure {
    /// - Parameter width: of one column of the terminal's; kanji count two.
    public func lines(_ wording: Wording) -> [String] {
        var lines = [wording(title), wording(scope.phrase), ""]
        lines += table.lines(wording)
        if !notes.isEmpty { lines += [""] + notes.map { wording($0) } }
        lines += [""] + definitions.map { "– " + wording($0) }
        return lines
    }
}

extension FigureTable {
    public func heads(_ wording: Wording) -> [String] {
        [wording(subject)] + columns.map { wording("figure.column.\($0)") }
    }

    public func texts(_ wording: Wording) -> [[String]] {
        rows.map { row in [wording(row.label)] + row.cells.map { wording($0) } }
    }

    /// Columns as wide as their widest cell, numbers to the right.
    public func lines(_ wording: Wording) -> [String] {
        let all = [heads(wording)] + texts(wording)
        let widths = all[0].indices.map { column in
            all.map { Self.width($0[column]) }.max() ?? 0
        }
        let isRight = columns.indices.map { column in
            rows.contains { $0.cells[column].isNumeric }
        }
        return all.map { cells in
            let parts = cells.enumerated().map { column, text in
                let room = String(repeating: " ", count: widths[column] - Self.width(text))
                return column > 0 && isRight[column - 1] ? room + text : text + room
            }
            var line = parts.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line
        }
    }

    /// Two columns for what East Asian terminals draw wide.
    static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { sum, scalar in
            switch scalar.value {
            case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
                0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
                sum + 2
            default: sum + 1
            }
        }
    }
}

extension FigureTable.Cell {
    var isNumeric: Bool {
        switch self {
        case .count, .number, .share, .small: true
        case .words, .empty: false
        }
    }
}

extension Wording {
    public func callAsFunction(_ value: Phrase.Value) -> String {
        self(Phrase("figure.plain", ["value": value]))
    }

    public func callAsFunction(_ cell: FigureTable.Cell) -> String {
        switch cell {
        case .count(let count): number(count)
        case .number(let value, let places): decimal(value, places: places)
        case .share(let share): decimal(100 * share, places: 1) + " %"
        case .words(let value): self(value)
        case .small: SmallGroups.sign
        case .empty: "–"
        }
    }
}
