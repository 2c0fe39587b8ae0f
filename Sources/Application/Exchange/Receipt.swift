public import Domain
import Interop

extension InboundMessage {
    /// The stored bytes as lines for a person to look at.
    public var lines: [String] {
        let text = DecodedText(deciding: bytes[...])?.utf8 ?? bytes
        return text.split(whereSeparator: { $0 == 0x0D || $0 == 0x0A }).prefix(400)
            .map { String(decoding: $0, as: UTF8.self) }
    }
}

/// What became of one message.
public struct Receipt: Sendable {
    public enum Disposition: String, Sendable { case accepted, duplicate, quarantined }

    public let disposition: Disposition
    /// The number under which it is kept; nil for a repetition.
    public let id: String?
    public let reason: String?
    /// The same as a sentence.
    public let why: Phrase?
    public let warnings: [String]

    init(
        _ disposition: Disposition, id: String?, reason: String? = nil, why: Phrase? = nil,
        warnings: [String] = []
    ) {
        self.disposition = disposition
        self.id = id
        self.reason = reason
        self.why = why ?? reason.map { Phrase("interop.reason.\($0)") }
        self.warnings = warnings
    }
}
