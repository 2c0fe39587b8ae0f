public import Domain

/// An event of an iCalendar file (RFC 5545), as far as this program shows or checks it.
public struct CalendarEvent: Sendable {
    public let uid: String?
    public let summary: String?
    public let location: String?
    public let status: String?
    public let sequence: Int?
    public let start: CalendarTime.Reading
    public let end: CalendarTime.Reading
    public let duration: String?
    public let recurrence: String?
    /// What no reader can make sense of: a property without a value, a length of a million years.
    public let faults: [String]

    public var isValid: Bool { faults.isEmpty }
}

/// A date, or a time with what is known of its zone.
public struct CalendarTime: Hashable, Sendable {
    public enum Reading: Hashable, Sendable {
        case absent
        case time(CalendarTime)
        case unreadable(String)
    }

    public let day: Day
    /// Nil for a whole day.
    public let clock: ClockTime?
    public let second: Int
    public let zone: String?
    /// Nil for a local time whose zone the file does not define.
    public let offsetMinutes: Int16?

    public var isAllDay: Bool { clock == nil }

    public var instant: Instant? {
        guard let clock, let offsetMinutes else { return nil }
        return Instant(day, clock, offsetMinutes: offsetMinutes)
            .adding(milliseconds: Int64(second) * 1000)
    }

    public var iso: String {
        guard let clock else { return day.iso }
        let seconds = second < 10 ? "0\(second)" : "\(second)"
        return "\(day.iso)T\(clock.text):\(seconds)" + (offsetMinutes.map(Self.zoneText) ?? "")
    }

    private static func zoneText(_ minutes: Int16) -> String {
        let size = abs(Int(minutes))
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return (minutes < 0 ? "-" : "+") + two(size / 60) + ":" + two(size % 60)
    }
}

/// Reads calendars. Many in the wild are defective; a defect costs the event it stands in.
public enum CalendarReader {
    public static let largestFile = 16 << 20

    /// The events of every calendar that is closed by its END line.
    public static func events(_ bytes: [UInt8]) -> [CalendarEvent] {
        guard bytes.count <= largestFile else { return [] }
        var events: [CalendarEvent] = []
        for calendar in calendars(lines(bytes)) {
            let zones = CalendarZones(calendar)
            var open: [CalendarLine]?
            var depth = 0
            for line in calendar {
                if line.name == "BEGIN" {
                    if line.value.uppercased() == "VEVENT", depth == 0 { open = [] }
                    if open != nil { depth += 1 }
                } else if line.name == "END" {
                    if open != nil { depth -= 1 }
                    if depth == 0, let lines = open {
                        events.append(CalendarEvent(lines, zones))
                        open = nil
                    }
                } else if depth == 1 {
                    open?.append(line)
                }
            }
        }
        return events
    }

    /// Content lines, unfolded: a line that begins with a blank goes on with the one before it,
    /// also where blank lines were put between them.
    private static func lines(_ bytes: [UInt8]) -> [CalendarLine] {
        let text = DecodedText(deciding: bytes[...])?.utf8 ?? bytes
        var whole: [[UInt8]] = []
        for line in text.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            if let first = line.first, first == 0x20 || first == 0x09, !whole.isEmpty {
                whole[whole.count - 1].append(contentsOf: line.dropFirst())
            } else {
                whole.append(Array(line))
            }
        }
        return whole.map { CalendarLine($0) }
    }

    private static func calendars(_ lines: [CalendarLine]) -> [[CalendarLine]] {
        var found: [[CalendarLine]] = []
        var open: [CalendarLine]?
        for line in lines {
            let isCalendar = line.value.uppercased() == "VCALENDAR"
            if line.name == "BEGIN", isCalendar {
                open = []
            } else if line.name == "END", isCalendar {
                if let lines = open { found.append(lines) }
                open = nil
            } else {
                open?.append(line)
            }
        }
        return found
    }
}

/// `NAME;PARAMETER=VALUE:VALUE`.
struct CalendarLine: Sendable {
    let name: String
    let parameters: [(name: String, value: String)]
    let value: String
    /// True for a line that is no property at all.
    let isDefect: Bool

    init(_ bytes: [UInt8]) {
        var (cuts, isQuoted) = ([Int](), false)
        var colon: Int?
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == UInt8(ascii: ";") { cuts.append(index) }
            if byte == UInt8(ascii: ":") {
                colon = index
                break
            }
        }
        let end = colon ?? bytes.count
        value = colon.map { String(decoding: bytes[($0 + 1)...], as: UTF8.self) } ?? ""
        var pieces: [ArraySlice<UInt8>] = []
        var start = 0
        for cut in cuts + [end] {
            pieces.append(bytes[start..<cut])
            start = cut + 1
        }
        func word(_ piece: ArraySlice<UInt8>) -> String {
            String(decoding: piece, as: UTF8.self).filter { $0 != " " && $0 != "\t" }
        }
        name = word(pieces[0]).uppercased()
        var parameters: [(String, String)] = []
        var isDefect = colon == nil || name.isEmpty
        for piece in pieces.dropFirst() {
            guard let equals = piece.firstIndex(of: UInt8(ascii: "=")) else {
                isDefect = true
                continue
            }
            var text = String(decoding: piece[(equals + 1)...], as: UTF8.self)
            while text.first == " " { text.removeFirst() }
            text = text.filter { $0 != "\"" }
            parameters.append((word(piece[..<equals]).uppercased(), text))
        }
        self.parameters = parameters
        self.isDefect = isDefect
    }

    func parameter(_ name: String) -> String? { parameters.first { $0.name == name }?.value }

    /// The value with commas, semicolons, backslashes and line ends as they are meant.
    var text: String {
        var plain = ""
        var isEscaped = false
        for character in value {
            if isEscaped {
                plain.append(character == "n" || character == "N" ? "\n" : character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                plain.append(character)
            }
        }
        return plain
    }
}
