/// A message with everything this program takes from it, judged by itself.
public struct HL7Reading: Sendable {
    /// The bytes as they came, without their frame.
    public let raw: [UInt8]
    public let characterSet: CharacterSet?
    public let message: HL7Message?
    public let event: HL7Event?
    public let patient: HL7Patient?
    public let visit: HL7Visit?
    public let appointment: HL7Appointment?
    public let observations: [HL7Observation]
    public let orders: [HL7Order]
    public let reason: HL7Reason?
    public private(set) var warnings: [HL7Warning]

    /// - Parameters:
    ///   - asked: the set to take when the bytes do not tell which.
    ///   - known: the fault that the reader of the stream already found.
    public init(
        _ raw: [UInt8], asked: CharacterSet? = nil, known: HL7Reason? = nil,
        warnings: [HL7Warning] = []
    ) {
        self.raw = raw
        let decoded = DecodedText(
            deciding: raw[...], declaresLatin1: HL7Header.declaresLatin1(raw[...]), asked: asked)
        characterSet = decoded?.set
        guard let decoded, known == nil else {
            (message, event, patient, visit, appointment) = (nil, nil, nil, nil, nil)
            (observations, orders) = ([], [])
            reason = known ?? .undecodable
            self.warnings = warnings
            return
        }
        let message: HL7Message
        do throws(HL7Fault) {
            message = try HL7Message(decoded.utf8)
        } catch {
            (self.message, event, patient, visit, appointment) = (nil, nil, nil, nil, nil)
            (observations, orders) = ([], [])
            reason =
                switch error {
                case .empty: .empty
                case .noHeader: .noHeader
                case .unparsable: .unparsable
                }
            self.warnings = warnings
            return
        }
        self.message = message
        event = message.header.type.flatMap {
            HL7Event(type: $0, event: message.header.event)
        }
        patient = message.first("PID").map { HL7Patient($0) }
        visit = message.first("PV1").map { HL7Visit($0) }
        appointment = HL7Appointment(message)
        (observations, orders) = message.results
        reason = Self.judge(message, event, patient, appointment, observations)
        self.warnings = warnings
        if hasUnreadableTime { self.warnings.append(.unreadableTime) }
    }

    public var answer: HL7Answer.Code? {
        if let reason { return reason.answer }
        return event == .acknowledgement ? nil : .accepted
    }

    private static func judge(
        _ message: HL7Message, _ event: HL7Event?, _ patient: HL7Patient?,
        _ appointment: HL7Appointment?, _ observations: [HL7Observation]
    ) -> HL7Reason? {
        guard message.header.type != nil else { return .noMessageType }
        guard let event else { return .unsupportedType }
        guard message.header.controlID != nil else { return .noControlID }
        if let patient, patient.ids.isEmpty, event != .acknowledgement { return .noPatientID }
        switch event {
        case .acknowledgement: return nil
        case .patient(let name):
            guard patient != nil else { return .noPatient }
            if name == "A40" { return message.first("MRG")?[1].isEmpty ?? true ? .noMerge : nil }
            return nil
        case .results:
            guard patient != nil else { return .noPatient }
            return observations.isEmpty ? .noResult : nil
        case .orders: return patient == nil ? .noPatient : nil
        case .schedule:
            guard message.first("SCH") != nil else { return .noSchedule }
            return event.needsStart && appointment?.start == nil ? .noStart : nil
        }
    }

    private var hasUnreadableTime: Bool {
        let times =
            [message?.header.timestamp, patient?.birth, visit?.admitted, visit?.discharged]
            .compactMap { $0 } + observations.map(\.time) + orders.map(\.collected)
        return times.contains(where: \.isUnreadable) || appointment?.unreadable ?? false
    }

    /// The patient record that A40 gives up: MRG-1.
    public var mergedFrom: HL7Identifier? {
        message?.first("MRG").flatMap { HL7Identifier($0[1].first) }
    }

    /// What a received acknowledgement says.
    public var acknowledged: (code: String?, controlID: String?, text: String?, errors: Int)? {
        guard let message, let segment = message.first("MSA") else { return nil }
        return (
            segment[1].text, segment[2].text, segment[3].text, message.all("ERR").count
        )
    }

    public mutating func warn(_ warning: HL7Warning) {
        if !warnings.contains(warning) { warnings.append(warning) }
    }
}
