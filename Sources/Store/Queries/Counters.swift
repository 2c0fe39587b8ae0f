public import Domain

/// Numbers that are given out one after the other: of courses, bookings, messages.
///
/// They stand beside the journal, not in it: an act that is undone leaves a gap, and no number is
/// ever given twice.
extension Transaction {
    public func nextNumber(_ kind: String) throws(StoreError) -> Int {
        let name: Value = .text("next.\(kind)")
        let row = try connection.one("SELECT value FROM meta WHERE name = $1", [name])
        guard case .text(let text)? = row?.first, let next = Int(text) else {
            try setCounter(kind, next: 2)
            return 1
        }
        try connection.run(
            "UPDATE meta SET value = $1 WHERE name = $2", [.text(String(next + 1)), name])
        return next
    }

    /// Numbers that came from elsewhere are not given again.
    public func raiseCounter(_ kind: String, above number: Int) throws(StoreError) {
        let name: Value = .text("next.\(kind)")
        let row = try connection.one("SELECT value FROM meta WHERE name = $1", [name])
        guard case .text(let text)? = row?.first, let next = Int(text) else {
            return try setCounter(kind, next: number + 1)
        }
        guard next <= number else { return }
        try connection.run(
            "UPDATE meta SET value = $1 WHERE name = $2", [.text(String(number + 1)), name])
    }

    /// Begins to count; for stores that are filled otherwise than number by number.
    public func setCounter(_ kind: String, next: Int) throws(StoreError) {
        try connection.setCounter(kind, next: next)
    }
}

extension Store {
    /// The same for a store that was loaded in bulk.
    public func setCounters(
        _ counters: [(kind: String, next: Int)]
    ) throws(StoreError) {
        try connection.exclusively { () throws(StoreError) in
            for (kind, next) in counters { try connection.setCounter(kind, next: next) }
        }
    }
}

extension Connection {
    fileprivate func setCounter(_ kind: String, next: Int) throws(StoreError) {
        try run(
            "INSERT INTO meta (name, value) VALUES ($1, $2)",
            [.text("next.\(kind)"), .text(String(next))])
    }
}
