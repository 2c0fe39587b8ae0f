import Domain

/// The numbered schema files, one list for each database.
///
/// Each is applied in one transaction together with its number, so that a kill leaves the old
/// store or the new one.
public struct Migrations: Sendable {
    public let scripts: [Dialect: [String]]
    /// Who may do what on a server, said anew with a new version: it may bring new tables.
    public let rights: [Dialect: String]

    public init(scripts: [Dialect: [String]], rights: [Dialect: String] = [:]) {
        (self.scripts, self.rights) = (scripts, rights)
    }

    public func latest(_ dialect: Dialect) -> Int { scripts[dialect]?.count ?? 0 }

    /// The version of a store; 0 for an empty database.
    static func version(of connection: any Connection) throws(StoreError) -> Int {
        let table =
            switch connection.dialect {
            case .sqlite: "SELECT count(*) FROM sqlite_master WHERE name = 'meta'"
            case .postgresql:
                "SELECT count(*) FROM pg_tables WHERE tablename = 'meta'"
                    + " AND schemaname = current_schema()"
            }
        guard try connection.number(table) ?? 0 > 0 else { return 0 }
        guard
            case .text(let text)? = try connection.one(
                "SELECT value FROM meta WHERE name = 'schema_version'")?.first,
            let version = Int(text)
        else { throw .notAStore("meta") }
        return version
    }

    /// - Parameter target: tests stop earlier, to start the next migration from every version.
    func apply(to connection: any Connection, through target: Int? = nil) throws(StoreError) {
        while try connection.exclusively({ () throws(StoreError) in
            try step(connection, through: target)
        }) {}
    }

    /// One version further, within a transaction.
    /// - Returns: false where there was nothing to do.
    func step(
        _ connection: any Connection, through target: Int? = nil
    ) throws(StoreError) -> Bool {
        let known = latest(connection.dialect)
        let version = try Self.version(of: connection)
        guard version <= known else { throw .newer(version: version, known: known) }
        let last = min(target ?? known, known)
        guard version < last, let scripts = scripts[connection.dialect] else { return false }
        try connection.script(scripts[version])
        try connection.run("DELETE FROM meta WHERE name = 'schema_version'", [])
        try connection.run(
            "INSERT INTO meta (name, value) VALUES ('schema_version', $1)",
            [.text(String(version + 1))])
        if version + 1 == last, let rights = rights[connection.dialect] {
            try connection.script(rights)
        }
        return true
    }
}
