public import Domain
import Glibc

/// Copies of a store. A copy is always one SQLite file, whatever it was made from, so that one
/// command restores either kind, and a centre grows from one to the other by the same way.
extension Store {
    /// All tables, each after those it refers to.
    private static let tables = [
        "meta", "journal", "user_account", "credential", "session", "patient", "product",
        "course", "milestone", "resource", "opening", "unit_day", "booking", "block", "claim",
        "icu_day", "icu_share", "observation", "grade", "task", "note", "deviation",
        "model", "prediction", "inbound_message", "outside_use", "outside_order",
        "rule_approval", "drug_use", "collection", "escalation", "treatment", "drug_reserve",
        "time_out", "licats_event", "follow_up", "gate", "branch", "maker_slot", "allocation",
        "matter_note", "notice", "improvement", "indicator_target", "referrer", "scenario",
        "outbox", "site_map",
    ]

    /// What a copy would leave behind: tables of the store that nobody listed. A test asks.
    public func uncopiedTables() throws(StoreError) -> [String] {
        var names: [String] = []
        let sql =
            switch connection.dialect {
            case .sqlite: "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            case .postgresql:
                "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() "
                    + "ORDER BY tablename"
            }
        try connection.query(sql, []) { row throws(StoreError) in
            if case .text(let name) = row[0] { names.append(name) }
        }
        // The head of the journal is written by the copy itself.
        let known = Set(Self.tables + ["journal_head"])
        return names.filter { !known.contains($0) && !$0.hasPrefix("sqlite_") }
    }

    /// Writes a consistent copy while others go on working.
    public func backUp(
        to path: String, _ migrations: Migrations
    ) throws(StoreError) {
        guard access(path, F_OK) != 0 else { throw .exists(table: "file", key: path) }
        let draft = "\(path).part\(getpid())"
        unlink(draft)
        defer { for ending in ["", "-wal", "-shm", "-lock"] { unlink(draft + ending) } }
        // Made for its owner alone before there is anything in it.
        try SQLiteFile.make(draft)
        switch connection.dialect {
        case .sqlite: try connection.run("VACUUM INTO $1", [.text(draft)])
        case .postgresql: try copy(to: draft, migrations)
        }
        try Self.makeDurable(draft)
        guard rename(draft, path) == 0 else {
            throw .notSaved("\(path): \(String(cString: strerror(errno)))")
        }
        try Self.makeDurable(SQLiteFile.folder(of: path))
    }

    private static func makeDurable(_ path: String) throws(StoreError) {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        defer { if descriptor >= 0 { close(descriptor) } }
        guard descriptor >= 0, fsync(descriptor) == 0 else {
            throw .notSaved("\(path): \(String(cString: strerror(errno)))")
        }
    }

    /// A backup is taken before the schema changes: beside the file, or in a schema of the
    /// server's own database, where it needs no second machine.
    func backUpBeforeMigration(
        from version: Int, _ migrations: Migrations
    ) throws(StoreError) {
        switch connection.dialect {
        case .sqlite:
            let path = "\(address).before-v\(version + 1)"
            // One that exists was taken by a migration that was cut short: the store is still old.
            if access(path, F_OK) != 0 { try backUp(to: path, migrations) }
        case .postgresql: try copyTables(into: "cartas_before_v\(version + 1)")
        }
    }

    private func copyTables(into schema: String) throws(StoreError) {
        try connection.exclusively { () throws(StoreError) in
            let known = try connection.number(
                "SELECT count(*) FROM pg_namespace WHERE nspname = $1", [.text(schema)])
            guard known == 0 else { return }
            try connection.script("CREATE SCHEMA \(schema)")
            var tables: [String] = []
            try connection.query(
                "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()"
                    + " ORDER BY 1", []
            ) { row throws(StoreError) in
                if case .text(let name) = row[0] { tables.append(name) }
            }
            for table in tables {
                try connection.script("CREATE TABLE \(schema).\(table) AS TABLE \(table)")
            }
        }
    }

    private func copy(to path: String, _ migrations: Migrations) throws(StoreError) {
        let target = Store(try SQLiteConnection(path: path, creating: true), address: path)
        let version = try Migrations.version(of: connection)
        try migrations.apply(to: target.connection, through: version)
        try target.fill(from: self)
        // A copy is one file: nothing of it may stay behind in a log.
        try target.connection.script("PRAGMA journal_mode = DELETE")
    }

    /// Fills this new store with everything another one holds.
    public func fill(from source: Store) throws(StoreError) {
        try connection.exclusively { () throws(StoreError) in
            try source.connection.snapshot { () throws(StoreError) in
                for table in Self.tables { try copy(table, from: source) }
                try copyHead(from: source)
            }
        }
    }

    private func copy(_ table: String, from source: Store) throws(StoreError) {
        let columns = try columns(of: table)
        let list = columns.joined(separator: ", ")
        let places = columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        // The version of the schema stands in the new store already.
        let condition = table == "meta" ? " WHERE name <> 'schema_version'" : ""
        let load = table == "icu_day" ? columns.firstIndex(of: "load") : nil
        let insert = "INSERT INTO \(table) (\(list)) VALUES (\(places))"
        try source.connection.scan("SELECT \(list) FROM \(table)\(condition)") {
            row throws(StoreError) in
            var values = row
            // The shares that follow add up to it again.
            if let load { values[load] = .int(0) }
            try connection.run(insert, values)
        }
    }

    private func copyHead(from source: Store) throws(StoreError) {
        guard
            let head = try source.connection.one(
                "SELECT sequence, hash FROM journal_head WHERE id = 1")
        else { throw .notAStore("journal_head") }
        try connection.run("UPDATE journal_head SET sequence = $1, hash = $2 WHERE id = 1", head)
    }

    private func columns(of table: String) throws(StoreError) -> [String] {
        var names: [String] = []
        let sql =
            switch connection.dialect {
            case .sqlite: "SELECT name FROM pragma_table_info($1) ORDER BY cid"
            case .postgresql:
                "SELECT column_name::text FROM information_schema.columns WHERE table_name = $1"
                    + " AND table_schema = current_schema() ORDER BY ordinal_position"
            }
        try connection.query(sql, [.text(table)]) { row throws(StoreError) in
            if case .text(let name) = row[0] { names.append(name) }
        }
        return names
    }
}
