public import Domain

/// What becomes of a message: taken, or set aside with a reason.
public enum HL7Reason: String, CaseIterable, Sendable {
    case empty
    case truncatedFrame = "truncated_frame"
    case tooLarge = "too_large"
    case undecodable
    case noHeader = "no_msh"
    case unparsable
    case noMessageType = "no_message_type"
    case unsupportedType = "unsupported_type"
    case noControlID = "no_control_id"
    case noPatient = "no_pid"
    case noPatientID = "no_patient_id"
    case noSchedule = "no_sch"
    case noStart = "no_start"
    case noResult = "no_obx"
    case noMerge = "no_mrg"
    case controlIDReused = "control_id_reused"
    /// The message was understood, and what it asks for cannot be done.
    case refused

    /// The answer that the sender gets.
    public var answer: HL7Answer.Code? {
        switch self {
        case .empty, .truncatedFrame: nil
        case .tooLarge, .undecodable, .noHeader, .unparsable, .noMessageType, .unsupportedType:
            .rejected
        default: .erroneous
        }
    }

    /// The field at fault, as people name it: `PID-3`.
    public var field: String? {
        switch self {
        case .noMessageType, .unsupportedType: "MSH-9"
        case .noControlID, .controlIDReused: "MSH-10"
        case .noHeader, .unparsable: "MSH"
        case .noPatient: "PID"
        case .noPatientID: "PID-3"
        case .noSchedule: "SCH"
        case .noStart: "SCH-11"
        case .noResult: "OBX"
        case .noMerge: "MRG-1"
        case .undecodable: "MSH-18"
        case .empty, .truncatedFrame, .tooLarge, .refused: nil
        }
    }

    public var phrase: Phrase { Phrase("interop.reason.\(rawValue)") }
}

/// Something that a person should know of a message that was taken all the same.
public enum HL7Warning: String, CaseIterable, Sendable {
    case unmappedCode = "unmapped_code"
    case unknownUnit = "unknown_unit"
    case unreadableTime = "unreadable_time"
    case batchCountMismatch = "batch_count_mismatch"
    case conflict

    public var phrase: Phrase { Phrase("interop.warning.\(rawValue)") }
}

/// The kinds of message that have an effect here.
public enum HL7Event: Hashable, Sendable {
    case patient(String)
    case schedule(String)
    case results(String)
    case orders(String)
    case acknowledgement

    private static let admissions: Set<String> = [
        "A01", "A02", "A03", "A04", "A05", "A06", "A07", "A08", "A11", "A12", "A13", "A14", "A16",
        "A21", "A22", "A23", "A25", "A27", "A28", "A31", "A38", "A40",
    ]
    private static let appointments: Set<String> = Set(
        (12...24).map { "S\($0)" } + ["S26"])

    /// Nil for what is not supported.
    public init?(type: String, event: String?) {
        switch (type, event) {
        case ("ACK", _): self = .acknowledgement
        case ("ADT", .some(let event)) where Self.admissions.contains(event):
            self = .patient(event)
        case ("SIU", .some(let event)) where Self.appointments.contains(event):
            self = .schedule(event)
        case ("ORU", "R01"), ("ORU", "R30"), ("OUL", "R22"): self = .results(event ?? "")
        case ("ORM", "O01"), ("OML", "O21"), ("OML", "O33"): self = .orders(event ?? "")
        default: return nil
        }
    }

    /// Events whose message is about a time in the future and is useless without it.
    var needsStart: Bool {
        guard case .schedule(let event) = self else { return false }
        return ["S12", "S13", "S23", "S24"].contains(event)
    }
}
