import Domain
import Glibc
import Support
import Synchronization
import Testing

@testable import Store

/// A server that is restarted in mid-session loses nothing and doubles nothing, and the session
/// is back within five seconds. `CARTAS_SOAK=1` restarts it fifty times.
struct RestartTests {
    static let restarts = getenv("CARTAS_SOAK") == nil ? 3 : 50

    @Test func nothingIsLostOrDoubled() throws {
        let cluster = try PostgresCluster()
        let address = try cluster.makeDatabase()
        try Centre.found(address)
        let isOver = Mutex(false)
        let acknowledged = Mutex([String]())
        let worst = Mutex(0)
        onThreads(2) { thread in
            if thread == 0 {
                for restart in 0..<Self.restarts {
                    usleep(200_000)
                    do {
                        try cluster.stop(restart % 2 == 0 ? "immediate" : "fast")
                        try cluster.start()
                    } catch {
                        Issue.record("\(error)")
                    }
                }
                usleep(200_000)
                isOver.withLock { $0 = true }
                return
            }
            do {
                let store = Store(try PostgresConnection(address: address), address: address)
                var number = 0
                while !isOver.withLock({ $0 }) {
                    number += 1
                    let booking = Centre.booking(
                        number, state: .proposed, ref: "r\(number)")
                    let start = LiveTests.milliseconds()
                    try store.book(booking)
                    let took = LiveTests.milliseconds() - start
                    worst.withLock { $0 = max($0, took) }
                    acknowledged.withLock { $0.append("r\(number)") }
                }
            } catch {
                Issue.record("\(error)")
            }
        }
        let store = Store(try PostgresConnection(address: address), address: address)
        let refs = try store.read { view throws(StoreError) in
            try view.all(Booking.self, where: "ref <> '' ORDER BY version").map(\.record.ref)
        }
        #expect(refs == acknowledged.withLock { $0 })
        #expect(refs.count > Self.restarts)
        #expect(worst.withLock { $0 } <= 5000, "the longest act took \(worst.withLock { $0 }) ms")
        #expect(try store.verify().faults == [])
        try cluster.stop()
    }
}
