public import Domain

/// Who a calendar is for, and so what is in it.
public enum CalendarRole: String, CaseIterable, Sendable {
    case apheresis, ward, icu, coordinator

    func sees(_ kind: Activity.Kind) -> Bool {
        switch self {
        case .apheresis: kind == .apheresis
        case .ward: [.wardStay, .conditioning, .infusion].contains(kind)
        case .icu: [.icuReserve, .icuStay].contains(kind)
        case .coordinator: true
        }
    }

    /// Files that leave the house name nobody unless somebody decides otherwise.
    public var isAnonymous: Bool { self == .icu || self == .apheresis }
}

/// Writes a calendar (RFC 5545) for one role.
public struct CalendarWriter: Sendable {
    private let role: CalendarRole
    private let isAnonymous: Bool
    private let name: String
    private let now: Instant
    private let offsetMinutes: Int16
    /// How long a cancelled event is told.
    private static let cancelledDays = 30

    public init(
        _ role: CalendarRole, isAnonymous: Bool, name: String, now: Instant, offsetMinutes: Int16
    ) {
        self.role = role
        self.isAnonymous = isAnonymous
        self.name = name
        self.now = now
        self.offsetMinutes = offsetMinutes
    }

    /// - Parameter free: free slots, told to the role that fills them.
    public func text(_ bookings: [ExportedBooking], free: [ExportedSlot] = []) -> String {
        var lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//CARTAS//CARTAS//EN",
            "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "X-WR-CALNAME:\(Self.escaped(name))",
        ]
        for booking in bookings.sorted(by: { $0.id < $1.id }) where role.sees(booking.activity) {
            lines += event(booking)
        }
        if role == .apheresis { lines += free.flatMap(event) }
        lines.append("END:VCALENDAR")
        return lines.map { Self.folded($0) + "\r\n" }.joined()
    }

    private func event(_ booking: ExportedBooking) -> [String] {
        if booking.state == .proposed { return [] }
        if booking.state == .released, now.day - booking.changed.day > Self.cancelledDays {
            return []
        }
        let status =
            switch booking.state {
            case .proposed, .held: "TENTATIVE"
            case .confirmed, .done: "CONFIRMED"
            case .released: "CANCELLED"
            }
        let who =
            isAnonymous ? booking.course : "\(booking.person.name.full) (\(booking.person.number))"
        var lines = ["BEGIN:VEVENT", "UID:\(booking.id)@cartas", "DTSTAMP:\(Self.utc(now))"]
        lines += span(
            isTimed: booking.time != nil, booking.bounds(offsetMinutes: offsetMinutes),
            booking.span)
        lines.append("SUMMARY:\(Self.escaped("\(booking.title) \(who)"))")
        if let place = booking.place { lines.append("LOCATION:\(Self.escaped(place.text))") }
        lines += [
            "STATUS:\(status)", "SEQUENCE:\(booking.version)",
            "LAST-MODIFIED:\(Self.utc(booking.changed))", "END:VEVENT",
        ]
        return lines
    }

    private func event(_ slot: ExportedSlot) -> [String] {
        guard slot.state == .free else { return [] }
        let id = "\(slot.place.resource)-\(slot.place.unit)-\(slot.day.iso)"
        return ["BEGIN:VEVENT", "UID:free-\(id)@cartas", "DTSTAMP:\(Self.utc(now))"]
            + span(
                isTimed: slot.time != nil, slot.bounds(offsetMinutes: offsetMinutes),
                DaySpan(slot.day))
            + [
                "SUMMARY:\(Self.escaped("○ \(slot.place.text)"))", "STATUS:CONFIRMED",
                "TRANSP:TRANSPARENT", "END:VEVENT",
            ]
    }

    /// Whole days end on the day after, which is excluded.
    private func span(
        isTimed: Bool, _ bounds: (start: Instant, end: Instant), _ days: DaySpan
    ) -> [String] {
        guard !isTimed else {
            return ["DTSTART:\(Self.utc(bounds.start))", "DTEND:\(Self.utc(bounds.end))"]
        }
        return [
            "DTSTART;VALUE=DATE:\(Self.digits(days.first))",
            "DTEND;VALUE=DATE:\(Self.digits(days.last + 1))",
        ]
    }

    private static func digits(_ day: Day) -> String { day.iso.filter { $0 != "-" } }

    /// UTC needs no definition of a zone and is the same moment in every reader.
    private static func utc(_ instant: Instant) -> String {
        let utc = Instant(utcMilliseconds: instant.utcMilliseconds, offsetMinutes: 0)
        let second = utc.second < 10 ? "0\(utc.second)" : "\(utc.second)"
        return digits(utc.day) + "T" + utc.time.text.filter { $0 != ":" } + second + "Z"
    }

    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", ",", ";": escaped += "\\\(scalar)"
            case "\n": escaped += "\\n"
            case "\0"..<" ", "\u{7F}": continue
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// Lines of at most 75 octets, cut between characters.
    static func folded(_ line: String) -> String {
        var folded = ""
        var octets = 0
        for character in line {
            let size = character.utf8.count
            if octets + size > 75 {
                folded += "\r\n "
                octets = 1
            }
            folded.append(character)
            octets += size
        }
        return folded
    }
}
