public import Domain

/// Everything one act reads and writes: it happens whole, with its journal entry, or not at all.
///
/// A class, because the closure that works in it and the store that closes it share its changes.
public final class Transaction: Reading {
    public let draft: EntryDraft
    /// The number that the journal entry of this act will have.
    public private(set) var sequence: Int64
    private var changes: [Change] = []
    private var previousHash: [UInt8]
    public let connection: any Connection

    init(_ connection: any Connection, _ draft: EntryDraft) throws(StoreError) {
        self.connection = connection
        self.draft = draft
        guard
            let head = try connection.one(
                "SELECT sequence, hash FROM journal_head WHERE id = 1"),
            case .int(let last) = head[0], case .blob(let hash) = head[1]
        else { throw .notAStore("journal_head") }
        sequence = last + 1
        previousHash = hash
    }

    // MARK: Writing

    public func insert<Kept: Record>(_ record: Kept) throws(StoreError) {
        let table = Kept.table
        let values = record.values
        do throws(StoreError) {
            try connection.run(table.insertSQL, values + [.int(sequence)])
        } catch .constraint(.unique, _) {
            throw .exists(table: table.name, key: Table.keyText(record.key))
        }
        try occupy(before: nil as Kept?, after: record)
        note(table, key: record.key, before: nil, after: values)
    }

    /// - Parameter version: the one the person saw; nil where nobody saw any, as in imports.
    public func update<Kept: Record>(
        _ record: Kept, expecting version: Int64?
    ) throws(StoreError) {
        let table = Kept.table
        let old = try need(Kept.self, record.key)
        try check(old, version)
        let values = record.values
        if values == old.record.values { return }
        let changed = Array(values[table.keyCount...]) + [.int(sequence)] + record.key
        try connection.run(table.updateSQL, changed)
        try occupy(before: old.record, after: record)
        note(table, key: record.key, before: old.record.values, after: values)
    }

    public func delete<Kept: Record>(
        _ type: Kept.Type, _ key: [Value], expecting version: Int64?
    ) throws(StoreError) {
        let old = try need(Kept.self, key)
        try check(old, version)
        try occupy(before: old.record, after: nil)
        try connection.run(Kept.table.deleteSQL, key)
        note(Kept.table, key: key, before: old.record.values, after: nil)
    }

    private func check<Kept: Record>(
        _ old: Stored<Kept>, _ version: Int64?
    ) throws(StoreError) {
        guard let version, version != old.version else { return }
        let row = try connection.one(
            "SELECT author, at, at_offset FROM journal WHERE sequence = $1", [.int(old.version)])
        guard case .text(let author)? = row?[0], case .int(let at)? = row?[1],
            case .int(let offset)? = row?[2]
        else { throw .damaged(table: "journal", column: 0, value: "\(old.version)") }
        throw .changed(
            table: Kept.table.name, key: Table.keyText(old.record.key), by: author,
            at: Instant(utcMilliseconds: at, offsetMinutes: Int16(truncatingIfNeeded: offset)))
    }

    /// Notes a change for the journal. A row written twice in one act is one change.
    func note(_ table: Table, key: [Value], before: [Value]?, after: [Value]?) {
        if let index = changes.lastIndex(where: { $0.table == table.name && $0.key == key }) {
            let first = changes[index].before
            changes[index] = Change(table: table.name, key: key, before: first, after: after)
        } else {
            changes.append(Change(table: table.name, key: key, before: before, after: after))
        }
    }

    /// Changes the log-in secret of a user. The journal keeps a digest, not the secret.
    public func setCredential(
        _ user: User.ID, password: String, secondFactor: SecondFactor
    ) throws(StoreError) {
        let known = try connection.one(
            "SELECT totp FROM credential WHERE user_id = $1", [.text(user.text)])
        let secret: Value =
            switch secondFactor {
            case .keep: known?[0] ?? .null
            case .remove: .null
            case .set(let key): .blob(key)
            }
        let statement =
            known == nil
            ? "INSERT INTO credential (password, totp, user_id) VALUES ($1, $2, $3)"
            : "UPDATE credential SET password = $1, totp = $2, failures = 0 WHERE user_id = $3"
        try connection.run(statement, [.text(password), secret, .text(user.text)])
        var bytes = Array(password.utf8)
        if case .blob(let key) = secret { bytes += key }
        changes.append(
            Change(
                table: "credential", key: [.text(user.text)], before: nil,
                after: [.text(user.text), .text(SHA256.hexadecimal(bytes))]))
    }

    // MARK: The end

    public var isEmpty: Bool { changes.isEmpty }

    /// Closes the entry of what was done so far in another name, so that the act itself gets an
    /// entry of its own: holds that have run out are released by the system, not by whoever
    /// happens to write next.
    func closeEntry(as other: EntryDraft) throws(StoreError) {
        try append(other)
    }

    func close() throws(StoreError) { try append(draft) }

    private func append(_ draft: EntryDraft) throws(StoreError) {
        let bytes = ChangeCoding.encode(changes)
        let hash = JournalChain.hash(
            after: previousHash, sequence: sequence, draft, changes: bytes)
        try connection.run(
            JournalChain.insert,
            JournalChain.values(sequence, draft, changes: bytes, hash: hash))
        try connection.run(
            "UPDATE journal_head SET sequence = $1, hash = $2 WHERE id = 1",
            [.int(sequence), .blob(hash)])
        previousHash = hash
        sequence += 1
        changes.removeAll()
    }
}
