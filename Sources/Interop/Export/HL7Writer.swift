public import Domain

/// Writes what others are to be told of our bookings: SIU.
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
        func safe(_ text: String) -> String { HL7Escape.done(text) }
        let (start, end) = booking.bounds(offsetMinutes: offsetMinutes)
        let (from, to) = (HL7Time.text(start), HL7Time.text(end))
        let status =
            change == .cancelled ? "Cancelled" : booking.state == .held ? "Pending" : "Booked"
        var lines = [
            [
                "MSH", "^~\\&", safe(application), safe(facility), "", "", HL7Time.text(now), "",
                "SIU^\(change.rawValue)^SIU_S12", safe(controlID), "P", "2.5", "", "", "", "", "",
                "UNICODE UTF-8",
            ],
            [
                "SCH", booking.id, "", "", "", "", "", safe(booking.title), "", "", "",
                "^^^\(from)^\(to)",
            ] + Array(repeating: "", count: 13) + [status],
            ["TQ1", "1", "", "", "", "", "", from, to],
        ]
        let person = booking.person
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
        lines.append([
            "PID", "1", "", "\(safe(person.number))^^^^PI", "", names.joined(separator: "~"), "",
            birth, sex,
        ])
        if let place = booking.place {
            lines.append(["RGS", "1"])
            lines.append(["AIL", "1", "", "\(safe(place.resource))^^\(place.unit)", "", "", from])
        }
        return Array(lines.map { $0.joined(separator: "|") + "\r" }.joined().utf8)
    }
}
