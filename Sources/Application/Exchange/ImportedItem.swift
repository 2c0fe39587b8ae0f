public import Domain
import Interop

/// One message, resource, event or row out of a file.
public struct ImportedItem: Sendable {
    enum Content: Sendable {
        case hl7(HL7Reading, HL7Stream.Piece)
        case fhir(FHIRReading)
        case event(CalendarEvent)
        case row(TableRow)
    }

    public let source: String
    /// Counted from 0 within the file.
    public let index: Int
    let content: Content
    /// The set that the whole file is in, where a message alone is plain ASCII.
    var fileSet: CharacterSet?

    public var isQuarantined: Bool {
        switch content {
        case .hl7(let reading, _): reading.reason != nil
        case .fhir(let reading): reading.reason != nil
        case .event(let event): !event.isValid
        case .row(let row): row.fault != nil
        }
    }

    /// Why it was set aside, in the words of the interface.
    public var reasonName: String? {
        switch content {
        case .hl7(let reading, _): reading.reason?.rawValue
        case .fhir(let reading): reading.reason?.name
        case .event(let event): event.isValid ? nil : "unparsable"
        case .row(let row): row.fault.map { _ in "bad_row" }
        }
    }

    /// The same as a sentence.
    public var reason: Phrase? {
        switch content {
        case .hl7(let reading, _): reading.reason?.phrase
        case .fhir(let reading): reading.reason?.phrase
        case .event(let event):
            event.faults.first.map {
                Phrase("interop.reason.calendar", ["property": .text($0)])
            }
        case .row(let row): row.fault?.phrase
        }
    }

    /// `ADT^A01`, `Observation`: what it is, and no word of any patient.
    public var kindName: String {
        switch content {
        case .hl7(let reading, _):
            [reading.message?.header.type, reading.message?.header.event].compactMap { $0 }
                .joined(separator: "^")
        case .fhir(let reading): reading.resource?.type ?? ""
        case .event: "VEVENT"
        case .row(let row): row.table
        }
    }

    /// What the message comes to by itself, with no store to ask.
    public var judgement: Receipt {
        guard isQuarantined else { return Receipt(.accepted, id: nil, warnings: warningNames) }
        return Receipt(
            .quarantined, id: nil, reason: reasonName, why: reason, warnings: warningNames)
    }

    private var warningNames: [String] {
        guard case .hl7(let reading, _) = content else { return [] }
        return reading.warnings.map(\.rawValue)
    }

    /// The record with what became of it in the store.
    public func record(_ codes: SiteCodes, _ receipt: Receipt) -> JSON {
        guard case .object(let members) = record(codes).content else { return .null }
        let known = Set(["disposition", "reason", "warnings", "ack"])
        var shown: [(String, JSON)] = []
        for member in members {
            guard known.contains(member.name) else {
                shown.append((member.name, member.value))
                continue
            }
            switch member.name {
            case "disposition": shown.append(("disposition", .string(receipt.disposition.rawValue)))
            case "reason": shown.append(("reason", .optional(receipt.reason)))
            case "warnings":
                shown.append(("warnings", .array(receipt.warnings.map { .string($0) })))
            default: shown.append(("ack", ack(receipt, member.value)))
            }
        }
        return .object(shown)
    }

    private func ack(_ receipt: Receipt, _ alone: JSON) -> JSON {
        guard case .hl7 = content, let reason = receipt.reason, !isQuarantined else { return alone }
        return .optional(HL7Reason(rawValue: reason)?.answer?.rawValue)
    }

    public func record(_ codes: SiteCodes) -> JSON {
        switch content {
        case .hl7(let reading, let piece):
            reading.record(
                source: source, index: index, piece: piece, codes: codes.map,
                characterSetLabel: fileSet)
        case .fhir(let reading): reading.record(source: source, index: index, codes: codes.map)
        case .event(let event): event.record(source: source, index: index)
        case .row(let row): row.record(source: source, index: index)
        }
    }
}

extension ImportedItem {
    /// Every name by which other resources may refer to this one.
    var references: [String] {
        guard case .fhir(let reading) = content, let resource = reading.resource else { return [] }
        let plain = resource.id.map { "\(resource.type)/\($0)" }
        return [plain, resource.fullURL].compactMap { $0 }
    }

    /// A message that was set aside, read anew from its stored bytes.
    init?(again row: InboundMessage, siteOffsetMinutes: Int16) {
        source = row.peer
        index = row.position
        switch row.format {
        case "hl7":
            let piece = HL7Stream.Piece(bytes: row.bytes, isFramed: false, fault: nil)
            content = .hl7(HL7Reading(row.bytes), piece)
        case "fhir":
            var stream = FHIRStream()
            guard let reading = (stream.take(row.bytes) + stream.finish()).first else { return nil }
            content = .fhir(reading)
        case "csv":
            guard
                let file = try? TableFile(
                    row.bytes, schema: TableSchema.named(row.kind),
                    siteOffsetMinutes: siteOffsetMinutes),
                let row = file.rows.first
            else { return nil }
            content = .row(row)
        default: return nil
        }
    }
}
