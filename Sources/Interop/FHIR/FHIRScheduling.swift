import Domain

public struct FHIRServiceRequest: Sendable {
    public let status: String?
    public let intent: String?
    public let priority: String?
    public let codings: [FHIRCoding]
    public let subject: String?
    public let occurrence: FHIRTime?
    public let authoredOn: FHIRTime?

    init(_ json: JSON) {
        status = json.string("status")
        intent = json.string("intent")
        priority = json.string("priority")
        codings = json.codings("code")
        subject = json.reference("subject")
        occurrence = FHIRTime(
            json.string("occurrenceDateTime") ?? json["occurrencePeriod"]?.string("start"))
        authoredOn = FHIRTime(json.string("authoredOn"))
    }
}

public struct FHIRAppointment: Sendable {
    public struct Participant: Sendable {
        public let actor: String?
        public let required: String?
        public let status: String?
    }

    public let status: String?
    public let start: FHIRTime?
    public let end: FHIRTime?
    public let minutes: Int?
    public let description: String?
    public let participants: [Participant]
    public let slots: [String]

    init(_ json: JSON) {
        status = json.string("status")
        start = FHIRTime(json.string("start"))
        end = FHIRTime(json.string("end"))
        minutes = json["minutesDuration"]?.digits.flatMap { Int($0) }
        description = json.string("description")
        participants = json.list("participant").map {
            Participant(
                actor: $0.reference("actor"), required: $0.string("required"),
                status: $0.string("status"))
        }
        slots = json.list("slot").compactMap { $0.string("reference") }
    }
}

public struct FHIRSlot: Sendable {
    public let status: String?
    public let schedule: String?
    public let start: FHIRTime?
    public let end: FHIRTime?
    public let isOverbooked: Bool?

    init(_ json: JSON) {
        status = json.string("status")
        schedule = json.reference("schedule")
        start = FHIRTime(json.string("start"))
        end = FHIRTime(json.string("end"))
        isOverbooked = json["overbooked"]?.flag
    }
}

public struct FHIRSchedule: Sendable {
    public let isActive: Bool?
    public let actors: [String]
    public let start: FHIRTime?
    public let end: FHIRTime?

    init(_ json: JSON) {
        isActive = json["active"]?.flag
        actors = json.list("actor").compactMap { $0.string("reference") }
        start = FHIRTime(json["planningHorizon"]?.string("start"))
        end = FHIRTime(json["planningHorizon"]?.string("end"))
    }
}
