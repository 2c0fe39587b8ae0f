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
            case Booking.table.name: try claim(Booking.self, rows)
            case BlockRecord.table.name: try claim(BlockRecord.self, rows)
            case OpeningRecord.table.name: try open(rows)
            default: break
            }
        } catch {
            damage = damage ?? error
        }
    }

    private mutating func claim<Kept: Occupying>(
        _ type: Kept.Type, _ rows: EncodedRows
    ) throws(StoreError) {
        for row in 0..<rows.count {
            let record: Kept = try Self.record(rows, row)
            let places = record.claimedPlaces
            guard !places.isEmpty else { continue }
            let holder = PlaceSum.value(.text(record.holder))
            for place in places { due.add(place, holder) }
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
