public import Domain

/// Writes what others are to be told of our bookings: SIU, and ORM for what is ordered by them.
public struct HL7Writer: Sendable {
    public enum Change: String, Sendable {
        case made = "S12"
        case moved = "S13"
        case changed = "S14"
        case cancelled = "S15"
    }

    private let application: String
    private let facility: String
    private let offsetMinutes: Int16

    public init(application: String = "CARTAS", facility: String = "", offsetMinutes: Int16) {
        (self.application, self.facility) = (application, facility)
        self.offsetMinutes = offsetMinutes
    }

    /// - Parameter controlID: our own, unique; the acknowledgement names it.
    public func message(
        _ change: Change, _ booking: ExportedBooking, controlID: String, at now: Instant
    ) -> [UInt8] {
        let (from, to) = times(booking)
        let status =
            switch (change, booking.state) {
            case (.cancelled, _): "Cancelled"
            case (_, .held): "Pending"
            case (_, .done): "Complete"
            default: "Booked"
            }
        var lines = [
            header("SIU^\(change.rawValue)^SIU_S12", controlID, now),
            [
                "SCH", booking.id, "", "", "", "", "", HL7Escape.done(booking.title), "", "", "",
                "^^^\(from)^\(to)",
            ] + Array(repeating: "", count: 13) + [status],
            ["TQ1", "1", "", "", "", "", "", from, to], person(booking.person),
        ]
        if let place = booking.place {
            lines.append(["RGS", "1"])
            lines.append([
                "AIL", "1", "", "\(HL7Escape.done(place.resource))^^\(place.unit)", "", "", from,
            ])
        }
        return bytes(lines)
    }

    /// What is to be done about an order: ORC-1.
    public enum OrderControl: String, Sendable {
        case new = "NW"
        case changed = "XO"
        case cancelled = "CA"
        case status = "SC"
    }

    /// The order that a booking stands for: collection, bridging, conditioning, infusion.
    public func order(
        _ control: OrderControl, _ booking: ExportedBooking, controlID: String, at now: Instant
    ) -> [UInt8] {
        let (from, to) = times(booking)
        let number = "\(booking.id)^\(HL7Escape.done(application))"
        let code = "\(booking.activity.rawValue)^\(HL7Escape.done(booking.title))^99CARTAS"
        let timing = "^^^\(from)^\(to)"
        let status =
            switch control {
            case .new, .changed: "IP"
            case .cancelled: "CA"
            case .status: "CM"
            }
        return bytes([
            header("ORM^O01^ORM_O01", controlID, now), person(booking.person),
            [
                "ORC", control.rawValue, number, "", "", status, "", timing, "",
                HL7Time.text(now),
            ],
            ["OBR", "1", number, "", code] + Array(repeating: "", count: 22) + [timing],
        ])
    }

    private func times(_ booking: ExportedBooking) -> (from: String, to: String) {
        let (start, end) = booking.bounds(offsetMinutes: offsetMinutes)
        return (HL7Time.text(start), HL7Time.text(end))
    }

    private func header(_ type: String, _ controlID: String, _ now: Instant) -> [String] {
        [
            "MSH", "^~\\&", HL7Escape.done(application), HL7Escape.done(facility), "", "",
            HL7Time.text(now), "", type, HL7Escape.done(controlID), "P", "2.5", "", "", "", "",
            "", "UNICODE UTF-8",
        ]
    }

    private func person(_ person: ExportedBooking.Person) -> [String] {
        func safe(_ text: String) -> String { HL7Escape.done(text) }
        var names = ["\(safe(person.name.family))^\(safe(person.name.given))^^^^^L^I"]
        if !person.name.familyKana.isEmpty {
            names.append(
                "\(safe(person.name.familyKana))^\(safe(person.name.givenKana))^^^^^L^P")
        }
        let birth = person.birth.iso.filter { $0 != "-" }
        let sex =
            switch person.sex {
            case .male: "M"
            case .female: "F"
            case .other: "O"
            case .unknown: "U"
            }
        return [
            "PID", "1", "", "\(safe(person.number))^^^^PI", "", names.joined(separator: "~"), "",
            birth, sex,
        ]
    }

    private func bytes(_ lines: [[String]]) -> [UInt8] {
        Array(lines.map { $0.joined(separator: "|") + "\r" }.joined().utf8)
    }
}
