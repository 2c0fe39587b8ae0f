public import Domain
import Store

/// An entry of the journal, ready to be shown.
public struct JournalLine: Equatable, Sendable {
    public let sequence: Int64
    public let at: Instant
    public let author: String
    /// Who confirmed it beside the author.
    public let second: String?
    public let act: String
    public let reason: Reason
    public let source: String
    public let key: String
    public let undoes: Int64?
    public let changes: [Change]

    public struct Change: Equatable, Sendable {
        public let table: String
        public let key: String
        public let before: [String]?
        public let after: [String]?
    }

    init(_ entry: Entry) {
        sequence = entry.sequence
        at = entry.draft.at
        author = entry.draft.author
        second = entry.second
        act = entry.draft.act
        reason = entry.draft.reason
        source = entry.draft.source
        key = entry.draft.key
        undoes = entry.draft.undoes
        changes = entry.rows.map { change in
            Change(
                table: change.table, key: Table.keyText(change.key),
                before: change.before.map { $0.map { Table.keyText([$0]) } },
                after: change.after.map { $0.map { Table.keyText([$0]) } })
        }
    }

    /// The act in words; an entry of a newer program keeps its name.
    public var actPhrase: Phrase? { Act(rawValue: act)?.phrase }
}

extension Office {
    /// The newest entries, oldest first.
    public func journal(last count: Int, author: String?) throws(StoreError) -> [JournalLine] {
        try look(.readJournal) { view throws(StoreError) in
            try view.newestEntries(of: author, count).reversed().map(JournalLine.init)
        }
    }

    public func journalLine(_ sequence: Int64) throws(StoreError) -> JournalLine {
        try look(.readJournal) { view throws(StoreError) in
            JournalLine(try view.entry(sequence))
        }
    }

    /// The head of the journal, and the store it belongs to.
    public func anchor() throws(StoreError) -> (anchor: Anchor, store: String) {
        try demand(.readJournal)
        return (try store.anchor(), try store.meta("id") ?? "")
    }

    public func verify(
        against anchor: Anchor?, progress: (Int64) throws(StoreError) -> Void
    ) throws(StoreError) -> Verification {
        try demand(.verifyStore)
        return try store.verify(against: anchor, progress: progress)
    }
}
