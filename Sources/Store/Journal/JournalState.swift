/// What every row should be, as far as the journal tells, in a few bytes a row.
///
/// The bytes of a row are hashed as they stand in the entry, without being read: a million
/// entries are followed in seconds.
struct JournalState: Sendable {
    private var rows: RowFacts
    /// What was read and is not yet in `rows`: many at a time, so that the memory answers to the
    /// next while it still looks for the last.
    private var pending: [RowFacts.Fact] = []

    init(entries: Int64) { rows = RowFacts(entries: entries) }

    /// Follows one entry; false for bytes that no program wrote. `settle` must follow.
    mutating func follow(_ buffer: UnsafeRawBufferPointer, entry: Int64) -> Bool {
        var scanner = ChangeScanner(bytes: buffer)
        guard let count = scanner.count(), count <= buffer.count else { return false }
        for _ in 0..<count {
            guard let table = scanner.text(), let key = scanner.row(),
                scanner.row() != nil, let after = scanner.row()
            else { return false }
            let seed = QuickHash.of(buffer, table, seed: 1)
            let name = QuickHash.of(buffer, key, seed: seed)
            let writer = seed == Self.credential ? 0 : entry
            let content = QuickHash.of(buffer, after, seed: 2)
            pending.append(
                after.isEmpty ? .gone(name) : .standing(name, content, entry: writer))
        }
        return scanner.isAtEnd
    }

    mutating func settle() {
        for some in Self.handfuls(pending.count) {
            rows.touch(pending[some].lazy.map(\.name))
            for fact in pending[some] { rows.set(fact) }
        }
        pending.removeAll(keepingCapacity: true)
    }

    /// As many as the nearest memory holds until their turn comes.
    private static func handfuls(_ count: Int) -> [Range<Int>] {
        stride(from: 0, to: count, by: 256).map { $0..<min($0 + 256, count) }
    }

    /// True if the rows of a table are as the journal says; each row can be confirmed once.
    ///
    /// - Returns: the rows that are not. Their last column names the entry that wrote them.
    mutating func confirm(table: Table, _ found: EncodedRows) -> [Int] {
        let seed = QuickHash.of(table.name, seed: 1)
        let (key, all) = (0..<table.keyCount, 0..<found.columns - 1)
        return found.withBytes { bytes in
            let names = (0..<found.count).map { row in
                QuickHash.of(bytes, found.range(row, key), seed: seed)
            }
            var known: [RowFacts.Fact] = []
            known.reserveCapacity(names.count)
            for some in Self.handfuls(names.count) {
                rows.touch(names[some])
                for name in names[some] { known.append(rows.take(name)) }
            }
            return (0..<found.count).filter { row in
                let content = QuickHash.of(bytes, found.range(row, all), seed: 2)
                let entry = found.int(row, found.columns - 1)
                return known[row] != .standing(names[row], content, entry: entry ?? 0)
            }
        }
    }

    /// The one kind of row that does not say which entry wrote it.
    private static let credential = QuickHash.of("credential", seed: 1)

    mutating func confirm(credential row: [Value]) -> Bool {
        let name = Self.name("credential", row.prefix(1))
        return Self.bytes(row[...]).withUnsafeBytes {
            let content = QuickHash.of($0, 0..<$0.count, seed: 2)
            return rows.take(name) == .standing(name, content, entry: 0)
        }
    }

    /// True where the journal knows of rows that were never confirmed.
    var hasUnconfirmed: Bool { rows.hasStanding }

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
