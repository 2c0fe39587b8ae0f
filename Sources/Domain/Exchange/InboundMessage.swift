/// A message that came, as the store keeps it.
public struct InboundMessage: Equatable, Sendable {
    public enum State: String, Sendable { case accepted, quarantined, discarded }

    public let id: String
    public let received: Instant
    /// The file or the address it came from.
    public let peer: String
    public let position: Int
    public let format: String
    /// The same key and the same bytes are the same message.
    public let key: String
    /// What the sender's clock said, as written.
    public let sent: String
    public let sentAt: Instant?
    public let control: String
    public let digest: String
    public let kind: String
    /// Under which other resources refer to it.
    public let reference: String
    public let bytes: [UInt8]
    public var patient: Patient.ID?
    public var state: State
    /// The name of the reason.
    public var reason: String
    /// The same as a phrase with its values, in JSON; empty where the name says all.
    public var detail: String
    public var warnings: [String]

    public init(
        id: String, received: Instant, peer: String, position: Int, format: String, key: String,
        sent: String, sentAt: Instant?, control: String, digest: String, kind: String,
        reference: String, bytes: [UInt8], patient: Patient.ID? = nil, state: State,
        reason: String = "", detail: String = "", warnings: [String] = []
    ) {
        self.id = id
        self.received = received
        self.peer = peer
        self.position = position
        self.format = format
        self.key = key
        self.sent = sent
        self.sentAt = sentAt
        self.control = control
        self.digest = digest
        self.kind = kind
        self.reference = reference
        self.bytes = bytes
        self.patient = patient
        self.state = state
        self.reason = reason
        self.detail = detail
        self.warnings = warnings
    }

    public var reasonPhrase: Phrase {
        let kept = try? Phrase(reading: JSONReader(parsing: detail))
        return kept ?? Phrase("interop.reason.\(reason)")
    }

    public func age(at now: Instant) -> Int { now.minutes(since: received) }
}
