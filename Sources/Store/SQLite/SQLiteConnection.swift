import CSQLite
import Domain
import Glibc

/// A store in one file.
final class SQLiteConnection: Connection {
    let dialect = Dialect.sqlite
    let path: String
    /// Nil between the loss of a connection and the next one.
    private(set) var database: OpaquePointer?
    private let lock: WriteLock
    /// Made when somebody asks for changes: with it, each of one's own writes costs the kernel
    /// a notice, which a command that ends after one act never reads.
    private lazy var watch = FileWatch(path: path)
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
        /// The kind of file system as statfs(2) numbers it; nil asks the system.
        var fileSystem: Int?
        /// From how many rows on a table is read by two.
        var largeTable: Int64 = 1 << 16
    }

    /// - Parameter creating: false refuses a path without a file, so that a misspelt name does
    ///   not quietly become an empty hospital.
    init(path: String, creating: Bool, settings: Settings = Settings()) throws(StoreError) {
        self.path = path
        self.settings = settings
        try SQLiteFile.refuseNetwork(path, settings.fileSystem)
        let exists = access(path, F_OK) == 0
        guard exists || creating else { throw .absent(path) }
        lock = try WriteLock(beside: path)
        if !exists { try SQLiteFile.make(path) }
        database = try SQLiteFile.open(path)
        if exists { try SQLiteFile.refuseForeign(database, path) }
        try lock.locked { () throws(StoreError) in try configure() }
        lastDataVersion = try number("PRAGMA data_version") ?? 0
    }

    deinit {
        statements.removeAll()
        // Nil where the file could not be opened: this runs then, too.
        guard let database else { return }
        // The log is emptied: one that stayed would be read anew by the next process, and with
        // one-shot commands alone it would grow for ever. Nobody is waited for: whoever writes
        // or reads just now will empty it as well as we would.
        lock.ifFree {
            sqlite3_busy_timeout(database, 0)
            _ = sqlite3_wal_checkpoint_v2(database, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
        }
        sqlite3_close_v2(database)
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
        } catch .unknownCommit(let why) {
            throw .notSaved(why)
        }
        csqlite_no_checkpoint_on_close(database)
        csqlite_count_log_pages(database, logPages.pointer)
        guard case .text("wal")? = try one("PRAGMA journal_mode")?.first else {
            throw .unavailable("\(path): the folder does not allow a write-ahead log")
        }
    }

    /// How long the log was after the last commit, in pages; written by SQLite's hook.
    private let logPages = LogPages()

    // MARK: Statements

    private func compiled(_ sql: String) throws(StoreError) -> Compiled {
        guard let database else { throw .unavailable(path) }
        // A statement that is being read from further up keeps its place; a second reader of the
        // same words gets its own.
        if let known = statements[sql] {
            if sqlite3_stmt_busy(known.statement.handle) == 0 { return known }
            return Compiled(try SQLiteStatement(database, sql))
        }
        let made = Compiled(try SQLiteStatement(database, sql))
        statements[sql] = made
        return made
    }

    @discardableResult
    func run(_ sql: String, _ values: [Value]) throws(StoreError) -> Int {
        try step(sql, values) { _ in }
        return Int(sqlite3_changes(database))
    }

    func query(
        _ sql: String, _ values: [Value], _ each: ([Value]) throws(StoreError) -> Void
    ) throws(StoreError) {
        try step(sql, values) { found throws(StoreError) in try each(found.statement.values()) }
    }

    /// - Parameter row: called with the statement while it stands on a row.
    private func step(
        _ sql: String, _ values: [Value], _ row: (Compiled) throws(StoreError) -> Void
    ) throws(StoreError) {
        let compiled = try compiled(sql)
        let handle = compiled.statement.handle
        // A reset statement holds no lock and no row, whatever `row` threw.
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        try compiled.statement.bind(values)
        while true {
            switch sqlite3_step(handle) {
            case SQLITE_ROW: try row(compiled)
            case SQLITE_DONE: return
            case let code: throw SQLiteFile.failure(code, database, sql)
            }
        }
    }

    func encode(
        _ sql: String, columns: Int, _ take: (EncodedRows) throws(StoreError) -> Void
    ) throws(StoreError) {
        let compiled = try compiled(sql)
        let handle = compiled.statement.handle
        defer { sqlite3_reset(handle) }
        var encoder = RowEncoder(columns: columns)
        while true {
            switch sqlite3_step(handle) {
            case SQLITE_ROW:
                compiled.statement.encode(into: &encoder)
                if encoder.isFull { try take(encoder.take()) }
            case SQLITE_DONE: return try take(encoder.take())
            case let code: throw SQLiteFile.failure(code, database, sql)
            }
        }
    }

    private lazy var fetching = ReadAhead(path: path)

    func readAhead(of share: Double) { fetching?.advance(past: share) }

    func twin() throws(StoreError) -> (any Connection)? {
        let twin = try SQLiteConnection(path: path, creating: false, settings: settings)
        // It reads each page once, and few of them lie in the memory nearest to the processor.
        try twin.script("PRAGMA cache_size = -1024")
        return twin
    }

    /// By the numbers that SQLite gives its rows. A table without them is read in one piece.
    func ranges(of table: Table) -> [String] {
        let last = (try? number("SELECT max(rowid) FROM \(table.name)")) ?? nil
        guard let last, last >= settings.largeTable else { return [""] }
        let borders = (1..<16).map { last / 16 * $0 }
        let inner = zip(borders, borders.dropFirst())
            .map { "WHERE rowid > \($0) AND rowid <= \($1)" }
        return ["WHERE rowid <= \(last / 16)"] + inner + ["WHERE rowid > \(last / 16 * 15)"]
    }

    func script(_ sql: String) throws(StoreError) {
        guard let database else { throw .unavailable(path) }
        let code = sqlite3_exec(database, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw SQLiteFile.failure(code, database, sql) }
    }

    // MARK: Transactions

    func exclusively<Result>(
        _ body: () throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        guard settings.takesLock else { return try transaction(body) }
        return try lock.locked { () throws(StoreError) in
            let result = try transaction(body)
            checkpointIfLong()
            lock.announce()
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
        guard logPages.count >= 1000 else { return }
        sqlite3_wal_checkpoint_v2(database, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
    }

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
        database = nil
        guard access(path, F_OK) == 0 else { throw .unavailable("\(path): no such file") }
        database = try SQLiteFile.open(path)
        try lock.locked { () throws(StoreError) in try configure() }
        lastDataVersion = -1
    }

    /// A commit whose sync failed stands complete in the log, but the disk may not have it; and
    /// a log that nobody writes to again would bring it back after the person was told that it
    /// was not saved. Either all of the log reaches the file, or the place is written over.
    func settle(isThere: () throws(StoreError) -> Bool) throws(StoreError) -> Bool {
        try reconnect()
        return try lock.locked { () throws(StoreError) in
            if try isThere() {
                var (log, moved) = (Int32(0), Int32(0))
                let code = sqlite3_wal_checkpoint_v2(
                    database, nil, SQLITE_CHECKPOINT_FULL, &log, &moved)
                guard code == SQLITE_OK, log == moved else {
                    throw SQLiteFile.failure(code, database, "checkpoint")
                }
                return true
            }
            try transaction { () throws(StoreError) in
                _ = try run("UPDATE meta SET value = value WHERE name = 'schema_version'", [])
            }
            return false
        }
    }
}

/// A number that outlives every call of the hook. A class, because C holds its address.
private final class LogPages {
    let pointer = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
    var count: Int32 { pointer.pointee }

    init() { pointer.initialize(to: 0) }
    deinit { pointer.deallocate() }
}
