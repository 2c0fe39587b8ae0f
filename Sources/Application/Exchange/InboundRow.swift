public import Domain
import Interop
import Store

/// A message that came, as the store keeps it.
public struct InboundRow: Sendable {
    public enum State: String, Sendable { case accepted, quarantined, discarded }

    public let id: String
    public let received: Instant
    /// The file or the address it came from.
    public let peer: String
    public let position: Int
    public let format: String
    public let control: String
    public let kind: String
    public let state: State
    /// The name of the reason, and what else is to be said of it.
    public let reason: String
    public let detail: String
    public let warnings: [String]
    public let bytes: [UInt8]

    static let columns =
        "id, received, received_offset, peer, position, format, control, kind, state, reason, "
        + "detail, warnings, bytes"

    init(_ row: Row) throws(StoreError) {
        id = try row.text(0)
        received = Instant(
            utcMilliseconds: try row.int(1),
            offsetMinutes: Int16(truncatingIfNeeded: try row.int(2)))
        peer = try row.text(3)
        position = Int(try row.int(4))
        format = try row.text(5)
        control = try row.text(6)
        kind = try row.text(7)
        let state = try row.text(8)
        guard let known = State(rawValue: state) else {
            throw .damaged(table: "inbound_message", column: 8, value: state)
        }
        self.state = known
        reason = try row.text(9)
        detail = try row.text(10)
        warnings = try row.text(11).split(separator: " ").map(String.init)
        bytes = try row.blob(12)
    }

    /// The stored bytes as lines for a person to look at.
    public var lines: [String] {
        let text = DecodedText(deciding: bytes[...])?.utf8 ?? bytes
        return text.split(whereSeparator: { $0 == 0x0D || $0 == 0x0A }).prefix(400)
            .map { String(decoding: $0, as: UTF8.self) }
    }

    public var reasonPhrase: Phrase { Phrase("interop.reason.\(reason)") }

    public func age(at now: Instant) -> Int { now.minutes(since: received) }
}

/// What became of one message.
public struct Receipt: Sendable {
    public enum Disposition: String, Sendable { case accepted, duplicate, quarantined }

    public let disposition: Disposition
    /// The number under which it is kept; nil for a repetition.
    public let id: String?
    public let reason: String?
    public let warnings: [String]

    init(
        _ disposition: Disposition, id: String?, reason: String? = nil, warnings: [String] = []
    ) {
        self.disposition = disposition
        self.id = id
        self.reason = reason
        self.warnings = warnings
    }
}
