import Domain
import Glibc
import Support
import Testing

@testable import Store

/// A commit of one process shows in another within a second, without asking all the time.
struct LiveTests {
    static func milliseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
    }

    /// Waits as the screens do: on the descriptor.
    /// - Returns: how often it was woken until a change showed; nil after a second.
    private static func wakes(_ store: Store) throws -> Int? {
        let end = milliseconds() + 1000
        var count = 0
        while milliseconds() < end {
            var waiting = pollfd(
                fd: store.connection.changeDescriptor ?? -1, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, Int32(max(0, end - milliseconds()))) == 1 else { return nil }
            count += 1
            if try store.hasForeignChange() { return count }
        }
        return nil
    }

    @Test(arguments: Backend.allCases) func aCommitWakesTheOthers(_ backend: Backend) throws {
        let centre = try Centre(backend)
        let (writer, reader) = (try centre.open(), try centre.open())
        _ = try reader.hasForeignChange()
        for number in 1...20 {
            try writer.book(Centre.booking(number, day: number))
            #expect(try Self.wakes(reader) != nil, "booking \(number)")
            #expect(try !reader.hasForeignChange())
        }
        // One's own writing is no change of others.
        _ = try writer.hasForeignChange()
        try writer.book(Centre.booking(30, unit: 2))
        #expect(try !writer.hasForeignChange())
        #expect(try Self.wakes(reader) != nil)
    }

    /// The last event comes after the commit can be seen, so that none is missed by looking too
    /// early.
    @Test(arguments: Backend.allCases) func noCommitIsMissed(_ backend: Backend) throws {
        let centre = try Centre(backend)
        let reader = try centre.open()
        _ = try reader.hasForeignChange()
        onThreads(2) { thread in
            if thread == 0 {
                guard let writer = try? centre.open() else { return }
                for number in 1...25 {
                    _ = try? writer.book(Centre.booking(number, day: number))
                    usleep(3000)
                }
            } else {
                // The reader's store belongs to this thread.
                guard let watcher = try? centre.open() else { return }
                var seen: Int64 = 0
                while seen < 26 {
                    let found = (try? watcher.anchor().sequence) ?? 0
                    if found > seen {
                        seen = found
                    } else if (try? Self.wakes(watcher)) == nil {
                        Issue.record("asleep at \(seen), the journal is at \(found)")
                        return
                    }
                }
            }
        }
        #expect(try reader.anchor().sequence == 26)
    }

    @Test(arguments: Backend.allCases) func nothingWakesAnybodyWhenNothingHappens(
        _ backend: Backend
    ) throws {
        let centre = try Centre(backend)
        let reader = try centre.open()
        _ = try reader.hasForeignChange()
        var waiting = pollfd(
            fd: try #require(reader.connection.changeDescriptor), events: Int16(POLLIN), revents: 0)
        #expect(poll(&waiting, 1, 150) == 0)
    }

    @Test func aRestartCountsAsAChange() throws {
        let cluster = try PostgresCluster()
        let address = try cluster.makeDatabase()
        let store = Store(try PostgresConnection(address: address), address: address)
        _ = try store.hasForeignChange()
        try cluster.stop()
        // The descriptor is readable until the end of the connection has been read from it.
        #expect(throws: StoreError.self) {
            while try Self.wakes(store) == nil {}
        }
        try cluster.start()
        #expect(try store.hasForeignChange())
        #expect(try !store.hasForeignChange())
        try cluster.stop()
    }
}
