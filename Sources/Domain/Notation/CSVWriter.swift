/// Writes a table as CSV (RFC 4180) that a spreadsheet may open without running anything.
///
/// A cell that begins like a formula is a way to make the reader's own computer act. Such a cell
/// gets an apostrophe in front, which spreadsheets show as plain text; numbers stay numbers.
public struct CSVWriter: Sendable {
    public private(set) var text: String
    private let columnCount: Int
    private let separator: Character

    /// - Parameter marksUTF8: some spreadsheets read Japanese rightly only after a byte order mark.
    public init(
        header: [String], separator: CSVSeparator = .comma, marksUTF8: Bool = false
    ) {
        text = marksUTF8 ? "\u{FEFF}" : ""
        columnCount = header.count
        self.separator = Character(Unicode.Scalar(separator.rawValue))
        write(header)
    }

    /// One row, which has as many cells as the header.
    public mutating func write(_ row: [String]) {
        precondition(row.count == columnCount, "a row has one cell for every column")
        for (index, cell) in row.enumerated() {
            if index > 0 { text.append(separator) }
            text += quoted(Self.neutral(cell))
        }
        text += "\r\n"
    }

    /// The cell, harmless to a spreadsheet.
    public static func neutral(_ cell: String) -> String {
        guard let first = cell.unicodeScalars.first else { return cell }
        switch first {
        case "=", "@", "\t", "\r", "\n", "＝", "＠", "＋", "－": return "'" + cell
        case "+", "-": return DecimalText.number(cell) == nil ? "'" + cell : cell
        default: return cell
        }
    }

    private func quoted(_ cell: String) -> String {
        let needsQuotes = cell.unicodeScalars.contains { scalar in
            switch scalar {
            case ",", ";", "\t", "\"", "\n", "\r": true
            default: false
            }
        }
        let hasEdges = cell.first == " " || cell.last == " "
        // A row of one empty cell would otherwise be an empty line, which is no row.
        guard needsQuotes || hasEdges || (cell.isEmpty && columnCount == 1) else { return cell }
        var doubled = "\""
        for character in cell.unicodeScalars {
            if character == "\"" { doubled += "\"" }
            doubled.unicodeScalars.append(character)
        }
        return doubled + "\""
    }
}
