public import Domain
import Store

extension Office {
    /// Records measured values of a patient. A later report of the same item and time replaces
    /// the value; the journal keeps both.
    public func record(
        _ observations: [Observation], _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        try perform(.recordObservation, order) { act throws(StoreError) in
            for observation in observations {
                let known = try act.all(
                    ObservationRecord.self,
                    where: "patient = $1 AND code = $2 AND at = $3",
                    [
                        .text(observation.patient.text), .text(observation.code),
                        .int(observation.at.utcMilliseconds),
                    ])
                if let old = known.first {
                    try act.update(
                        ObservationRecord(id: old.record.id, observation),
                        expecting: old.version)
                } else {
                    let id: Observation.ID = try act.nextID("V", "observation")
                    try act.insert(ObservationRecord(id: id.text, observation))
                }
            }
        }.sequence
    }

    /// An observation that was entered by mistake, with the reason.
    public func withdrawObservation(
        _ id: String, _ reason: Reason
    ) throws(StoreError) -> Int64 {
        try perform(.withdrawObservation, Order(reason: reason)) { act throws(StoreError) in
            let stored = try act.need(ObservationRecord.self, id)
            var record = stored.record
            record.isWithdrawn = true
            try act.update(record, expecting: stored.version)
        }.sequence
    }

    public func record(
        _ grade: Grade, of course: Course.ID, _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        try perform(.recordGrade, order) { act throws(StoreError) in
            let id: Identifier<GradeRecord> = try act.nextID("G", "grade")
            try act.insert(GradeRecord(id: id.text, course: course, grade))
        }.sequence
    }

    public func withdrawGrade(_ id: String, _ reason: Reason) throws(StoreError) -> Int64 {
        try perform(.withdrawGrade, Order(reason: reason)) { act throws(StoreError) in
            let stored = try act.need(GradeRecord.self, id)
            var record = stored.record
            record.isWithdrawn = true
            try act.update(record, expecting: stored.version)
        }.sequence
    }

    public func addTask(
        _ what: String, for course: Course.ID?, due: Instant, role: Role,
        _ order: Order = Order()
    ) throws(StoreError) -> Outcome<CareTask.ID> {
        try perform(.addTask, order) { act throws(StoreError) in
            let id: CareTask.ID = try act.nextID("T", "task")
            try act.insert(CareTask(id: id, course: course, what: what, due: due, role: role))
            return id
        }
    }

    /// - Parameter dropped: why it need not be done; nil when it was done.
    public func closeTask(
        _ task: CareTask.ID, dropped: Reason? = nil
    ) throws(StoreError) -> Int64 {
        let (now, user) = (now, person.user.id)
        return try perform(.closeTask, Order(reason: dropped ?? .routine)) {
            act throws(StoreError) in
            let stored = try act.need(CareTask.self, task.text)
            guard stored.record.state == .open else {
                throw .refused(Phrase("task.closed", ["task": .text(task.text)]))
            }
            var record = stored.record
            record.state = dropped.map { .dropped(by: user, $0) } ?? .done(by: user, at: now)
            try act.update(record, expecting: stored.version)
        }.sequence
    }

    public func recordDeviation(
        _ what: String, severity: Deviation.Severity, of course: Course.ID,
        _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        let now = now
        return try perform(.recordDeviation, order) { act throws(StoreError) in
            try act.insert(
                Deviation(
                    id: try act.nextID("D", "deviation"), course: course, at: now,
                    severity: severity, what: what))
        }.sequence
    }
}
