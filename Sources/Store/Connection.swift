public import Domain

/// One conversation with a database. What differs between the two databases ends here; above it
/// the same statements run on both.
///
/// A connection belongs to one thread. It is a class because it owns a handle of a C library.
public protocol Connection: AnyObject {
    var dialect: Dialect { get }

    /// Runs a statement; the values take the places `$1`, `$2`, … in this order.
    /// - Returns: how many rows it changed.
    @discardableResult
    func run(_ sql: String, _ values: [Value]) throws(StoreError) -> Int

    /// Calls `each` with every row of the answer.
    func query(
        _ sql: String, _ values: [Value], _ each: ([Value]) throws(StoreError) -> Void
    ) throws(StoreError)

    /// The same for answers of any length, within a transaction or snapshot: they are fetched
    /// piece by piece.
    func scan(
        _ sql: String, _ each: ([Value]) throws(StoreError) -> Void
    ) throws(StoreError)

    /// The same as bytes, many rows at a time: for what is read to be hashed and compared.
    func encode(
        _ sql: String, columns: Int, _ take: (EncodedRows) throws(StoreError) -> Void
    ) throws(StoreError)

    /// Says that everything will be read, and how much of it has been: what comes next may be
    /// fetched from the disk meanwhile.
    func readAhead(of share: Double)

    /// Another connection to the same store, for a thread of its own; nil where there is none.
    func twin() throws(StoreError) -> (any Connection)?

    /// Conditions that part a large table into pieces, each for one reader.
    func ranges(of table: Table) -> [String]

    /// Several statements at once, without values: schema files.
    func script(_ sql: String) throws(StoreError)

    /// Runs `body` in a write transaction that no other writer of the store overlaps.
    func exclusively<Result>(
        _ body: () throws(StoreError) -> Result
    ) throws(StoreError) -> Result

    /// Runs `body` on one unchanging view of the store.
    func snapshot<Result>(_ body: () throws(StoreError) -> Result) throws(StoreError) -> Result

    /// A descriptor to poll for changes of others; call `hasForeignChange` when it is readable.
    /// It is another one after `reconnect`.
    var changeDescriptor: Int32? { get }

    /// True if another connection has committed since the last call.
    func hasForeignChange() throws(StoreError) -> Bool

    /// Makes the connection anew after it was lost.
    func reconnect() throws(StoreError)

    /// After a commit that failed half-way: makes sure that the act is durably there, or that
    /// it will never appear.
    /// - Parameter isThere: looks the act up by its key.
    func settle(isThere: () throws(StoreError) -> Bool) throws(StoreError) -> Bool
}

public enum Dialect: String, Sendable {
    case sqlite, postgresql
}

extension Connection {
    public func twin() throws(StoreError) -> (any Connection)? { nil }

    public func readAhead(of share: Double) {}

    public func ranges(of table: Table) -> [String] { [""] }

    public func scan(
        _ sql: String, _ each: ([Value]) throws(StoreError) -> Void
    ) throws(StoreError) {
        try query(sql, [], each)
    }

    func encode(
        _ sql: String, columns: Int, _ take: (EncodedRows) throws(StoreError) -> Void
    ) throws(StoreError) {
        var encoder = RowEncoder(columns: columns)
        try scan(sql) { row throws(StoreError) in
            for value in row { encoder.append(value) }
            if encoder.isFull { try take(encoder.take()) }
        }
        try take(encoder.take())
    }

    func one(_ sql: String, _ values: [Value] = []) throws(StoreError) -> [Value]? {
        var found: [Value]?
        try query(sql, values) { row throws(StoreError) in if found == nil { found = row } }
        return found
    }

    func number(_ sql: String, _ values: [Value] = []) throws(StoreError) -> Int64? {
        guard case .int(let number)? = try one(sql, values)?.first else { return nil }
        return number
    }
}
