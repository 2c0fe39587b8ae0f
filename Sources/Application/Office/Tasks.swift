public import Domain
import Store

/// What is still to be done, and what did not go as it should.
extension Office {
    public func addTask(
        _ what: String, for course: Course.ID?, due: Instant, role: Role,
        _ order: Order = Order()
    ) throws(StoreError) -> Outcome<CareTask.ID> {
        guard !what.allSatisfy(\.isWhitespace) else { throw .refused(Phrase("task.empty")) }
        return try perform(.addTask, order) { act throws(StoreError) in
            if let course { _ = try act.need(CourseRecord.self, course.text) }
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

    /// Tasks that are open, or all; those of a course, or all.
    public func tasks(
        of course: Course.ID? = nil, onlyOpen: Bool
    ) throws(StoreError) -> [CareTask] {
        try look(.readSchedule) { view throws(StoreError) in
            try view.all(.tasks).map(\.record)
                .filter { task in
                    (course == nil || task.course == course) && (!onlyOpen || task.state == .open)
                }
        }
    }

    public func deviations(of course: Course.ID) throws(StoreError) -> [Deviation] {
        try look(.readPatients) { view throws(StoreError) in
            _ = try view.need(CourseRecord.self, course.text)
            return try view.all(.deviations(of: course)).map(\.record)
        }
    }

    public func recordDeviation(
        _ what: String, severity: Deviation.Severity, of course: Course.ID,
        _ order: Order = Order()
    ) throws(StoreError) -> Outcome<Deviation.ID> {
        let now = now
        guard !what.allSatisfy(\.isWhitespace) else { throw .refused(Phrase("deviation.empty")) }
        return try perform(.recordDeviation, order) { act throws(StoreError) in
            _ = try act.need(CourseRecord.self, course.text)
            let id: Deviation.ID = try act.nextID("D", "deviation")
            try act.insert(
                Deviation(id: id, course: course, at: now, severity: severity, what: what))
            return id
        }
    }
}
