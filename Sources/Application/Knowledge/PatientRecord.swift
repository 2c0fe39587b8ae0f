import Clinical
public import Domain
import Store

/// From the store to the facts that clinical questions rest on.
extension Office {
    /// What the store knows of a course, as of a time: units and times as they were measured, ages
    /// counted to that time, and nothing that was withdrawn or not yet signed.
    ///
    /// - Parameter time: now, where nothing else is asked: a score "before lymphodepletion" asks
    ///   for the morning of that day.
    public func patientFile(
        of course: Course.ID, under desk: ClinicalDesk, asOf time: Instant? = nil
    ) throws(StoreError) -> PatientFile {
        let asOf = time ?? now
        return try look(.readPatients) { view throws(StoreError) in
            try view.patientFile(of: course, desk.knowledge, asOf: asOf)
        }
    }
}

/// What of a course's patient has no column of its own.
enum HistoryWord {
    /// An observation under this code says that somebody asked for drugs.
    static let drugs = "drug_history"
    static let none = "none"
}

extension Reading {
    func patientFile(
        of id: Course.ID, _ knowledge: ClinicalKnowledge, asOf: Instant
    ) throws(StoreError) -> PatientFile {
        let course = try course(id)
        let patient = try need(Patient.self, course.patient.text).record
        let until: Int64 = asOf.utcMilliseconds
        let observations = try all(
            .usableObservations(of: patient.id, until: until)
        ).map(\.record.observation)
        var facts = observations.compactMap { Fact($0, knowledge.facts) }
        facts.append(
            Fact("age", .number(Double(patient.age(on: asOf.day))), unit: "a"))
        switch patient.sex {
        case .female: facts.append(Fact("sex", .word("F")))
        case .male: facts.append(Fact("sex", .word("M")))
        case .other, .unknown: break
        }
        if let infused = course.first(.infused)?.at, infused <= asOf {
            for definition in knowledge.facts.all {
                guard let series = definition.series,
                    !facts.contains(where: { $0.id == definition.id }),
                    let fact = series.fact(
                        definition.id, from: observations, infusion: infused, now: asOf,
                        units: knowledge.facts.fact(forCode: series.code)?.units ?? [:])
                else { continue }
                facts.append(fact)
            }
        }
        return PatientFile(
            asOf: asOf, facts: facts, drugs: try drugs(of: patient.id, observations),
            product: course.product?.text, days: try days(of: course),
            collections: try collections(until: asOf))
    }

    /// Nil where nobody has recorded a history: that is not the same as no drugs.
    private func drugs(
        of patient: Patient.ID, _ observations: [Observation]
    ) throws(StoreError) -> [DrugUse]? {
        let lines = try all(.drugs(of: patient)).map(\.record)
        guard !lines.isEmpty || observations.contains(where: { $0.code == HistoryWord.drugs })
        else { return nil }
        return lines.map { DrugUse($0) }
    }

    /// As they were, else as they are booked.
    private func days(of course: Course) throws(StoreError) -> PatientFile.PlannedDays {
        let bookings = try all(.bookings(of: course.id, part: 1)).map(\.record).filter {
            $0.state.occupies || $0.state == .done
        }
        func day(_ kind: Milestone.Kind, _ activity: Activity.Kind) -> Day? {
            course.first(kind)?.at.day
                ?? bookings.first { $0.activity == activity }?.span.first
        }
        return PatientFile.PlannedDays(
            apheresis: day(.collected, .apheresis),
            conditioning: day(.conditioningStarted, .conditioning),
            infusion: day(.infused, .infusion))
    }

    /// Every collection of the centre: its efficiency is learned from all of them.
    private func collections(until asOf: Instant) throws(StoreError) -> [PatientFile.Collection] {
        try all(.collections(until: asOf)).map(\.record).map { record in
            PatientFile.Collection(
                run: CollectionRun(
                    collectedCells: record.collectedCells,
                    countPerMicrolitre: record.countPerMicrolitre,
                    volumeLitres: record.volumeLitres),
                at: record.at, quality: record.quality)
        }
    }
}
