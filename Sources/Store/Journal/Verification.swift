public import Domain

extension Connection {
    func anchor() throws(StoreError) -> Anchor {
        guard
            let head = try one("SELECT sequence, hash FROM journal_head WHERE id = 1"),
            case .int(let sequence) = head[0], case .blob(let hash) = head[1]
        else { throw .notAStore("journal_head") }
        return Anchor(sequence: sequence, hash: hash)
    }
}

extension Store {
    public func anchor() throws(StoreError) -> Anchor { try connection.anchor() }

    /// Checks the chain, then every row against the chain, then places and loads against rows.
    ///
    /// This thread reads; one follows the chain, which no two can do, and one the rows. A fourth
    /// reads places by itself, and then its share of the rows.
    ///
    /// - Parameter progress: called many times a second with the number of entries read so far;
    ///   what it throws ends the check.
    public func verify(
        against anchor: Anchor? = nil, progress: (Int64) throws(StoreError) -> Void = { _ in }
    ) throws(StoreError) -> Verification {
        try read { view throws(StoreError) in
            let head = try self.anchor()
            let stop = SideReader.Stop()
            defer { stop.set() }
            // Where none can be had, one connection reads it all.
            let twin = (try? self.connection.twin()) ?? nil
            let aside = twin.map { Lane("verify.aside", SideReader($0, as: head, stop)) }
            aside?.add { $0.readPlaces() }
            let chain = Lane("verify.chain", ChainCheck(anchor: anchor))
            let rows = Lane("verify.rows", RowCheck(entries: head.sequence))
            let count = try self.readJournal(of: head.sequence, progress) { entries in
                chain.add { $0.follow(entries) }
                rows.add { $0.follow(entries) }
            }
            func goOn() throws(StoreError) { try progress(count) }
            let pieces = RowPieces(of: self.connection)
            aside?.add { $0.readRows(pieces, into: rows) }
            try self.connection.read(pieces, into: rows, goOn)
            let read = aside?.finish()
            if let failure = read?.failure { throw failure }
            let places: Result<SideReader.Found, StoreError> =
                if let found = read?.found { .success(found) } else {
                    Result { () throws(StoreError) in try view.places(goOn) }
                }
            // Nothing is in the lanes any more; both give their states once.
            guard let followed = chain.finish(), var found = rows.finish() else {
                return Verification(entries: 0, rows: 0, faults: [])
            }
            let (last, fault) = followed.verdict(head: head, unreadable: found.unreadable)
            if let fault { return Verification(entries: last, rows: 0, faults: [fault]) }
            try self.compareCredentials(&found)
            var faults = found.faults
            faults += try self.lostRows(found.state)
            // Places and loads follow from rows, and from rows that are no records nothing does.
            if let damage = found.damage {
                if faults.isEmpty { throw damage }
            } else {
                let kept = try places.get()
                if found.due != kept.places { faults += try self.wrongPlaces(view) }
                faults += kept.faults
            }
            return Verification(entries: last, rows: found.count, faults: faults)
        }
    }

    private func readJournal(
        of length: Int64, _ progress: (Int64) throws(StoreError) -> Void,
        _ take: (EncodedRows) -> Void
    ) throws(StoreError) -> Int64 {
        var count: Int64 = 0
        try connection.encode(
            "SELECT \(JournalChain.columns), hash FROM journal ORDER BY sequence", columns: 12
        ) { entries throws(StoreError) in
            take(entries)
            count += Int64(entries.count)
            // A file grows with its journal, so that what an entry wrote lies about where it does.
            connection.readAhead(of: Double(count) / Double(max(1, length)))
            try progress(count)
        }
        return count
    }

    private func compareCredentials(_ check: inout RowCheck) throws(StoreError) {
        try connection.scan("SELECT user_id, password, totp FROM credential") {
            values throws(StoreError) in
            let row = Row(values, table: "credential")
            var secret = Array(try row.text(1).utf8)
            if case .blob(let totp) = values[2] { secret += totp }
            let digest: Value = .text(SHA256.hexadecimal(secret))
            check.confirm(credential: [values[0], digest], of: try row.text(0))
        }
    }

    /// The rows that no table had. The journal is read once more for their names, of which the
    /// check keeps only hashes.
    private func lostRows(_ state: JournalState) throws(StoreError) -> [Fault] {
        guard state.hasUnconfirmed else { return [] }
        var lost: Set<Fault> = []
        try connection.scan("SELECT changes FROM journal") { values throws(StoreError) in
            guard case .blob(let bytes)? = values.first, let changes = ChangeCoding.decode(bytes)
            else { return }
            for change in changes where state.isUnconfirmed(table: change.table, change.key) {
                lost.insert(.lostRow(table: change.table, key: Table.keyText(change.key)))
            }
        }
        return lost.sorted { "\($0)" < "\($1)" }
    }
}
