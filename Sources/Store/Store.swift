public import Domain
import Glibc

/// A store of one centre, on SQLite or PostgreSQL.
///
/// One store belongs to one thread. It is a class because it owns a connection.
public final class Store {
    public let connection: any Connection
    public let address: String

    /// A collision with another writer is tried again so many times before the person hears of
    /// it; each try reads everything anew.
    private static let tries = 20

    /// The version of the schema that this program has opened. Where another program migrates
    /// the store meanwhile, the next write here is refused; nil asks for none.
    let schema: Int?

    /// Does what follows from the changes of an entry, before it is closed: other rows in the
    /// same transaction, that are no record and stand in no journal.
    public typealias Follower =
        (Transaction, [Change], EntryDraft) throws(StoreError) -> Void
    public var follower: Follower?

    public init(_ connection: any Connection, address: String, schema: Int? = nil) {
        (self.connection, self.schema) = (connection, schema)
        self.address = Self.withoutPassword(address)
    }

    /// Opens a store that exists and has the current schema.
    public static func open(
        _ address: String, _ migrations: Migrations
    ) throws(StoreError) -> Store {
        let connection = try connect(address, creating: false)
        let known = migrations.latest(connection.dialect)
        let store = Store(connection, address: address, schema: known)
        let version = try Migrations.version(of: connection)
        guard version <= known else { throw .newer(version: version, known: known) }
        guard version > 0 else { throw .absent(store.address) }
        if version < known {
            try store.backUpBeforeMigration(from: version, migrations)
            try migrations.apply(to: connection)
        }
        return store
    }

    /// Makes a new store; refuses an address that has one.
    ///
    /// Schema and `meta` come in one transaction: a kill leaves nothing, and it can be made again.
    public static func create(
        _ address: String, _ migrations: Migrations, meta: [String: String]
    ) throws(StoreError) -> Store {
        let connection = try connect(address, creating: true)
        let store = Store(
            connection, address: address, schema: migrations.latest(connection.dialect))
        try connection.exclusively { () throws(StoreError) in
            guard try Migrations.version(of: connection) == 0 else {
                throw .exists(table: "store", key: store.address)
            }
            while try migrations.step(connection) {}
            for (name, value) in meta.sorted(by: { $0.key < $1.key }) {
                try connection.run(
                    "INSERT INTO meta (name, value) VALUES ($1, $2)", [.text(name), .text(value)])
            }
        }
        return store
    }

    /// An address as it may be shown: errors and headings never carry a password.
    static func withoutPassword(_ address: String) -> String {
        guard isPostgreSQL(address),
            let start = address.firstIndex(of: ":").map({ address.index($0, offsetBy: 3) }),
            let at = address[start...].firstIndex(of: "@"),
            let colon = address[start..<at].firstIndex(of: ":")
        else { return address }
        return address[..<colon] + ":…" + address[at...]
    }

    public static func isPostgreSQL(_ address: String) -> Bool {
        address.hasPrefix("postgresql://") || address.hasPrefix("postgres://")
    }

    private static func connect(
        _ address: String, creating: Bool
    ) throws(StoreError) -> any Connection {
        isPostgreSQL(address)
            ? try PostgresConnection(address: address)
            : try SQLiteConnection(path: address, creating: creating)
    }

    public func meta(_ name: String) throws(StoreError) -> String? {
        guard
            case .text(let value)? = try connection.one(
                "SELECT value FROM meta WHERE name = $1", [.text(name)])?.first
        else { return nil }
        return value
    }

    // MARK: Reading

    /// `body` may run twice: from the beginning again after a restart of the server.
    public func read<Result>(
        _ body: (Snapshot) throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        do throws(StoreError) {
            return try view(body)
        } catch .unavailable(let why) where isOnServer {
            try comeBack(.unavailable(why))
            return try view(body)
        }
    }

    private func view<Result>(
        _ body: (Snapshot) throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        let connection = connection
        return try connection.snapshot { () throws(StoreError) in
            try body(Snapshot(connection: connection))
        }
    }

    /// True if others have changed something since the last call; what they did, the journal
    /// tells. A server that was restarted counts as a change: its notices were lost.
    public func hasForeignChange() throws(StoreError) -> Bool {
        do throws(StoreError) {
            return try connection.hasForeignChange()
        } catch .unavailable where isOnServer {
            try connection.reconnect()
            return try connection.hasForeignChange()
        }
    }

    // MARK: Writing

    /// Carries out one act: all of it with its journal entry, or nothing.
    ///
    /// `body` may run more than once, each time from the beginning on what is true then.
    public func write<Value>(
        _ draft: EntryDraft, _ body: (Transaction) throws(StoreError) -> Value
    ) throws(StoreError) -> Outcome<Value> {
        var triesLeft = Self.tries
        while true {
            triesLeft -= 1
            do throws(StoreError) {
                return try attempt(draft, body)
            } catch .collision where triesLeft > 0 {
                usleep(UInt32(Self.tries - triesLeft) * 500)
            } catch .unavailable(let why) where triesLeft > 0 {
                guard isOnServer else { throw .unavailable(why) }
                if let sequence = try settle(draft, why) { return .repeated(sequence: sequence) }
            } catch .unknownCommit(let why) {
                guard let sequence = try settle(draft, why) else { throw .notSaved(why) }
                return .repeated(sequence: sequence)
            } catch .taken(let place, nil) {
                throw .taken(place, by: try holder(of: place))
            }
        }
    }

    private func attempt<Value>(
        _ draft: EntryDraft, _ body: (Transaction) throws(StoreError) -> Value
    ) throws(StoreError) -> Outcome<Value> {
        let connection = connection
        return try connection.exclusively { () throws(StoreError) in
            if let sequence = try sequence(ofKey: draft.key) {
                return .repeated(sequence: sequence)
            }
            let transaction = try Transaction(
                connection, draft, schema: schema, follower: follower)
            try transaction.releaseExpiredHolds()
            let value = try body(transaction)
            let sequence = transaction.sequence
            try transaction.close()
            return .saved(value, sequence: sequence)
        }
    }

    private var isOnServer: Bool { connection.dialect == .postgresql }

    /// The connection or the disk failed, perhaps while committing. Whether the act was carried
    /// out is looked up by its key and never guessed.
    /// - Returns: the entry that was written; nil when nothing was, and the act may be tried
    ///   again.
    private func settle(_ draft: EntryDraft, _ why: String) throws(StoreError) -> Int64? {
        for pause in isOnServer ? Self.reconnectPauses : [0] {
            usleep(pause)
            do throws(StoreError) {
                var found: Int64?
                let isThere = try connection.settle { () throws(StoreError) in
                    found = try sequence(ofKey: draft.key)
                    return found != nil
                }
                return isThere ? found : nil
            } catch {
                continue
            }
        }
        throw .unknownCommit(why)
    }

    /// A restarted server is back within seconds; after five the person is told.
    private static let reconnectPauses: [UInt32] =
        [0, 10_000, 50_000, 100_000] + Array(repeating: 200_000, count: 24)

    /// Waits until a restarted server is back.
    private func comeBack(_ why: StoreError) throws(StoreError) {
        for pause in Self.reconnectPauses {
            usleep(pause)
            do throws(StoreError) {
                return try connection.reconnect()
            } catch {
                continue
            }
        }
        throw why
    }

    private func sequence(ofKey key: String) throws(StoreError) -> Int64? {
        try connection.number("SELECT sequence FROM journal WHERE idempotency = $1", [.text(key)])
    }

    public func holder(of place: UnitDay) throws(StoreError) -> String? {
        guard
            case .text(let holder)? = try connection.one(
                "SELECT holder FROM claim WHERE resource = $1 AND day = $2 AND unit = $3",
                place.values)?.first
        else { return nil }
        return holder
    }
}
