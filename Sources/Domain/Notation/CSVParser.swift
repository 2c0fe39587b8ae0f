extension CSVTable {
    /// The largest file that is read: cells are kept as 32-bit places.
    public static let largestBytes = 1 << 30

    /// Reads a table whose first line names its columns.
    ///
    /// - Parameter separator: nil takes whichever of comma, semicolon and tabulator stands most
    ///   often in the first line: spreadsheets write the one that their country prefers.
    /// - Throws: `CSVError` with the line and column of the first fault.
    public static func parse(
        _ bytes: [UInt8], separator: CSVSeparator? = nil
    ) throws(CSVError) -> CSVTable {
        guard bytes.count <= largestBytes else {
            throw .syntax(.tooLarge, Place(line: 1, column: 1))
        }
        let outcome: Result<CSVTable, CSVError> = bytes.withUnsafeBufferPointer { buffer in
            var scanner = CSVScanner(buffer, separator: separator)
            do throws(CSVError) {
                let (header, cells) = try scanner.scan()
                return .success(
                    CSVTable(
                        header: header, separator: scanner.separator, bytes: bytes, cells: cells))
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }

    public static func parse(_ text: String) throws(CSVError) -> CSVTable {
        try parse(Array(text.utf8))
    }
}

/// One pass over the bytes.
struct CSVScanner: ~Copyable {
    private let bytes: UnsafeBufferPointer<UInt8>
    let separator: CSVSeparator
    private let mark: UInt8
    private var at = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, separator: CSVSeparator?) {
        self.bytes = bytes
        let hasMark = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
        at = hasMark ? 3 : 0
        self.separator = separator ?? Self.guess(bytes[at...])
        mark = self.separator.rawValue
    }

    private static func guess(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> CSVSeparator {
        var counts: [CSVSeparator: Int] = [:]
        var isQuoted = false
        for byte in bytes {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
            if let separator = CSVSeparator(rawValue: byte) { counts[separator, default: 0] += 1 }
        }
        // The first of equals, so that a file with one column is a comma file.
        return CSVSeparator.allCases.max { counts[$0, default: 0] < counts[$1, default: 0] }
            .flatMap { counts[$0, default: 0] == 0 ? nil : $0 } ?? .comma
    }

    private func fault(_ syntax: CSVError.Syntax, _ offset: Int) -> CSVError {
        .syntax(syntax, Place(ofByte: offset, in: bytes))
    }

    mutating func scan() throws(CSVError) -> (header: [String], cells: [CSVTable.Cell]) {
        try requireText()
        var cells: [CSVTable.Cell] = []
        skipEmptyLines()
        guard at < bytes.count else { throw fault(.empty, at) }
        try line(into: &cells)
        let header = try names(cells)
        cells.removeAll(keepingCapacity: true)
        cells.reserveCapacity(bytes.count / 6)
        while true {
            skipEmptyLines()
            if at >= bytes.count { break }
            let (start, before) = (at, cells.count)
            try line(into: &cells)
            guard cells.count - before == header.count else {
                throw .fieldCount(
                    found: cells.count - before, wanted: header.count,
                    Place(ofByte: start, in: bytes))
            }
        }
        return (header, cells)
    }

    private func requireText() throws(CSVError) {
        var offset = 0
        for byte in bytes {
            if byte == 0 { throw fault(.control, offset) }
            offset += 1
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            // Found anew only on the way to the error.
            var end = 0
            while end < bytes.count, String(validating: bytes[...end], as: UTF8.self) != nil {
                end += 1
            }
            throw fault(.notUTF8, end)
        }
    }

    private func names(_ cells: [CSVTable.Cell]) throws(CSVError) -> [String] {
        let line = CSVTable(
            header: cells.map { _ in "" }, separator: separator, bytes: Array(bytes), cells: cells)
        var header: [String] = []
        for column in cells.indices {
            let name = line[0, column].trimmed
            guard !name.isEmpty else { throw .columnWithoutName(column + 1) }
            guard !header.contains(name) else {
                throw .columnTwice(name, line.place(0, column))
            }
            header.append(name)
        }
        return header
    }

    private mutating func skipEmptyLines() {
        while at < bytes.count, bytes[at] == UInt8(ascii: "\n") || bytes[at] == UInt8(ascii: "\r") {
            at += 1
        }
    }

    private mutating func line(into cells: inout [CSVTable.Cell]) throws(CSVError) {
        while true {
            if at < bytes.count, bytes[at] == UInt8(ascii: "\"") {
                cells.append(try quoted())
            } else {
                cells.append(try plain())
            }
            guard at < bytes.count else { return }
            if bytes[at] == mark {
                at += 1
                continue
            }
            if bytes[at] == UInt8(ascii: "\r") { at += 1 }
            if at < bytes.count, bytes[at] == UInt8(ascii: "\n") { at += 1 }
            return
        }
    }

    private mutating func plain() throws(CSVError) -> CSVTable.Cell {
        let start = at
        while at < bytes.count {
            let byte = bytes[at]
            if byte == mark || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
            if byte == UInt8(ascii: "\"") { throw fault(.quoteInText, at) }
            at += 1
        }
        return CSVTable.Cell(start: Int32(start), end: Int32(at), isQuoted: false)
    }

    private mutating func quoted() throws(CSVError) -> CSVTable.Cell {
        let open = at
        at += 1
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "\"") {
                if at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "\"") {
                    at += 2
                    continue
                }
                let cell = CSVTable.Cell(start: Int32(open + 1), end: Int32(at), isQuoted: true)
                at += 1
                if at < bytes.count, bytes[at] != mark, bytes[at] != UInt8(ascii: "\n"),
                    bytes[at] != UInt8(ascii: "\r")
                {
                    throw fault(.textAfterQuote, at)
                }
                return cell
            }
            at += 1
        }
        throw fault(.openQuote, open)
    }
}

extension String {
    var trimmed: String {
        var rest = self[...]
        while let first = rest.first, first == " " || first == "\t" { rest.removeFirst() }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return String(rest)
    }
}
