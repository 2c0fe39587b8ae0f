public import Domain

/// What is going to be written, before it is: who, when, what and why.
public struct EntryDraft: Sendable {
    public let at: Instant
    /// A user, `system`, or the source of an import.
    public let author: String
    /// The act, as the table of rights names it.
    public let act: String
    public let reason: Reason
    /// Where it came from: a terminal, a message.
    public let source: String
    /// The same key is carried out once, however often it is sent.
    public let key: String
    /// The entry that this one takes back.
    public let undoes: Int64?

    public init(
        at: Instant, author: String, act: String, reason: Reason = .routine, source: String,
        key: String, undoes: Int64? = nil
    ) {
        self.at = at
        self.author = author.storable
        self.act = act.storable
        self.reason = Reason(reason.kind, reason.words.storable)
        self.source = source.storable
        self.key = key.storable
        self.undoes = undoes
    }

    public static let system = "system"
}

/// One row before and after.
public struct Change: Hashable, Sendable {
    public let table: String
    public let key: [Value]
    /// Nil where the row did not exist.
    public let before: [Value]?
    /// Nil where the row is gone.
    public let after: [Value]?

    public init(table: String, key: [Value], before: [Value]?, after: [Value]?) {
        (self.table, self.key, self.before, self.after) = (table, key, before, after)
    }
}

/// One link of the chain.
public struct Entry: Sendable {
    public let sequence: Int64
    public let draft: EntryDraft
    public let changes: [Change]

    /// The name under which the second person of an act stands among its changes: a row that is
    /// nowhere before and nowhere after, so that it binds the hash and no table.
    static let secondPerson = "second_person"

    /// Who confirmed the act beside its author.
    public var second: String? {
        guard let change = changes.first(where: { $0.table == Self.secondPerson }),
            case .text(let user)? = change.key.first
        else { return nil }
        return user
    }

    /// The rows that the act changed.
    public var rows: [Change] { changes.filter { $0.table != Self.secondPerson } }
}
