import CSQLite
import Domain

/// A compiled statement. It cannot be copied, so it is finalized exactly once.
struct SQLiteStatement: ~Copyable {
    let handle: OpaquePointer

    init(_ database: OpaquePointer, _ sql: String) throws(StoreError) {
        var compiled: OpaquePointer?
        let code = sqlite3_prepare_v3(
            database, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &compiled, nil)
        guard code == SQLITE_OK, let compiled else {
            throw SQLiteFile.failure(code, database, sql)
        }
        handle = compiled
    }

    deinit { sqlite3_finalize(handle) }

    func bind(_ values: [Value]) throws(StoreError) {
        for (index, value) in values.enumerated() {
            let place = Int32(index + 1)
            let code =
                switch value {
                case .null: sqlite3_bind_null(handle, place)
                case .int(let number): sqlite3_bind_int64(handle, place, number)
                case .real(let number): sqlite3_bind_double(handle, place, number)
                case .text(let text): Self.bind(handle, place, text)
                case .blob(let bytes):
                    csqlite_bind_blob(handle, place, bytes, Int32(bytes.count))
                }
            guard code == SQLITE_OK else {
                throw SQLiteFile.failure(code, sqlite3_db_handle(handle), "bind")
            }
        }
    }

    private static func bind(_ handle: OpaquePointer, _ place: Int32, _ text: String) -> Int32 {
        var text = text
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                guard let start = characters.baseAddress else {
                    return csqlite_bind_text(handle, place, "", 0)
                }
                return csqlite_bind_text(handle, place, start, Int32(characters.count))
            }
        }
    }

    /// The values of the row that the last step found.
    func values() -> [Value] {
        (0..<sqlite3_column_count(handle)).map { column in
            switch sqlite3_column_type(handle, column) {
            case SQLITE_INTEGER: .int(sqlite3_column_int64(handle, column))
            case SQLITE_FLOAT: .real(sqlite3_column_double(handle, column))
            case SQLITE_TEXT: .text(text(column))
            case SQLITE_BLOB: .blob(blob(column))
            default: .null
            }
        }
    }

    /// The same as bytes, without making values of them.
    ///
    /// Each column is asked for once. What comes is not safe against other threads, and none
    /// shares a connection here.
    func encode(into encoder: inout RowEncoder) {
        for column in 0..<sqlite3_column_count(handle) {
            let value = sqlite3_column_value(handle, column)
            switch sqlite3_value_type(value) {
            case SQLITE_INTEGER: encoder.append(sqlite3_value_int64(value))
            case SQLITE_FLOAT: encoder.append(sqlite3_value_double(value))
            case SQLITE_TEXT:
                let start = UnsafeRawPointer(sqlite3_value_text(value))
                encoder.append(text: Self.content(start, value))
            case SQLITE_BLOB:
                encoder.append(blob: Self.content(sqlite3_value_blob(value), value))
            default: encoder.appendNull()
            }
        }
    }

    private static func content(
        _ start: UnsafeRawPointer?, _ value: OpaquePointer?
    ) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: start, count: start == nil ? 0 : Int(sqlite3_value_bytes(value)))
    }

    private func text(_ column: Int32) -> String {
        guard let start = sqlite3_column_text(handle, column) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    private func blob(_ column: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(handle, column) else { return [] }
        let count = Int(sqlite3_column_bytes(handle, column))
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }
}
