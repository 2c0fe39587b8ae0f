public import Domain
import Store

/// Two records of one person, put together and, where that was wrong, taken apart again.
extension Office {
    /// The courses and measurements of the one record go over to the other.
    public func mergePatients(
        _ patient: Patient.ID, into target: Patient.ID, _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        guard patient != target else { throw .refused(Phrase("patient.mergeSelf")) }
        return try perform(.mergePatients, order) { act throws(StoreError) in
            try act.merge(patient, into: target)
        }.sequence
    }

    /// Gives a merged record back what went over at the merge. What was recorded since stays
    /// with the other one: nobody but a person can say whose it is.
    ///
    /// - Returns: the courses that went back.
    public func unmergePatients(
        _ patient: Patient.ID, _ order: Order = Order()
    ) throws(StoreError) -> Outcome<[Course.ID]> {
        try perform(.unmergePatients, order) { act throws(StoreError) in
            try act.unmerge(patient)
        }
    }
}

extension Transaction {
    /// Two records are one person: the courses and measurements of the one go over to the other.
    func merge(_ patient: Patient.ID, into target: Patient.ID) throws(StoreError) {
        let merged = try need(Patient.self, patient.text)
        let kept = try need(Patient.self, target.text)
        guard merged.record.mergedInto == nil, kept.record.mergedInto == nil else {
            throw .refused(Phrase("patient.mergedAlready", ["patient": .text(patient.text)]))
        }
        for course in try all(
            CourseRecord.self, where: "patient = $1 ORDER BY id", [.text(patient.text)])
        {
            try move(course, to: target)
        }
        for observation in try all(
            ObservationRecord.self, where: "patient = $1 ORDER BY id", [.text(patient.text)])
        {
            try move(observation, to: target)
        }
        var record = merged.record
        record.mergedInto = target
        try update(record, expecting: merged.version)
    }

    fileprivate func unmerge(_ patient: Patient.ID) throws(StoreError) -> [Course.ID] {
        let stored = try need(Patient.self, patient.text)
        guard let target = stored.record.mergedInto else {
            throw .refused(Phrase("patient.notMerged", ["patient": .text(patient.text)]))
        }
        // What went over has gone on from there: that merge is taken apart first.
        _ = try openPatient(target)
        guard let entry = try merging(of: patient, upTo: stored.version) else {
            throw .missing(table: "journal", key: patient.text)
        }
        var courses: [Course.ID] = []
        for change in entry.changes {
            guard let before = change.before else { continue }
            let row = Row(before, table: change.table)
            switch change.table {
            case CourseRecord.table.name:
                guard try CourseRecord(row: row).patient == patient,
                    let course = try get(CourseRecord.self, change.key),
                    course.record.patient == target
                else { continue }
                try move(course, to: patient)
                courses.append(course.record.id)
            case ObservationRecord.table.name:
                guard try ObservationRecord(row: row).observation.patient == patient,
                    let observation = try get(ObservationRecord.self, change.key),
                    observation.record.observation.patient == target
                else { continue }
                try move(observation, to: patient)
            default: continue
            }
        }
        var record = stored.record
        record.mergedInto = nil
        try update(record, expecting: stored.version)
        return courses
    }

    /// The entry that merged a record: the journal knows what went over, the rows do not.
    private func merging(
        of patient: Patient.ID, upTo version: Int64
    ) throws(StoreError) -> Entry? {
        var last = version
        while true {
            let page = try entries(
                where: "sequence <= $1 ORDER BY sequence DESC LIMIT 100", [.int(last)])
            guard let oldest = page.last else { return nil }
            for entry in page {
                for change in entry.changes
                where change.table == Patient.table.name && change.key == [.text(patient.text)] {
                    guard let before = change.before, let after = change.after else { continue }
                    let old = try Patient(row: Row(before, table: change.table))
                    let new = try Patient(row: Row(after, table: change.table))
                    if old.mergedInto == nil, new.mergedInto != nil { return entry }
                }
            }
            last = oldest.sequence - 1
        }
    }

    private func move(
        _ course: Stored<CourseRecord>, to patient: Patient.ID
    ) throws(StoreError) {
        var record = course.record
        record.patient = patient
        try update(record, expecting: course.version)
    }

    private func move(
        _ observation: Stored<ObservationRecord>, to patient: Patient.ID
    ) throws(StoreError) {
        let old = observation.record
        let moved = Observation(
            patient: patient, code: old.observation.code, value: old.observation.value,
            unit: old.observation.unit, at: old.observation.at,
            isProvisional: old.observation.isProvisional)
        try update(
            ObservationRecord(id: old.id, moved, isWithdrawn: old.isWithdrawn),
            expecting: observation.version)
    }
}
