/// A moment, in milliseconds of UTC, with the offset of the place where it was noted.
///
/// The offset is kept because a nurse reads "22:15", not UTC, and because the centre's calendar
/// day of an instant must never depend on the machine that shows it.
public struct Instant: Hashable, Sendable {
    public let utcMilliseconds: Int64
    public let offsetMinutes: Int16

    public init(utcMilliseconds: Int64, offsetMinutes: Int16) {
        (self.utcMilliseconds, self.offsetMinutes) = (utcMilliseconds, offsetMinutes)
    }

    public init(_ day: Day, _ time: ClockTime, offsetMinutes: Int16) {
        let local = Int64(day.number) * Self.millisecondsADay + Int64(time.minutes) * 60_000
        self.init(
            utcMilliseconds: local - Int64(offsetMinutes) * 60_000, offsetMinutes: offsetMinutes)
    }

    public static let millisecondsADay: Int64 = 86_400_000

    private var localMilliseconds: Int64 { utcMilliseconds + Int64(offsetMinutes) * 60_000 }

    /// The calendar day at the place where the instant was noted.
    public var day: Day {
        Day(number: Int32(floorDivide(localMilliseconds, Self.millisecondsADay)))
    }

    public var time: ClockTime {
        let inDay = localMilliseconds - Int64(day.number) * Self.millisecondsADay
        return ClockTime(unchecked: Int(inDay / 60_000))
    }

    public var second: Int {
        let inMinute = localMilliseconds - floorDivide(localMilliseconds, 60_000) * 60_000
        return Int(inMinute / 1000)
    }

    public func adding(minutes: Int) -> Instant { adding(milliseconds: Int64(minutes) * 60_000) }

    public func adding(milliseconds: Int64) -> Instant {
        Instant(utcMilliseconds: utcMilliseconds + milliseconds, offsetMinutes: offsetMinutes)
    }

    /// Whole minutes from `earlier`, rounded down.
    public func minutes(since earlier: Instant) -> Int {
        Int(floorDivide(utcMilliseconds - earlier.utcMilliseconds, 60_000))
    }
}

/// Instants are ordered by what the clock of the world says, whatever their offsets.
extension Instant: Comparable {
    public static func < (left: Instant, right: Instant) -> Bool {
        (left.utcMilliseconds, left.offsetMinutes) < (right.utcMilliseconds, right.offsetMinutes)
    }
}

extension Instant: CustomStringConvertible {
    public var description: String { iso }

    /// `2026-11-21T09:41:00+09:00`; milliseconds appear only when there are any.
    public var iso: String {
        let inSecond = Int(utcMilliseconds - floorDivide(utcMilliseconds, 1000) * 1000)
        let fraction = inSecond == 0 ? "" : "." + padded(inSecond, 3)
        return "\(day.iso)T\(time.text):\(padded(second, 2))\(fraction)\(offsetText)"
    }

    private var offsetText: String {
        guard offsetMinutes != 0 else { return "Z" }
        let size = abs(Int(offsetMinutes))
        return (offsetMinutes < 0 ? "-" : "+") + padded(size / 60, 2) + ":" + padded(size % 60, 2)
    }

    /// Reads `2026-11-21T09:41[:00[.123]](Z|+09:00)`. The offset is required: an instant without
    /// one is a guess.
    public init(iso text: String) throws(DayError) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 17, bytes[10] == UInt8(ascii: "T"),
            let zone = bytes[11...].firstIndex(where: { "Z+-".utf8.contains($0) })
        else { throw .unreadable(text) }
        let day = try Day(iso: String(decoding: bytes[..<10], as: UTF8.self))
        let clock = bytes[11..<zone].split(separator: UInt8(ascii: ":"))
        guard clock.count == 2 || clock.count == 3,
            let time = ClockTime(hour: whole(clock[0], 2), minute: whole(clock[1], 2)),
            let milliseconds = clock.count == 3 ? Self.milliseconds(clock[2]) : 0,
            let offset = Self.offset(bytes[zone...])
        else { throw .unreadable(text) }
        self = Instant(day, time, offsetMinutes: offset).adding(milliseconds: milliseconds)
    }

    private static func milliseconds(_ bytes: ArraySlice<UInt8>) -> Int64? {
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count <= 2, let seconds = whole(parts[0], 2), seconds < 60 else { return nil }
        guard parts.count == 2 else { return Int64(seconds) * 1000 }
        guard (1...9).contains(parts[1].count), whole(parts[1], parts[1].count) != nil else {
            return nil
        }
        let three = Array(parts[1].prefix(3)) + Array(repeating: UInt8(ascii: "0"), count: 3)
        guard let fraction = whole(three[..<3], 3) else { return nil }
        return Int64(seconds) * 1000 + Int64(fraction)
    }

    private static func offset(_ bytes: ArraySlice<UInt8>) -> Int16? {
        guard let sign = bytes.first else { return nil }
        if sign == UInt8(ascii: "Z") { return bytes.count == 1 ? 0 : nil }
        let digits = bytes.dropFirst().filter { $0 != UInt8(ascii: ":") }
        guard digits.count == 4, let hours = whole(digits[..<2], 2),
            let minutes = whole(digits[2...], 2), hours <= 18, minutes < 60
        else { return nil }
        let size = Int16(hours * 60 + minutes)
        return sign == UInt8(ascii: "-") ? -size : size
    }
}

/// A run of exactly `width` digits.
private func whole(_ bytes: ArraySlice<UInt8>, _ width: Int) -> Int? {
    guard bytes.count == width else { return nil }
    var value = 0
    for byte in bytes {
        guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return value
}

func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
}
