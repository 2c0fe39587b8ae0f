import Domain

/// Follows what the journal says of every row, and then holds the rows against it.
struct RowCheck: Sendable {
    private(set) var state: JournalState
    /// The first entry whose changes no program wrote.
    private(set) var unreadable: Int64?
    private(set) var count = 0
    private(set) var faults: [Fault] = []
    private(set) var places = PlaceSum()

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
    }

    /// A row of which the journal has only a digest.
    mutating func confirm(credential row: [Value], of user: String) {
        if !state.confirm(credential: row) {
            faults.append(.row(table: "credential", key: user))
        }
    }

    mutating func add(places rows: EncodedRows) { places.add(rows) }
}

/// A sum of places and of what stands on them that does not ask for order.
struct PlaceSum: Equatable, Sendable {
    private(set) var count = 0
    private var total: UInt64 = 0

    /// - Parameter rows: resource, day, unit, and the holder or the time.
    mutating func add(_ rows: EncodedRows) {
        rows.withBytes { bytes in
            for row in 0..<rows.count {
                add(
                    QuickHash.of(bytes, rows.range(row, 0..<1), seed: 3), rows.int(row, 1) ?? 0,
                    rows.int(row, 2) ?? 0, QuickHash.of(bytes, rows.range(row, 3..<4), seed: 4))
            }
        }
    }

    /// - Parameters:
    ///   - resource: made by `resource(_:)`.
    ///   - value: made by `value(_:)`.
    mutating func add(_ resource: UInt64, _ day: Int64, _ unit: Int64, _ value: UInt64) {
        let place = QuickHash.mix(resource ^ UInt64(bitPattern: day), 0xA076_1D64_78BD_642F)
        let unit = QuickHash.mix(place ^ UInt64(bitPattern: unit), 0xE703_7ED1_A0B4_28DB)
        count += 1
        total &+= QuickHash.mix(unit ^ value, 0x8EBC_6AF0_9C88_C6E3)
    }

    static func resource(_ name: String) -> UInt64 { hash(.text(name), seed: 3) }
    static func value(_ value: Value) -> UInt64 { hash(value, seed: 4) }

    private static func hash(_ value: Value, seed: UInt64) -> UInt64 {
        var bytes: [UInt8] = []
        ChangeCoding.append(value, to: &bytes)
        return bytes.withUnsafeBytes { QuickHash.of($0, 0..<$0.count, seed: seed) }
    }
}
