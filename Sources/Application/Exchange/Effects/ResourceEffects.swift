import Domain
import Interop
import Store

/// FHIR resources and table rows.
extension MessageEffects {
    mutating func apply(_ resource: FHIRResource) throws(StoreError) -> Patient.ID? {
        let carried = CarriedRecords(resource.json)
        if !carried.rows.isEmpty { return try adopt(carried) }
        switch resource.content {
        case .patient(let patient):
            guard let facts = PatientFacts(patient) else {
                throw .refused(Phrase("interop.reason.no_patient_id"))
            }
            guard let known = try upsert(facts, mayChange: true) else {
                throw .refused(Nobody.person.phrase(facts.number))
            }
            return known
        case .observation(let observation):
            let patient = try subject(observation.subject)
            subject = observation.subject.map(Self.name) ?? ""
            try record(observation, of: patient)
            return patient
        case .encounter(let encounter):
            let patient = try subject(encounter.subject)
            guard let start = encounter.start?.day else { return patient }
            let today = now.day
            let last = encounter.end?.day.map { $0 - 1 } ?? max(today, start)
            let key = "stay:\(resource.key)"
            if ["cancelled", "entered-in-error"].contains(encounter.status ?? "") {
                try release(key, status: "cancelled")
            } else if encounter.class == "IMP", last >= start {
                try take(
                    Use(
                        key: key, places: encounter.locations.compactMap { $0.map(Self.name) },
                        span: DaySpan(start, length: last - start + 1),
                        status: encounter.status ?? ""), of: patient)
            }
            return patient
        case .appointment(let appointment):
            return try apply(appointment, resource.key)
        case .location, .serviceRequest, .slot, .schedule, .other: return nil
        }
    }

    /// What a reference ends with: `Patient/123` and its whole address mean the same.
    static func name(_ reference: String) -> String {
        reference.split(separator: "/").last.map(String.init) ?? reference
    }

    private mutating func apply(
        _ appointment: FHIRAppointment, _ key: String
    ) throws(StoreError) -> Patient.ID? {
        let actors = appointment.participants.compactMap(\.actor)
        var patient: Patient.ID?
        for actor in actors where actor.contains("Patient/") && patient == nil {
            patient = try subject(actor)
        }
        let status = appointment.status ?? ""
        if ["cancelled", "noshow", "entered-in-error"].contains(status) {
            try release("booking:\(key)", status: status)
            return patient
        }
        guard let first = appointment.start?.day else { return patient }
        let last = appointment.end?.day ?? first
        try take(
            Use(
                key: "booking:\(key)",
                places: actors.filter { !$0.contains("Patient/") }.map(Self.name),
                span: DaySpan(first, length: max(0, last - first) + 1), status: status),
            of: patient)
        return patient
    }

    /// The patient that a reference means: read in this run, received earlier, or known by its
    /// number.
    private func subject(_ reference: String?) throws(StoreError) -> Patient.ID? {
        guard let reference else { return nil }
        if let known = subjects[reference] { return try? Patient.ID(known) }
        if let known = try act.patient(referredTo: reference) { return known }
        return try find(Self.name(reference))
    }

    private mutating func record(
        _ observation: FHIRObservation, of patient: Patient.ID?
    ) throws(StoreError) {
        let time = observation.time.flatMap { time in
            time.instant
                ?? time.day.map { Instant($0, .midnight, offsetMinutes: siteOffsetMinutes) }
        }
        let status = ResultStatus(fhir: observation.status)
        var parts: [(quantity: FHIRQuantity?, words: String?, codings: [FHIRCoding])] =
            observation.components.map { ($0.quantity, nil, $0.codings) }
        parts.insert((observation.quantity, observation.words, observation.codings), at: 0)
        for part in parts {
            guard let text = part.quantity?.value ?? part.words else { continue }
            try record(
                Result(
                    text: text, comparator: part.quantity?.comparator, unit: part.quantity?.unit,
                    mapping: codes.mapping(
                        part.codings.compactMap(\.mapped), text, unit: part.quantity?.unit),
                    code: part.codings.first?.code, system: part.codings.first?.system, at: time,
                    status: status), of: patient)
        }
    }

    mutating func apply(_ row: TableRow) throws(StoreError) -> Patient.ID? {
        switch row.table {
        case "patients":
            guard let facts = PatientFacts(row) else { return nil }
            return try upsert(facts, mayChange: true)
        case "observations": return try observation(row)
        case "bookings":
            guard let first = row.day("start") else { return nil }
            let last = row.day("end") ?? first
            var place = row.text("resource") ?? ""
            if case .number(let unit)? = row.values["unit"] { place += "^\(Int(unit))" }
            var patient: Patient.ID?
            if let number = row.text("hospitalNumber") { patient = try find(number) }
            try take(
                Use(
                    key: "booking:\(row.text("id") ?? "\(place) \(first.iso)")", places: [place],
                    span: DaySpan(first, length: max(0, last - first) + 1),
                    status: row.text("state") ?? "booked"), of: patient)
            return patient
        case "courses": return try course(row)
        default: return nil
        }
    }

    private mutating func observation(_ row: TableRow) throws(StoreError) -> Patient.ID? {
        guard let number = row.text("hospitalNumber"), let text = row.text("value"),
            let code = row.text("code"), case .time(let day, let instant)? = row.values["at"]
        else { return nil }
        guard let patient = try find(number) else {
            throw .refused(Nobody.row.phrase(number))
        }
        let parted = LaboratoryNumber.parted(text)
        let plain = parted?.value ?? text
        let systems: [CodeMap.System] =
            row.text("system").map { [CodeMap.System(hl7: $0)] } ?? [.loinc, .jlac10, .local]
        let codesOf = systems.map { CodeMap.Code($0, code, local: row.text("system")) }
        try record(
            Result(
                text: plain, comparator: parted?.comparator, unit: row.text("unit"),
                mapping: codes.mapping(codesOf, plain, unit: row.text("unit")), code: code,
                system: row.text("system"),
                at: instant ?? Instant(day, .midnight, offsetMinutes: siteOffsetMinutes),
                status: .usable), of: patient)
        return patient
    }
}
