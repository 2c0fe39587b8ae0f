import CPostgreSQL
import Domain
import Glibc

/// A store on a PostgreSQL server, shared by many machines.
final class PostgresConnection: Connection {
    let dialect = Dialect.postgresql
    private let address: String
    /// Nil between the loss of a connection and the next one; libpq takes that for a bad one.
    private var handle: OpaquePointer?
    /// Names of prepared statements by their text.
    private var prepared: [String: String] = [:]
    private var sawForeignChange = false
    private var openCursors = 0
    private let settings: Settings

    /// The belts of a write, each of which a test takes off to see the others hold.
    struct Settings: Sendable {
        var takesLock = true
        var isSerializable = true
    }

    /// The advisory lock of all writers of one store. Any number will do that nothing else uses.
    private static let writers = "724221142"
    private static let channel = "cartas"

    init(address: String, settings: Settings = Settings()) throws(StoreError) {
        self.address = address
        self.settings = settings
        handle = try PostgresServer.connect(address)
        try prepareSession()
    }

    deinit { PQfinish(handle) }

    /// Time-outs, so that a lost network is noticed and a forgotten transaction stops nobody.
    private func prepareSession() throws(StoreError) {
        try script(
            """
            SET statement_timeout = '60s';
            SET lock_timeout = '10s';
            SET idle_in_transaction_session_timeout = '30s';
            SET tcp_keepalives_idle = 10;
            SET tcp_keepalives_interval = 5;
            SET tcp_keepalives_count = 3;
            SET bytea_output = 'hex';
            SET DateStyle = 'ISO';
            LISTEN \(Self.channel);
            """)
    }

    func reconnect() throws(StoreError) {
        PQfinish(handle)
        handle = nil
        prepared.removeAll()
        openCursors = 0
        handle = try PostgresServer.connect(address)
        try prepareSession()
        // Notices sent while nobody listened are lost: whoever follows must look again.
        sawForeignChange = true
    }

    // MARK: Statements

    @discardableResult
    func run(_ sql: String, _ values: [Value]) throws(StoreError) -> Int {
        let result = try execute(sql, values)
        defer { PQclear(result) }
        return Int(String(cString: PQcmdTuples(result))) ?? 0
    }

    func query(
        _ sql: String, _ values: [Value], _ each: ([Value]) throws(StoreError) -> Void
    ) throws(StoreError) {
        let result = try execute(sql, values)
        defer { PQclear(result) }
        try Self.visit(result, each)
    }

    /// Through a cursor: an answer of a million rows is never in memory as a whole, and no
    /// single fetch comes near the time-out of a statement.
    func scan(
        _ sql: String, _ each: ([Value]) throws(StoreError) -> Void
    ) throws(StoreError) {
        openCursors += 1
        let cursor = "cartas_scan_\(openCursors)"
        defer { openCursors -= 1 }
        try script("DECLARE \(cursor) NO SCROLL CURSOR FOR \(sql)")
        var isDone = false
        while !isDone {
            let result = PQexec(handle, "FETCH 2000 FROM \(cursor)")
            defer { PQclear(result) }
            guard PQresultStatus(result) == PGRES_TUPLES_OK else { throw failure(result, sql) }
            isDone = PQntuples(result) == 0
            try Self.visit(result, each)
        }
        try script("CLOSE \(cursor)")
    }

    private static func visit(
        _ result: OpaquePointer?, _ each: ([Value]) throws(StoreError) -> Void
    ) throws(StoreError) {
        let types = (0..<PQnfields(result)).map { PQftype(result, $0) }
        for row in 0..<PQntuples(result) {
            var values: [Value] = []
            values.reserveCapacity(types.count)
            for (column, type) in types.enumerated() {
                values.append(PostgresValue.value(result, row, Int32(column), type))
            }
            try each(values)
        }
    }

    func script(_ sql: String) throws(StoreError) {
        let result = PQexec(handle, sql)
        defer { PQclear(result) }
        // A script may consist of comments alone, as a version that changes nothing does.
        let fine = [PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY]
        guard fine.contains(PQresultStatus(result)) else { throw failure(result, sql) }
    }

    private func execute(_ sql: String, _ values: [Value]) throws(StoreError) -> OpaquePointer? {
        let name = try preparedName(sql)
        let texts = values.map { PostgresValue.text($0).flatMap { strdup($0) } }
        defer { for text in texts { free(text) } }
        let pointers = texts.map { UnsafePointer($0) }
        let result = PQexecPrepared(handle, name, Int32(values.count), pointers, nil, nil, 0)
        let status = PQresultStatus(result)
        guard status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK else {
            defer { PQclear(result) }
            throw failure(result, sql)
        }
        return result
    }

    private func preparedName(_ sql: String) throws(StoreError) -> String {
        if let name = prepared[sql] { return name }
        let name = "s\(prepared.count)"
        let result = PQprepare(handle, name, sql, 0, nil)
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw failure(result, sql) }
        prepared[sql] = name
        return name
    }

    // MARK: Transactions

    /// The advisory lock is taken before the transaction begins, because a serializable
    /// transaction sees the store as of its first statement: waiting inside it would only lead
    /// to a refusal.
    func exclusively<Result>(
        _ body: () throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        try locked { () throws(StoreError) in
            let isolation = settings.isSerializable ? "SERIALIZABLE" : "READ COMMITTED"
            return try transaction("BEGIN ISOLATION LEVEL \(isolation)") {
                () throws(StoreError) in
                let result = try body()
                try script("NOTIFY \(Self.channel)")
                return result
            }
        }
    }

    private func locked<Result>(
        _ body: () throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        guard settings.takesLock else { return try body() }
        try script("SELECT pg_advisory_lock(\(Self.writers))")
        // A lost session gives its lock back by itself.
        defer { try? script("SELECT pg_advisory_unlock(\(Self.writers))") }
        return try body()
    }

    func snapshot<Result>(_ body: () throws(StoreError) -> Result) throws(StoreError) -> Result {
        try transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", body)
    }

    private func transaction<Result>(
        _ begin: String, _ body: () throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        try script(begin)
        do throws(StoreError) {
            let result = try body()
            try commit()
            return result
        } catch {
            try? script("ROLLBACK")
            throw error
        }
    }

    /// A transaction in which a statement failed answers COMMIT with a rollback and no error.
    private func commit() throws(StoreError) {
        let result = PQexec(handle, "COMMIT")
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw failure(result, "COMMIT") }
        guard String(cString: PQcmdStatus(result)) == "COMMIT" else { throw .collision }
    }

    /// The lost session may still be committing. Its lock is free only when it has ended, so
    /// under the lock the answer is final.
    func settle(isThere: () throws(StoreError) -> Bool) throws(StoreError) -> Bool {
        if PQstatus(handle) != CONNECTION_OK { try reconnect() }
        return try locked(isThere)
    }

    // MARK: Changes of others

    var changeDescriptor: Int32? {
        let descriptor = PQsocket(handle)
        return descriptor >= 0 ? descriptor : nil
    }

    func hasForeignChange() throws(StoreError) -> Bool {
        guard PQconsumeInput(handle) == 1 else {
            throw .unavailable(PostgresServer.oneLine(PQerrorMessage(handle)))
        }
        var found = sawForeignChange
        sawForeignChange = false
        while let notice = PQnotifies(handle) {
            if notice.pointee.be_pid != PQbackendPID(handle) { found = true }
            PQfreemem(notice)
        }
        return found
    }

    // MARK: Errors

    private func failure(_ result: OpaquePointer?, _ sql: String) -> StoreError {
        guard PQstatus(handle) == CONNECTION_OK else {
            return .unavailable(PostgresServer.oneLine(PQerrorMessage(handle)))
        }
        return PostgresServer.failure(result, sql)
    }
}
