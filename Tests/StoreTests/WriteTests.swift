import Application
import Domain
import Glibc
import Support
import Testing

@testable import Store

/// Versions, keys, holds and openings, on both databases.
struct WriteTests {
    @Test(arguments: Backend.allCases) func aStaleChangeIsRefusedByName(_ backend: Backend) throws {
        let centre = try Centre(backend)
        let (first, second) = (try centre.open(), try centre.open())
        try first.book(Centre.booking(1))
        let seen = try second.stored(1)
        let later = Centre.now.adding(minutes: 7)
        _ = try first.write(Centre.draft("move", author: "佐藤", at: later)) {
            act throws(StoreError) in
            var booking = seen.record
            booking.places = [Centre.place(unit: 2)]
            try act.update(booking, expecting: seen.version)
        }
        let changed = StoreError.changed(table: "booking", key: "B-0001", by: "佐藤", at: later)
        var mine = seen.record
        mine.ref = "mine"
        #expect(throws: changed) {
            try second.write(Centre.draft("mine")) { act throws(StoreError) in
                try act.update(mine, expecting: seen.version)
            }
        }
        #expect(throws: changed) {
            try second.write(Centre.draft("delete")) { act throws(StoreError) in
                try act.delete(Booking.self, [.text("B-0001")], expecting: seen.version)
            }
        }
        #expect(try second.stored(1).record.places == [Centre.place(unit: 2)])
        #expect(try second.verify().faults == [])
    }

    @Test(arguments: Backend.allCases) func aKeyIsCarriedOutOnce(_ backend: Backend) throws {
        let centre = try Centre(backend)
        let store = try centre.open()
        let sequence = try store.book(Centre.booking(1), key: "once")
        let other = try centre.open()
        let outcome = try other.write(Centre.draft("once")) { act throws(StoreError) in
            try act.insert(Centre.booking(2, unit: 2))
        }
        guard case .repeated(sequence) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(try other.anchor().sequence == sequence)
    }

    @Test(arguments: Backend.allCases) func anExpiredHoldGivesWay(_ backend: Backend) throws {
        let store = try Centre(backend).open()
        let expiry = Centre.now.adding(minutes: 60)
        try store.book(Centre.booking(1, state: .held, expires: expiry))
        #expect(throws: StoreError.taken(Centre.place(), by: "B-0001")) {
            try store.book(Centre.booking(2))
        }
        _ = try store.write(Centre.draft("late", author: "suzuki", at: expiry)) {
            act throws(StoreError) in
            try act.insert(Centre.booking(3))
        }
        #expect(try store.stored(1).record.state == .released)
        let entries = try store.read { view throws(StoreError) in
            try view.entries(where: "sequence > 2 ORDER BY sequence")
        }
        #expect(entries.map(\.draft.author) == ["system", "suzuki"])
        #expect(
            entries.map { $0.changes.map(\.key) } == [[[.text("B-0001")]], [[.text("B-0003")]]])
        #expect(entries[0].draft.reason.kind == .holdExpired)
        #expect(try store.verify().faults == [])
    }

    @Test(arguments: Backend.allCases) func aBlockTakesWhatIsFree(_ backend: Backend) throws {
        let store = try Centre(backend).open()
        try store.book(Centre.booking(1))
        var block = BlockRecord(
            id: Identifier(prefix: "X", number: 1), resource: Centre.device,
            span: DaySpan(Centre.now.day + 1, length: 2), unit: nil, kind: .service, words: "",
            places: [Centre.place(unit: 2), Centre.place(unit: 1, day: 2)])
        _ = try store.write(Centre.draft("block")) { act throws(StoreError) in
            try act.insert(block)
        }
        #expect(throws: StoreError.taken(Centre.place(unit: 2), by: "X-0001")) {
            try store.book(Centre.booking(2, unit: 2))
        }
        try store.book(Centre.booking(3, unit: 2, day: 2))
        block.places = []
        _ = try store.write(Centre.draft("unblock")) { act throws(StoreError) in
            try act.update(block, expecting: nil)
        }
        try store.book(Centre.booking(4, unit: 2))
        #expect(try store.verify().faults == [])
    }

    @Test(arguments: Backend.allCases) func openHoursShrinkAroundBookings(
        _ backend: Backend
    ) throws {
        let store = try Centre(backend).open()
        try store.book(Centre.booking(1, unit: 2, day: 3))
        func reopen(_ opening: OpeningRecord, _ key: String) throws(StoreError) {
            _ = try store.write(Centre.draft(key)) { act throws(StoreError) in
                try act.update(opening, expecting: nil)
            }
        }
        #expect(throws: StoreError.taken(Centre.place(unit: 2, day: 3), by: "B-0001")) {
            try reopen(Centre.opening(units: 1), "one unit")
        }
        #expect(throws: StoreError.taken(Centre.place(unit: 2, day: 3), by: "B-0001")) {
            try reopen(Centre.opening(days: 3), "three days")
        }
        let nine = try #require(ClockTime(hour: 9, minute: 30))
        try reopen(Centre.opening(units: 3, days: 10, times: [nine]), "longer days")
        let times = try store.read { view throws(StoreError) in
            try view.rows(
                "SELECT unit, time FROM unit_day WHERE resource = $1 AND day = $2 ORDER BY unit",
                Array(Centre.place(day: 3).values.prefix(2)))
        }
        #expect(
            times.map(\.values) == [[.int(1), .int(570)], [.int(2), .null], [.int(3), .null]])
        #expect(throws: StoreError.noSuchUnit(Centre.place(day: 10))) {
            try store.book(Centre.booking(2, day: 10))
        }
        let double = OpeningRecord(
            id: Identifier(prefix: "O", number: 9), resource: Centre.device,
            span: DaySpan(Centre.now.day + 9, length: 3), units: 1)
        let overlap = Table.keyText(Centre.place(day: 9).values)
        #expect(throws: StoreError.exists(table: "unit_day", key: overlap)) {
            try store.write(Centre.draft("overlap")) { act throws(StoreError) in
                try act.insert(double)
            }
        }
        #expect(try store.verify().faults == [])
    }

    @Test func aLostConnectionIsSettledByTheKey() throws {
        let centre = try Centre(.postgresql)
        let store = try centre.open()
        let other = try centre.connect()
        /// Ends the session of the store, as a restarted server or a cut network would.
        func cut() throws(StoreError) {
            let process = try store.connection.number("SELECT pg_backend_pid()") ?? 0
            try other.run("SELECT pg_terminate_backend($1::int)", [.int(process)])
        }
        // Before the commit: nothing was saved, and the act is carried out again.
        var runs = 0
        _ = try store.write(Centre.draft("before")) { act throws(StoreError) in
            runs += 1
            try act.insert(Centre.booking(runs))
            if runs == 1 { try cut() }
        }
        #expect(runs == 2)
        // After the commit, before its answer: the key is found and nothing is done again.
        let lossy = LossyConnection(store.connection)
        let unlucky = Store(lossy, address: centre.address)
        lossy.losesNextCommit = true
        let outcome = try unlucky.write(Centre.draft("after")) { act throws(StoreError) in
            try act.insert(Centre.booking(7, unit: 2))
        }
        guard case .repeated(3) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(try store.read { view throws(StoreError) in try view.count(Booking.table) } == 2)
        // Reading comes back by itself as well.
        try cut()
        #expect(try store.stored(7).record.id.text == "B-0007")
        #expect(try store.verify().faults == [])
    }
}

/// A connection that is lost after the server has committed and before it could say so.
final class LossyConnection: Connection {
    // A class, because every connection is one.
    let real: any Connection
    var losesNextCommit = false

    init(_ real: any Connection) { self.real = real }

    var dialect: Dialect { real.dialect }
    var changeDescriptor: Int32? { real.changeDescriptor }

    func run(_ sql: String, _ values: [Value]) throws(StoreError) -> Int {
        try real.run(sql, values)
    }
    func query(
        _ sql: String, _ values: [Value], _ each: ([Value]) throws(StoreError) -> Void
    ) throws(StoreError) {
        try real.query(sql, values, each)
    }
    func script(_ sql: String) throws(StoreError) { try real.script(sql) }
    func exclusively<Result>(
        _ body: () throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        let result = try real.exclusively(body)
        guard losesNextCommit else { return result }
        losesNextCommit = false
        throw .unavailable("server closed the connection unexpectedly")
    }
    func snapshot<Result>(_ body: () throws(StoreError) -> Result) throws(StoreError) -> Result {
        try real.snapshot(body)
    }
    func hasForeignChange() throws(StoreError) -> Bool { try real.hasForeignChange() }
    func reconnect() throws(StoreError) { try real.reconnect() }
    func settle(isThere: () throws(StoreError) -> Bool) throws(StoreError) -> Bool {
        try real.settle(isThere: isThere)
    }
}
