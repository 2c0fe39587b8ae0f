public import Domain
import Store

extension Office {
    /// Parts two records that were merged by mistake: the courses that the merge moved go back,
    /// whatever has happened to them since. Undo could not do that once somebody has worked on.
    ///
    /// - Returns: the courses that went back.
    public func unmergePatient(
        _ patient: Patient.ID, _ order: Order = Order()
    ) throws(StoreError) -> Outcome<[Course.ID]> {
        try perform(.unmergePatients, order) { act throws(StoreError) in
            let stored = try act.need(Patient.self, patient.text)
            guard let target = stored.record.mergedInto else {
                throw .refused(Phrase("patient.notMerged", ["patient": .text(patient.text)]))
            }
            var record = stored.record
            record.mergedInto = nil
            try act.update(record, expecting: stored.version)
            var parted: [Course.ID] = []
            for id in try act.movedCourses(from: patient) {
                let course = try act.need(CourseRecord.self, id.text)
                // A course that was moved on by a later merge stays where that one put it.
                guard course.record.patient == target else { continue }
                var back = course.record
                back.patient = patient
                try act.update(back, expecting: course.version)
                parted.append(id)
            }
            return parted
        }
    }
}

extension Transaction {
    /// The courses that the last merge of a patient into another took away.
    fileprivate func movedCourses(
        from patient: Patient.ID
    ) throws(StoreError) -> [Course.ID] {
        let merges = try entries(
            where: "act = $1 ORDER BY sequence DESC", [.text(Act.mergePatients.rawValue)])
        for merge in merges {
            var (moved, isOurs): ([Course.ID], Bool) = ([], false)
            for change in merge.changes {
                guard let before = change.before, change.after != nil else { continue }
                let row = Row(before, table: change.table)
                if change.table == Patient.table.name {
                    if try Patient(row: row).id == patient { isOurs = true }
                } else if change.table == CourseRecord.table.name {
                    let course = try CourseRecord(row: row)
                    if course.patient == patient { moved.append(course.id) }
                }
            }
            if isOurs { return moved }
        }
        return []
    }
}
