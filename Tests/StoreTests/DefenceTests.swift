import Domain
import Glibc
import Support
import Synchronization
import Testing

@testable import Store

/// Three defences keep two bookings off one place. Each is tried with the other two off, and with
/// all three off the race must be lost: a race that nobody can lose proves nothing.
struct DefenceTests {
    static let contests = getenv("CARTAS_SOAK") == nil ? 12 : 500
    static let racers = 4

    /// Everybody tries to take the same place, contest after contest.
    /// - Returns: for each contest, how many say that they got it, and how many rows there are.
    static func race(
        _ centre: Centre, _ belts: Belts,
        take: @escaping @Sendable (Store, Int, Int) throws(StoreError) -> Bool
    ) throws -> (winners: [Int], errors: [StoreError]) {
        let results = Mutex((winners: [Int](repeating: 0, count: contests), errors: [StoreError]()))
        let start = Barrier(racers)
        onThreads(racers) { racer in
            let store: Store
            do { store = try centre.open(belts) } catch {
                results.withLock { $0.errors.append(.statement("\(error)")) }
                return
            }
            for contest in 0..<contests {
                start.wait()
                do throws(StoreError) {
                    let won = try take(store, contest, racer)
                    results.withLock { $0.winners[contest] += won ? 1 : 0 }
                } catch {
                    results.withLock { $0.errors.append(error) }
                }
            }
        }
        return results.withLock { $0 }
    }

    /// A day for each contest, where there are more of them than the centre is open.
    private static func open(_ centre: Centre, days: Int) throws {
        let first = Centre.opening()
        guard days > first.span.length else { return }
        _ = try centre.open().write(Centre.draft("open")) { act throws(StoreError) in
            try act.insert(
                OpeningRecord(
                    id: Identifier(prefix: "O", number: 9), resource: Centre.device,
                    span: DaySpan(first.span.last + 1, length: days - first.span.length),
                    units: first.units))
        }
    }

    static let odd = Belts(lock: false, isolation: false)

    /// The first defence alone: only the unique row of a place stands.
    @Test(arguments: Backend.allCases) func uniqueRowsAlone(_ backend: Backend) throws {
        let centre = try Centre(backend)
        try Self.open(centre, days: Self.contests)
        let result = try Self.race(centre, Self.odd) { store, contest, racer throws(StoreError) in
            do throws(StoreError) {
                return try Self.again { () throws(StoreError) in
                    try store.book(Centre.booking(contest * 10 + racer, day: contest))
                    return true
                }
            } catch .taken {
                return false
            }
        }
        #expect(result.winners == Array(repeating: 1, count: Self.contests))
        #expect(result.errors == [])
        let store = try centre.open()
        #expect(
            try store.read { view throws(StoreError) in try view.count(Booking.table) }
                == Self.contests)
        #expect(try store.verify().faults == [])
    }

    /// A table of places without its unique row, and a look before each write.
    private static func looseTable(_ centre: Centre) throws {
        let connection = try centre.connect()
        try connection.script("CREATE TABLE loose (contest bigint NOT NULL, racer bigint NOT NULL)")
    }

    private static func takeLoose(
        _ connection: any Connection, _ contest: Int, _ racer: Int
    ) throws(StoreError) -> Bool {
        let taken = try connection.number(
            "SELECT count(*) FROM loose WHERE contest = $1", [.int(contest)])
        usleep(500)
        guard taken == 0 else { return false }
        try connection.run(
            "INSERT INTO loose (contest, racer) VALUES ($1, $2)", [.int(contest), .int(racer)])
        return true
    }

    private static func again<Result>(
        _ body: () throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        while true {
            do throws(StoreError) {
                return try body()
            } catch .collision {
                usleep(500)
            } catch .busy {
                // Without IMMEDIATE two transactions that both have read refuse each other.
                usleep(500)
            }
        }
    }

    private static func looseRows(_ centre: Centre) throws -> [Int64] {
        let connection = try centre.connect()
        var counts: [Int64] = []
        try connection.query(
            "SELECT count(*) FROM loose GROUP BY contest ORDER BY contest", []
        ) { if case .int(let count) = $0[0] { counts.append(count) } }
        return counts
    }

    /// The second defence alone, each of its two belts by itself.
    @Test(
        arguments: Backend.allCases,
        [Belts(lock: true, isolation: false), Belts(lock: false, isolation: true)])
    func writersInTurnAlone(_ backend: Backend, _ belts: Belts) throws {
        let centre = try Centre(backend)
        try Self.looseTable(centre)
        let result = try Self.race(centre, belts) { store, contest, racer throws(StoreError) in
            try Self.again { () throws(StoreError) in
                try store.connection.exclusively { () throws(StoreError) in
                    try Self.takeLoose(store.connection, contest, racer)
                }
            }
        }
        #expect(result.winners == Array(repeating: 1, count: Self.contests))
        #expect(result.errors == [])
        #expect(try Self.looseRows(centre) == Array(repeating: 1, count: Self.contests))
    }

    /// With all of them off the place is given twice.
    @Test(arguments: Backend.allCases) func withoutAnyThePlaceIsGivenTwice(
        _ backend: Backend
    ) throws {
        let centre = try Centre(backend)
        try Self.looseTable(centre)
        let result = try Self.race(centre, Self.odd) { store, contest, racer throws(StoreError) in
            try Self.takeLoose(store.connection, contest, racer)
        }
        #expect(result.winners.contains { $0 > 1 })
        #expect(try Self.looseRows(centre).contains { $0 > 1 })
    }

    /// The third defence alone: the version in the condition of every change. Each racer adds
    /// one to a number it has read before, in no common transaction with its writing.
    @Test(arguments: Backend.allCases, [true, false])
    func versionsAlone(_ backend: Backend, _ hasDefence: Bool) throws {
        let centre = try Centre(backend)
        try centre.open().book(Centre.booking(1, ref: "0"))
        let sql =
            hasDefence
            ? "UPDATE booking SET ref = $1, version = version + 1 WHERE id = $2 AND version = $3"
            : "UPDATE booking SET ref = $1, version = version + 1 "
                + "WHERE id = $2 AND version <> $3 - 1"
        let result = try Self.race(centre, Self.odd) { store, _, _ throws(StoreError) in
            while true {
                let row = try store.connection.one(
                    "SELECT ref, version FROM booking WHERE id = 'B-0001'")
                guard case .text(let text)? = row?[0], let number = Int(text),
                    case .int(let version)? = row?[1]
                else { return false }
                usleep(500)
                let changed = try store.connection.run(
                    sql, [.text(String(number + 1)), .text("B-0001"), .int(version)])
                if changed == 1 { return true }
            }
        }
        #expect(result.errors == [])
        let total = Int(try centre.open().stored(1).record.ref) ?? 0
        if hasDefence {
            #expect(total == Self.contests * Self.racers)
        } else {
            #expect(total < Self.contests * Self.racers)
        }
    }

    /// Records carry that condition.
    @Test func everyChangeNamesItsVersion() {
        for type in Transaction.allRecordTypes {
            #expect(type.table.updateSQL.contains(" AND version = $"))
            #expect(type.table.deleteSQL.contains(" AND version = $"))
        }
    }
}

/// Lets threads begin together. A class, because C holds its address.
final class Barrier: @unchecked Sendable {
    private let barrier = UnsafeMutablePointer<pthread_barrier_t>.allocate(capacity: 1)

    init(_ count: Int) { pthread_barrier_init(barrier, nil, UInt32(count)) }

    deinit {
        pthread_barrier_destroy(barrier)
        barrier.deallocate()
    }

    func wait() { pthread_barrier_wait(barrier) }
}
