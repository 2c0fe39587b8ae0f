import Domain

/// Follows what the journal says of every row, and then holds the rows against it.
struct RowCheck: Sendable {
    private(set) var state: JournalState
    /// The first entry whose changes no program wrote.
    private(set) var unreadable: Int64?
    private(set) var count = 0
    private(set) var faults: [Fault] = []
    /// The places that follow from rows, as one number: ten years of a centre are two million.
    private(set) var due = PlaceSum()
    /// The first row that is no record.
    private(set) var damage: StoreError?

    /// - Parameter entries: about how many will come.
    init(entries: Int64) { state = JournalState(entries: entries) }

    /// - Parameter rows: the columns of the chain; the changes stand in the one before the hash.
    mutating func follow(_ rows: EncodedRows) {
        guard unreadable == nil else { return }
        defer { state.settle() }
        rows.withBytes { bytes in
            for row in 0..<rows.count {
                let sequence = rows.int(row, 0) ?? 0
                guard let changes = rows.content(row, rows.columns - 2),
                    state.follow(UnsafeRawBufferPointer(rebasing: bytes[changes]), entry: sequence)
                else {
                    unreadable = sequence
                    return
                }
            }
        }
    }

    mutating func confirm(_ table: Table, _ rows: EncodedRows) {
        count += rows.count
        for row in state.confirm(table: table, rows) {
            let key = rows.values(row, 0..<table.keyCount) ?? []
            faults.append(.row(table: table.name, key: Table.keyText(key)))
        }
        do throws(StoreError) {
            switch table.name {
            case Booking.table.name: try claim(bookings: rows)
            case BlockRecord.table.name: try claim(blocks: rows)
            case OpeningRecord.table.name: try open(rows)
            default: break
            }
        } catch {
            damage = damage ?? error
        }
    }

    /// Of the bookings only the places are made into values: they are most of such rows.
    private mutating func claim(bookings rows: EncodedRows) throws(StoreError) {
        let states = Dictionary(
            Booking.State.allCases.map { ($0.rawValue, $0) }, uniquingKeysWith: { one, _ in one })
        let isWhole = rows.withBytes { bytes in
            for row in 0..<rows.count {
                guard let word = rows.content(row, 7), let places = rows.content(row, 10),
                    let state = states[String(decoding: bytes[word], as: UTF8.self)]
                else { return false }
                guard state.occupies, !places.isEmpty else { continue }
                let holder = PlaceSum.value(bytes, rows.range(row, 0..<1))
                let text = UnsafeRawBufferPointer(rebasing: bytes[places])
                guard
                    PlaceCoding.eachRun(
                        in: text,
                        { name, first, unit, count in
                            due.add(
                                UnsafeRawBufferPointer(rebasing: name), first, unit, days: count,
                                holder)
                            return true
                        })
                else { return false }
            }
            return true
        }
        guard isWhole else { throw .damaged(table: Booking.table.name, column: 10, value: "") }
    }

    private mutating func claim(blocks rows: EncodedRows) throws(StoreError) {
        for row in 0..<rows.count {
            let record: BlockRecord = try Self.record(rows, row)
            let holder = PlaceSum.value(.text(record.holder))
            for place in record.claimedPlaces { due.add(place, holder) }
        }
    }

    private mutating func open(_ rows: EncodedRows) throws(StoreError) {
        for row in 0..<rows.count {
            let record: OpeningRecord = try Self.record(rows, row)
            for (place, time) in record.openedPlaces {
                due.add(place, PlaceSum.value(.time(time)))
            }
        }
    }

    private static func record<Kept: Record>(
        _ rows: EncodedRows, _ row: Int
    ) throws(StoreError) -> Kept {
        let table = Kept.table
        guard let values = rows.values(row, 0..<table.columns.count) else {
            throw .damaged(table: table.name, column: 0, value: "")
        }
        return try Kept(row: Row(values, table: table.name))
    }

    /// A row of which the journal has only a digest.
    mutating func confirm(credential row: [Value], of user: String) {
        if !state.confirm(credential: row) {
            faults.append(.row(table: "credential", key: user))
        }
    }
}
