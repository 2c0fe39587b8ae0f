import Clinical
public import Domain
import Interop
import Store

/// From a file of facts into the store, checked on the way as clinical questions would check it.
extension Office {
    /// Records facts, drugs and collections of a course's patient, all in one act.
    ///
    /// - Throws: `StoreError.refused` with everything that is wrong: a slip of ten or a missing
    ///   unit is caught at entry, and half a file is never taken.
    public func record(
        _ file: PatientFile, of course: Course.ID, under desk: ClinicalDesk,
        _ codes: SiteCodes, _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        let knowledge = desk.knowledge
        let problems = file.sheet(knowledge).problems.filter { problem in
            // Old values are history; whether they are too old is asked when they are used.
            if case .stale = problem { false } else { true }
        }
        guard problems.isEmpty else {
            throw .refused(
                Phrase(
                    "facts.notRecorded",
                    ["what": .list(problems.map { .text(desk.says($0)) })]))
        }
        return try perform(.recordHistory, order) { act throws(StoreError) in
            let patient = try act.course(course).patient
            for fact in file.facts {
                guard let observation = Self.observation(fact, of: patient, file, knowledge, codes)
                else { continue }
                try act.replace(observation)
            }
            if let drugs = file.drugs {
                try act.replace(drugs, of: patient, at: file.asOf)
            }
            for collection in file.collections {
                let id: Identifier<CollectionRecord> = try act.nextID("C", "collection")
                try act.insert(
                    CollectionRecord(
                        id: id.text, course: course, at: collection.at ?? file.asOf,
                        collectedCells: collection.run.collectedCells,
                        countPerMicrolitre: collection.run.countPerMicrolitre,
                        volumeLitres: collection.run.volumeLitres, quality: collection.quality))
            }
        }.sequence
    }

    /// Nil for what stands with the patient: birth and sex are not measured.
    private static func observation(
        _ fact: Fact, of patient: Patient.ID, _ file: PatientFile,
        _ knowledge: ClinicalKnowledge, _ codes: SiteCodes
    ) -> Observation? {
        guard fact.id != "age", fact.id != "sex", let definition = knowledge.facts[fact.id] else {
            return nil
        }
        let code = definition.code ?? definition.id
        var unit = fact.unit
        let value: Observation.Value
        switch fact.value {
        case .word(let word): value = .word(word)
        case .truth(let truth): value = .word(String(truth))
        case .number(let number):
            if let limit = fact.upperLimit, limit > 0 {
                (value, unit) = (.number(number / limit), definition.unit)
            } else if let known = codes.map.canonical(number, unit: fact.unit, of: code) {
                // One item has one unit in the store, whoever entered it.
                (value, unit) = (.number(known.value), known.unit)
            } else {
                value = .number(number)
            }
        }
        return Observation(
            patient: patient, code: code, value: value, unit: unit, at: fact.at ?? file.asOf)
    }
}

extension ClinicalDesk {
    /// A problem in words.
    func says(_ problem: FactProblem) -> String { wording(problem, knowledge.facts) }
}

extension Transaction {
    /// A value entered again for the same time replaces the former.
    fileprivate func replace(_ observation: Observation) throws(StoreError) {
        let known = try all(
            .observations(
                of: observation.patient, code: observation.code, at: observation.at))
        if let old = known.first {
            try update(ObservationRecord(id: old.record.id, observation), expecting: old.version)
        } else {
            let id: Observation.ID = try nextID("V", "observation")
            try insert(ObservationRecord(id: id.text, observation))
        }
    }

    /// A history is told whole: what was known before is withdrawn, and stays readable.
    fileprivate func replace(
        _ drugs: [DrugUse], of patient: Patient.ID, at: Instant
    ) throws(StoreError) {
        for old in try all(.drugs(of: patient)) {
            var record = old.record
            record.isWithdrawn = true
            try update(record, expecting: old.version)
        }
        for drug in drugs {
            let id: Identifier<DrugRecord> = try nextID("H", "drug")
            try insert(
                DrugRecord(
                    id: id.text, patient: patient, drug: drug.drug, lastDose: drug.lastDose,
                    cycles: drug.cycles, prednisoloneMg: drug.dailyPrednisoloneMg,
                    dose: drug.dose, purpose: drug.purpose.rawValue))
        }
        try replace(
            Observation(
                patient: patient, code: HistoryWord.drugs,
                value: .word(drugs.isEmpty ? HistoryWord.none : "\(drugs.count)"), unit: "",
                at: at))
    }
}
