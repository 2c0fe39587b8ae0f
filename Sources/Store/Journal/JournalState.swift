/// What every row should be, as far as the journal tells, in a few bytes a row.
///
/// The bytes of a row are hashed as they stand in the entry, without being read: a million
/// entries are followed in seconds.
struct JournalState {
    /// By the hash of table and key: the hash of the row, and the entry that last wrote it.
    private var rows: [UInt64: (row: UInt64, entry: Int64)] = [:]

    /// Follows one entry; false for bytes that no program wrote.
    mutating func follow(_ bytes: [UInt8], entry: Int64) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var scanner = ChangeScanner(bytes: buffer)
            guard let count = scanner.count(), count <= buffer.count else { return false }
            for _ in 0..<count {
                guard let table = scanner.text(), let key = scanner.row(),
                    scanner.row() != nil, let after = scanner.row()
                else { return false }
                let name = Self.name(buffer, table, key)
                if after.count == 1 {  // A row that is gone is the single byte 0.
                    rows[name] = nil
                } else {
                    rows[name] = (Self.hash(buffer, after, seed: 2), entry)
                }
            }
            return scanner.isAtEnd
        }
    }

    /// True if the row is as the journal says; each row can be confirmed once.
    ///
    /// - Parameter version: the entry that the row says it was written by; nil for rows that do
    ///   not say.
    mutating func confirm(
        table: String, _ row: ArraySlice<Value>, keyCount: Int, version: Int64?
    ) -> Bool {
        let name = Self.name(table, row.prefix(keyCount))
        guard let expected = rows.removeValue(forKey: name) else { return false }
        guard version == nil || version == expected.entry else { return false }
        return Self.bytes(row).withUnsafeBytes {
            expected.row == Self.hash($0, 0..<$0.count, seed: 2)
        }
    }

    /// The entries that wrote the rows which were never confirmed, in order.
    var unconfirmedEntries: [Int64] { Set(rows.values.map(\.entry)).sorted() }

    func isUnconfirmed(table: String, _ key: [Value]) -> Bool {
        rows[Self.name(table, key[...])] != nil
    }

    private static func name(_ table: String, _ key: ArraySlice<Value>) -> UInt64 {
        var bytes = Array(table.utf8)
        let count = bytes.count
        bytes += Self.bytes(key)
        return bytes.withUnsafeBytes { name($0, 0..<count, count..<$0.count) }
    }

    private static func name(
        _ bytes: UnsafeRawBufferPointer, _ table: Range<Int>, _ key: Range<Int>
    ) -> UInt64 {
        hash(bytes, key, seed: hash(bytes, table, seed: 1))
    }

    private static func bytes(_ row: ArraySlice<Value>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(128)
        ChangeCoding.append(row.count + 1, to: &bytes)
        for value in row { ChangeCoding.append(value, to: &bytes) }
        return bytes
    }

    /// Eight bytes at a time through a full multiplication. It guards against mistakes of
    /// programs and changes by hand; against people stands the chain of SHA-256.
    private static func hash(
        _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, seed: UInt64
    ) -> UInt64 {
        var hash = mix(seed ^ 0x9E37_79B9_7F4A_7C15, UInt64(range.count) ^ 0xA076_1D64_78BD_642F)
        var at = range.lowerBound
        while at + 8 <= range.upperBound {
            let word = bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            hash = mix(hash ^ word, 0xE703_7ED1_A0B4_28DB)
            at += 8
        }
        var rest: UInt64 = 0
        while at < range.upperBound {
            rest = rest << 8 | UInt64(bytes[at])
            at += 1
        }
        return mix(hash ^ rest, 0x8EBC_6AF0_9C88_C6E3)
    }

    private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low ^ left
    }
}

/// Finds the borders of the rows in the bytes of an entry.
private struct ChangeScanner {
    let bytes: UnsafeRawBufferPointer
    var at = 0

    var isAtEnd: Bool { at == bytes.count }

    init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    mutating func count() -> Int? {
        var (value, shift) = (0, 0)
        while at < bytes.count, shift < 56 {
            let next = bytes[at]
            at += 1
            value |= Int(next & 0x7F) << shift
            if next < 0x80 { return value }
            shift += 7
        }
        return nil
    }

    mutating func skip(_ count: Int) -> Bool {
        guard count <= bytes.count - at else { return false }
        at += count
        return true
    }

    mutating func text() -> Range<Int>? {
        guard let count = count() else { return nil }
        let start = at
        return skip(count) ? start..<at : nil
    }

    mutating func row() -> Range<Int>? {
        let start = at
        guard let count = count(), count <= bytes.count else { return nil }
        for _ in 0..<max(0, count - 1) {
            guard at < bytes.count else { return nil }
            let kind = bytes[at]
            at += 1
            switch kind {
            case 0: continue
            case 1, 2: guard skip(8) else { return nil }
            case 3, 4: guard let length = self.count(), skip(length) else { return nil }
            default: return nil
            }
        }
        return start..<at
    }
}
