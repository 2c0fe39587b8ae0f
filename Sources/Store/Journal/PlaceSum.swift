import Domain

/// A sum of places and of what stands on them that does not ask for order.
struct PlaceSum: Equatable, Sendable {
    private(set) var count = 0
    private var total: UInt64 = 0
    /// The last resource and its hash: places of one come together.
    private var (name, hash) = ("", PlaceSum.resource(""))

    static func == (left: PlaceSum, right: PlaceSum) -> Bool {
        left.count == right.count && left.total == right.total
    }

    /// - Parameter value: made by `value(_:)`.
    mutating func add(_ place: UnitDay, _ value: UInt64) {
        if place.resource.text != name {
            name = place.resource.text
            hash = PlaceSum.resource(name)
        }
        add(hash, Int64(place.day.number), Int64(place.unit), value)
    }

    /// A unit on some days, one after the other.
    mutating func add(
        _ resource: UnsafeRawBufferPointer, _ first: Day, _ unit: Int, days: Int, _ value: UInt64
    ) {
        let hash = Self.resource(resource)
        for day in 0..<Int64(days) {
            add(hash, Int64(first.number) + day, Int64(unit), value)
        }
    }

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

    private mutating func add(_ resource: UInt64, _ day: Int64, _ unit: Int64, _ value: UInt64) {
        let place = QuickHash.mix(resource ^ UInt64(bitPattern: day), 0xA076_1D64_78BD_642F)
        let unit = QuickHash.mix(place ^ UInt64(bitPattern: unit), 0xE703_7ED1_A0B4_28DB)
        count += 1
        total &+= QuickHash.mix(unit ^ value, 0x8EBC_6AF0_9C88_C6E3)
    }

    private static func resource(_ name: String) -> UInt64 { hash(.text(name), seed: 3) }

    /// The same of the name alone, as a text of places has it.
    private static func resource(_ name: UnsafeRawBufferPointer) -> UInt64 {
        withUnsafeTemporaryAllocation(byteCount: name.count + 2, alignment: 1) { coded in
            guard name.count < 0x80 else {
                return resource(String(decoding: name, as: UTF8.self))
            }
            // Kind and length before it, as `ChangeCoding` writes a short text.
            coded[0] = 3
            coded[1] = UInt8(name.count)
            UnsafeMutableRawBufferPointer(rebasing: coded[2...]).copyMemory(from: name)
            return QuickHash.of(UnsafeRawBufferPointer(coded), 0..<coded.count, seed: 3)
        }
    }

    /// What stands on a place, as the bytes of its value.
    static func value(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> UInt64 {
        QuickHash.of(bytes, range, seed: 4)
    }

    static func value(_ value: Value) -> UInt64 { hash(value, seed: 4) }

    private static func hash(_ value: Value, seed: UInt64) -> UInt64 {
        var bytes: [UInt8] = []
        ChangeCoding.append(value, to: &bytes)
        return bytes.withUnsafeBytes { QuickHash.of($0, 0..<$0.count, seed: seed) }
    }
}
