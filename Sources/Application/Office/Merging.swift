public import Domain
import Store

/// Two records of one person, put together and, where that was wrong, taken apart again.
extension Office {
    /// The courses, measurements and drugs of the one record go over to the other.
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
    /// Two records are one person: what belongs to the one goes over to the other.
    func merge(_ patient: Patient.ID, into target: Patient.ID) throws(StoreError) {
        let merged = try need(Patient.self, patient.text)
        let kept = try need(Patient.self, target.text)
        guard merged.record.mergedInto == nil, kept.record.mergedInto == nil else {
            throw .refused(Phrase("patient.mergedAlready", ["patient": .text(patient.text)]))
        }
        for type in Self.ownedTypes { try moveAll(type, from: patient, to: target) }
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
            guard let type = Self.ownedTypes.first(where: { $0.table.name == change.table }),
                try giveBack(type, change, from: target, to: patient)
            else { continue }
            if change.table == CourseRecord.table.name {
                courses.append(try need(CourseRecord.self, change.key).record.id)
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
            let page = try entries(upTo: last, atMost: 100)
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

    private func moveAll<Kept: Owned>(
        _ type: Kept.Type, from patient: Patient.ID, to target: Patient.ID
    ) throws(StoreError) {
        for stored in try all(Selection<Kept>.belonging(to: patient)) {
            var record = stored.record
            record.owner = target
            try update(record, expecting: stored.version)
        }
    }

    /// - Returns: false where the row was not the patient's, or has gone on to somebody else.
    private func giveBack<Kept: Owned>(
        _ type: Kept.Type, _ change: Change, from target: Patient.ID, to patient: Patient.ID
    ) throws(StoreError) -> Bool {
        guard let before = change.before,
            try Kept(row: Row(before, table: change.table)).owner == patient,
            let stored = try get(type, change.key), stored.record.owner == target
        else { return false }
        var record = stored.record
        record.owner = patient
        try update(record, expecting: stored.version)
        return true
    }

    /// Every kind of row that names a patient.
    private static let ownedTypes: [any Owned.Type] = [
        CourseRecord.self, ObservationRecord.self, DrugRecord.self,
    ]
}

/// A row that belongs to a patient, and goes where the patient goes.
private protocol Owned: Record {
    var owner: Patient.ID { get set }
}

extension CourseRecord: Owned {
    fileprivate var owner: Patient.ID {
        get { patient }
        set { patient = newValue }
    }
}

extension ObservationRecord: Owned {
    fileprivate var owner: Patient.ID {
        get { observation.patient }
        set { observation.patient = newValue }
    }
}

extension DrugRecord: Owned {
    fileprivate var owner: Patient.ID {
        get { patient }
        set { patient = newValue }
    }
}
