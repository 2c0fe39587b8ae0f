public import Domain

extension Store {
    public func anchor() throws(StoreError) -> Anchor {
        guard
            let head = try connection.one(
                "SELECT sequence, hash FROM journal_head WHERE id = 1"),
            case .int(let sequence) = head[0], case .blob(let hash) = head[1]
        else { throw .notAStore("journal_head") }
        return Anchor(sequence: sequence, hash: hash)
    }

    /// Checks the chain, then every row against the chain, then places and loads against rows.
    ///
    /// - Parameter progress: called now and then with the number of entries read.
    public func verify(
        against anchor: Anchor? = nil, progress: (Int64) -> Void = { _ in }
    ) throws(StoreError) -> Verification {
        try read { view throws(StoreError) in
            var state = JournalState()
            var faults: [Fault] = []
            let last = try self.followChain(anchor, &state, &faults, progress)
            guard faults.isEmpty else {
                return Verification(entries: last, rows: 0, faults: faults)
            }
            let rows = try self.compareRows(&state, &faults)
            try self.comparePlaces(view, &faults)
            try self.compareShares(view, &faults)
            return Verification(entries: last, rows: rows, faults: faults)
        }
    }

    // MARK: The chain

    /// - Returns: the last entry that is as it was written.
    private func followChain(
        _ anchor: Anchor?, _ state: inout JournalState, _ faults: inout [Fault],
        _ progress: (Int64) -> Void
    ) throws(StoreError) -> Int64 {
        let head = try self.anchor()
        var (last, previous) = (Int64(0), JournalChain.start)
        try connection.scan(
            "SELECT \(JournalChain.columns), hash FROM journal ORDER BY sequence"
        ) { values throws(StoreError) in
            guard faults.isEmpty else { return }
            guard case .int(let sequence) = values[0], sequence == last + 1 else {
                faults.append(.gap(at: last + 1))
                return
            }
            let hash = JournalChain.hash(after: previous, values[..<11])
            guard case .blob(let stored) = values[11], stored == hash,
                case .blob(let changes) = values[10],
                state.follow(changes, entry: sequence)
            else {
                faults.append(.altered(at: sequence))
                return
            }
            if let anchor, anchor.sequence == sequence, anchor.hash != hash {
                faults.append(.anchor(at: sequence))
            }
            (last, previous) = (sequence, hash)
            if sequence % 50_000 == 0 { progress(sequence) }
        }
        if faults.isEmpty {
            let expected = max(head.sequence, anchor?.sequence ?? 0)
            if last < expected {
                faults.append(.cut(after: last, expected: expected))
            } else if last != head.sequence || previous != head.hash {
                faults.append(.altered(at: last))
            }
        }
        return last
    }

    // MARK: Rows

    private func compareRows(
        _ state: inout JournalState, _ faults: inout [Fault]
    ) throws(StoreError) -> Int {
        var count = 0
        for table in Transaction.allRecordTypes.map({ $0.table }) {
            try connection.scan(table.selectSQL) { values throws(StoreError) in
                count += 1
                let row = values.dropLast()
                if case .int(let version)? = values.last,
                    state.confirm(
                        table: table.name, row, keyCount: table.keyCount, version: version)
                {
                    return
                }
                let key = Table.keyText(row.prefix(table.keyCount))
                faults.append(.row(table: table.name, key: key))
            }
        }
        try connection.scan("SELECT user_id, password, totp FROM credential") {
            values throws(StoreError) in
            let row = Row(values, table: "credential")
            var secret = Array(try row.text(1).utf8)
            if case .blob(let totp) = values[2] { secret += totp }
            let digest: Value = .text(SHA256.hexadecimal(secret))
            let kept = [values[0], digest]
            if !state.confirm(table: "credential", kept[...], keyCount: 1, version: nil) {
                faults.append(.row(table: "credential", key: try row.text(0)))
            }
        }
        faults += try lostRows(state)
        return count
    }

    /// The rows that no table had, by the entries that wrote them.
    private func lostRows(_ state: JournalState) throws(StoreError) -> [Fault] {
        var lost: Set<Fault> = []
        for entry in state.unconfirmedEntries {
            guard
                case .blob(let bytes)? = try connection.one(
                    "SELECT changes FROM journal WHERE sequence = $1", [.int(entry)])?.first,
                let changes = ChangeCoding.decode(bytes)
            else { continue }
            for change in changes where state.isUnconfirmed(table: change.table, change.key) {
                lost.insert(.lostRow(table: change.table, key: Table.keyText(change.key)))
            }
        }
        return lost.sorted { "\($0)" < "\($1)" }
    }
}
