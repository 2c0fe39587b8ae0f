/// Changes as the bytes that are stored and hashed: every field with its length before it, so
/// that no two different entries have the same bytes.
enum ChangeCoding {
    static func encode(_ changes: [Change]) -> [UInt8] {
        var bytes: [UInt8] = []
        append(changes.count, to: &bytes)
        for change in changes {
            append(change.table, to: &bytes)
            append(change.key, to: &bytes)
            append(change.before, to: &bytes)
            append(change.after, to: &bytes)
        }
        return bytes
    }

    private static func append(_ row: [Value]?, to bytes: inout [UInt8]) {
        guard let row else { return append(0, to: &bytes) }
        append(row.count + 1, to: &bytes)
        for value in row { append(value, to: &bytes) }
    }

    static func append(_ value: Value, to bytes: inout [UInt8]) {
        switch value {
        case .null: bytes.append(0)
        case .int(let number):
            bytes.append(1)
            append(number, to: &bytes)
        case .real(let number):
            bytes.append(2)
            append(Int64(bitPattern: number.bitPattern), to: &bytes)
        case .text(let text):
            bytes.append(3)
            append(text, to: &bytes)
        case .blob(let blob):
            bytes.append(4)
            append(blob.count, to: &bytes)
            bytes.append(contentsOf: blob)
        }
    }

    static func append(_ text: String, to bytes: inout [UInt8]) {
        append(text.utf8.count, to: &bytes)
        bytes.append(contentsOf: text.utf8)
    }

    static func append(_ number: Int64, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// Seven bits a byte, the last without its high bit.
    static func append(_ count: Int, to bytes: inout [UInt8]) {
        var rest = count
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// Nil for bytes that no encoder wrote.
    static func decode(_ bytes: [UInt8]) -> [Change]? {
        var reader = Reader(bytes: bytes)
        guard let count = reader.count(), count <= bytes.count else { return nil }
        var changes: [Change] = []
        for _ in 0..<count {
            guard let table = reader.text(), let key = reader.row(), let key,
                let before = reader.row(), let after = reader.row()
            else { return nil }
            changes.append(Change(table: table, key: key, before: before, after: after))
        }
        return reader.isAtEnd ? changes : nil
    }

    /// One row alone, as it stands within a change.
    static func decodeRow(_ bytes: [UInt8]) -> [Value]? {
        var reader = Reader(bytes: bytes)
        return reader.row() ?? nil
    }

    private struct Reader {
        let bytes: [UInt8]
        var at = 0

        var isAtEnd: Bool { at == bytes.count }

        mutating func byte() -> UInt8? {
            guard at < bytes.count else { return nil }
            defer { at += 1 }
            return bytes[at]
        }

        mutating func count() -> Int? {
            var (value, shift) = (0, 0)
            while let next = byte(), shift < 56 {
                value |= Int(next & 0x7F) << shift
                if next < 0x80 { return value }
                shift += 7
            }
            return nil
        }

        mutating func slice(_ count: Int) -> ArraySlice<UInt8>? {
            guard count <= bytes.count - at else { return nil }
            defer { at += count }
            return bytes[at..<at + count]
        }

        mutating func text() -> String? {
            guard let count = count(), let slice = slice(count) else { return nil }
            return String(validating: slice, as: UTF8.self)
        }

        mutating func number() -> Int64? {
            slice(8).map { $0.reduce(Int64(0)) { $0 << 8 | Int64($1) } }
        }

        /// The outer nil is a fault, the inner one a row that is not there.
        mutating func row() -> [Value]?? {
            guard let count = count(), count <= bytes.count else { return nil }
            if count == 0 { return .some(nil) }
            var values: [Value] = []
            for _ in 1..<count {
                guard let value = value() else { return nil }
                values.append(value)
            }
            return values
        }

        mutating func value() -> Value? {
            switch byte() {
            case 0: .null
            case 1: number().map { .int($0) }
            case 2: number().map { .real(Double(bitPattern: UInt64(bitPattern: $0))) }
            case 3: text().map { .text($0) }
            case 4: count().flatMap { slice($0) }.map { .blob(Array($0)) }
            default: nil
            }
        }
    }
}
