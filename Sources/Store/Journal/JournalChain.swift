import Domain

/// The hash chain: `h(n) = SHA-256(h(n−1) ‖ the bytes of entry n)`.
enum JournalChain {
    static let start = [UInt8](repeating: 0, count: ChainHash.count)

    /// The bytes are made of the columns as they stand, so that no two different rows have the
    /// same hash: what a program would read as equal, such as nothing and 0, is not.
    static func hash(after previous: [UInt8], _ row: some Collection<Value>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        for value in row { ChangeCoding.append(value, to: &bytes) }
        var hash = previous
        bytes.withUnsafeBytes { ChainHash().extend(&hash, by: $0) }
        return hash
    }

    static let columns =
        "sequence, at, at_offset, author, act, reason, words, source, idempotency, undoes, changes"

    static let insert =
        "INSERT INTO journal (\(columns), hash) "
        + "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"

    /// In the order of `columns`.
    static func values(_ sequence: Int64, _ draft: EntryDraft, changes: [UInt8]) -> [Value] {
        [
            .int(sequence), .int(draft.at.utcMilliseconds), .int(Int64(draft.at.offsetMinutes)),
            .text(draft.author), .text(draft.act), .text(draft.reason.kind.rawValue),
            .text(draft.reason.words), .text(draft.source), .text(draft.key),
            .optional(draft.undoes), .blob(changes),
        ]
    }

    /// A row of `columns` as an entry, without its changes read.
    static func draft(_ row: Row) throws(StoreError) -> (sequence: Int64, draft: EntryDraft) {
        let at = Instant(
            utcMilliseconds: try row.int(1),
            offsetMinutes: Int16(truncatingIfNeeded: try row.int(2)))
        let draft = EntryDraft(
            at: at, author: try row.text(3), act: try row.text(4),
            reason: Reason(try row.word(5), try row.text(6)), source: try row.text(7),
            key: try row.text(8), undoes: try row.optionalInt(9))
        return (try row.int(0), draft)
    }
}
