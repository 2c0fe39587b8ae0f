import Domain
import Synchronization

/// Reads on a connection of its own what needs no order: places and loads beside the journal, and
/// its share of the rows beside whoever checks. Half of a machine would have nothing to do.
///
/// Unchecked, because the connection is this reader's alone.
struct SideReader: @unchecked Sendable {
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
    /// What went wrong among rows, of which some are checked and none can be checked twice.
    private(set) var failure: StoreError?

    init(_ connection: any Connection, as head: Anchor, _ stop: Stop) {
        (self.connection, self.head, self.stop) = (connection, head, stop)
    }

    mutating func readPlaces() {
        found = try? connection.snapshot { () throws(StoreError) in
            guard try connection.anchor() == head else { throw .collision }
            return try Snapshot(connection: connection).places(stop.goOn)
        }
    }

    mutating func readRows(_ pieces: RowPieces, into lane: Lane<RowCheck>) {
        do throws(StoreError) {
            try connection.snapshot { () throws(StoreError) in
                // Of another state of the store nothing is taken.
                guard try connection.anchor() == head else { return }
                try connection.read(pieces, into: lane, stop.goOn)
            }
        } catch {
            failure = error
        }
    }
}

/// What is still to be read of the rows: whoever has time takes the next piece.
///
/// A class, because two threads take from it.
final class RowPieces: Sendable {
    private let all: [(table: Table, sql: String)]
    private let next = Atomic(0)

    init(of connection: any Connection) {
        all = Transaction.allRecordTypes.map({ $0.table }).flatMap { table in
            connection.ranges(of: table).map { (table, "\(table.selectSQL) \($0)") }
        }
    }

    func take() -> (table: Table, sql: String)? {
        let index = next.add(1, ordering: .relaxed).oldValue
        return index < all.count ? all[index] : nil
    }
}

extension Connection {
    func read(
        _ pieces: RowPieces, into lane: Lane<RowCheck>, _ goOn: () throws(StoreError) -> Void
    ) throws(StoreError) {
        while let (table, sql) = pieces.take() {
            try encode(sql, columns: table.columns.count + 1) { rows throws(StoreError) in
                lane.add { $0.confirm(table, rows) }
                try goOn()
            }
        }
    }
}

extension Snapshot {
    func places(_ goOn: () throws(StoreError) -> Void) throws(StoreError) -> SideReader.Found {
        var places = PlaceSum()
        for sql in Store.placeStatements {
            try connection.encode(sql, columns: 4) { rows throws(StoreError) in
                places.add(rows)
                try goOn()
            }
        }
        return SideReader.Found(places: places, faults: try shareFaults(goOn))
    }
}
