public import Domain

extension Reading {
    /// Entries of the journal, newest last.
    ///
    /// - Parameter condition: what follows `WHERE`, with places in order.
    func entries(
        where condition: String, _ values: [Value] = []
    ) throws(StoreError) -> [Entry] {
        var found: [Entry] = []
        try eachEntry(where: condition, values) { entry throws(StoreError) in found.append(entry) }
        return found
    }

    func eachEntry(
        where condition: String, _ values: [Value] = [],
        _ body: (Entry) throws(StoreError) -> Void
    ) throws(StoreError) {
        let sql = "SELECT \(JournalChain.columns) FROM journal WHERE \(condition)"
        try connection.query(sql, values) { values throws(StoreError) in
            let row = Row(values, table: "journal")
            let (sequence, draft) = try JournalChain.draft(row)
            guard let changes = ChangeCoding.decode(try row.blob(10)) else {
                throw .damaged(table: "journal", column: 10, value: String(sequence))
            }
            try body(Entry(sequence: sequence, draft: draft, changes: changes))
        }
    }

    /// The entries after one, oldest first.
    public func entries(after sequence: Int64) throws(StoreError) -> [Entry] {
        try entries(where: "sequence > $1 ORDER BY sequence", [.int(sequence)])
    }

    /// The newest entries, the newest first.
    ///
    /// - Parameters:
    ///   - author: nil for everybody.
    ///   - before: only entries before this one.
    public func newestEntries(
        of author: String?, before: Int64 = .max, _ most: Int
    ) throws(StoreError) -> [Entry] {
        let order = "ORDER BY sequence DESC LIMIT \(most)"
        guard let author else {
            return try entries(where: "sequence < $1 \(order)", [.int(before)])
        }
        return try entries(
            where: "author = $1 AND sequence < $2 \(order)", [.text(author), .int(before)])
    }

    /// A page of the journal that ends with an entry, the newest first.
    public func entries(upTo last: Int64, atMost most: Int) throws(StoreError) -> [Entry] {
        try entries(
            where: "sequence <= $1 ORDER BY sequence DESC LIMIT \(most)", [.int(last)])
    }

    public func entry(_ sequence: Int64) throws(StoreError) -> Entry {
        guard let found = try entries(where: "sequence = $1", [.int(sequence)]).first else {
            throw .missing(table: "journal", key: String(sequence))
        }
        return found
    }

    /// The number of the newest entry; 0 in an empty store.
    public func lastSequence() throws(StoreError) -> Int64 {
        let found = try rows("SELECT sequence FROM journal_head WHERE id = 1")
        return try found.first?.int(0) ?? 0
    }
}
