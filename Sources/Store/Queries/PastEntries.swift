public import Domain

/// What is needed to see the store as it stood.
extension Reading {
    /// The newest entry that was there at a moment; 0 where there was none.
    ///
    /// Entries follow each other in time but where somebody has set a clock back, and nobody sets
    /// one back by more than a day: the border is found by halving, a day later than asked for,
    /// and from there on each entry is looked at.
    public func lastEntry(until moment: Instant) throws(StoreError) -> Int64 {
        let margin = moment.utcMilliseconds + 86_400_000
        var (low, high): (Int64, Int64) = (0, try lastSequence() + 1)
        while low + 1 < high {
            let middle = (low + high) / 2
            guard let at = try time(ofEntry: middle) else {
                throw .missing(table: "journal", key: String(middle))
            }
            if at <= margin { low = middle } else { high = middle }
        }
        let found = try rows(
            "SELECT sequence FROM journal WHERE sequence <= $1 AND at <= $2"
                + " ORDER BY sequence DESC LIMIT 1",
            [.int(low), .int(moment.utcMilliseconds)])
        return try found.first?.int(0) ?? 0
    }

    /// The entries after one, the newest first.
    public func entriesBack(to sequence: Int64) throws(StoreError) -> [Entry] {
        try entries(where: "sequence > $1 ORDER BY sequence DESC", [.int(sequence)])
    }

    /// Tasks that somebody has changed after an entry, the closed ones among them.
    public func eachTask(
        changedAfter sequence: Int64, _ body: (Stored<CareTask>) throws(StoreError) -> Void
    ) throws(StoreError) {
        try each(CareTask.self, where: "version > $1", [.int(sequence)], body)
    }
}
