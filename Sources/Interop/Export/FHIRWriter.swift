public import Domain

/// Writes bookings and slots as FHIR R4 resources that refer only to each other.
public struct FHIRWriter: Sendable {
    private let now: Instant
    private let offsetMinutes: Int16
    /// The name space of our identifiers.
    static let system = "urn:cartas"

    /// By the resource that a schedule is of.
    private let carried: [String: CarriedRecords]

    public init(
        now: Instant, offsetMinutes: Int16, carried: [String: CarriedRecords] = [:]
    ) {
        (self.now, self.offsetMinutes, self.carried) = (now, offsetMinutes, carried)
    }

    /// A resource with what it carries, where it carries anything.
    private func object(_ members: [(String, JSON)], _ carried: CarriedRecords?) -> JSON {
        .object(members + [carried?.member].compactMap { $0 })
    }

    /// The resources, in an order that never changes for the same facts.
    ///
    /// - Parameter types: the resource types that are wanted; what these refer to comes along.
    public func resources(
        bookings: [ExportedBooking], slots: [ExportedSlot], types: Set<String>
    ) -> [JSON] {
        let bookings = bookings.sorted { $0.id < $1.id }
        let appointments =
            types.contains("Appointment") ? bookings.filter { $0.activity.isAppointment } : []
        let requests =
            types.contains("ServiceRequest") ? bookings.filter { $0.activity.isRequest } : []
        let wanted = types.contains("Slot") ? slots : []
        var people: [String: ExportedBooking.Person] = [:]
        for booking in appointments + requests { people[booking.person.id] = booking.person }
        var places: [String: ExportedBooking.Place] = [:]
        for place in appointments.compactMap(\.place) + wanted.map(\.place) {
            places[Self.key(place)] = place
        }
        if types.contains("Schedule") {
            for place in slots.map(\.place) { places[Self.key(place)] = place }
        }
        var resources = people.sorted { $0.key < $1.key }.map { patient($0.value) }
        let sorted = places.sorted { $0.key < $1.key }.map(\.value)
        resources += sorted.map(location)
        let scheduled = Set(wanted.map { Self.key($0.place) })
        resources += sorted.filter {
            types.contains("Schedule") || scheduled.contains(Self.key($0))
        }.map(schedule)
        resources += wanted.map(slot)
        resources += appointments.map(appointment)
        resources += requests.map(request)
        return resources
    }

    /// One Bundle of the type `collection`.
    public func bundle(_ resources: [JSON]) -> JSON {
        .object([
            ("resourceType", .string("Bundle")), ("type", .string("collection")),
            ("timestamp", .string(now.iso)),
            (
                "entry",
                .array(
                    resources.map { resource in
                        let type = resource.string("resourceType") ?? ""
                        let id = resource.string("id") ?? ""
                        return .object([
                            ("fullUrl", .string("\(Self.system):\(type):\(id)")),
                            ("resource", resource),
                        ])
                    })
            ),
        ])
    }

    private static func key(_ place: ExportedBooking.Place) -> String {
        place.unit > 0 ? "\(place.resource)-\(place.unit)" : place.resource
    }

    private func meta(_ changed: Instant) -> (String, JSON) {
        ("meta", .object([("lastUpdated", .string(changed.iso))]))
    }

    private func identifier(_ kind: String, _ value: String) -> (String, JSON) {
        (
            "identifier",
            .array([
                .object([
                    ("system", .string("\(Self.system):\(kind)")), ("value", .string(value)),
                ])
            ])
        )
    }

    private func reference(_ type: String, _ id: String) -> JSON {
        .object([("reference", .string("\(type)/\(id)"))])
    }

    private func patient(_ person: ExportedBooking.Person) -> JSON {
        func name(_ family: String, _ given: String, _ form: String) -> JSON {
            .object([
                (
                    "extension",
                    .array([
                        .object([
                            ("url", .string(FHIRPatient.representation)),
                            ("valueCode", .string(form)),
                        ])
                    ])
                ),
                ("use", .string("official")), ("family", .string(family)),
                ("given", .array([.string(given)])),
            ])
        }
        let isLatin = (person.name.family + person.name.given).unicodeScalars
            .allSatisfy { $0.value < 0x250 }
        var names = [name(person.name.family, person.name.given, isLatin ? "ABC" : "IDE")]
        if !person.name.familyKana.isEmpty {
            names.append(name(person.name.familyKana, person.name.givenKana, "SYL"))
        }
        return .object([
            ("resourceType", .string("Patient")), ("id", .string(person.id)),
            identifier("patient-number", person.number), ("name", .array(names)),
            ("gender", .string(person.sex.rawValue)), ("birthDate", .string(person.birth.iso)),
        ])
    }

    private func location(_ place: ExportedBooking.Place) -> JSON {
        .object([
            ("resourceType", .string("Location")), ("id", .string(Self.key(place))),
            identifier("resource", Self.key(place)), ("status", .string("active")),
            ("name", .string(place.text)),
        ])
    }

    private func schedule(_ place: ExportedBooking.Place) -> JSON {
        object(
            [
                ("resourceType", .string("Schedule")), ("id", .string(Self.key(place))),
                identifier("schedule", Self.key(place)), ("active", .bool(true)),
                ("actor", .array([reference("Location", Self.key(place))])),
            ], carried[place.resource])
    }

    private func slot(_ slot: ExportedSlot) -> JSON {
        let (start, end) = slot.bounds(offsetMinutes: offsetMinutes)
        let key = Self.key(slot.place)
        return .object([
            ("resourceType", .string("Slot")), ("id", .string("\(key)-\(slot.day.iso)")),
            identifier("slot", "\(key)-\(slot.day.iso)"), ("schedule", reference("Schedule", key)),
            ("status", .string(slot.state.rawValue)), ("start", .string(start.iso)),
            ("end", .string(end.iso)),
        ])
    }

    private func appointment(_ booking: ExportedBooking) -> JSON {
        let (start, end) = booking.bounds(offsetMinutes: offsetMinutes)
        let status =
            switch booking.state {
            case .proposed: "proposed"
            case .held: "pending"
            case .confirmed: "booked"
            case .done: "fulfilled"
            case .released: "cancelled"
            }
        func participant(_ actor: JSON) -> JSON {
            .object([
                ("actor", actor), ("required", .string("required")),
                ("status", .string(booking.state == .held ? "tentative" : "accepted")),
            ])
        }
        var participants = [participant(reference("Patient", booking.person.id))]
        if let place = booking.place {
            participants.append(participant(reference("Location", Self.key(place))))
        }
        return object(
            [
                ("resourceType", .string("Appointment")), ("id", .string(booking.id)),
                meta(booking.changed), identifier("booking", booking.id),
                ("status", .string(status)),
                ("description", .string(booking.title)), ("start", .string(start.iso)),
                ("end", .string(end.iso)), ("participant", .array(participants)),
            ], booking.carried)
    }

    private func request(_ booking: ExportedBooking) -> JSON {
        let (start, end) = booking.bounds(offsetMinutes: offsetMinutes)
        let status =
            switch booking.state {
            case .proposed, .held: "draft"
            case .confirmed: "active"
            case .done: "completed"
            case .released: "revoked"
            }
        return object(
            [
                ("resourceType", .string("ServiceRequest")), ("id", .string("R-\(booking.id)")),
                meta(booking.changed), identifier("request", booking.id),
                ("status", .string(status)),
                ("intent", .string("order")), ("code", .object([("text", .string(booking.title))])),
                ("subject", reference("Patient", booking.person.id)),
                (
                    "occurrencePeriod",
                    .object([("start", .string(start.iso)), ("end", .string(end.iso))])
                ),
            ], booking.carried)
    }
}
