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

    public init(_ connection: any Connection, address: String) {
        (self.connection, self.address) = (connection, address)
    }

    /// Opens a store that exists and has the current schema.
    public static func open(
        _ address: String, _ migrations: Migrations
    ) throws(StoreError) -> Store {
        let store = Store(try connect(address, creating: false), address: address)
        let version = try Migrations.version(of: store.connection)
        let known = migrations.latest(store.connection.dialect)
        guard version <= known else { throw .newer(version: version, known: known) }
        guard version > 0 else { throw .notAStore(address) }
        if version < known {
            try store.backUpBeforeMigration(from: version, migrations)
            try migrations.apply(to: store.connection)
        }
        return store
    }

    /// Makes a new store; refuses an address that has one.
    public static func create(
        _ address: String, _ migrations: Migrations, meta: [String: String]
    ) throws(StoreError) -> Store {
        let store = Store(try connect(address, creating: true), address: address)
        guard try Migrations.version(of: store.connection) == 0 else {
            throw .exists(table: "store", key: address)
        }
        try migrations.apply(to: store.connection)
        try store.connection.exclusively { () throws(StoreError) in
            for (name, value) in meta.sorted(by: { $0.key < $1.key }) {
                try store.connection.run(
                    "INSERT INTO meta (name, value) VALUES ($1, $2)", [.text(name), .text(value)])
            }
        }
        return store
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

    public func read<Result>(
        _ body: (Snapshot) throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        let connection = connection
        return try connection.snapshot { () throws(StoreError) in
            try body(Snapshot(connection: connection))
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
                continue
            } catch .unavailable(let why) where triesLeft > 0 {
                if let sequence = try settle(draft, why) { return .repeated(sequence: sequence) }
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
            let transaction = try Transaction(connection, draft)
            try transaction.releaseExpiredHolds()
            let value = try body(transaction)
            let sequence = transaction.sequence
            try transaction.close()
            return .saved(value, sequence: sequence)
        }
    }

    /// The connection was lost, perhaps while committing. Whether the act was carried out is
    /// looked up by its key and never guessed.
    /// - Returns: the entry that was written; nil when nothing was, and the act may be tried
    ///   again.
    private func settle(_ draft: EntryDraft, _ why: String) throws(StoreError) -> Int64? {
        guard connection.dialect == .postgresql else { throw .unavailable(why) }
        for pause in Self.reconnectPauses {
            usleep(pause)
            do throws(StoreError) {
                try connection.reconnect()
                return try sequence(ofKey: draft.key)
            } catch {
                continue
            }
        }
        throw .unknownCommit
    }

    /// A restarted server is back within seconds; after five the person is told.
    private static let reconnectPauses: [UInt32] =
        [10_000, 50_000, 100_000] + Array(repeating: 200_000, count: 24)

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
