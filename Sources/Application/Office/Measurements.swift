public import Clinical
public import Domain
import Store

extension Office {
    /// Records measured values of a patient. A later report of the same item and time replaces
    /// the value; the journal keeps both.
    public func record(
        _ observations: [Observation], _ order: Order = Order()
    ) throws(StoreError) -> Outcome<[String]> {
        try happened(observations.map(\.at))
        guard !observations.isEmpty else { throw .refused(Phrase("observation.none")) }
        return try perform(.recordObservation, order) { act throws(StoreError) in
            try observations.map { observation throws(StoreError) in
                try act.record(observation)
            }
        }
    }

    /// An observation that was entered by mistake, with the reason.
    public func withdrawObservation(
        _ id: String, _ reason: Reason
    ) throws(StoreError) -> Int64 {
        try perform(.withdrawObservation, Order(reason: reason)) { act throws(StoreError) in
            try act.withdrawObservation(id)
        }.sequence
    }

    /// Puts a right observation in the place of a wrong one, in one act.
    public func correct(
        observation id: String, with right: Observation, _ order: Order
    ) throws(StoreError) -> Outcome<String> {
        try happened([right.at])
        return try perform(.recordObservation, order) { act throws(StoreError) in
            let wrong = try act.withdrawObservation(id)
            guard wrong.patient == right.patient else {
                throw .refused(
                    Phrase(
                        "observation.otherPatient",
                        ["id": .text(id), "patient": .text(wrong.patient.text)]))
            }
            return try act.record(right)
        }
    }

    /// Records a grade that a person gave.
    ///
    /// - Parameters:
    ///   - wrong: the grade that it corrects, which is withdrawn in the same act.
    ///   - knowledge: the rules in force, which say how soon a rise wants an answer.
    public func record(
        _ grade: Grade, of course: Course.ID, correcting wrong: String? = nil,
        under knowledge: ClinicalKnowledge = .published, _ order: Order = Order()
    ) throws(StoreError) -> Outcome<String> {
        try happened([grade.at])
        if let overruled = grade.overruled, overruled.needsWords {
            throw .refused(
                Phrase("office.reasonNeedsWords", ["reason": .phrase(overruled.kind.phrase)]))
        }
        return try perform(.recordGrade, order) { act throws(StoreError) in
            _ = try act.need(CourseRecord.self, course.text)
            if let wrong {
                let old = try act.withdrawGrade(wrong)
                guard old.course == course, old.grade.toxicity == grade.toxicity else {
                    throw .refused(
                        Phrase(
                            "grade.otherCourse",
                            [
                                "id": .text(wrong), "course": .text(old.course.text),
                                "toxicity": .phrase(old.grade.toxicity.phrase),
                            ]))
                }
            }
            let id: Identifier<GradeRecord> = try act.nextID("G", "grade")
            let record = GradeRecord(id: id.text, course: course, grade)
            try act.insert(record)
            try act.escalate(record, under: knowledge.ward)
            return id.text
        }
    }

    public func withdrawGrade(_ id: String, _ reason: Reason) throws(StoreError) -> Int64 {
        try perform(.withdrawGrade, Order(reason: reason)) { act throws(StoreError) in
            try act.withdrawGrade(id)
        }.sequence
    }

    /// Only what has happened is recorded.
    private func happened(_ times: [Instant]) throws(StoreError) {
        let now = now
        guard let late = times.first(where: { $0 > now }) else { return }
        throw .refused(Phrase("course.inFuture", ["at": .instant(late), "now": .instant(now)]))
    }
}

extension Transaction {
    /// - Returns: the identifier under which it stands.
    func record(_ observation: Observation) throws(StoreError) -> String {
        _ = try openPatient(observation.patient)
        if let old = try standing(observation) {
            try update(
                ObservationRecord(id: old.record.id, observation), expecting: old.version)
            return old.record.id
        }
        let id: Observation.ID = try nextID("V", "observation")
        try insert(ObservationRecord(id: id.text, observation))
        return id.text
    }

    /// What stands already for the same item and time; a withdrawn value stays withdrawn.
    private func standing(
        _ observation: Observation
    ) throws(StoreError) -> Stored<ObservationRecord>? {
        try all(
            .standingObservations(
                of: observation.patient, code: observation.code, at: observation.at)
        ).first
    }

    @discardableResult
    func withdrawObservation(_ id: String) throws(StoreError) -> Observation {
        let stored = try need(ObservationRecord.self, id)
        guard !stored.record.isWithdrawn else {
            throw .refused(Phrase("office.withdrawnAlready", ["id": .text(id)]))
        }
        var record = stored.record
        record.isWithdrawn = true
        try update(record, expecting: stored.version)
        return record.observation
    }

    @discardableResult
    func withdrawGrade(_ id: String) throws(StoreError) -> GradeRecord {
        let stored = try need(GradeRecord.self, id)
        guard !stored.record.isWithdrawn else {
            throw .refused(Phrase("office.withdrawnAlready", ["id": .text(id)]))
        }
        var record = stored.record
        record.isWithdrawn = true
        try update(record, expecting: stored.version)
        try withdrawEscalations(ofGrade: id)
        return record
    }

    /// A patient whose record was not merged into another.
    func openPatient(_ id: Patient.ID) throws(StoreError) -> Patient {
        let patient = try need(Patient.self, id.text).record
        if let into = patient.mergedInto {
            throw .refused(
                Phrase("patient.isMerged", ["patient": .text(id.text), "into": .text(into.text)]))
        }
        return patient
    }
}
