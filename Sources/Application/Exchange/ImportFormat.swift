/// The kinds of file that are read.
public enum ImportFormat: String, CaseIterable, Sendable {
    case hl7, fhir, csv, calendar

    /// Decides by what the file begins with; a name helps only where the content says nothing.
    public init(deciding head: ArraySlice<UInt8>, name: String) {
        var text = head
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
        text = text.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        let suffix = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
        if text.first == 0x0B
            || ["MSH", "FHS", "BHS"].contains(where: { text.starts(with: $0.utf8) })
        {
            self = .hl7
        } else if text.first == UInt8(ascii: "{") || text.first == UInt8(ascii: "[") {
            self = .fhir
        } else if text.starts(with: "BEGIN:VCALENDAR".utf8) {
            self = .calendar
        } else if Self.looksLikeSegment(text) || ["hl7", "mllp"].contains(suffix) {
            self = .hl7
        } else {
            self = suffix == "ics" ? .calendar : .csv
        }
    }

    /// `EVN|…`: a message that lost its first line. No table has such a header.
    private static func looksLikeSegment(_ text: ArraySlice<UInt8>) -> Bool {
        let name = text.prefix(3)
        guard name.count == 3, text.dropFirst(3).first == UInt8(ascii: "|") else { return false }
        return name.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) }
    }
}
