public import Domain

/// Everything one act reads and writes: it happens whole, with its journal entry, or not at all.
///
/// A class, because the closure that works in it and the store that closes it share its changes.
public final class Transaction: Reading {
    public let draft: EntryDraft
    /// The number that the journal entry of this act will have.
    public private(set) var sequence: Int64
    private var changes = Changes()
    private var previousHash: [UInt8]
    public let connection: any Connection
    /// The first write that failed. What it had done so far cannot be told apart any more, so
    /// an act that goes on after it is not saved.
    private var failure: StoreError?

    /// What our messages to others are numbered with; nil where nobody is told.
    public let outboxTag: String?
    private let follower: Store.Follower?

    /// - Parameters:
    ///   - schema: the version of the schema that the program knows; nil asks for none.
    ///   - follower: does what follows from changes within their transaction.
    init(
        _ connection: any Connection, _ draft: EntryDraft, schema: Int? = nil,
        follower: Store.Follower? = nil
    ) throws(StoreError) {
        self.follower = follower
        self.connection = connection
        self.draft = draft
        guard
            let head = try connection.one(
                "SELECT sequence, hash, (SELECT value FROM meta WHERE name = 'schema_version'),"
                    + " (SELECT value FROM meta WHERE name = 'outbox')"
                    + " FROM journal_head WHERE id = 1"),
            case .int(let last) = head[0], case .blob(let hash) = head[1],
            case .text(let text) = head[2], let version = Int(text)
        else { throw .notAStore("journal_head") }
        if let schema, version != schema { throw .newer(version: version, known: schema) }
        if case .text(let tag) = head[3] { outboxTag = tag } else { outboxTag = nil }
        sequence = last + 1
        previousHash = hash
    }

    // MARK: Writing

    public func insert<Kept: Record>(_ record: Kept) throws(StoreError) {
        try guarded { () throws(StoreError) in
            let table = Kept.table
            let values = record.values.map(\.storable)
            do throws(StoreError) {
                try connection.run(table.insertSQL, values + [.int(sequence)])
            } catch .constraint(.unique, _) {
                throw .exists(table: table.name, key: Table.keyText(record.key))
            }
            try occupy(before: nil as Kept?, after: record)
            changes.note(table, values: values, before: nil, after: values)
        }
    }

    /// - Parameter version: the one the person saw; nil where nobody saw any, as in imports.
    public func update<Kept: Record>(
        _ record: Kept, expecting version: Int64?
    ) throws(StoreError) {
        try update(record, expecting: version, placesAreLifted: false)
    }

    /// - Parameter placesAreLifted: what the old row held was given back before, because several
    ///   rows change places with each other.
    func update<Kept: Record>(
        _ record: Kept, expecting version: Int64?, placesAreLifted: Bool
    ) throws(StoreError) {
        try guarded { () throws(StoreError) in
            let table = Kept.table
            let old = try need(Kept.self, record.key)
            try check(old, version)
            let values = record.values.map(\.storable)
            let before = old.record.values
            if values == before { return }
            let key = values.prefix(table.keyCount)
            let changed =
                values[table.keyCount...] + [.int(sequence)] + key + [.int(old.version)]
            guard try connection.run(table.updateSQL, Array(changed)) == 1 else {
                throw .collision
            }
            try occupy(before: placesAreLifted ? nil : old.record, after: record)
            changes.note(table, values: values, before: before, after: values)
        }
    }

    public func delete<Kept: Record>(
        _ type: Kept.Type, _ key: [Value], expecting version: Int64?
    ) throws(StoreError) {
        try guarded { () throws(StoreError) in
            let old = try need(Kept.self, key)
            try check(old, version)
            try occupy(before: old.record, after: nil)
            guard try connection.run(Kept.table.deleteSQL, key + [.int(old.version)]) == 1 else {
                throw .collision
            }
            let before = old.record.values
            changes.note(Kept.table, values: before, before: before, after: nil)
        }
    }

    private func guarded(_ body: () throws(StoreError) -> Void) throws(StoreError) {
        do throws(StoreError) {
            try body()
        } catch {
            // What is missing or stale is found before anything is written.
            switch error {
            case .missing, .changed: break
            default: failure = failure ?? error
            }
            throw error
        }
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
        changes.add(
            Change(
                table: "credential", key: [.text(user.text)], before: nil,
                after: [.text(user.text), .text(SHA256.hexadecimal(bytes))]))
    }

    /// Names the person who confirmed this act beside its author.
    public func name(second user: User.ID) {
        changes.add(
            Change(table: Entry.secondPerson, key: [.text(user.text)], before: nil, after: nil))
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
        if let failure { throw failure }
        try follower?(self, changes.list, draft)
        let bytes = ChangeCoding.encode(changes.list)
        let values = JournalChain.values(sequence, draft, changes: bytes)
        let hash = JournalChain.hash(after: previousHash, values)
        do throws(StoreError) {
            try connection.run(JournalChain.insert, values + [.blob(hash)])
        } catch .constraint(.unique, _) {
            // Another writer has this number, or has carried out this very act.
            throw .collision
        }
        let moved = try connection.run(
            "UPDATE journal_head SET sequence = $1, hash = $2 WHERE id = 1 AND sequence = $3",
            [.int(sequence), .blob(hash), .int(sequence - 1)])
        guard moved == 1 else { throw .collision }
        previousHash = hash
        sequence += 1
        changes.removeAll()
    }
}
