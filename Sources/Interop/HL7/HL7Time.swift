public import Domain

/// A time as precise as its sender wrote it: `20261121` is a day, and no midnight.
public struct HL7Time: Hashable, Sendable {
    public let year: Int
    public let month: Int?
    public let day: Int?
    public let hour: Int?
    public let minute: Int?
    public let second: Int?
    /// The digits after the point, as they came.
    public let fraction: String?
    public let offsetMinutes: Int16?

    /// A value that is there but says no time is kept as text: it must not become "unknown".
    public enum Reading: Hashable, Sendable {
        case absent
        case time(HL7Time)
        case unreadable(String)

        public var time: HL7Time? {
            if case .time(let time) = self { time } else { nil }
        }

        public var isUnreadable: Bool {
            if case .unreadable = self { true } else { false }
        }
    }

    static func reading(_ field: HL7Field) -> Reading {
        guard let text = field.first.component(1).text, text != HL7Field.deletion else {
            return .absent
        }
        let trimmed = Array(text.utf8.drop { $0 == 0x20 })
        let end = trimmed.lastIndex { $0 != 0x20 }.map { $0 + 1 } ?? 0
        guard end > 0 else { return .absent }
        return HL7Time(trimmed[..<end]).map { .time($0) } ?? .unreadable(text)
    }

    /// Reads `YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]][+/-ZZZZ]`.
    init?(_ text: ArraySlice<UInt8>) {
        let zone = text.firstIndex { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
        let clock = text[..<(zone ?? text.endIndex)]
        let point = clock.firstIndex(of: UInt8(ascii: "."))
        let digits = clock[..<(point ?? clock.endIndex)]
        guard [4, 6, 8, 10, 12, 14].contains(digits.count),
            digits.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        func number(_ from: Int, _ count: Int) -> Int? {
            guard digits.count >= from + count else { return nil }
            let start = digits.startIndex + from
            return digits[start..<start + count].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
        year = number(0, 4) ?? 0
        (month, day, hour) = (number(4, 2), number(6, 2), number(8, 2))
        (minute, second) = (number(10, 2), number(12, 2))
        if let point {
            let after = clock[(point + 1)...]
            guard digits.count == 14, (1...4).contains(after.count),
                after.allSatisfy({ (0x30...0x39).contains($0) })
            else { return nil }
            fraction = String(decoding: after, as: UTF8.self)
        } else {
            fraction = nil
        }
        guard let offset = Self.offset(zone.map { text[$0...] }) else { return nil }
        offsetMinutes = offset.minutes
        guard isPossible else { return nil }
    }

    private static func offset(_ zone: ArraySlice<UInt8>?) -> (minutes: Int16?, Void)? {
        guard let zone else { return (nil, ()) }
        let digits = zone.dropFirst()
        guard digits.count == 4, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        let value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        let (hours, minutes) = (value / 100, value % 100)
        guard hours <= 18, minutes < 60 else { return nil }
        let size = Int16(hours * 60 + minutes)
        return (zone.first == UInt8(ascii: "-") ? -size : size, ())
    }

    private var isPossible: Bool {
        guard let month else { return Day.years.contains(Int32(year)) }
        guard
            (try? Day(year: Int32(year), month: Int32(month), day: Int32(day ?? 1))) != nil
        else { return false }
        return (hour ?? 0) < 24 && (minute ?? 0) < 60 && (second ?? 0) < 60
    }

    /// The calendar day, where the sender was that precise.
    public var calendarDay: Day? {
        guard let month, let day else { return nil }
        return try? Day(year: Int32(year), month: Int32(month), day: Int32(day))
    }

    /// The moment, where an hour is known.
    ///
    /// - Parameter siteOffsetMinutes: what counts when the sender wrote no offset.
    public func instant(siteOffsetMinutes: Int16) -> Instant? {
        guard let calendarDay, let hour, let clock = ClockTime(hour: hour, minute: minute ?? 0)
        else { return nil }
        let thousandths = Int(((fraction ?? "") + "000").prefix(3)) ?? 0
        return Instant(calendarDay, clock, offsetMinutes: offsetMinutes ?? siteOffsetMinutes)
            .adding(milliseconds: Int64(second ?? 0) * 1000 + Int64(thousandths))
    }

    /// ISO 8601 with the precision that came.
    public var iso: String {
        var text = two(year, 4)
        for part in [month, day] {
            guard let part else { return text + offsetText }
            text += "-" + two(part)
        }
        guard let hour else { return text + offsetText }
        text += "T" + two(hour)
        if let minute { text += ":" + two(minute) }
        if let second { text += ":" + two(second) }
        if let fraction { text += "." + fraction }
        return text + offsetText
    }

    private var offsetText: String {
        guard let offsetMinutes else { return "" }
        let size = abs(Int(offsetMinutes))
        return (offsetMinutes < 0 ? "-" : "+") + two(size / 60) + ":" + two(size % 60)
    }

    private func two(_ value: Int, _ width: Int = 2) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    /// So many seconds later, in the same precision or that of seconds.
    func adding(seconds: Int) -> HL7Time? {
        guard let start = instant(siteOffsetMinutes: 0) else { return nil }
        return HL7Time(start.adding(milliseconds: Int64(seconds) * 1000), like: self)
    }

    private init(_ instant: Instant, like model: HL7Time) {
        let civil = instant.day.civil
        (year, month, day) = (Int(civil.year), Int(civil.month), Int(civil.day))
        (hour, minute) = (instant.time.hour, instant.time.minute)
        second = model.second == nil && instant.second == 0 ? nil : instant.second
        (fraction, offsetMinutes) = (model.fraction, model.offsetMinutes)
    }

    /// The form of messages that go out: `20261121094100+0900`.
    public static func text(_ instant: Instant) -> String {
        let digits = instant.day.iso.utf8.filter { $0 != 0x2D }
        let clock = instant.time.text.utf8.filter { $0 != 0x3A }
        let second = instant.second
        let size = abs(Int(instant.offsetMinutes))
        let zone = size / 60 * 100 + size % 60
        let zoneDigits = String(zone)
        return String(decoding: digits + clock, as: UTF8.self) + (second < 10 ? "0" : "")
            + "\(second)" + (instant.offsetMinutes < 0 ? "-" : "+")
            + String(repeating: "0", count: 4 - zoneDigits.utf8.count) + zoneDigits
    }
}
