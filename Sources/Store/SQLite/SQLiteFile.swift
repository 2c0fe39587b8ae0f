import CSQLite
import Domain
import Glibc

/// The file of a store: whether it may be opened, and what its errors mean.
enum SQLiteFile {
    /// Made for its owner alone, before SQLite opens it: the log takes over these rights.
    static func make(_ path: String) throws(StoreError) {
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 || errno == EEXIST else {
            throw .unavailable("\(path): \(String(cString: strerror(errno)))")
        }
        if descriptor >= 0 { close(descriptor) }
    }

    static func open(_ path: String) throws(StoreError) -> OpaquePointer {
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(
            path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK, let opened else {
            let failure = opened.map { Self.failure(code, $0, "open") }
            sqlite3_close_v2(opened)
            throw failure ?? .unavailable(path)
        }
        sqlite3_extended_result_codes(opened, 1)
        sqlite3_busy_timeout(opened, 5_000)
        return opened
    }

    /// A database of another program is left as it is, down to its journal mode.
    static func refuseForeign(_ database: OpaquePointer?, _ path: String) throws(StoreError) {
        guard let database else { throw .unavailable(path) }
        do throws(StoreError) {
            let statement = try SQLiteStatement(
                database,
                "SELECT count(*), sum(name = 'journal_head') FROM sqlite_master "
                    + "WHERE type = 'table'"
            )
            let code = sqlite3_step(statement.handle)
            guard code == SQLITE_ROW else { throw failure(code, database, "sqlite_master") }
            let tables = sqlite3_column_int64(statement.handle, 0)
            let known = sqlite3_column_int64(statement.handle, 1)
            guard tables == 0 || known == 1 else { throw .notAStore(path) }
        } catch .notAStore {
            throw .notAStore(path)
        }
    }

    // MARK: Network file systems

    /// Write-ahead logging needs shared memory between its users, which no network file system
    /// gives: two machines would each believe their own log.
    static func refuseNetwork(_ path: String, _ known: Int?) throws(StoreError) {
        let isThere = access(path, F_OK) == 0
        let place = isThere ? path : folder(of: path)
        let kind = known ?? Int(csqlite_file_system(place)) & 0xFFFF_FFFF
        if networks.contains(kind) { throw .networkFileSystem(path) }
    }

    static func folder(of path: String) -> String {
        guard let cut = path.lastIndex(of: "/") else { return "." }
        return cut == path.startIndex ? "/" : String(path[..<cut])
    }

    /// NFS, SMB, CIFS, SMB2, NCP, Coda, AFS (two kinds), Ceph, Lustre, GFS2, OCFS2.
    private static let networks: Set<Int> = [
        0x6969, 0x517B, 0xFF53_4D42, 0xFE53_4D42, 0x564C, 0x7375_7245, 0x5346_414F, 0x6B41_4653,
        0x00C3_6400, 0x0BD0_0BD0, 0x0116_1970, 0x7461_636F,
    ]

    // MARK: Errors

    static func failure(_ code: Int32, _ database: OpaquePointer?, _ sql: String) -> StoreError {
        let message = database.map { String(cString: sqlite3_errmsg($0)) } ?? ""
        if Int(code) == CSQLITE_BUSY_SNAPSHOT { return .collision }
        if Int(code) == CSQLITE_IOERR_FSYNC { return .unknownCommit(message) }
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
