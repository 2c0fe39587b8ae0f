import Application
import Domain
import Terminal

/// Rows for people: columns as wide as their widest cell, on a terminal that draws kanji in two
/// columns.
struct TextTable {
    private let header: [String]
    private var rows: [[String]] = []

    init(_ header: [String]) { self.header = header }

    mutating func add(_ row: [String]) { rows.append(row) }

    var lines: [String] {
        let all = ([header] + rows).map { $0.map(Visible.text) }
        let widths = header.indices.map { column in
            all.map { Self.width($0[column]) }.max() ?? 0
        }
        return all.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                line += cell
                if column < row.count - 1 {
                    line += String(repeating: " ", count: widths[column] - Self.width(cell) + 2)
                }
            }
            return line
        }
    }

    /// Two columns for what East Asian terminals draw wide. The screens measure with the
    /// terminal's own tables; for a printed list this is near enough.
    private static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { sum, scalar in
            switch scalar.value {
            case 0x0300...0x036F, 0x3099...0x309A, 0xE0100...0xE01EF: sum
            case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3,
                0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
                0x1F300...0x1FAFF, 0x20000...0x3FFFD:
                sum + 2
            default: sum + 1
            }
        }
    }
}

extension Invocation {
    /// Prints facts: as JSON, one object a line, or as a table.
    func show(_ header: [String], _ rows: [(json: JSON, cells: [String])]) {
        if wantsJSON {
            for row in rows { console.print(row.json) }
            return
        }
        if has("plain") { return read(header, rows.map(\.cells)) }
        var table = TextTable(header.map { wording("column.\($0)") })
        for row in rows { table.add(row.cells) }
        for line in table.lines { console.print(line) }
    }

    /// One row after the other, each cell behind its name: what a screen reader reads aloud.
    private func read(_ header: [String], _ rows: [[String]]) {
        if rows.isEmpty { console.print(wording("plain.none")) }
        for (number, cells) in rows.enumerated() {
            let told = zip(header, cells).filter { !$1.isEmpty && $1 != "–" }
            let parts = told.map { "\(wording("column.\($0)")): \($1)" }
            console.print("\(number + 1). " + parts.joined(separator: "; ") + ".")
        }
    }

    /// Says what was done, with the number of the journal entry.
    func done(_ phrase: Phrase, _ sequence: Int64, _ facts: [(String, JSON)] = []) {
        if wantsJSON {
            console.print(JSON.object([("entry", .int(Int(sequence)))] + facts))
        } else {
            console.print(wording(phrase))
        }
    }
}
