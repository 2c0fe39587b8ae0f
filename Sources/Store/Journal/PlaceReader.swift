import Domain
import Synchronization

/// Reads places and loads on a connection of its own, while others read the journal and its rows:
/// they need no order, and half of a machine would have nothing to do.
///
/// Unchecked, because the connection is this reader's alone.
struct PlaceReader: @unchecked Sendable {
    struct Found: Sendable {
        let places: PlaceSum
        let faults: [Fault]
    }

    /// Set when nobody wants the answer any more.
    final class Stop: Sendable {
        // A class, because two threads look at it.
        private let isSet = Atomic(false)
        func set() { isSet.store(true, ordering: .relaxed) }
        func goOn() throws(StoreError) {
            if isSet.load(ordering: .relaxed) { throw .busy }
        }
    }

    private let connection: any Connection
    private let head: Anchor
    private let stop: Stop
    /// Nil where somebody has written since the others began, and where anything went wrong: who
    /// asked reads for himself then, and meets what is to be met.
    private(set) var found: Found?

    init(_ connection: any Connection, as head: Anchor, _ stop: Stop) {
        (self.connection, self.head, self.stop) = (connection, head, stop)
    }

    mutating func read() {
        found = try? connection.snapshot { () throws(StoreError) in
            guard try connection.anchor() == head else { throw .collision }
            return try Snapshot(connection: connection).places(stop.goOn)
        }
    }
}

extension Snapshot {
    func places(_ goOn: () throws(StoreError) -> Void) throws(StoreError) -> PlaceReader.Found {
        var places = PlaceSum()
        for sql in Store.placeStatements {
            try connection.encode(sql, columns: 4) { rows throws(StoreError) in
                places.add(rows)
                try goOn()
            }
        }
        return PlaceReader.Found(places: places, faults: try shareFaults(goOn))
    }
}
