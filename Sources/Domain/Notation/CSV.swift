/// A table read from a CSV file (RFC 4180), which remembers where every cell stood.
///
/// The cells stay bytes of the file until they are asked for: a file of a hundred thousand rows is
/// read for a few of its columns, and a string for every cell would cost more than the statistics.
public struct CSVTable: Sendable {
    public let header: [String]
    public let separator: CSVSeparator
    /// Without the header; lines with nothing on them are no rows.
    public let rowCount: Int
    let bytes: [UInt8]
    let cells: [Cell]
    private let columns: [String: Int]

    /// A run of bytes; a quoted cell may hold doubled quotes.
    struct Cell: Sendable {
        let start: Int32
        let end: Int32
        let isQuoted: Bool
    }

    init(
        header: [String], separator: CSVSeparator, bytes: [UInt8], cells: [Cell]
    ) {
        (self.header, self.separator, self.bytes, self.cells) = (header, separator, bytes, cells)
        rowCount = cells.count / max(1, header.count)
        columns = Dictionary(header.enumerated().map { ($1, $0) }, uniquingKeysWith: { $1 })
    }

    /// The position of a column.
    ///
    /// - Throws: `CSVError.noColumn` with the columns that there are.
    public func column(_ name: String) throws(CSVError) -> Int {
        guard let index = columns[name] else { throw .noColumn(name, have: header) }
        return index
    }

    public func hasColumn(_ name: String) -> Bool { columns[name] != nil }

    private func cell(_ row: Int, _ column: Int) -> Cell { cells[row * header.count + column] }

    /// The text of a cell, without its quotes.
    public subscript(row: Int, column: Int) -> String {
        let cell = cell(row, column)
        let raw = bytes[Int(cell.start)..<Int(cell.end)]
        guard cell.isQuoted, raw.contains(UInt8(ascii: "\"")) else {
            return String(decoding: raw, as: UTF8.self)
        }
        var plain: [UInt8] = []
        var wasQuote = false
        for byte in raw {
            if byte == UInt8(ascii: "\""), wasQuote {
                wasQuote = false
                continue
            }
            wasQuote = byte == UInt8(ascii: "\"")
            plain.append(byte)
        }
        return String(decoding: plain, as: UTF8.self)
    }

    public func row(_ row: Int) -> [String] { header.indices.map { self[row, $0] } }

    /// True for a cell with nothing in it but blanks.
    public func isEmpty(_ row: Int, _ column: Int) -> Bool {
        let cell = cell(row, column)
        return bytes[Int(cell.start)..<Int(cell.end)].allSatisfy { $0 == 0x20 || $0 == 0x09 }
    }

    /// The number in a cell; nil when it holds anything else, also `<0.3`, `NaN` and `1,5`.
    public func number(_ row: Int, _ column: Int) -> Double? {
        let cell = cell(row, column)
        return bytes.withUnsafeBufferPointer {
            DecimalText.number($0, Int(cell.start), Int(cell.end))
        }
    }

    /// Where a cell stands in its file.
    public func place(_ row: Int, _ column: Int) -> Place {
        Place(ofByte: Int(cell(row, column).start), in: bytes)
    }
}

/// What stands between two cells.
public enum CSVSeparator: UInt8, CaseIterable, Sendable {
    case comma = 0x2C
    case semicolon = 0x3B
    case tab = 0x09
}

/// Why a file is no table, or not the table that was wanted.
public enum CSVError: Error, Hashable {
    case syntax(Syntax, Place)
    case fieldCount(found: Int, wanted: Int, Place)
    case columnTwice(String, Place)
    case columnWithoutName(Int)
    case noColumn(String, have: [String])

    public enum Syntax: String, Hashable, Sendable {
        case empty, openQuote, textAfterQuote, quoteInText, notUTF8, tooLarge, control
    }
}

extension CSVError: Reportable {
    public var phrase: Phrase {
        switch self {
        case .syntax(let syntax, let place):
            Phrase(
                "csv.syntax",
                [
                    "line": .count(place.line), "column": .count(place.column),
                    "what": .phrase(Phrase("csv.syntax.\(syntax.rawValue)")),
                ])
        case .fieldCount(let found, let wanted, let place):
            Phrase(
                "csv.fieldCount",
                ["line": .count(place.line), "found": .count(found), "wanted": .count(wanted)])
        case .columnTwice(let name, let place):
            Phrase("csv.columnTwice", ["name": .text(name), "line": .count(place.line)])
        case .columnWithoutName(let index):
            Phrase("csv.columnWithoutName", ["index": .count(index)])
        case .noColumn(let name, let have):
            Phrase(
                "csv.noColumn", ["name": .text(name), "have": .list(have.map { .text($0) })])
        }
    }
}
