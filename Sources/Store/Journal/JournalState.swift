/// What every row should be, as far as the journal tells, in sixteen bytes a row.
///
/// The bytes of a row are hashed as they stand in the entry, without being read: a million
/// entries are followed in seconds.
struct JournalState {
    /// By the hash of table and key: the hash of the row, and where its name can be found again.
    private var rows: [UInt64: UInt64] = [:]
    private var names: [UInt64: (table: String, key: [UInt8])] = [:]

    /// Follows one entry; false for bytes that no program wrote.
    mutating func follow(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { buffer in
            var scanner = ChangeScanner(bytes: buffer)
            guard let count = scanner.count(), count <= buffer.count else { return false }
            for _ in 0..<count {
                guard let table = scanner.text(), let key = scanner.row(),
                    scanner.row() != nil, let after = scanner.row()
                else { return false }
                let name = Self.hash(buffer[key], seed: Self.hash(buffer[table], seed: 1))
                if after.count == 1 {  // A row that is gone is the single byte 0.
                    rows[name] = nil
                    names[name] = nil
                } else {
                    rows[name] = Self.hash(buffer[after], seed: 2)
                    if names[name] == nil {
                        names[name] = (
                            String(decoding: buffer[table], as: UTF8.self), Array(buffer[key])
                        )
                    }
                }
            }
            return scanner.isAtEnd
        }
    }

    /// True if the row is as the journal says; each row can be confirmed once.
    mutating func confirm(table: String, _ row: [Value], keyCount: Int) -> Bool {
        let tableHash = Self.hash(Array(table.utf8)[...], seed: 1)
        let name = Self.hash(Self.bytes(row.prefix(keyCount))[...], seed: tableHash)
        names[name] = nil
        guard let expected = rows.removeValue(forKey: name) else { return false }
        return expected == Self.hash(Self.bytes(row[...])[...], seed: 2)
    }

    /// The rows that were never confirmed.
    func unconfirmed() -> [(table: String, key: String)] {
        names.values.map { name in
            let key = ChangeCoding.decodeRow(name.key) ?? []
            return (name.table, Table.keyText(key))
        }.sorted { $0 < $1 }
    }

    private static func bytes(_ row: ArraySlice<Value>) -> [UInt8] {
        var bytes: [UInt8] = []
        ChangeCoding.append(row.count + 1, to: &bytes)
        for value in row { ChangeCoding.append(value, to: &bytes) }
        return bytes
    }

    /// FNV-1a with a final mix. It guards against mistakes of programs; against people stands
    /// the chain of SHA-256.
    private static func hash(_ bytes: some Collection<UInt8>, seed: UInt64) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ (seed &* 0x9E37_79B9_7F4A_7C15)
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash ^= hash >> 32
        return hash &* 0xD6E8_FEB8_6659_FD93
    }
}

/// Finds the borders of the rows in the bytes of an entry.
private struct ChangeScanner {
    let bytes: UnsafeBufferPointer<UInt8>
    var at = 0

    var isAtEnd: Bool { at == bytes.count }

    init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

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
