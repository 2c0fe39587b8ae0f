import Application
import Domain
import Glibc
import Support
import Testing

@testable import Store

/// What a store refuses to open, and how its file lies on the disk.
struct FileTests {
    @Test func aNetworkFileSystemIsRefused() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("s.sqlite")
        for kind in [0x6969, 0x517B, 0xFF53_4D42, 0xFE53_4D42, 0x00C3_6400] {
            #expect(throws: StoreError.networkFileSystem(path)) {
                try SQLiteConnection(
                    path: path, creating: true, settings: .init(fileSystem: kind))
            }
            #expect(access(path, F_OK) != 0)
        }
        #expect(throws: Never.self) {
            try SQLiteConnection(path: path, creating: true, settings: .init(fileSystem: 0xEF53))
        }
    }

    @Test func settingsAreAsTheSafetyPageSays() throws {
        let connection = try Centre(.sqlite).connect()
        let expected: [(String, Value)] = [
            ("journal_mode", .text("wal")), ("synchronous", .int(2)), ("foreign_keys", .int(1)),
            ("trusted_schema", .int(0)), ("cell_size_check", .int(1)), ("secure_delete", .int(1)),
            ("busy_timeout", .int(5000)), ("wal_autocheckpoint", .int(0)),
        ]
        for (name, value) in expected where name != "wal_autocheckpoint" {
            #expect(try connection.one("PRAGMA \(name)") == [value], "\(name)")
        }
        var strict: [String] = []
        try connection.query(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0"
                + " AND name NOT LIKE 'sqlite_%'", []
        ) { if case .text(let name) = $0[0] { strict.append(name) } }
        #expect(strict == [])
    }

    @Test func theFilesBelongToTheirOwnerAlone() throws {
        let centre = try Centre(.sqlite)
        let store = try centre.open()
        try store.book(Centre.booking(1))
        let copy = centre.file("copy")
        try store.backUp(to: copy, SchemaFiles.migrations)
        for path in [centre.address, centre.address + "-wal", centre.address + "-lock", copy] {
            var facts = stat()
            #expect(stat(path, &facts) == 0)
            #expect(facts.st_mode & 0o777 == 0o600, "\(path)")
        }
    }

    @Test(arguments: Backend.allCases) func whatIsNoStoreIsRefused(_ backend: Backend) throws {
        let centre = try Centre(backend, isEmpty: true)
        #expect(throws: StoreError.absent(centre.address)) { try centre.open() }
        try centre.create()
        #expect(throws: StoreError.exists(table: "store", key: centre.address)) {
            try centre.create()
        }
    }

    /// A file that cannot be opened at all: refused in words, with nothing there to be closed.
    @Test func whatCannotBeOpenedIsRefused() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("folder")
        #expect(mkdir(path, 0o700) == 0)
        #expect(throws: StoreError.unavailable("unable to open database file")) {
            try Store.open(path, SchemaFiles.migrations)
        }
    }

    @Test func filesOfOthersAreLeftAsTheyAre() throws {
        let folder = try TemporaryFolder()
        let text = folder.write(
            "これは日記です。".description + String(repeating: "x", count: 5000), to: "t")
        #expect(throws: StoreError.notAStore(text)) {
            try Store.open(text, SchemaFiles.migrations)
        }
        let foreign = folder.file("foreign.sqlite")
        let made = try Process.run("/usr/bin/sqlite3", [foreign, "CREATE TABLE photo (id)"])
        #expect(made.code == 0)
        #expect(throws: StoreError.notAStore(foreign)) {
            try Store.open(foreign, SchemaFiles.migrations)
        }
        #expect(throws: StoreError.notAStore(foreign)) {
            try Store.create(foreign, SchemaFiles.migrations, meta: [:])
        }
        let mode = try Process.run("/usr/bin/sqlite3", [foreign, "PRAGMA journal_mode"])
        #expect(mode.text == "delete\n")
    }

    /// Commands that come and go leave no log that grows.
    @Test func theLogIsEmptyAfterTheLastOne() throws {
        let centre = try Centre(.sqlite)
        for number in 1...3 {
            try centre.open().book(Centre.booking(number, day: number))
            var facts = stat()
            #expect(stat(centre.address + "-wal", &facts) == 0)
            #expect(facts.st_size == 0)
        }
    }

    @Test func aPasswordIsNeverShown() throws {
        #expect(
            Store.withoutPassword("postgresql://anna:geheim@db/cartas")
                == "postgresql://anna:…@db/cartas")
        #expect(Store.withoutPassword("postgresql://anna@db/c") == "postgresql://anna@db/c")
        #expect(Store.withoutPassword("/var/a:b@c.sqlite") == "/var/a:b@c.sqlite")
    }

    @Test func aStoppedWriterIsToldAsBusy() throws {
        let centre = try Centre(.sqlite)
        let store = try centre.open(Belts(lock: false))
        let holder = try centre.connect()
        try holder.script("BEGIN IMMEDIATE")
        try store.connection.script("PRAGMA busy_timeout = 100")
        #expect(throws: StoreError.busy) { try store.book(Centre.booking(1)) }
        try holder.script("ROLLBACK")
        try store.book(Centre.booking(1))
        #expect(try store.verify().faults == [])
    }

    @Test func theAppRoleCannotTouchTheJournal() throws {
        let centre = try Centre(.postgresql)
        let store = try centre.open()
        try store.connection.script("SET ROLE cartas_app")
        try store.book(Centre.booking(1))
        for statement in [
            "UPDATE journal SET author = 'x'", "DELETE FROM journal", "TRUNCATE journal",
            "DROP TABLE booking", "CREATE TABLE x (id int)",
        ] {
            do throws(StoreError) {
                try store.connection.script(statement)
                Issue.record("allowed: \(statement)")
            } catch {
                guard case .notSaved = error else {
                    Issue.record("\(error)")
                    continue
                }
            }
        }
        try store.connection.script("SET ROLE cartas_reporting")
        #expect(try store.stored(1).record.id.text == "B-0001")
        #expect(throws: StoreError.self) { try store.book(Centre.booking(2, unit: 2)) }
        #expect(throws: StoreError.self) {
            try store.connection.script("SELECT * FROM credential")
        }
    }

    @Test(arguments: Backend.allCases) func theJournalRefusesChange(_ backend: Backend) throws {
        let connection = try Centre(backend).connect()
        for statement in ["UPDATE journal SET author = 'x'", "DELETE FROM journal"] {
            do throws(StoreError) {
                try connection.script(statement)
                Issue.record("allowed: \(statement)")
            } catch {
                guard case .constraint(.other, _) = error else {
                    Issue.record("\(error)")
                    continue
                }
            }
        }
    }
}
