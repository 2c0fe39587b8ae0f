/// A booking elsewhere in the house: SCH with its resources.
public struct HL7Appointment: Sendable {
    public let placerID: String?
    public let fillerID: String?
    public let eventReason: String?
    public let reason: String?
    public let type: String?
    public let duration: String?
    public let durationUnit: String?
    public let fillerStatus: String?
    /// The three places in which a start can stand. Messages contradict themselves in them.
    public let scheduledStart: HL7Time.Reading
    public let scheduledEnd: HL7Time.Reading
    public let quantityStart: HL7Time.Reading
    public let quantityEnd: HL7Time.Reading
    public let resources: [HL7Resource]

    /// Nil where the message has neither SCH nor a resource.
    init?(_ message: HL7Message) {
        let schedule = message.first("SCH")
        resources = message.segments.compactMap { HL7Resource($0) }
        guard schedule != nil || !resources.isEmpty else { return nil }
        func text(_ number: Int) -> String? { schedule?[number].first.component(1).text }
        placerID = text(1)
        fillerID = text(2)
        eventReason = text(6)
        reason = text(7)
        type = text(8)
        duration = text(9)
        durationUnit = text(10)
        fillerStatus = text(25)
        let timing = schedule?[11].first
        scheduledStart = timing.map { HL7Time.reading($0.component(4)) } ?? .absent
        scheduledEnd = timing.map { HL7Time.reading($0.component(5)) } ?? .absent
        let quantity = message.first("TQ1")
        quantityStart = quantity.map { HL7Time.reading($0[7]) } ?? .absent
        quantityEnd = quantity.map { HL7Time.reading($0[8]) } ?? .absent
    }

    /// Which place the start was taken from.
    public var timeSource: String? {
        if quantityStart.time != nil { return "TQ1" }
        if scheduledStart.time != nil { return "SCH-11" }
        return timed?.kind.rawValue
    }

    public var start: HL7Time? {
        quantityStart.time ?? scheduledStart.time ?? timed?.start.time
    }

    public var end: HL7Time? {
        guard let start else { return nil }
        let named: HL7Time? =
            switch timeSource {
            case "TQ1": quantityEnd.time
            case "SCH-11": scheduledEnd.time
            default: nil
            }
        if let named { return named }
        let length =
            timeSource == "TQ1" || timeSource == "SCH-11"
            ? HL7Length(duration, durationUnit) ?? timed?.length
            : timed?.length ?? HL7Length(duration, durationUnit)
        return length.flatMap { start.adding(seconds: $0.seconds) }
    }

    private var timed: HL7Resource? { resources.first { $0.start.time != nil } }

    /// Times that are there and cannot be read.
    public var unreadable: Bool {
        [scheduledStart, scheduledEnd, quantityStart, quantityEnd].contains(where: \.isUnreadable)
            || resources.contains { $0.start.isUnreadable }
    }
}

/// What an appointment takes: a service, a thing, a place or a person.
public struct HL7Resource: Sendable {
    public enum Kind: String, Sendable {
        case service = "AIS"
        case general = "AIG"
        case location = "AIL"
        case person = "AIP"
    }

    public let kind: Kind
    public let id: String?
    public let text: String?
    public let action: String?
    public let start: HL7Time.Reading
    public let duration: String?
    public let durationUnit: String?
    public let status: String?

    init?(_ segment: HL7Segment) {
        guard let kind = Kind(rawValue: segment.name) else { return nil }
        self.kind = kind
        // The same columns stand elsewhere in each of the four.
        let (startAt, lengthAt, statusAt) =
            switch kind {
            case .service: (4, 7, 10)
            case .general: (8, 11, 14)
            case .location, .person: (6, 9, 12)
            }
        action = segment[2].first.component(1).text
        id = segment[3].first.component(1).text
        text = segment[3].first.component(2).text
        start = HL7Time.reading(segment[startAt])
        duration = segment[lengthAt].first.component(1).text
        durationUnit = segment[lengthAt + 1].first.component(1).text
        status = segment[statusAt].first.component(1).text
    }

    var length: HL7Length? { HL7Length(duration, durationUnit) }
}

/// A length of time as messages write it.
struct HL7Length {
    let seconds: Int

    /// No unit means minutes; an unknown one means that the length is not known.
    init?(_ amount: String?, _ unit: String?) {
        guard let amount, let number = Double(amount), number > 0, number < 1e7 else { return nil }
        switch unit?.lowercased() {
        case nil, "", "min", "minute", "minutes", "m": seconds = Int(number * 60)
        case "s", "sec", "second", "seconds": seconds = Int(number)
        case "h", "hr", "hour", "hours": seconds = Int(number * 3600)
        default: return nil
        }
    }
}
