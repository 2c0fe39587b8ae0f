public import Domain
import Store

/// What the coordinator writes down while on the telephone.
public struct ReferralForm: Equatable, Sendable {
    public var hospitalNumber: String
    public var name: PersonName
    public var sex: Sex
    public var birth: Day
    public var hospital: String
    public var indication: Indication
    public var urgency: Urgency
    /// An existing patient, where the caller has recognised one.
    public var patient: Patient.ID?

    public init(
        hospitalNumber: String, name: PersonName, sex: Sex, birth: Day, hospital: String,
        indication: Indication, urgency: Urgency, patient: Patient.ID? = nil
    ) {
        self.hospitalNumber = hospitalNumber
        self.name = name
        self.sex = sex
        self.birth = birth
        self.hospital = hospital
        self.indication = indication
        self.urgency = urgency
        self.patient = patient
    }
}

extension Office {
    /// Takes a referral: the patient, the course, and the clock of the plan that is owed.
    ///
    /// - Parameter remark: what was said besides, as the first line of the contact log.
    public func takeReferral(
        _ form: ReferralForm, remark: String = "", _ order: Order = Order()
    ) throws(StoreError) -> Outcome<Course.ID> {
        let now = now
        guard !form.name.family.isEmpty else { throw .refused(Phrase("referral.nameMissing")) }
        guard form.birth <= now.day else {
            throw .refused(Phrase("referral.bornInFuture", ["day": .day(form.birth)]))
        }
        let outcome = try perform(.takeReferral, order) { act throws(StoreError) in
            let patient: Patient.ID
            if let known = form.patient {
                patient = try act.need(Patient.self, known.text).record.id
            } else {
                let made = Patient(
                    id: try act.nextID("P", "patient"), hospitalNumber: form.hospitalNumber,
                    name: form.name, sex: form.sex, birth: form.birth)
                try act.insert(made)
                patient = made.id
            }
            let course = CourseRecord(
                id: try act.nextID("K", "course"), patient: patient, product: nil,
                referral: Referral(
                    at: now, hospital: form.hospital, indication: form.indication,
                    urgency: form.urgency))
            try act.insert(course)
            try act.insert(MilestoneRecord(course: course.id, Milestone(.referred, at: now)))
            if !remark.allSatisfy(\.isWhitespace) {
                let note: Identifier<NoteRecord> = try act.nextID("N", "note")
                try act.insert(
                    NoteRecord(
                        id: note.text, course: course.id, at: now, author: act.draft.author,
                        words: remark))
            }
            return course.id
        }
        takeWaitingMessages(of: form.hospitalNumber)
        return outcome
    }

    /// Patients who may be the one on the telephone: the same birth date and a reading that
    /// begins alike, or the same number.
    public func lookAlikes(of form: ReferralForm) throws(StoreError) -> [Patient] {
        try look(.readPatients) { view throws(StoreError) in
            let same = try view.all(.patients(born: form.birth))
            let numbered =
                form.hospitalNumber.isEmpty
                ? []
                : try view.all(.patients(numbered: form.hospitalNumber))
            let wanted = Kana.folded(form.name.familyKana)
            let alike = same.map(\.record).filter { patient in
                patient.name.family == form.name.family
                    || (!wanted.isEmpty && Kana.folded(patient.name.familyKana) == wanted)
            }
            var seen: Set<Patient.ID> = []
            return (numbered.map(\.record) + alike).filter { seen.insert($0.id).inserted }
        }
    }

    /// Corrects what is known of a patient. A record that was merged is closed.
    public func changePatient(
        _ patient: Patient, expecting version: Int64, _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        guard !patient.name.family.isEmpty else { throw .refused(Phrase("referral.nameMissing")) }
        guard patient.birth <= now.day else {
            throw .refused(Phrase("referral.bornInFuture", ["day": .day(patient.birth)]))
        }
        let outcome = try perform(.changePatient, order) { act throws(StoreError) in
            let stored = try act.openPatient(patient.id)
            var changed = patient
            // Where a record was merged is said by merging alone.
            changed.mergedInto = stored.mergedInto
            try act.update(changed, expecting: version)
        }
        takeWaitingMessages(of: patient.hospitalNumber)
        return outcome.sequence
    }

    /// Corrects who referred a course, for what and how urgently. When the call came stays: the
    /// plan that is owed counts from it.
    public func changeReferral(
        of course: Course.ID, hospital: String?, indication: Indication?, urgency: Urgency?,
        _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        try perform(.changeReferral, order) { act throws(StoreError) in
            let stored = try act.need(CourseRecord.self, course.text)
            var record = stored.record
            if let old = record.ending {
                throw .refused(CourseError.ended(course, old).phrase)
            }
            record.referral.hospital = hospital ?? record.referral.hospital
            record.referral.indication = indication ?? record.referral.indication
            record.referral.urgency = urgency ?? record.referral.urgency
            guard record != stored.record else { throw .refused(Phrase("office.nothingChanges")) }
            try act.update(record, expecting: stored.version)
        }.sequence
    }
}
