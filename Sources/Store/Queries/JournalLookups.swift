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
}
