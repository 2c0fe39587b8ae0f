import CSQLite
import Domain
import Glibc

/// A store in one file.
final class SQLiteConnection: Connection {
    let dialect = Dialect.sqlite
    let path: String
    private(set) var database: OpaquePointer
    private let lock: WriteLock
    private let watch: FileWatch?
    private var lastDataVersion: Int64 = 0
    /// Compiled statements by their text. The program has a fixed set of statements, so the
    /// cache needs no bound.
    private var statements: [String: Compiled] = [:]
    private let settings: Settings

    /// A class, because a dictionary cannot hold what cannot be copied.
    private final class Compiled {
        let statement: SQLiteStatement
        init(_ statement: consuming SQLiteStatement) { self.statement = statement }
    }

    /// The belts of a write, each of which a test takes off to see the others hold.
    struct Settings: Sendable {
        var takesLock = true
        var beginsImmediate = true
    }

    /// - Parameter creating: false refuses a path without a file, so that a misspelt name does
    ///   not quietly become an empty hospital.
    init(path: String, creating: Bool, settings: Settings = Settings()) throws(StoreError) {
        self.path = path
        self.settings = settings
        try Self.refuseNetworkFileSystem(path)
        let exists = access(path, F_OK) == 0
        guard exists || creating else { throw .unavailable("\(path): no such file") }
        lock = try WriteLock(beside: path)
        database = try Self.open(path, creating: creating)
        watch = FileWatch(path: path)
        try lock.locked { () throws(StoreError) in try configure() }
        _ = try hasForeignChange()
    }

    deinit {
        statements.removeAll()
        _ = try? lock.locked { () throws(StoreError) in
            sqlite3_wal_checkpoint_v2(database, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
        }
        sqlite3_close_v2(database)
    }

    private static func open(_ path: String, creating: Bool) throws(StoreError) -> OpaquePointer {
        var opened: OpaquePointer?
        let flags =
            SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (creating ? SQLITE_OPEN_CREATE : 0)
        let code = sqlite3_open_v2(path, &opened, flags, nil)
        guard code == SQLITE_OK, let opened else {
            let failure = opened.map { Self.failure(code, $0, "open") }
            sqlite3_close_v2(opened)
            throw failure ?? .unavailable(path)
        }
        sqlite3_extended_result_codes(opened, 1)
        sqlite3_busy_timeout(opened, 10_000)
        return opened
    }

    /// Measured with simulated power cuts: WAL with synchronous NORMAL lost acknowledged writes
    /// in 157 of 300, the default DELETE with FULL in 77 to 106 of 300; WAL with FULL lost none.
    private func configure() throws(StoreError) {
        do throws(StoreError) {
            try script(
                """
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = FULL;
                PRAGMA foreign_keys = ON;
                PRAGMA trusted_schema = OFF;
                PRAGMA cell_size_check = ON;
                PRAGMA secure_delete = ON;
                PRAGMA wal_autocheckpoint = 0;
                PRAGMA temp_store = MEMORY;
                PRAGMA cache_size = -65536;
                PRAGMA mmap_size = 0;
                """)
        } catch .statement {
            throw .notAStore(path)
        }
        csqlite_no_checkpoint_on_close(database)
        guard case .text("wal")? = try one("PRAGMA journal_mode")?.first else {
            throw .unavailable("\(path): the folder does not allow a write-ahead log")
        }
    }

    /// Write-ahead logging needs shared memory between its users, which no network file system
    /// gives: two machines would each believe their own log.
    private static func refuseNetworkFileSystem(_ path: String) throws(StoreError) {
        let nfs = 0x6969
        let smb = 0x517B
        let cifs = 0xFF53_4D42
        let smb2 = 0xFE53_4D42
        let folder =
            path.contains("/") ? String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]) : "."
        let kind = Int(csqlite_file_system(folder.isEmpty ? "/" : folder)) & 0xFFFF_FFFF
        if [nfs, smb, cifs, smb2].contains(kind) { throw .networkFileSystem(path) }
    }

    // MARK: Statements

    private func compiled(_ sql: String) throws(StoreError) -> Compiled {
        if let known = statements[sql] { return known }
        let made = Compiled(try SQLiteStatement(database, sql))
        statements[sql] = made
        return made
    }

    @discardableResult
    func run(_ sql: String, _ values: [Value]) throws(StoreError) -> Int {
        try query(sql, values) { _ in }
        return Int(sqlite3_changes(database))
    }

    func query(
        _ sql: String, _ values: [Value], _ each: ([Value]) throws(StoreError) -> Void
    ) throws(StoreError) {
        let compiled = try compiled(sql)
        let handle = compiled.statement.handle
        // A reset statement holds no lock and no row, whatever `each` threw.
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        try compiled.statement.bind(values)
        while true {
            switch sqlite3_step(handle) {
            case SQLITE_ROW: try each(compiled.statement.values())
            case SQLITE_DONE: return
            case let code: throw Self.failure(code, database, sql)
            }
        }
    }

    func script(_ sql: String) throws(StoreError) {
        let code = sqlite3_exec(database, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw Self.failure(code, database, sql) }
    }

    // MARK: Transactions

    func exclusively<Result>(
        _ body: () throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        guard settings.takesLock else { return try transaction(body) }
        return try lock.locked { () throws(StoreError) in
            let result = try transaction(body)
            checkpointIfLong()
            return result
        }
    }

    /// IMMEDIATE: a deferred transaction that reads and then writes can fail half-way, when what
    /// it read is already stale.
    private func transaction<Result>(
        _ body: () throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        try run(settings.beginsImmediate ? "BEGIN IMMEDIATE" : "BEGIN", [])
        do throws(StoreError) {
            let result = try body()
            try run("COMMIT", [])
            return result
        } catch {
            // The first error is the one worth reading; a failed rollback only says that SQLite
            // has rolled back by itself.
            _ = try? run("ROLLBACK", [])
            throw error
        }
    }

    func snapshot<Result>(_ body: () throws(StoreError) -> Result) throws(StoreError) -> Result {
        try run("BEGIN", [])
        defer { _ = try? run("COMMIT", []) }
        return try body()
    }

    /// Moves the log into the file once it is long. A failure here loses nothing: the log stays.
    private func checkpointIfLong() {
        commitsSinceCheckpoint += 1
        guard commitsSinceCheckpoint >= 200 else { return }
        commitsSinceCheckpoint = 0
        sqlite3_wal_checkpoint_v2(database, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
    }

    private var commitsSinceCheckpoint = 0

    // MARK: Changes of others

    var changeDescriptor: Int32? { watch?.descriptor }

    /// The file watch fires before a commit is visible as well as after it, and for one's own
    /// writes too; `data_version` moves exactly with the commits of others.
    func hasForeignChange() throws(StoreError) -> Bool {
        watch?.drain()
        let version = try number("PRAGMA data_version") ?? 0
        defer { lastDataVersion = version }
        return version != lastDataVersion
    }

    func reconnect() throws(StoreError) {
        statements.removeAll()
        sqlite3_close_v2(database)
        database = try Self.open(path, creating: false)
        try lock.locked { () throws(StoreError) in try configure() }
    }

    // MARK: Errors

    static func failure(_ code: Int32, _ database: OpaquePointer?, _ sql: String) -> StoreError {
        let message = database.map { String(cString: sqlite3_errmsg($0)) } ?? ""
        switch code & 0xFF {
        case SQLITE_BUSY, SQLITE_LOCKED: return .busy
        case SQLITE_FULL, SQLITE_IOERR, SQLITE_NOMEM, SQLITE_READONLY, SQLITE_PROTOCOL:
            return .notSaved(message)
        case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH: return .unavailable(message)
        case SQLITE_NOTADB, SQLITE_CORRUPT: return .notAStore(message)
        case SQLITE_CONSTRAINT: return .constraint(kind(code), message)
        default: return .statement("\(message) [\(code)] \(sql.prefix(200))")
        }
    }

    private static func kind(_ code: Int32) -> StoreError.Constraint {
        switch Int(code) {
        case CSQLITE_UNIQUE, CSQLITE_PRIMARY_KEY: .unique
        case CSQLITE_CHECK: .check
        case CSQLITE_FOREIGN_KEY: .foreignKey
        default: .other
        }
    }
}
