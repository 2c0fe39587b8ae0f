public import Domain

/// What is needed to see the store as it stood.
extension Reading {
    /// The newest entry that was there at a moment; 0 where there was none.
    public func lastEntry(until moment: Instant) throws(StoreError) -> Int64 {
        try entries(
            where: "at <= $1 ORDER BY sequence DESC LIMIT 1", [.int(moment.utcMilliseconds)]
        ).first?.sequence ?? 0
    }

    /// The entries after one, the newest first.
    ///
    /// - Parameter acts: entries of these are left out.
    public func entriesBack(
        to sequence: Int64, without acts: [String] = []
    ) throws(StoreError) -> [Entry] {
        let places = acts.indices.map { "$\($0 + 2)" }.joined(separator: ", ")
        let filter = acts.isEmpty ? "" : "AND act NOT IN (\(places)) "
        return try entries(
            where: "sequence > $1 \(filter)ORDER BY sequence DESC",
            [.int(sequence)] + acts.map { .text($0) })
    }

    /// Tasks that somebody has changed after an entry, the closed ones among them.
    public func eachTask(
        changedAfter sequence: Int64, _ body: (Stored<CareTask>) throws(StoreError) -> Void
    ) throws(StoreError) {
        try each(CareTask.self, where: "version > $1", [.int(sequence)], body)
    }
}
