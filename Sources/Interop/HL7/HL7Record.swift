public import Domain

/// A reading as the import prints it for machines.
extension HL7Reading {
    /// - Parameter piece: where in its file the message stood.
    public func record(
        source: String, index: Int, piece: HL7Stream.Piece, codes: CodeMap,
        characterSetLabel: CharacterSet? = nil
    ) -> JSON {
        var members: [(String, JSON)] = [
            ("source", .string(source)), ("index", .int(index)), ("format", .string("hl7v2")),
            ("disposition", .string(reason == nil ? "accepted" : "quarantined")),
            ("ack", .optional(answer?.rawValue)), ("reason", .optional(reason?.rawValue)),
            ("field", .optional(reason?.field)),
            ("warnings", .array(warnings.map { .string($0.rawValue) })),
            ("bytes", .int(raw.count)),
            (
                "charset",
                .string((characterSetLabel ?? characterSet)?.rawValue ?? "undecodable")
            ),
            ("framing", .string(piece.isFramed ? "mllp" : "file")),
            ("lineEnding", .string(LineEnding.names(in: raw))),
        ]
        if !piece.envelope.isEmpty {
            members.append(("envelope", .array(piece.envelope.map { .string($0) })))
        }
        guard let message else { return .object(members) }
        members += [
            ("separators", .string(message.separators.text)),
            ("segments", .array(message.segments.map { .string($0.name) })),
            ("zSegments", .array(message.ownSegments.map { .string($0) })),
            ("message", message.header.json),
        ]
        if let patient { members.append(("patient", patient.json)) }
        if let visit { members.append(("visit", visit.json)) }
        if let appointment { members.append(("appointment", appointment.json)) }
        if !observations.isEmpty {
            members.append(("observations", .array(observations.map { $0.json(codes) })))
        }
        if !orders.isEmpty { members.append(("orders", .array(orders.map(\.json)))) }
        if event == .acknowledgement, let acknowledged {
            members.append(
                (
                    "acknowledgement",
                    .object([
                        ("code", .optional(acknowledged.code)),
                        ("controlId", .optional(acknowledged.controlID)),
                        ("text", .optional(acknowledged.text)),
                        ("err", .int(acknowledged.errors)),
                    ])
                ))
        }
        return .object(members)
    }
}

/// Which line ends a message was written with.
enum LineEnding {
    static func names(in bytes: [UInt8]) -> String {
        var (pair, carriage, line) = (false, false, false)
        var at = 0
        while at < bytes.count {
            if bytes[at] == 0x0D {
                if at + 1 < bytes.count, bytes[at + 1] == 0x0A {
                    pair = true
                    at += 1
                } else {
                    carriage = true
                }
            } else if bytes[at] == 0x0A {
                line = true
            }
            at += 1
        }
        let names = [(pair, "CRLF"), (carriage, "CR"), (line, "LF")].filter(\.0).map(\.1)
        return names.isEmpty ? "none" : names.joined(separator: "+")
    }
}

extension HL7Time.Reading {
    var json: JSON {
        switch self {
        case .absent: .null
        case .time(let time): .string(time.iso)
        case .unreadable(let text): .object([("unreadable", .string(text))])
        }
    }
}

extension HL7Header {
    var json: JSON {
        .object([
            ("type", .optional(type)), ("event", .optional(event)),
            ("structure", .optional(structure)), ("controlId", .optional(controlID)),
            ("sendingApplication", .optional(sendingApplication)),
            ("sendingFacility", .optional(sendingFacility)), ("timestamp", timestamp.json),
            ("version", .optional(version)), ("processingId", .optional(processingID)),
            ("declaredCharset", .optional(declaredCharacterSet)),
        ])
    }
}

extension HL7Patient {
    var json: JSON {
        .object([
            (
                "ids",
                .array(
                    ids.map {
                        .object([
                            ("value", .string($0.value)), ("authority", .optional($0.authority)),
                            ("type", .optional($0.type)),
                        ])
                    })
            ),
            (
                "names",
                .array(
                    names.map {
                        .object([
                            ("family", .optional($0.family)), ("given", .optional($0.given)),
                            ("middle", .optional($0.middle)), ("type", .optional($0.type)),
                            ("representation", .optional($0.representation)),
                        ])
                    })
            ),
            ("birthDate", birth.json), ("sex", .optional(sex)),
        ])
    }
}

extension HL7Visit {
    var json: JSON {
        .object([
            ("class", .optional(`class`)), ("location", .array(location.map { .optional($0) })),
            ("number", .optional(number)), ("admit", admitted.json),
            ("discharge", discharged.json),
        ])
    }
}

extension HL7Appointment {
    var json: JSON {
        .object([
            ("placerId", .optional(placerID)), ("fillerId", .optional(fillerID)),
            ("eventReason", .optional(eventReason)), ("reason", .optional(reason)),
            ("type", .optional(type)), ("duration", .optional(duration)),
            ("durationUnit", .optional(durationUnit)), ("start", scheduledStart.json),
            ("end", scheduledEnd.json), ("tq1Start", quantityStart.json),
            ("tq1End", quantityEnd.json), ("fillerStatus", .optional(fillerStatus)),
            ("timeSource", .optional(timeSource)), ("effectiveStart", .optional(start?.iso)),
            ("effectiveEnd", .optional(end?.iso)), ("resources", .array(resources.map(\.json))),
        ])
    }
}

extension HL7Resource {
    var json: JSON {
        .object([
            ("kind", .string(kind.rawValue)), ("id", .optional(id)), ("text", .optional(text)),
            ("action", .optional(action)), ("start", start.json),
            ("duration", .optional(duration)), ("durationUnit", .optional(durationUnit)),
            ("status", .optional(status)),
        ])
    }
}

extension HL7Observation {
    func json(_ codes: CodeMap) -> JSON {
        .object([
            ("code", .optional(code.id)), ("text", .optional(code.text)),
            ("system", .optional(code.system)), ("altCode", .optional(alternative.id)),
            ("altSystem", .optional(alternative.system)), ("valueType", .optional(valueType)),
            ("value", .optional(value)), ("comparator", .optional(comparator)),
            ("unit", .optional(unit)), ("range", .optional(range)), ("flags", .optional(flags)),
            ("status", .optional(status)), ("time", time.json),
            ("mapped", codes.mapping(self.codes, value, unit: unit).json),
        ])
    }
}

extension HL7Order {
    var json: JSON {
        .object([
            ("control", .optional(control)), ("placer", .optional(placerID)),
            ("filler", .optional(fillerID)), ("code", .optional(code.id)),
            ("text", .optional(code.text)), ("system", .optional(code.system)),
            ("collected", collected.json), ("status", .optional(status)),
        ])
    }
}

extension CodeMap.Mapping? {
    var json: JSON {
        guard let self else { return .null }
        return .object([
            ("item", .string(self.item)), ("unit", .string(self.unit)),
            ("value", self.value.map { .double($0) } ?? .null),
            ("note", .optional(self.note?.rawValue)),
        ])
    }
}
