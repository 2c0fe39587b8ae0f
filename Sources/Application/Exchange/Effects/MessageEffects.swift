import Clinical
import Domain
import Interop
import Store

/// What one message does to the store, within its transaction.
struct MessageEffects {
    let act: Transaction
    let codes: CodeMap
    let siteOffsetMinutes: Int16
    let now: Instant
    /// The number of the message, which stands beside everything it makes.
    let message: String
    let facts: InboundFacts
    let subjects: [String: String]
    let timeOut: WardFile.TimeOut
    let wording: Wording
    private(set) var warnings: [String] = []
    /// By what the message calls the patient it is about; empty where it does not.
    var subject = ""
    /// The hospital numbers of the patients whom the message has made known.
    var registered: [String] = []

    init(
        _ act: Transaction, codes: CodeMap, siteOffsetMinutes: Int16, now: Instant,
        message: String, facts: InboundFacts, subjects: [String: String],
        timeOut: WardFile.TimeOut, _ wording: Wording
    ) {
        self.act = act
        self.codes = codes
        self.siteOffsetMinutes = siteOffsetMinutes
        self.now = now
        self.message = message
        self.facts = facts
        self.subjects = subjects
        (self.timeOut, self.wording) = (timeOut, wording)
    }

    mutating func warn(_ warning: HL7Warning) {
        if !warnings.contains(warning.rawValue) { warnings.append(warning.rawValue) }
    }

    /// - Returns: the patient that the message is about, where it is about one.
    mutating func apply(_ item: ImportedItem) throws(StoreError) -> Patient.ID? {
        switch item.content {
        case .hl7(let reading, _):
            for warning in reading.warnings { warn(warning) }
            return try apply(reading)
        case .fhir(let reading):
            guard let resource = reading.resource else { return nil }
            return try apply(resource)
        case .row(let row): return try apply(row)
        case .event:
            throw .refused(Phrase("interop.reason.calendarOnly"))
        }
    }

    private mutating func apply(_ reading: HL7Reading) throws(StoreError) -> Patient.ID? {
        let facts = reading.patient.flatMap { PatientFacts($0) }
        subject = facts?.number ?? ""
        switch reading.event {
        case nil: return nil
        case .acknowledgement:
            // It goes with a message of ours; one that nobody sent changes nothing.
            if let said = reading.acknowledged, let control = said.controlID, let code = said.code {
                let state: OutboundMessage.State =
                    ["AA", "CA"].contains(code) ? .sent : .refused
                try act.noteAnswer(
                    control, state, answer: code, words: said.text ?? "", at: now)
            }
            return nil
        case .patient(let event):
            guard let facts else { return nil }
            if event == "A40" { return try merge(reading, into: facts) }
            let patient = try upsert(facts, mayChange: true)
            if patient == nil, reading.visit == nil {
                throw .refused(Nobody.person.phrase(subject))
            }
            if let visit = reading.visit {
                try applyStay(event, visit, reading, of: patient, facts.number)
            }
            try record(reading, of: patient)
            return patient
        case .results:
            guard let facts else { return nil }
            let patient = try upsert(facts, mayChange: false)
            try record(reading, of: patient)
            return patient
        case .orders:
            guard let facts else { return nil }
            let patient = try upsert(facts, mayChange: false)
            try take(reading.orders, of: patient)
            return patient
        case .schedule(let event):
            var patient: Patient.ID?
            if let facts { patient = try find(facts.number) }
            if let appointment = reading.appointment {
                try apply(event, appointment, of: patient)
            }
            return patient
        }
    }

    // MARK: People

    /// The patient of a number; where two records were merged, the one that counts now.
    func find(_ number: String) throws(StoreError) -> Patient.ID? {
        var found = try act.all(.patients(numbered: number)).first?.record
        var steps = 0
        while let next = found?.mergedInto, steps < 20 {
            found = try act.need(Patient.self, next.text).record
            steps += 1
        }
        return found?.id
    }

    /// Finds the patient or makes one. A person without a name or a birth date is not made: both
    /// would have to be invented.
    ///
    /// - Parameter mayChange: what a result says of a patient's name never replaces what the
    ///   admission office said.
    mutating func upsert(
        _ facts: PatientFacts, mayChange: Bool
    ) throws(StoreError) -> Patient.ID? {
        if let known = try find(facts.number) {
            if mayChange, try isNewest(known) { try update(known, facts) }
            return known
        }
        guard let name = facts.name, !name.family.isEmpty, let birth = facts.birth else {
            return nil
        }
        let patient = Patient(
            id: try act.nextID("P", "patient"), hospitalNumber: facts.number, name: name,
            sex: facts.sex ?? .unknown, birth: birth)
        try act.insert(patient)
        registered.append(patient.hospitalNumber)
        return patient.id
    }

    private func update(_ id: Patient.ID, _ facts: PatientFacts) throws(StoreError) {
        var patient = try act.need(Patient.self, id.text).record
        if let name = facts.name, !name.family.isEmpty {
            patient.name.family = name.family
            patient.name.given = name.given
            // A sender without kana says nothing about the reading.
            if !name.familyKana.isEmpty {
                patient.name.familyKana = name.familyKana
                patient.name.givenKana = name.givenKana
            }
        }
        if let sex = facts.sex { patient.sex = sex }
        if let birth = facts.birth { patient.birth = birth }
        try act.update(patient, expecting: nil)
    }

    /// False where a later message of the admission office has been taken already.
    private func isNewest(_ patient: Patient.ID) throws(StoreError) -> Bool {
        guard let sent = facts.sentAt else { return true }
        return try !act.hasMessage(
            facts.format == "hl7" ? "ADT%" : "Patient", about: patient, sentAfter: sent)
    }

    private mutating func merge(
        _ reading: HL7Reading, into facts: PatientFacts
    ) throws(StoreError) -> Patient.ID? {
        let target = try upsert(facts, mayChange: true)
        guard let target, let number = reading.mergedFrom?.value else { return target }
        let old = try act.all(.unmergedPatients(numbered: number))
        for patient in old where patient.record.id != target {
            try act.merge(patient.record.id, into: target)
        }
        return target
    }

    private func take(_ orders: [HL7Order], of patient: Patient.ID?) throws(StoreError) {
        for (index, order) in orders.enumerated() {
            let number = order.placerID ?? order.fillerID ?? "\(message)"
            // One placer number may stand over several lines.
            let key = "\(number)|\(order.code.id ?? String(index))"
            try act.note(
                OutsideOrder(
                    key: key, patient: patient, code: order.code.id ?? "",
                    words: order.code.text ?? "", control: order.control ?? "",
                    status: order.status ?? "", message: message))
        }
    }
}
