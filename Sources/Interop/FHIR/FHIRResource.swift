public import Domain

/// A resource that this program has a use for, or the name of one that it has not.
public struct FHIRResource: Sendable {
    public enum Content: Sendable {
        case patient(FHIRPatient)
        case observation(FHIRObservation)
        case encounter(FHIREncounter)
        case location(FHIRLocation)
        case serviceRequest(FHIRServiceRequest)
        case appointment(FHIRAppointment)
        case slot(FHIRSlot)
        case schedule(FHIRSchedule)
        case other
    }

    public let type: String
    public let id: String?
    public let fullURL: String?
    public let content: Content
    public let json: JSON
    /// Required members that are missing.
    public let missing: [String]

    /// Nil where the value names no resource type.
    public init?(_ json: JSON, fullURL: String? = nil) {
        guard let type = json.string("resourceType") else { return nil }
        self.type = type
        self.fullURL = fullURL
        self.json = json
        id = json.string("id")
        switch type {
        case "Patient": content = .patient(FHIRPatient(json))
        case "Observation": content = .observation(FHIRObservation(json))
        case "Encounter": content = .encounter(FHIREncounter(json))
        case "Location": content = .location(FHIRLocation(json))
        case "ServiceRequest": content = .serviceRequest(FHIRServiceRequest(json))
        case "Appointment": content = .appointment(FHIRAppointment(json))
        case "Slot": content = .slot(FHIRSlot(json))
        case "Schedule": content = .schedule(FHIRSchedule(json))
        default: content = .other
        }
        missing = (Self.required[type] ?? []).filter { name in
            switch json[name]?.content {
            case .none, .null: true
            case .array(let elements): elements.isEmpty
            default: false
            }
        }
    }

    public var isSupported: Bool { if case .other = content { false } else { true } }

    /// What R4 requires of each type (cardinality 1..).
    private static let required: [String: [String]] = [
        "Observation": ["status", "code"],
        "Encounter": ["status", "class"],
        "ServiceRequest": ["status", "intent", "subject"],
        "Appointment": ["status", "participant"],
        "Slot": ["schedule", "status", "start", "end"],
        "Schedule": ["actor"],
    ]

    /// The identifiers by which the resource is known elsewhere.
    public var identifiers: [FHIRIdentifier] { json.list("identifier").map { FHIRIdentifier($0) } }

    public var lastUpdated: String? { json["meta"]?.string("lastUpdated") }

    /// What makes two resources the same: an identifier, else type and id.
    public var key: String {
        if let known = identifiers.first(where: { $0.value != nil }) {
            return "\(type)|\(known.system ?? "")|\(known.value ?? "")"
        }
        return "\(type)/\(id ?? fullURL ?? "")"
    }
}

public struct FHIRIdentifier: Hashable, Sendable {
    public let system: String?
    public let value: String?

    init(_ value: JSON) {
        system = value.string("system")
        self.value = value.string("value")
    }
}

public struct FHIRPatient: Sendable {
    public struct Name: Hashable, Sendable {
        public let family: String?
        public let given: [String]
        public let text: String?
        public let use: String?
        /// `IDE`, `SYL`, `ABC` for kanji, kana, Latin letters.
        public let representation: String?
    }

    public let ids: [FHIRIdentifier]
    public let names: [Name]
    public let birthDate: FHIRTime?
    public let gender: String?

    static let representation =
        "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation"

    init(_ json: JSON) {
        ids = json.list("identifier").map { FHIRIdentifier($0) }
        names = json.list("name").map { name in
            Name(
                family: name.string("family"), given: name.list("given").compactMap(\.text),
                text: name.string("text"), use: name.string("use"),
                representation: name.list("extension")
                    .first { $0.string("url") == Self.representation }?.string("valueCode"))
        }
        birthDate = FHIRTime(json.string("birthDate"))
        gender = json.string("gender")
    }
}

public struct FHIRObservation: Sendable {
    public struct Component: Sendable {
        public let codings: [FHIRCoding]
        public let quantity: FHIRQuantity?
    }

    public let status: String?
    public let categories: [String]
    public let codings: [FHIRCoding]
    public let text: String?
    public let subject: String?
    public let time: FHIRTime?
    public let quantity: FHIRQuantity?
    public let words: String?
    public let components: [Component]
    public let dataAbsent: [String]?
    public let specimen: String?

    init(_ json: JSON) {
        status = json.string("status")
        categories = json.list("category").flatMap { $0.list("coding") }
            .compactMap { $0.string("code") }
        codings = json.codings("code")
        text = json["code"]?.string("text")
        subject = json.reference("subject")
        time = FHIRTime(
            json.string("effectiveDateTime") ?? json["effectivePeriod"]?.string("start")
                ?? json.string("effectiveInstant"))
        quantity = FHIRQuantity(json["valueQuantity"])
        words = json.string("valueString") ?? json["valueCodeableConcept"]?.string("text")
        components = json.list("component").map {
            Component(codings: $0.codings("code"), quantity: FHIRQuantity($0["valueQuantity"]))
        }
        dataAbsent = json["dataAbsentReason"].map { reason in
            reason.list("coding").compactMap { $0.string("code") }
        }
        specimen = json.reference("specimen")
    }
}

public struct FHIREncounter: Sendable {
    public let status: String?
    public let `class`: String?
    public let subject: String?
    public let start: FHIRTime?
    public let end: FHIRTime?
    public let hasPeriod: Bool
    public let locations: [String?]

    init(_ json: JSON) {
        status = json.string("status")
        `class` = json["class"]?.string("code")
        subject = json.reference("subject")
        hasPeriod = json["period"]?.isObject ?? false
        start = FHIRTime(json["period"]?.string("start"))
        end = FHIRTime(json["period"]?.string("end"))
        locations = json.list("location").map { $0.reference("location") }
    }
}

public struct FHIRLocation: Sendable {
    public let status: String?
    public let name: String?
    public let physicalType: [String]
    public let partOf: String?

    init(_ json: JSON) {
        status = json.string("status")
        name = json.string("name")
        physicalType = json.codings("physicalType").compactMap(\.code)
        partOf = json.reference("partOf")
    }
}
