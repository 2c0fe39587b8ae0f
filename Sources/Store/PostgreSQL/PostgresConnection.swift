import CPostgreSQL
import Domain
import Glibc

/// A store on a PostgreSQL server, shared by many machines.
final class PostgresConnection: Connection {
    let dialect = Dialect.postgresql
    private let address: String
    private var handle: OpaquePointer
    /// Names of prepared statements by their text.
    private var prepared: [String: String] = [:]
    private var sawForeignChange = false
    private let settings: Settings

    /// The belts of a write, each of which a test takes off to see the others hold.
    struct Settings: Sendable {
        var takesLock = true
        var isSerializable = true
    }

    /// The advisory lock of all writers of one store. Any number will do that nothing else uses.
    private static let writers = "724_221_142".filter { $0 != "_" }
    private static let channel = "cartas"

    init(address: String, settings: Settings = Settings()) throws(StoreError) {
        self.address = address
        self.settings = settings
        handle = try Self.connect(address)
        try prepareSession()
    }

    deinit { PQfinish(handle) }

    private static func connect(_ address: String) throws(StoreError) -> OpaquePointer {
        guard let handle = PQconnectdb(address) else { throw .unavailable("libpq") }
        guard PQstatus(handle) == CONNECTION_OK else {
            let why = String(cString: PQerrorMessage(handle))
            PQfinish(handle)
            throw .unavailable(oneLine(why))
        }
        // The default processor prints into the screen.
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        return handle
    }

    /// Time-outs, so that a lost network is noticed and a forgotten transaction stops nobody.
    private func prepareSession() throws(StoreError) {
        try script(
            """
            SET statement_timeout = '60s';
            SET lock_timeout = '10s';
            SET idle_in_transaction_session_timeout = '30s';
            SET client_encoding = 'UTF8';
            SET bytea_output = 'hex';
            SET DateStyle = 'ISO';
            LISTEN \(Self.channel);
            """)
    }

    func reconnect() throws(StoreError) {
        PQfinish(handle)
        prepared.removeAll()
        // Until a new connection stands, the handle is one that reports itself as bad.
        handle = PQconnectStart("host='' port=0") ?? handle
        let made = try Self.connect(address)
        PQfinish(handle)
        handle = made
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
        let types = (0..<PQnfields(result)).map { PQftype(result, $0) }
        for row in 0..<PQntuples(result) {
            var values: [Value] = []
            values.reserveCapacity(types.count)
            for (column, type) in types.enumerated() {
                values.append(Self.value(result, row, Int32(column), type))
            }
            try each(values)
        }
    }

    func script(_ sql: String) throws(StoreError) {
        let result = PQexec(handle, sql)
        defer { PQclear(result) }
        let status = PQresultStatus(result)
        guard status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK else {
            throw failure(result, sql)
        }
    }

    private func execute(_ sql: String, _ values: [Value]) throws(StoreError) -> OpaquePointer? {
        let name = try preparedName(sql)
        let texts = values.map { Self.text($0).map { strdup($0) } }
        defer { for text in texts { free(text ?? nil) } }
        let pointers = texts.map { UnsafePointer($0 ?? nil) }
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

    private static func text(_ value: Value) -> String? {
        switch value {
        case .null: nil
        case .int(let number): String(number)
        case .real(let number): "\(number)"
        // A server text holds every character but this one.
        case .text(let text): text.contains("\0") ? text.replacingNUL : text
        case .blob(let bytes): "\\x" + hexadecimal(bytes)
        }
    }

    private static func value(
        _ result: OpaquePointer?, _ row: Int32, _ column: Int32, _ type: Oid
    ) -> Value {
        guard PQgetisnull(result, row, column) == 0 else { return .null }
        let text = String(cString: PQgetvalue(result, row, column))
        switch type {
        case 20, 21, 23, 26: return Int64(text).map { .int($0) } ?? .text(text)
        case 1700: return Int64(text).map { .int($0) } ?? .real(Double(text) ?? .nan)
        case 700, 701: return .real(Double(text) ?? .nan)
        case 16: return .bool(text == "t")
        case 17: return .blob(bytes(fromHexadecimal: text.dropFirst(2)))
        default: return .text(text)
        }
    }

    // MARK: Transactions

    /// The advisory lock is taken before the transaction begins, because a serializable
    /// transaction sees the store as of its first statement: waiting inside it would only lead
    /// to a refusal.
    func exclusively<Result>(
        _ body: () throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        if settings.takesLock { try query("SELECT pg_advisory_lock(\(Self.writers))", []) { _ in } }
        defer {
            if settings.takesLock {
                try? query("SELECT pg_advisory_unlock(\(Self.writers))", []) { _ in }
            }
        }
        let isolation = settings.isSerializable ? "SERIALIZABLE" : "READ COMMITTED"
        return try transaction("BEGIN ISOLATION LEVEL \(isolation)") { () throws(StoreError) in
            let result = try body()
            try script("NOTIFY \(Self.channel)")
            return result
        }
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

    // MARK: Changes of others

    var changeDescriptor: Int32? {
        let descriptor = PQsocket(handle)
        return descriptor >= 0 ? descriptor : nil
    }

    func hasForeignChange() throws(StoreError) -> Bool {
        guard PQconsumeInput(handle) == 1 else {
            throw .unavailable(Self.oneLine(String(cString: PQerrorMessage(handle))))
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
            return .unavailable(Self.oneLine(String(cString: PQerrorMessage(handle))))
        }
        func field(_ code: Int) -> String {
            PQresultErrorField(result, Int32(code)).map { String(cString: $0) } ?? ""
        }
        let (state, name) = (field(CPG_SQLSTATE), field(CPG_CONSTRAINT))
        let message = Self.oneLine(String(cString: PQresultErrorMessage(result)))
        switch state {
        case "40001", "40P01": return .collision
        case "55P03", "57014", "25P03": return .busy
        case "23505": return .constraint(.unique, name)
        case "23514": return .constraint(.check, name)
        case "23503": return .constraint(.foreignKey, name)
        case "53100", "53200", "53300", "58030", "25006", "42501": return .notSaved(message)
        case "57P01", "57P02", "57P03", "": return .unavailable(message)
        default: return .statement("\(message) [\(state)] \(sql.prefix(200))")
        }
    }

    private static func oneLine(_ message: String) -> String {
        message.split(whereSeparator: \.isNewline).map(String.init).joined(separator: " ")
    }
}

extension String {
    fileprivate var replacingNUL: String { String(map { $0 == "\0" ? "\u{FFFD}" : $0 }) }
}

private let digits = Array("0123456789abcdef".utf8)

func hexadecimal(_ bytes: some Collection<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 2)
    for byte in bytes {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
}

func bytes(fromHexadecimal text: Substring) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count / 2)
    var high: UInt8?
    for byte in text.utf8 {
        let digit = byte < 0x3A ? byte &- 0x30 : (byte | 0x20) &- 0x57
        if let first = high {
            bytes.append(first << 4 | digit)
            high = nil
        } else {
            high = digit
        }
    }
    return bytes
}
