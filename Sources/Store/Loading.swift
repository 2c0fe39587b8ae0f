public import Domain

/// One act of many that are written together.
public struct LoadedAct {
    public let draft: EntryDraft
    public let body: (Transaction) throws(StoreError) -> Void

    public init(
        _ draft: EntryDraft, _ body: @escaping (Transaction) throws(StoreError) -> Void
    ) {
        (self.draft, self.body) = (draft, body)
    }
}

extension Store {
    /// Writes many acts in one transaction, each with its own journal entry: a hospital's history
    /// of ten years comes in within a minute, and is there whole or not at all.
    public func load(_ acts: some Sequence<LoadedAct>) throws(StoreError) {
        let connection = connection
        try connection.exclusively { () throws(StoreError) in
            var transaction: Transaction?
            for act in acts {
                let current: Transaction
                if let transaction {
                    current = transaction
                } else {
                    current = try Transaction(connection, act.draft, schema: self.schema)
                    transaction = current
                }
                try act.body(current)
                try current.closeEntry(as: act.draft)
            }
        }
    }
}
