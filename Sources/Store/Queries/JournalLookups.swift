public import Domain

extension Reading {
    /// Whether some entry takes this one back.
    public func isUndone(_ sequence: Int64) throws(StoreError) -> Bool {
        let found = try rows(
            "SELECT count(*) FROM journal WHERE undoes = $1", [.int(sequence)])
        return try found.first?.int(0) ?? 0 > 0
    }

    /// When an entry was written, in milliseconds of UTC.
    public func time(ofEntry sequence: Int64) throws(StoreError) -> Int64? {
        try rows("SELECT at FROM journal WHERE sequence = $1", [.int(sequence)]).first?.int(0)
    }

    /// The day since which this store keeps what happens.
    public func firstEntryDay() throws(StoreError) -> Day? {
        let found = try rows("SELECT at, at_offset FROM journal WHERE sequence = 1").first
        return try found.map { row throws(StoreError) in
            Instant(
                utcMilliseconds: try row.int(0),
                offsetMinutes: Int16(truncatingIfNeeded: try row.int(1))
            ).day
        }
    }
}
