public import Domain

/// An acknowledgement to be sent.
public struct HL7Answer: Sendable {
    public enum Code: String, Sendable {
        case accepted = "AA"
        case erroneous = "AE"
        case rejected = "AR"
        /// Enhanced mode: what became of the bytes, before anybody has looked into them.
        case stored = "CA"
        case notStored = "CE"
        case refusedToStore = "CR"
    }

    public let code: Code
    public let reason: HL7Reason?
    /// A sentence for the people on the other side.
    public let text: String

    public init(_ code: Code, _ reason: HL7Reason? = nil, text: String = "") {
        (self.code, self.reason, self.text) = (code, reason, text)
    }

    /// The bytes of the answer, without a frame.
    ///
    /// - Parameters:
    ///   - reading: the message that is answered; one without a readable header gets the least
    ///     header that a receiver can read.
    ///   - controlID: our own, unique.
    public func bytes(
        to reading: HL7Reading, controlID: String, at now: Instant,
        application: String = "CARTAS", facility: String = ""
    ) -> [UInt8] {
        let header = (reading.message ?? Self.legible(reading.raw))?.header
        let set = reading.characterSet ?? .ascii
        func safe(_ text: String?) -> String { text.map(HL7Escape.done) ?? "" }
        let event = header?.event.map { "ACK^\(safe($0))^ACK" } ?? "ACK"
        var fields = [
            "MSH", "^~\\&", header?.receivingApplication.map(HL7Escape.done) ?? application,
            header?.receivingFacility.map(HL7Escape.done) ?? facility,
            safe(header?.sendingApplication), safe(header?.sendingFacility),
            HL7Time.text(now), "", event, safe(controlID), safe(header?.processingID),
            safe(header?.version), "", "", "", "", "",
            header?.declaredCharacterSet ?? "", "", header?.characterSetScheme ?? "",
        ]
        while fields.last?.isEmpty == true { fields.removeLast() }
        var lines = [fields.joined(separator: "|")]
        var confirmation = ["MSA", code.rawValue, safe(header?.controlID)]
        if !text.isEmpty { confirmation.append(safe(String(text.prefix(80)))) }
        lines.append(confirmation.joined(separator: "|"))
        if let reason, code != .accepted, code != .stored {
            lines.append(Self.error(reason, safe(text)))
        }
        // The mark belongs to files; a frame begins with MSH.
        let plain = set == .utf8WithMark ? CharacterSet.utf8 : set
        return plain.encode(lines.map { $0 + "\r" }.joined())
    }

    /// The header of a message that as a whole is in no known set: its own line mostly is ASCII,
    /// and the sender looks for its control number.
    private static func legible(_ raw: [UInt8]) -> HL7Message? {
        let line = raw.prefix { $0 != 0x0D && $0 != 0x0A }.prefix(1000)
        guard line.allSatisfy({ $0 < 0x80 }) else { return nil }
        return try? HL7Message(Array(line))
    }

    private static func error(_ reason: HL7Reason, _ text: String) -> String {
        let location =
            reason.field.map { field in
                let parts = field.split(separator: "-")
                return parts.count == 2 ? "\(parts[0])^1^\(parts[1])" : "\(field)^1"
            } ?? ""
        return "ERR||\(location)|\(reason.tableCode)^HL70357|E||||\(text)"
    }
}

extension HL7Reason {
    /// Code and text of HL7 table 0357.
    var tableCode: String {
        switch self {
        case .noMessageType, .unsupportedType: "200^Unsupported message type"
        case .noControlID, .noPatientID, .noStart: "101^Required field missing"
        case .noHeader, .noPatient, .noSchedule, .noResult, .noMerge:
            "100^Segment sequence error"
        case .controlIDReused: "205^Duplicate key identifier"
        case .undecodable: "102^Data type error"
        case .empty, .truncatedFrame, .tooLarge, .unparsable, .refused:
            "207^Application internal error"
        }
    }
}
