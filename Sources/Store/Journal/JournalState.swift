/// What every row should be, as far as the journal tells, in a few bytes a row.
///
/// The bytes of a row are hashed as they stand in the entry, without being read: a million
/// entries are followed in seconds.
struct JournalState: Sendable {
    private var rows = RowFacts()

    /// Follows one entry; false for bytes that no program wrote.
    mutating func follow(_ buffer: UnsafeRawBufferPointer, entry: Int64) -> Bool {
        var scanner = ChangeScanner(bytes: buffer)
        guard let count = scanner.count(), count <= buffer.count else { return false }
        for _ in 0..<count {
            guard let table = scanner.text(), let key = scanner.row(),
                scanner.row() != nil, let after = scanner.row()
            else { return false }
            let name = QuickHash.of(buffer, key, seed: QuickHash.of(buffer, table, seed: 1))
            if after.isEmpty {  // A row that is gone.
                rows.forget(name)
            } else {
                rows.set(name, QuickHash.of(buffer, after, seed: 2), entry)
            }
        }
        return scanner.isAtEnd
    }

    /// True if the rows of a table are as the journal says; each row can be confirmed once.
    ///
    /// - Returns: the rows that are not. Their last column names the entry that wrote them.
    mutating func confirm(table: Table, _ found: EncodedRows) -> [Int] {
        let seed = QuickHash.of(table.name, seed: 1)
        let (key, all) = (0..<table.keyCount, 0..<found.columns - 1)
        return found.bytes.withUnsafeBytes { bytes in
            (0..<found.count).filter { row in
                let name = QuickHash.of(bytes, found.range(row, key), seed: seed)
                guard let known = rows.take(name) else { return true }
                return known.entry != found.int(row, found.columns - 1)
                    || known.row != QuickHash.of(bytes, found.range(row, all), seed: 2)
            }
        }
    }

    /// The same for a row that does not say which entry wrote it.
    mutating func confirm(table: String, _ row: [Value], keyCount: Int) -> Bool {
        guard let known = rows.take(Self.name(table, row.prefix(keyCount))) else { return false }
        return Self.bytes(row[...]).withUnsafeBytes {
            known.row == QuickHash.of($0, 0..<$0.count, seed: 2)
        }
    }

    /// The entries that wrote the rows which were never confirmed, in order.
    var unconfirmedEntries: [Int64] { rows.entries }

    func isUnconfirmed(table: String, _ key: [Value]) -> Bool {
        rows.holds(Self.name(table, key[...]))
    }

    private static func name(_ table: String, _ key: ArraySlice<Value>) -> UInt64 {
        bytes(key).withUnsafeBytes {
            QuickHash.of($0, 0..<$0.count, seed: QuickHash.of(table, seed: 1))
        }
    }

    private static func bytes(_ row: ArraySlice<Value>) -> [UInt8] {
        var bytes: [UInt8] = []
        for value in row { ChangeCoding.append(value, to: &bytes) }
        return bytes
    }
}

/// Rows by the hash of their table and key: the hash of what stands in them, and the entry that
/// last wrote them.
///
/// Names are hashes already, so that a place is found by their last bits; and a row that is gone
/// keeps its place, so that nothing ever moves but when the table grows.
private struct RowFacts {
    private struct Slot {
        var name: UInt64
        var row: UInt64
        /// 0 where no row of this name stands; -1 where no name was.
        var entry: Int64
    }

    private static let empty = Slot(name: 0, row: 0, entry: -1)
    private var slots = [Slot](repeating: empty, count: 1 << 12)
    private var used = 0

    private func place(_ name: UInt64) -> Int {
        var at = Int(truncatingIfNeeded: name) & (slots.count - 1)
        while slots[at].entry >= 0, slots[at].name != name { at = (at + 1) & (slots.count - 1) }
        return at
    }

    mutating func set(_ name: UInt64, _ row: UInt64, _ entry: Int64) {
        var at = place(name)
        if slots[at].entry < 0 {
            if used * 3 >= slots.count * 2 {
                grow()
                at = place(name)
            }
            used += 1
        }
        slots[at] = Slot(name: name, row: row, entry: entry)
    }

    mutating func forget(_ name: UInt64) { _ = take(name) }

    mutating func take(_ name: UInt64) -> (row: UInt64, entry: Int64)? {
        let at = place(name)
        let found = slots[at]
        guard found.entry > 0 else { return nil }
        slots[at].entry = 0
        return (found.row, found.entry)
    }

    func holds(_ name: UInt64) -> Bool { slots[place(name)].entry > 0 }

    var entries: [Int64] {
        Set(slots.lazy.filter { $0.entry > 0 }.map(\.entry)).sorted()
    }

    private mutating func grow() {
        let old = slots
        slots = [Slot](repeating: Self.empty, count: 2 * old.count)
        used = 0
        for slot in old where slot.entry > 0 {
            slots[place(slot.name)] = slot
            used += 1
        }
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

    /// Where the values of a row stand; empty for a row that is not there.
    mutating func row() -> Range<Int>? {
        guard let count = count(), count <= bytes.count else { return nil }
        let start = at
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
