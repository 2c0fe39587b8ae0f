public import Domain

/// Reads records. A snapshot and a transaction do it alike.
public protocol Reading {
    var connection: any Connection { get }
}

extension Reading {
    public func get<Kept: Record>(
        _ type: Kept.Type, _ key: [Value]
    ) throws(StoreError) -> Stored<Kept>? {
        let table = Kept.table
        guard let row = try connection.one(table.getSQL, key) else { return nil }
        return try stored(table, row)
    }

    /// - Throws: `StoreError.missing` where there is no such row.
    public func need<Kept: Record>(
        _ type: Kept.Type, _ key: [Value]
    ) throws(StoreError) -> Stored<Kept> {
        guard let found = try get(type, key) else {
            throw .missing(table: Kept.table.name, key: Table.keyText(key))
        }
        return found
    }

    public func need<Kept: Record>(
        _ type: Kept.Type, _ id: String
    ) throws(StoreError) -> Stored<Kept> {
        try need(type, [.text(id)])
    }

    public func all<Kept: Record>(_ type: Kept.Type) throws(StoreError) -> [Stored<Kept>] {
        var found: [Stored<Kept>] = []
        try each(type) { stored throws(StoreError) in found.append(stored) }
        return found
    }

    /// - Parameter condition: what follows `WHERE`, with places `$1`, `$2`, … in order, and
    ///   `ORDER BY` where the order matters to anybody.
    func all<Kept: Record>(
        _ type: Kept.Type, where condition: String, _ values: [Value] = []
    ) throws(StoreError) -> [Stored<Kept>] {
        var found: [Stored<Kept>] = []
        try each(type, where: condition, values) { stored throws(StoreError) in
            found.append(stored)
        }
        return found
    }

    public func each<Kept: Record>(
        _ type: Kept.Type, _ body: (Stored<Kept>) throws(StoreError) -> Void
    ) throws(StoreError) {
        let table = Kept.table
        try connection.scan(table.selectSQL) { row throws(StoreError) in
            try body(try stored(table, row))
        }
    }

    func each<Kept: Record>(
        _ type: Kept.Type, where condition: String, _ values: [Value] = [],
        _ body: (Stored<Kept>) throws(StoreError) -> Void
    ) throws(StoreError) {
        let table = Kept.table
        try connection.query("\(table.selectSQL) WHERE \(condition)", values) {
            row throws(StoreError) in
            try body(try stored(table, row))
        }
    }

    private func stored<Kept: Record>(
        _ table: Table, _ row: [Value]
    ) throws(StoreError) -> Stored<Kept> {
        guard case .int(let version)? = row.last else {
            throw .damaged(table: table.name, column: row.count - 1, value: "version")
        }
        return Stored(try Kept(row: Row(row, table: table.name)), version: version)
    }

    public func count(_ table: Table) throws(StoreError) -> Int {
        try count(table, where: "1 = 1")
    }

    func count(
        _ table: Table, where condition: String, _ values: [Value] = []
    ) throws(StoreError) -> Int {
        let sql = "SELECT count(*) FROM \(table.name) WHERE \(condition)"
        return Int(try connection.number(sql, values) ?? 0)
    }

    /// Plain rows, for figures that no record holds.
    func rows(_ sql: String, _ values: [Value] = []) throws(StoreError) -> [Row] {
        var found: [Row] = []
        try connection.query(sql, values) { row throws(StoreError) in
            found.append(Row(row, table: "query"))
        }
        return found
    }
}

/// One unchanging view of the store.
public struct Snapshot: Reading {
    public let connection: any Connection
}
