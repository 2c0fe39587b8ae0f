public import Domain

extension CalendarEvent {
    init(_ lines: [CalendarLine], _ zones: CalendarZones) {
        func first(_ name: String) -> CalendarLine? {
            lines.first { $0.name == name && !$0.isDefect }
        }
        uid = first("UID")?.text
        summary = first("SUMMARY")?.text
        location = first("LOCATION")?.text
        status = first("STATUS")?.text
        sequence = first("SEQUENCE").flatMap { Int($0.value) }
        start = Self.time(first("DTSTART"), zones)
        end = Self.time(first("DTEND"), zones)
        duration = first("DURATION")?.value
        recurrence = first("RRULE")?.value
        var faults = lines.filter(\.isDefect).map(\.name)
        if case .unreadable = start { faults.append("DTSTART") }
        if case .unreadable = end { faults.append("DTEND") }
        if let duration, !Self.isPossible(duration) { faults.append("DURATION") }
        self.faults = faults
    }

    private static func time(
        _ line: CalendarLine?, _ zones: CalendarZones
    ) -> CalendarTime.Reading {
        guard let line else { return .absent }
        guard let wall = wall(line.value) else { return .unreadable(line.value) }
        let zone = line.parameter("TZID")
        guard let clock = wall.clock else {
            return .time(
                CalendarTime(day: wall.day, clock: nil, second: 0, zone: zone, offsetMinutes: nil))
        }
        let offset: Int16? =
            wall.isUTC ? 0 : zone.flatMap { zones.offset($0, wall.day, clock, wall.second) }
        return .time(
            CalendarTime(
                day: wall.day, clock: clock, second: wall.second, zone: zone,
                offsetMinutes: offset))
    }

    /// Reads `20261121`, `20261121T094100` and `20261121T094100Z`.
    static func wall(
        _ text: String
    ) -> (day: Day, clock: ClockTime?, second: Int, isUTC: Bool)? {
        let bytes = Array(text.utf8.filter { $0 != 0x20 })
        func number(_ from: Int, _ count: Int) -> Int? {
            guard bytes.count >= from + count else { return nil }
            var value = 0
            for byte in bytes[from..<from + count] {
                guard (0x30...0x39).contains(byte) else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            return value
        }
        guard let year = number(0, 4), let month = number(4, 2), let day = number(6, 2),
            let date = try? Day(year: Int32(year), month: Int32(month), day: Int32(day))
        else { return nil }
        if bytes.count == 8 { return (date, nil, 0, false) }
        guard bytes.count >= 15, bytes[8] == UInt8(ascii: "T"), let second = number(13, 2),
            second < 61, let clock = ClockTime(hour: number(9, 2), minute: number(11, 2))
        else { return nil }
        let isUTC = bytes.count == 16 && bytes[15] == UInt8(ascii: "Z")
        guard isUTC || bytes.count == 15 else { return nil }
        return (date, clock, min(second, 59), isUTC)
    }

    /// `P2DT3H` and the like, within what a calendar can hold.
    private static func isPossible(_ text: String) -> Bool {
        var bytes = Array(text.utf8)[...]
        if bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+") {
            bytes.removeFirst()
        }
        guard bytes.popFirst() == UInt8(ascii: "P"), !bytes.isEmpty else { return false }
        var (digits, total, parts) = (0, 0.0, 0)
        for byte in bytes {
            switch byte {
            case 0x30...0x39:
                digits = digits * 10 + Int(byte - 0x30)
                guard digits < 1_000_000_000 else { return false }
            case UInt8(ascii: "T"): continue
            case UInt8(ascii: "W"):
                (total, digits, parts) = (total + Double(digits) * 7, 0, parts + 1)
            case UInt8(ascii: "D"): (total, digits, parts) = (total + Double(digits), 0, parts + 1)
            case UInt8(ascii: "H"), UInt8(ascii: "M"), UInt8(ascii: "S"):
                (digits, parts) = (0, parts + 1)
            default: return false
            }
        }
        return parts > 0 && total < 1_000_000
    }

    /// An event as the import prints it for machines.
    public func record(source: String, index: Int) -> JSON {
        let zone: String? = if case .time(let time) = start { time.zone } else { nil }
        let allDay: JSON =
            switch start {
            case .absent: .null
            case .time(let time): .bool(time.isAllDay)
            case .unreadable: .object([("unreadable", .bool(true))])
            }
        return .object([
            ("source", .string(source)), ("index", .int(index)), ("format", .string("ics")),
            ("disposition", .string(isValid ? "accepted" : "quarantined")), ("ack", .null),
            ("reason", isValid ? .null : .string("unparsable")), ("valid", .bool(isValid)),
            ("uid", .optional(uid)), ("summary", .optional(summary)),
            ("location", .optional(location)), ("status", .optional(status)),
            ("sequence", sequence.map { .int($0) } ?? .null), ("start", start.json),
            ("end", end.json), ("allDay", allDay), ("tzid", .optional(zone)),
            ("duration", .optional(duration)), ("rrule", .optional(recurrence)),
        ])
    }
}

extension CalendarTime.Reading {
    var json: JSON {
        switch self {
        case .absent: .null
        case .time(let time): .string(time.iso)
        case .unreadable: .object([("unreadable", .bool(true))])
        }
    }
}
