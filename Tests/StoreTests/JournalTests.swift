import Application
import Domain
import Glibc
import Support
import Testing

@testable import Store

/// Whoever changes the journal behind the program's back is found at the exact entry.
///
/// `CARTAS_SOAK=1` makes ten thousand changes, as the safety page promises.
struct JournalTests {
    static let length: Int64 = 30
    static let rounds = getenv("CARTAS_SOAK") == nil ? 300 : 10_000

    /// A journal of thirty entries whose triggers are gone, as with somebody who has the file.
    static func opened(_ backend: Backend) throws -> (Centre, any Connection) {
        let centre = try Centre(backend)
        let store = try centre.open()
        for number in 2...Int(length) {
            _ = try store.write(
                EntryDraft(
                    at: Centre.now.adding(minutes: number), author: "user\(number % 3)",
                    act: "book", reason: Reason(.other, "Grund \(number)"), source: "tty\(number)",
                    key: "key\(number)", undoes: number % 7 == 0 ? Int64(number - 1) : nil)
            ) { act throws(StoreError) in
                try act.insert(
                    Centre.booking(number, unit: 1 + number % 2, day: 1 + number / 2, ref: "r"))
            }
        }
        let connection = try centre.connect()
        switch backend {
        case .sqlite:
            try connection.script("DROP TRIGGER journal_no_update; DROP TRIGGER journal_no_delete")
        case .postgresql: try connection.script("ALTER TABLE journal DISABLE TRIGGER ALL")
        }
        return (centre, connection)
    }

    private struct Undone: Error {}

    /// Verifies inside a transaction that is taken back, so that one journal serves all rounds.
    private static func faults(
        _ connection: any Connection, against anchor: Anchor? = nil,
        after tampering: () throws(StoreError) -> Void
    ) throws -> [Fault] {
        var found: [Fault] = []
        let inside = Store(Inside(connection), address: "")
        do throws(StoreError) {
            try connection.exclusively { () throws(StoreError) in
                try tampering()
                found = try inside.verify(against: anchor).faults
                throw .missing(table: "", key: "")
            }
        } catch .missing {}
        return found
    }

    static let columns = [
        "at", "at_offset", "author", "act", "reason", "words", "source", "idempotency", "undoes",
        "changes", "hash",
    ]

    private static func other(
        than value: Value, _ column: String, _ random: inout RandomSource
    ) -> Value {
        switch value {
        case .null: return .int(random.int(in: 0...20))
        case .int(let number):
            // What is cut to fewer bits on the way must not hide a change.
            let changed: [Value] = [.int(number + 65_536), .int(number ^ 1), .int(-number - 1)]
            return random.pick(column == "undoes" ? changed + [.null] : changed)
        case .text(let text):
            return random.pick([
                .text(text + " "), .text("x" + text), .text(text.uppercased() + "!"),
            ])
        case .blob(var bytes):
            let place = random.int(in: 0...bytes.count - 1)
            bytes[place] ^= UInt8(1 << random.int(in: 0...7))
            return .blob(bytes)
        case .real: return value
        }
    }

    @Test(arguments: Backend.allCases) func everySingleChangeIsFound(_ backend: Backend) throws {
        let (_, connection) = try Self.opened(backend)
        var random = RandomSource(seed: 3)
        for _ in 0..<Self.rounds {
            let entry = Int64(random.int(in: 1...Int(Self.length)))
            let column = random.pick(Self.columns)
            let found = try Self.faults(connection) { () throws(StoreError) in
                let old = try connection.one(
                    "SELECT \(column) FROM journal WHERE sequence = $1", [.int(entry)])
                let new = Self.other(than: old?[0] ?? .null, column, &random)
                try connection.run(
                    "UPDATE journal SET \(column) = $1 WHERE sequence = $2", [new, .int(entry)])
            }
            #expect(found == [.altered(at: entry)], "\(column) of \(entry)")
        }
    }

    @Test(arguments: Backend.allCases) func deletionsSwapsAndCutTailsAreFound(
        _ backend: Backend
    ) throws {
        let (centre, connection) = try Self.opened(backend)
        let anchor = try centre.open().anchor()
        var random = RandomSource(seed: 4)
        for _ in 0..<Self.rounds / 3 {
            let entry = Int64(random.int(in: 1...Int(Self.length) - 1))
            let later = Int64(random.int(in: Int(entry) + 1...Int(Self.length)))
            let deleted = try Self.faults(connection) { () throws(StoreError) in
                try connection.run("DELETE FROM journal WHERE sequence = $1", [.int(entry)])
            }
            #expect(deleted == [.gap(at: entry)])
            let swapped = try Self.faults(connection) { () throws(StoreError) in
                for (from, to) in [(entry, 1_000_000), (later, entry), (1_000_000, later)] {
                    try connection.run(
                        "UPDATE journal SET sequence = $1 WHERE sequence = $2",
                        [.int(to), .int(from)])
                }
            }
            #expect(swapped == [.altered(at: entry)], "\(entry) and \(later)")
            let cut = try Self.faults(connection) { () throws(StoreError) in
                try connection.run("DELETE FROM journal WHERE sequence > $1", [.int(entry)])
            }
            #expect(cut == [.cut(after: entry, expected: Self.length)])
            func cutAndMend() throws(StoreError) {
                try connection.run("DELETE FROM journal WHERE sequence > $1", [.int(entry)])
                try connection.run(
                    "UPDATE journal_head SET sequence = $1, hash ="
                        + " (SELECT hash FROM journal WHERE sequence = $1) WHERE id = 1",
                    [.int(entry)])
            }
            // With the head mended too, the rows betray it, and the anchor says where.
            let rows = try Self.faults(connection) { () throws(StoreError) in try cutAndMend() }
            #expect(rows.count == Int(Self.length - entry))
            let anchored = try Self.faults(connection, against: anchor) {
                () throws(StoreError) in try cutAndMend()
            }
            #expect(anchored == [.cut(after: entry, expected: Self.length)])
        }
    }

    /// Somebody writes the whole history anew, with a chain that holds.
    @Test(arguments: Backend.allCases) func aForgedHistoryDiffersFromTheAnchor(
        _ backend: Backend
    ) throws {
        let (centre, connection) = try Self.opened(backend)
        let anchor = try centre.open().anchor()
        let found = try Self.faults(connection, against: anchor) { () throws(StoreError) in
            try connection.run("UPDATE journal SET author = 'forged' WHERE sequence = 5", [])
            var previous = JournalChain.start
            for sequence in 1...Self.length {
                let row =
                    try connection.one(
                        "SELECT \(JournalChain.columns) FROM journal WHERE sequence = $1",
                        [.int(sequence)]) ?? []
                previous = JournalChain.hash(after: previous, row)
                try connection.run(
                    "UPDATE journal SET hash = $1 WHERE sequence = $2",
                    [.blob(previous), .int(sequence)])
            }
            try connection.run("UPDATE journal_head SET hash = $1 WHERE id = 1", [.blob(previous)])
        }
        #expect(found == [.anchor(at: Self.length)])
    }

    struct Tampering: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let sql: String
        let faults: [Fault]
    }

    static let tamperings = [
        Tampering(
            testDescription: "a changed row",
            sql: "UPDATE booking SET ref = 'x' WHERE id = 'B-0007'",
            faults: [.row(table: "booking", key: "B-0007")]),
        Tampering(
            testDescription: "a changed version",
            sql: "UPDATE patient SET version = 2 WHERE id = 'P-0001'",
            faults: [.row(table: "patient", key: "P-0001")]),
        Tampering(
            testDescription: "an added row",
            sql: "INSERT INTO note SELECT 'n', 'K-0001', 1, 0, 'x', 'y', 1 FROM journal_head",
            faults: [.row(table: "note", key: "n")]),
        Tampering(
            testDescription: "a lost row",
            sql:
                "DELETE FROM claim WHERE holder = 'B-0007'; "
                + "DELETE FROM booking WHERE id = 'B-0007'",
            faults: [.lostRow(table: "booking", key: "B-0007")]),
        Tampering(
            testDescription: "a lost place", sql: "DELETE FROM claim WHERE holder = 'B-0007'",
            faults: [.place(Centre.place(unit: 2, day: 4))]),
        Tampering(
            testDescription: "a place with another holder",
            sql: "UPDATE claim SET holder = 'B-0008' WHERE holder = 'B-0007'",
            faults: [.place(Centre.place(unit: 2, day: 4))]),
        Tampering(
            testDescription: "a closed place",
            sql:
                "DELETE FROM unit_day WHERE resource = 'R-0001' AND day = \(Centre.now.day.number)",
            faults: [.place(Centre.place(unit: 1, day: 0)), .place(Centre.place(unit: 2, day: 0))]),
        Tampering(
            testDescription: "a load",
            sql: "UPDATE icu_day SET load = 5 WHERE day = \(Centre.now.day.number + 3)",
            faults: [.load(Centre.now.day + 3)]),
        Tampering(
            testDescription: "the head", sql: "UPDATE journal_head SET sequence = 29",
            faults: [.altered(at: 30)]),
    ]

    @Test(arguments: Backend.allCases, tamperings)
    func rowsBehindTheJournalAreNamed(_ backend: Backend, _ tampering: Tampering) throws {
        let (_, connection) = try Self.opened(backend)
        let found = try Self.faults(connection) { () throws(StoreError) in
            try connection.script(tampering.sql)
        }
        #expect(found == tampering.faults)
        #expect(try Self.faults(connection) {} == [])
    }

    @Test func secretsAreChecked() throws {
        let centre = try Centre(.sqlite)
        let store = try centre.open()
        let user = User(id: try Identifier("anna"), name: "Anna", roles: [.coordinator])
        _ = try store.write(Centre.draft("user")) { act throws(StoreError) in
            try act.insert(user)
            try act.setCredential(user.id, password: "$argon2id$…", secondFactor: .set([1, 2, 3]))
        }
        #expect(try store.verify().faults == [])
        try store.connection.script("UPDATE credential SET password = 'known'")
        #expect(try store.verify().faults == [.row(table: "credential", key: "anna")])
    }
}

/// A connection whose snapshots are the transaction that is open already.
private final class Inside: Connection {
    // A class, because every connection is one.
    let real: any Connection

    init(_ real: any Connection) { self.real = real }

    var dialect: Dialect { real.dialect }
    var changeDescriptor: Int32? { nil }

    func run(_ sql: String, _ values: [Value]) throws(StoreError) -> Int {
        try real.run(sql, values)
    }
    func query(
        _ sql: String, _ values: [Value], _ each: ([Value]) throws(StoreError) -> Void
    ) throws(StoreError) {
        try real.query(sql, values, each)
    }
    func scan(
        _ sql: String, _ each: ([Value]) throws(StoreError) -> Void
    ) throws(StoreError) {
        try real.scan(sql, each)
    }
    func script(_ sql: String) throws(StoreError) { try real.script(sql) }
    func exclusively<Result>(
        _ body: () throws(StoreError) -> Result
    ) throws(StoreError) -> Result { try body() }
    func snapshot<Result>(_ body: () throws(StoreError) -> Result) throws(StoreError) -> Result {
        try body()
    }
    func hasForeignChange() throws(StoreError) -> Bool { false }
    func reconnect() throws(StoreError) {}
    func settle(isThere: () throws(StoreError) -> Bool) throws(StoreError) -> Bool { false }
}
