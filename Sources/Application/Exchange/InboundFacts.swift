import Domain
import Interop

/// A message by what tells it from others, whatever its format.
struct InboundFacts {
    let format: String
    /// The same key and the same bytes are the same message.
    let key: String
    /// What the sender's clock said: a reused key with another time is another message.
    let sent: String
    let sentAt: Instant?
    let control: String
    /// `ADT^A01`, `Observation`, `patients`.
    let kind: String
    /// Under which other resources refer to it.
    let reference: String
    let bytes: [UInt8]
    let digest: String

    init(_ item: ImportedItem, siteOffsetMinutes: Int16) {
        switch item.content {
        case .hl7(let reading, _):
            let header = reading.message?.header
            format = "hl7"
            bytes = reading.raw
            let type = [header?.type, header?.event, header?.structure].map { $0 ?? "" }
            kind = type.prefix(2).filter { !$0.isEmpty }.joined(separator: "^")
            key =
                ([header?.sendingApplication, header?.sendingFacility].map { $0 ?? "" }
                + [type.joined(separator: "^"), header?.controlID ?? ""])
                .joined(separator: "|")
            sent = header?.timestamp.time?.iso ?? ""
            sentAt = header?.timestamp.time.flatMap { time in
                time.instant(siteOffsetMinutes: siteOffsetMinutes)
                    ?? time.calendarDay.map {
                        Instant($0, .midnight, offsetMinutes: siteOffsetMinutes)
                    }
            }
            control = header?.controlID ?? ""
            reference = ""
        case .fhir(let reading):
            format = "fhir"
            bytes = reading.bytes
            kind = reading.resource?.type ?? ""
            key = reading.resource?.key ?? ""
            sent = reading.resource?.lastUpdated ?? ""
            sentAt = try? Instant(iso: sent)
            control = reading.resource?.id ?? ""
            reference = reading.resource.map { "\($0.type)/\($0.id ?? "")" } ?? ""
        case .event(let event):
            format = "calendar"
            (bytes, kind, key) = (Array((event.uid ?? "").utf8), "VEVENT", event.uid ?? "")
            (sent, sentAt, control, reference) = ("", nil, "", "")
        case .row(let row):
            format = "csv"
            (bytes, kind, key) = (row.raw, row.table, "")
            (sent, sentAt, control, reference) = ("", nil, "", "")
        }
        digest = SHA256.hexadecimal(bytes)
    }

    /// Messages without a control number are told by their bytes alone.
    var hasKey: Bool { format == "hl7" ? !control.isEmpty : !key.isEmpty }

    /// The row that keeps the message.
    func row(
        _ id: String, _ item: ImportedItem, at now: Instant, _ state: InboundMessage.State
    ) -> InboundMessage {
        InboundMessage(
            id: id, received: now, peer: item.source, position: item.index, format: format,
            key: key, sent: sent, sentAt: sentAt, control: control, digest: digest, kind: kind,
            reference: reference, bytes: bytes, state: state)
    }
}
