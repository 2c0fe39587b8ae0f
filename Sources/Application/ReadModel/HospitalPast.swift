public import Domain
public import Store

extension Hospital {
    /// The hospital as it stood at a past moment: everything as it is now, with the entries since
    /// then taken back in memory, the newest first.
    ///
    /// Yesterday costs what a day of entries costs, not what the whole journal does.
    public init(reading view: some Reading, asOf moment: Instant) throws(StoreError) {
        try self.init(reading: view)
        let last = try view.lastEntry(until: moment)
        let since = try view.entriesBack(to: last)
        guard !since.isEmpty else { return }
        // Courses that ended since then ran at that moment; their rows say when they last changed.
        try readCourses(view, changedAfter: last)
        try view.eachTask(changedAfter: last) { tasks[$0.record.id] = $0.record }
        for entry in since {
            for change in entry.changes.reversed() {
                let back = Change(
                    table: change.table, key: change.key, before: change.after,
                    after: change.before)
                try takeBack(back, view)
            }
        }
        courses = courses.filter { $0.value.record.ending == nil }
        tasks = tasks.filter { $0.value.state == .open }
        sequence = last
    }

    /// One row put back. A course that has ended keeps its place until all is done: an older
    /// entry may open it again.
    private mutating func takeBack(
        _ change: Change, _ view: some Reading
    ) throws(StoreError) {
        let row = Row(change.after ?? change.before ?? change.key, table: change.table)
        switch change.table {
        case CourseRecord.table.name:
            let record = try CourseRecord(row: row)
            if change.after == nil {
                courses[record.id] = nil
            } else if courses[record.id] != nil {
                courses[record.id]?.record = record
            } else {
                courses[record.id] = CourseState(Stored(record, version: 0))
            }
        case CareTask.table.name:
            let task = try CareTask(row: row)
            tasks[task.id] = change.after == nil ? nil : task
        default:
            _ = try apply(change, 0, view)
        }
    }
}
