public import Domain

/// A reading as the import prints it for machines.
extension FHIRReading {
    public func record(source: String, index: Int, codes: CodeMap) -> JSON {
        var members: [(String, JSON)] = [
            ("source", .string(source)), ("index", .int(index)), ("format", .string("fhir")),
            ("disposition", .string(reason == nil ? "accepted" : "quarantined")),
            ("ack", .null), ("reason", .optional(reason?.name)),
            ("valid", .bool(resource != nil && resource?.missing.isEmpty ?? false)),
        ]
        guard let resource else { return .object(members) }
        members += [
            ("resourceType", .string(resource.type)), ("id", .optional(resource.id)),
            ("fullUrl", .optional(resource.fullURL)),
        ]
        switch resource.content {
        case .patient(let patient): members += patient.members
        case .observation(let observation): members += observation.members(codes)
        case .encounter(let encounter): members += encounter.members
        case .location(let location): members += location.members
        case .serviceRequest(let request): members += request.members
        case .appointment(let appointment): members += appointment.members
        case .slot(let slot): members += slot.members
        case .schedule(let schedule): members += schedule.members
        case .other: members.append(("other", .bool(true)))
        }
        return .object(members)
    }
}

extension FHIRTime? {
    var json: JSON { .optional(self?.text) }
}

extension [FHIRCoding] {
    var json: JSON {
        .array(
            map { .object([("system", .optional($0.system)), ("code", .optional($0.code))]) })
    }
}

extension FHIRQuantity? {
    var json: JSON {
        guard let self else { return .null }
        return .object([
            ("value", self.value.map { JSON(.number($0)) } ?? .null),
            ("comparator", .optional(self.comparator)), ("unit", .optional(self.unit)),
        ])
    }
}

extension FHIRPatient {
    var members: [(String, JSON)] {
        [
            (
                "ids",
                .array(
                    ids.map {
                        .object([("system", .optional($0.system)), ("value", .optional($0.value))])
                    })
            ),
            (
                "names",
                .array(
                    names.map {
                        .object([
                            ("family", .optional($0.family)),
                            (
                                "given",
                                $0.given.isEmpty ? .null : .array($0.given.map { .string($0) })
                            ),
                            ("text", .optional($0.text)), ("use", .optional($0.use)),
                            ("representation", .optional($0.representation)),
                        ])
                    })
            ),
            ("birthDate", birthDate.json), ("gender", .optional(gender)),
        ]
    }
}

extension FHIRObservation {
    /// The value in the canonical unit, where the code and the unit are known.
    public func mapping(_ codes: CodeMap) -> CodeMap.Mapping? {
        codes.mapping(codings.compactMap(\.mapped), quantity?.value, unit: quantity?.unit)
    }

    /// One for each component with a value, nil where its code is not known.
    public func componentMappings(_ codes: CodeMap) -> [CodeMap.Mapping?] {
        components.filter { $0.quantity?.value != nil }.map {
            codes.mapping(
                $0.codings.compactMap(\.mapped), $0.quantity?.value, unit: $0.quantity?.unit)
        }
    }

    func members(_ codes: CodeMap) -> [(String, JSON)] {
        var members: [(String, JSON)] = [
            ("status", .optional(status)), ("category", .array(categories.map { .string($0) })),
            ("codes", codings.json), ("text", .optional(text)), ("subject", .optional(subject)),
            ("time", time.json), ("value", quantity.json),
            (
                "components",
                components.isEmpty
                    ? .null
                    : .array(
                        components.map { component in
                            .object([
                                (
                                    "codes",
                                    .array(component.codings.map { .optional($0.code) })
                                ),
                                ("value", component.quantity.json),
                            ])
                        })
            ),
            ("dataAbsent", dataAbsent.map { .array($0.map { .string($0) }) } ?? .null),
            ("mapped", mapping(codes).json),
        ]
        if !components.isEmpty {
            members.append(
                ("mappedComponents", .array(componentMappings(codes).map(\.json))))
        }
        return members
    }
}

extension FHIREncounter {
    var members: [(String, JSON)] {
        var period: [(String, JSON)] = []
        if let start { period.append(("start", .string(start.text))) }
        if let end { period.append(("end", .string(end.text))) }
        return [
            ("status", .optional(status)), ("class", .optional(`class`)),
            ("subject", .optional(subject)), ("period", hasPeriod ? .object(period) : .null),
            ("locations", .array(locations.map { .optional($0) })),
        ]
    }
}

extension FHIRLocation {
    var members: [(String, JSON)] {
        [
            ("status", .optional(status)), ("name", .optional(name)),
            ("physicalType", .array(physicalType.map { .string($0) })),
            ("partOf", .optional(partOf)),
        ]
    }
}

extension FHIRServiceRequest {
    var members: [(String, JSON)] {
        [
            ("status", .optional(status)), ("intent", .optional(intent)),
            ("priority", .optional(priority)), ("codes", codings.json),
            ("subject", .optional(subject)), ("occurrence", occurrence.json),
            ("authoredOn", authoredOn.json),
        ]
    }
}

extension FHIRAppointment {
    var members: [(String, JSON)] {
        [
            ("status", .optional(status)), ("start", start.json), ("end", end.json),
            ("minutes", minutes.map { .int($0) } ?? .null),
            ("description", .optional(description)),
            (
                "participants",
                .array(
                    participants.map {
                        .object([
                            ("actor", .optional($0.actor)), ("required", .optional($0.required)),
                            ("status", .optional($0.status)),
                        ])
                    })
            ),
            ("slots", .array(slots.map { .string($0) })),
        ]
    }
}

extension FHIRSlot {
    var members: [(String, JSON)] {
        [
            ("status", .optional(status)), ("schedule", .optional(schedule)),
            ("start", start.json), ("end", end.json),
            ("overbooked", isOverbooked.map { .bool($0) } ?? .null),
        ]
    }
}

extension FHIRSchedule {
    var members: [(String, JSON)] {
        var horizon: [(String, JSON)] = []
        if let start { horizon.append(("start", .string(start.text))) }
        if let end { horizon.append(("end", .string(end.text))) }
        return [
            ("active", isActive.map { .bool($0) } ?? .null),
            ("actors", .array(actors.map { .string($0) })),
            ("horizon", horizon.isEmpty ? .null : .object(horizon)),
        ]
    }
}
