import Application
import Domain
import Glibc
import Support
import Testing

@testable import Store

/// From every version, killed anywhere: the store ends old or new, never between.
struct MigrationTests {
    /// The real schema and two more steps that exist only here, the second with many statements.
    static let planted = Migrations(scripts: [
        .sqlite: [schema("sqlite"), second, third],
        .postgresql: [schema("postgresql"), second, third],
    ])

    private static func schema(_ folder: String) -> String {
        Repository.text("Schema/\(folder)/v001.sql")
    }

    private static let second = "ALTER TABLE note ADD COLUMN colour text NOT NULL DEFAULT 'blue'"
    private static let third =
        (1...20).map { "CREATE TABLE extra\($0) (id bigint PRIMARY KEY); " }.joined()
        + "CREATE TABLE old_note AS SELECT * FROM note; DROP TABLE old_note"

    private static func only(_ count: Int) -> Migrations {
        Migrations(scripts: planted.scripts.mapValues { Array($0.prefix(count)) })
    }

    @Test(arguments: Backend.allCases, [1, 2, 3])
    func fromEveryVersion(_ backend: Backend, _ version: Int) throws {
        let centre = try Centre(backend, isEmpty: true)
        let old = try centre.create(Self.only(version))
        let anchor = try old.anchor()
        let store = try centre.open(Self.planted)
        #expect(try Migrations.version(of: store.connection) == 3)
        #expect(try store.meta("kind") == "test")
        #expect(try store.anchor() == anchor)
        #expect(try store.connection.number("SELECT count(*) FROM extra20") == 0)
        // Opening again does nothing.
        #expect(try Migrations.version(of: try centre.open(Self.planted).connection) == 3)
        guard version < 3 else { return }
        try Self.expectBackup(centre, store, from: version)
        // A program that has the old store open is told, and writes nothing into the new one.
        let known = Store(old.connection, address: centre.address, schema: version)
        #expect(throws: StoreError.newer(version: 3, known: version)) {
            try known.write(Centre.draft("late")) { _ in }
        }
    }

    private static func expectBackup(_ centre: Centre, _ store: Store, from version: Int) throws {
        switch centre.backend {
        case .sqlite:
            let copy = try SQLiteConnection(
                path: "\(centre.address).before-v\(version + 1)", creating: false)
            #expect(try Migrations.version(of: copy) == version)
        case .postgresql:
            let kept = try store.connection.one(
                "SELECT value FROM cartas_before_v\(version + 1).meta WHERE name = 'schema_version'"
            )
            #expect(kept == [.text(String(version))])
        }
    }

    @Test(arguments: Backend.allCases) func aNewerStoreIsRefused(_ backend: Backend) throws {
        let centre = try Centre(backend, isEmpty: true)
        try centre.create(Self.planted)
        #expect(throws: StoreError.newer(version: 3, known: 1)) { try centre.open(Self.only(1)) }
        #expect(throws: StoreError.newer(version: 3, known: 2)) { try centre.open(Self.only(2)) }
    }

    /// A step that fails in its last statement leaves the version before it.
    @Test(arguments: Backend.allCases) func aStepIsWholeOrNothing(_ backend: Backend) throws {
        let centre = try Centre(backend, isEmpty: true)
        try centre.create(Self.only(1))
        let broken = Migrations(
            scripts: Self.planted.scripts.mapValues { [$0[0], $0[1], $0[2] + "; NOT SQL"] })
        #expect(throws: StoreError.self) { try centre.open(broken) }
        let connection = try centre.connect()
        #expect(try Migrations.version(of: connection) == 2)
        #expect(try connection.number("SELECT count(*) FROM note WHERE colour = 'x'") == 0)
        #expect(throws: StoreError.self) { try connection.script("SELECT * FROM extra1") }
        #expect(try Migrations.version(of: centre.open(Self.planted).connection) == 3)
    }

    /// Killed as the k-th write fails to return, for every k: a child process of the test's own
    /// program does the work, and the files are looked at afterwards.
    @Test func killedAnywhere() throws {
        let folder = try TemporaryFolder()
        var ends: Set<Int> = []
        for step in 0..<400 {
            let path = folder.file("s\(step)")
            let made = try Process.run(
                "/usr/bin/sqlite3", [path], input: "PRAGMA journal_mode=WAL;\n" + Self.start)
            #expect(made.code == 0)
            let killed = try Process.run(
                "/usr/bin/strace",
                [
                    "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(Self.calls)", "-e",
                    "inject=\(Self.calls):signal=KILL:when=\(step + 1)", "/usr/bin/sqlite3",
                    "-batch", path,
                ], input: Self.plan)
            let connection = try SQLiteConnection(path: path, creating: false)
            let version = try Migrations.version(of: connection)
            #expect(version == 1 || version == 2, "after \(step)")
            let tables = try connection.number(
                "SELECT count(*) FROM sqlite_master WHERE name LIKE 'extra%'")
            #expect(tables == (version == 2 ? 20 : 0), "after \(step)")
            #expect(try connection.one("PRAGMA integrity_check") == [.text("ok")])
            ends.insert(version)
            if killed.code == 0 { break }
        }
        #expect(ends == [1, 2])
    }

    private static let calls = "write,pwrite64,fsync,fdatasync,ftruncate,unlink"
    private static let start =
        "CREATE TABLE meta (name TEXT, value TEXT); CREATE TABLE journal_head (id INTEGER);"
        + "CREATE TABLE note (id TEXT); INSERT INTO meta VALUES ('schema_version', '1');"

    /// What `Migrations.step` sends, statement by statement.
    private static let plan = """
        PRAGMA synchronous=FULL;
        BEGIN IMMEDIATE;
        \(third);
        DELETE FROM meta WHERE name = 'schema_version';
        INSERT INTO meta (name, value) VALUES ('schema_version', '2');
        COMMIT;
        """
}

/// Copies are one file each, whatever they were made from.
struct BackupTests {
    @Test(arguments: Backend.allCases, Backend.allCases)
    func aCopyRestoresIntoEitherKind(_ from: Backend, _ into: Backend) throws {
        let centre = try Centre(from)
        let store = try centre.open()
        let share = ICUShare(day: Centre.now.day + 5, percent: 40)
        for number in 1...9 { try store.book(Centre.booking(number, day: number)) }
        try store.book(Centre.booking(10, unit: 2, shares: [share]))
        let path = centre.file("copy.sqlite")
        try store.backUp(to: path, SchemaFiles.migrations)
        #expect(throws: StoreError.exists(table: "file", key: path)) {
            try store.backUp(to: path, SchemaFiles.migrations)
        }
        let others = ["-wal", "-shm", "-lock", ".part\(getpid())"].filter {
            access(path + $0, F_OK) == 0
        }
        #expect(others == [])
        // What comes after the copy is not in it.
        try store.book(Centre.booking(11, unit: 2, day: 11))
        let copy = try Store.open(path, SchemaFiles.migrations)
        #expect(try copy.anchor().sequence == 11)
        let other = try Centre(into, isEmpty: true)
        let restored = try Store.create(other.address, SchemaFiles.migrations, meta: [:])
        try restored.fill(from: copy)
        let verification = try restored.verify(against: try copy.anchor())
        #expect(verification.faults == [])
        #expect(verification.entries == 11)
        #expect(try restored.meta("kind") == "test")
        // It goes on where it stood.
        #expect(throws: StoreError.taken(Centre.place(), by: "B-0001")) {
            try restored.book(Centre.booking(20))
        }
        try restored.book(Centre.booking(21, day: 12))
        #expect(try restored.verify().faults == [])
    }

    @Test func aCopyOfABusyStoreIsWhole() throws {
        let centre = try Centre(.sqlite)
        onThreads(2) { thread in
            do {
                let store = try centre.open()
                if thread == 0 {
                    for number in 1...50 {
                        try store.book(
                            Centre.booking(number, unit: 1 + number % 2, day: number / 2))
                    }
                } else {
                    for number in 1...10 {
                        let path = centre.file("copy\(number)")
                        try store.backUp(to: path, SchemaFiles.migrations)
                        let copy = try Store.open(path, SchemaFiles.migrations)
                        #expect(try copy.verify().faults == [])
                    }
                }
            } catch {
                Issue.record("\(error)")
            }
        }
    }
}
