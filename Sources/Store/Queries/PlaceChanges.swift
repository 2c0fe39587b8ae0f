import Domain

/// The row of a table.
struct RowName: Hashable {
    let table: String
    let key: String
}

/// A change of a row that opens places or takes them, as it stands in the journal.
///
/// It is good as long as the bytes are that it was found in.
struct PlaceChange {
    let scanner: ChangeScanner
    let table: String
    let name: RowName
    let before: Range<Int>
    let after: Range<Int>
    let entry: Int64

    var damage: StoreError { .damaged(table: "journal", column: 10, value: String(entry)) }

    func values(_ row: Range<Int>) throws(StoreError) -> Row {
        var coded: [UInt8] = []
        ChangeCoding.append(scanner.contents(of: row).count + 1, to: &coded)
        coded += scanner.bytes[row]
        guard let values = ChangeCoding.decodeRow(coded) else { throw damage }
        return Row(values, table: table)
    }
}

/// Entries that may move places. An index of the journal holds them and no others: of a hundred
/// entries that a centre writes, five are such.
public enum PlaceEntries {
    /// Acts that leave every place with whoever holds it. The index names the same ones; an act
    /// that is not among them is read.
    public static let quietActs = [
        "assessPatient", "finishBookings", "recordGrade", "recordMilestone", "recordObservation",
        "recordTreatment", "retractMilestone", "takeReferral", "withdrawGrade",
        "withdrawObservation",
    ]

    /// Written as in the index, or no database sees that the index holds all that is asked for.
    static let condition =
        "act NOT IN (\(quietActs.map { "'\($0)'" }.joined(separator: ", ")))"
}

extension Reading {
    /// Changes of bookings, blocks and openings, entry by entry.
    func eachPlaceChange(
        _ condition: String, _ sequence: Int64,
        _ body: (PlaceChange) throws(StoreError) -> Void
    ) throws(StoreError) {
        let tables = [Booking.table.name, BlockRecord.table.name, OpeningRecord.table.name]
        try connection.query(
            "SELECT sequence, changes FROM journal"
                + " WHERE \(PlaceEntries.condition) AND \(condition)", [.int(sequence)]
        ) { values throws(StoreError) in
            let row = Row(values, table: "journal")
            let (entry, changes) = (try row.int(0), try row.blob(1))
            let result = changes.withUnsafeBytes { bytes -> Result<Void, StoreError> in
                Result { () throws(StoreError) in
                    try Self.eachPlaceChange(in: bytes, of: tables, entry, body)
                }
            }
            try result.get()
        }
    }

    private static func eachPlaceChange(
        in bytes: UnsafeRawBufferPointer, of tables: [String], _ entry: Int64,
        _ body: (PlaceChange) throws(StoreError) -> Void
    ) throws(StoreError) {
        var scanner = ChangeScanner(bytes: bytes)
        let damage = StoreError.damaged(table: "journal", column: 10, value: String(entry))
        guard let count = scanner.count(), count <= bytes.count else { throw damage }
        for _ in 0..<count {
            guard let name = scanner.text(), let key = scanner.row(),
                let before = scanner.row(), let after = scanner.row()
            else { throw damage }
            guard
                let table = tables.first(where: { table in
                    bytes[name].elementsEqual(table.utf8)
                })
            else { continue }
            guard let id = scanner.contents(of: key).first else { throw damage }
            try body(
                PlaceChange(
                    scanner: scanner, table: table,
                    name: RowName(table: table, key: String(decoding: bytes[id], as: UTF8.self)),
                    before: before, after: after, entry: entry))
        }
    }
}
