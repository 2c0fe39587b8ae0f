import CPostgreSQL
import Domain
import Glibc

/// How a server is reached, and what its errors mean.
enum PostgresServer {
    /// The address may say otherwise, but by itself a connection gives up after seconds and
    /// notices within half a minute that the other side is gone.
    private static let defaults = [
        ("connect_timeout", "5"), ("keepalives_idle", "10"), ("keepalives_interval", "5"),
        ("keepalives_count", "3"), ("tcp_user_timeout", "20000"), ("client_encoding", "UTF8"),
        ("application_name", "cartas"),
    ]

    static func connect(_ address: String) throws(StoreError) -> OpaquePointer {
        let keywords = (defaults.map(\.0) + ["dbname"]).map { strdup($0) }
        let values = (defaults.map(\.1) + [address]).map { strdup($0) }
        defer { for text in keywords + values { free(text) } }
        let handle = PQconnectdbParams(
            keywords.map { UnsafePointer($0) } + [nil], values.map { UnsafePointer($0) } + [nil], 1)
        guard let handle else { throw .unavailable("libpq") }
        guard PQstatus(handle) == CONNECTION_OK else {
            let why = oneLine(PQerrorMessage(handle))
            PQfinish(handle)
            throw .unavailable(why)
        }
        // The default processor prints into the screen.
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        return handle
    }

    static func failure(_ result: OpaquePointer?, _ sql: String) -> StoreError {
        func field(_ code: Int) -> String {
            PQresultErrorField(result, Int32(code)).map { String(cString: $0) } ?? ""
        }
        let (state, name) = (field(CPG_SQLSTATE), field(CPG_CONSTRAINT))
        let message = oneLine(PQresultErrorMessage(result))
        switch state {
        case "40001", "40P01": return .collision
        case "55P03", "57014", "25P03": return .busy
        case "23505": return .constraint(.unique, name)
        case "23514": return .constraint(.check, name)
        case "23503": return .constraint(.foreignKey, name)
        case "23502", "P0001": return .constraint(.other, name.isEmpty ? message : name)
        case "53100", "53200", "53300", "53400", "58030", "25006":
            return .notSaved(message)
        case "42501": return .forbidden(message.replacing("ERROR:  ", with: ""))
        // Besides a server that goes: a statement it has forgotten, or whose tables were made
        // anew by a migration. A new connection prepares everything again.
        case "57P01", "57P02", "57P03", "57P05", "08000", "08003", "08006", "26000", "0A000", "":
            return .unavailable(message)
        default: return .statement("\(message) [\(state)] \(sql.prefix(200))")
        }
    }

    static func oneLine(_ message: UnsafePointer<CChar>?) -> String {
        message.map { String(cString: $0) }?.split(whereSeparator: \.isNewline)
            .map(String.init).joined(separator: " ") ?? ""
    }
}
