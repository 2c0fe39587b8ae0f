public import Domain

/// A table as the store sees it: its columns in order, the first of them the key.
///
/// Every table has one more column, `version`: the number of the journal entry that last wrote
/// the row. A change names the version it was made on, and a row that has moved on refuses it.
public struct Table: Sendable {
    public let name: String
    public let columns: [String]
    public let keyCount: Int

    let selectSQL: String
    let insertSQL: String
    let updateSQL: String
    let deleteSQL: String
    let getSQL: String

    public init(_ name: String, key: [String], _ columns: [String]) {
        self.name = name
        self.columns = key + columns
        keyCount = key.count
        let all = self.columns
        selectSQL = "SELECT \(all.joined(separator: ", ")), version FROM \(name)"
        let places = (1...all.count + 1).map { "$\($0)" }.joined(separator: ", ")
        insertSQL =
            "INSERT INTO \(name) (\(all.joined(separator: ", ")), version) VALUES (\(places))"
        // Values first, so that places are numbered in the order they occur.
        let sets =
            columns.enumerated().map { "\($1) = $\($0 + 1)" } + ["version = $\(columns.count + 1)"]
        let match = key.enumerated().map { "\($1) = $\(columns.count + 2 + $0)" }
            .joined(separator: " AND ")
        // The version stands in the condition too: should both the lock and the isolation of
        // the database fail, a change made on a stale row still finds nothing to change.
        updateSQL =
            "UPDATE \(name) SET \(sets.joined(separator: ", ")) WHERE \(match)"
            + " AND version = $\(columns.count + key.count + 2)"
        deleteSQL =
            "DELETE FROM \(name) WHERE \(Self.keyMatch(key)) AND version = $\(key.count + 1)"
        getSQL = "\(selectSQL) WHERE \(Self.keyMatch(key))"
        keyCondition = Self.keyMatch(key)
    }

    let keyCondition: String

    private static func keyMatch(_ key: [String]) -> String {
        key.enumerated().map { "\($1) = $\($0 + 1)" }.joined(separator: " AND ")
    }

    /// How a key is written in errors and in the journal.
    public static func keyText(_ key: some Collection<Value>) -> String {
        key.map { value in
            switch value {
            case .null: "–"
            case .int(let number): String(number)
            case .real(let number): String(number)
            case .text(let text): text
            case .blob(let bytes): hexadecimal(bytes)
            }
        }.joined(separator: "/")
    }
}

/// A value that is kept as one row of one table.
public protocol Record: Sendable {
    static var table: Table { get }

    init(row: Row) throws(StoreError)

    /// In the order of the columns.
    var values: [Value] { get }
}

extension Record {
    public var key: [Value] { Array(values.prefix(Self.table.keyCount)) }
}
