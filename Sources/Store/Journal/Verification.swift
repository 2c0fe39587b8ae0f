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
        try connection.snapshot { () throws(StoreError) in
            var state = JournalState()
            let head = try self.anchor()
            var (last, previous) = (Int64(0), JournalChain.start)
            var faults: [Fault] = []
            try connection.query(
                "SELECT \(JournalChain.columns), hash FROM journal ORDER BY sequence", []
            ) { values throws(StoreError) in
                guard faults.isEmpty else { return }
                let row = Row(values, table: "journal")
                let sequence = try row.int(0)
                guard sequence == last + 1 else {
                    faults.append(.gap(at: last + 1))
                    return
                }
                guard let hash = Self.link(row, after: previous), try row.blob(11) == hash,
                    state.follow(try row.blob(10))
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
            guard faults.isEmpty else {
                return Verification(entries: last, rows: 0, faults: faults)
            }
            let rows = try compareRows(&state, &faults)
            try comparePlaces(&faults)
            return Verification(entries: last, rows: rows, faults: faults)
        }
    }

    /// The hash that an entry should have; nil for a row that no program wrote.
    private static func link(_ row: Row, after previous: [UInt8]) -> [UInt8]? {
        guard let (sequence, draft) = try? JournalChain.draft(row), let changes = try? row.blob(10)
        else { return nil }
        return JournalChain.hash(after: previous, sequence: sequence, draft, changes: changes)
    }

    // MARK: Rows

    private func compareRows(
        _ state: inout JournalState, _ faults: inout [Fault]
    ) throws(StoreError) -> Int {
        var count = 0
        for table in Transaction.allRecordTypes.map({ $0.table }) {
            try connection.query(table.selectSQL, []) { values throws(StoreError) in
                count += 1
                let row = Array(values.dropLast())
                guard !state.confirm(table: table.name, row, keyCount: table.keyCount) else {
                    return
                }
                let key = Table.keyText(row.prefix(table.keyCount))
                faults.append(.row(table: table.name, key: key))
            }
        }
        try connection.query("SELECT user_id, password, totp FROM credential", []) {
            values throws(StoreError) in
            let row = Row(values, table: "credential")
            var secret = Array(try row.text(1).utf8)
            if case .blob(let totp) = values[2] { secret += totp }
            let digest: Value = .text(SHA256.hexadecimal(secret))
            if !state.confirm(table: "credential", [values[0], digest], keyCount: 1) {
                faults.append(.row(table: "credential", key: try row.text(0)))
            }
        }
        for (table, key) in state.unconfirmed() {
            faults.append(.lostRow(table: table, key: key))
        }
        return count
    }

    // MARK: Places

    private func comparePlaces(_ faults: inout [Fault]) throws(StoreError) {
        let view = Snapshot(connection: connection)
        var taken: [UnitDay: String] = [:]
        func take(_ record: some Occupying) {
            for place in record.claimedPlaces { taken[place] = record.holder }
        }
        try view.each(Booking.self, where: "state IN ('held', 'confirmed', 'done')") {
            take($0.record)
        }
        try view.each(BlockRecord.self) { take($0.record) }
        try connection.query("SELECT resource, day, unit, holder FROM claim", []) {
            values throws(StoreError) in
            let row = Row(values, table: "claim")
            let place = UnitDay(try row.id(0), try row.day(1), unit: try row.whole(2))
            if taken.removeValue(forKey: place) != (try row.text(3)) {
                faults.append(.place(place))
            }
        }
        faults += taken.keys.sorted().map { .place($0) }
        let loads =
            "SELECT d.day FROM icu_day d LEFT JOIN icu_share s "
            + "ON s.resource = d.resource AND s.day = d.day "
            + "GROUP BY d.resource, d.day, d.load "
            + "HAVING d.load <> coalesce(sum(s.percent), 0) ORDER BY d.day"
        try connection.query(loads, []) { values throws(StoreError) in
            faults.append(.load(try Row(values, table: "icu_day").day(0)))
        }
    }
}
