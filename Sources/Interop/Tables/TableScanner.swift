/// Cuts a table into rows and cells (RFC 4180), forgiving of what spreadsheets write: a faulty row
/// is one faulty row, not the end of the file.
struct TableScanner {
    struct Row {
        /// The line on which it begins, counted from 1.
        let line: Int
        let cells: [String]
        /// True where a quote was opened and never closed.
        let isOpen: Bool
    }

    let separator: UInt8
    private let bytes: [UInt8]
    private var at = 0
    private var line = 1

    init(_ bytes: [UInt8], separator: UInt8? = nil) {
        self.bytes = bytes
        self.separator = separator ?? Self.guess(bytes)
    }

    /// Whichever of comma, tabulator and semicolon stands most often in the first line.
    private static func guess(_ bytes: [UInt8]) -> UInt8 {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in bytes {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == 0x0A || byte == 0x0D { break }
            counts[byte, default: 0] += 1
        }
        let candidates = [UInt8(ascii: ","), 0x09, UInt8(ascii: ";")]
        return candidates.max { counts[$0, default: 0] < counts[$1, default: 0] }
            .flatMap { counts[$0, default: 0] == 0 ? nil : $0 } ?? UInt8(ascii: ",")
    }

    /// The next row with anything on it; nil at the end.
    mutating func next() -> Row? {
        while at < bytes.count, bytes[at] == 0x0A || bytes[at] == 0x0D { skipLineEnd() }
        guard at < bytes.count else { return nil }
        let begins = line
        var cells: [String] = []
        while true {
            let (cell, isOpen) = cell()
            cells.append(cell)
            if isOpen { return Row(line: begins, cells: cells, isOpen: true) }
            guard at < bytes.count else { break }
            if bytes[at] == separator {
                at += 1
                continue
            }
            skipLineEnd()
            break
        }
        return Row(line: begins, cells: cells, isOpen: false)
    }

    private mutating func skipLineEnd() {
        if bytes[at] == 0x0D {
            at += 1
            if at < bytes.count, bytes[at] == 0x0A { at += 1 }
        } else {
            at += 1
        }
        line += 1
    }

    private mutating func cell() -> (text: String, isOpen: Bool) {
        var text: [UInt8] = []
        guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else {
            let start = at
            while at < bytes.count, bytes[at] != separator, bytes[at] != 0x0A, bytes[at] != 0x0D {
                at += 1
            }
            return (String(decoding: bytes[start..<at], as: UTF8.self), false)
        }
        let (opened, openedLine) = (at, line)
        at += 1
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "\"") {
                at += 1
                guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { break }
            }
            if bytes[at] == 0x0A { line += 1 }
            text.append(bytes[at])
            at += 1
            if at == bytes.count {
                // Only the row with the open quote is lost: the next line is read anew.
                (at, line) = (opened, openedLine)
                while at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
                return (String(decoding: bytes[opened..<at], as: UTF8.self), true)
            }
        }
        // What stands between the quote and the separator is kept: nothing is dropped silently.
        while at < bytes.count, bytes[at] != separator, bytes[at] != 0x0A, bytes[at] != 0x0D {
            text.append(bytes[at])
            at += 1
        }
        return (String(decoding: text, as: UTF8.self), false)
    }
}
