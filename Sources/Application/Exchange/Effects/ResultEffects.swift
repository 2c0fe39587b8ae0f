import Domain
import Interop
import Store

/// Results into observations.
extension MessageEffects {
    mutating func record(_ reading: HL7Reading, of patient: Patient.ID?) throws(StoreError) {
        let sent = reading.message?.header.timestamp
            .time?.instant(siteOffsetMinutes: siteOffsetMinutes)
        for observation in reading.observations {
            guard let text = observation.value, text != HL7Field.deletion,
                observation.valueType != "ED"
            else { continue }
            let status = ResultStatus(hl7: observation.status)
            guard status != .noValue else { continue }
            let time =
                observation.time.time.flatMap { moment($0) }
                ?? (isAdmission(reading) && observation.time == .absent ? sent : nil)
            let mapping = codes.mapping(observation.codes, text, unit: observation.unit)
            try record(
                Result(
                    text: text, comparator: observation.comparator, unit: observation.unit,
                    mapping: mapping, code: observation.code.id, system: observation.code.system,
                    at: time, status: status), of: patient)
        }
    }

    private func isAdmission(_ reading: HL7Reading) -> Bool {
        if case .patient = reading.event { true } else { false }
    }

    /// A day without an hour stands at its beginning.
    func moment(_ time: HL7Time) -> Instant? {
        if let instant = time.instant(siteOffsetMinutes: siteOffsetMinutes) { return instant }
        return time.calendarDay.map {
            Instant($0, .midnight, offsetMinutes: time.offsetMinutes ?? siteOffsetMinutes)
        }
    }

    /// A reported value, whatever its format.
    struct Result {
        let text: String
        let comparator: String?
        let unit: String?
        let mapping: CodeMap.Mapping?
        let code: String?
        let system: String?
        let at: Instant?
        let status: ResultStatus
    }

    mutating func record(_ result: Result, of patient: Patient.ID?) throws(StoreError) {
        switch result.mapping?.note {
        case .unknownUnit, .noUnit: warn(.unknownUnit)
        case .notNumeric: break
        case nil: if result.mapping == nil { warn(.unmappedCode) }
        }
        guard let at = result.at else {
            warn(.unreadableTime)
            return
        }
        // An acknowledged result that is nobody's would be lost.
        guard let patient else { throw .refused(Nobody.result.phrase(subject)) }
        let code: String
        let value: Observation.Value
        let unit: String
        if let mapping = result.mapping, let number = mapping.value {
            (code, unit) = (mapping.item, mapping.unit)
            value = Self.value(number, result.comparator)
        } else {
            // Kept under the sender's own code, where no score looks for it.
            guard let own = result.code else { return }
            code = "\(result.system ?? "")^\(own)"
            unit = result.unit ?? ""
            value =
                DecimalText.number(result.text).map { Self.value($0, result.comparator) }
                ?? .word(result.text)
        }
        try keep(
            Observation(
                patient: patient, code: code, value: value, unit: unit, at: at,
                isProvisional: result.status == .provisional),
            isWithdrawn: result.status == .withdrawn)
    }

    private static func value(_ number: Double, _ comparator: String?) -> Observation.Value {
        switch comparator?.first {
        case "<": .censored(.below, number)
        case ">": .censored(.above, number)
        default: .number(number)
        }
    }

    /// The same patient, code and time again replaces the value; the journal keeps both.
    private func keep(_ observation: Observation, isWithdrawn: Bool) throws(StoreError) {
        if let old = try kept(observation.code, observation).first, !old.isCalculated {
            try act.update(
                ObservationRecord(id: old.id, observation, isWithdrawn: isWithdrawn),
                expecting: nil)
        } else if !isWithdrawn {
            try withdrawCalculated(observation)
            let id: Observation.ID = try act.nextID("V", "observation")
            try act.insert(ObservationRecord(id: id.text, observation))
        }
        try calculateCounts(observation)
    }
}

/// What the status of a result allows.
enum ResultStatus {
    case usable, provisional, withdrawn, noValue

    init(hl7 status: String?) {
        switch status {
        case "F", "C", "U", nil: self = .usable
        case "P", "R", "S", "A", "B", "V": self = .provisional
        case "D", "W": self = .withdrawn
        default: self = .noValue
        }
    }

    init(fhir status: String?) {
        switch status {
        case "final", "amended", "corrected": self = .usable
        case "entered-in-error", "cancelled": self = .withdrawn
        default: self = .provisional
        }
    }
}
