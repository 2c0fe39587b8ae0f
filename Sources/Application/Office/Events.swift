public import Domain
import Store

extension Office {
    /// Reports what happened to a course: the note, the deviation, the end where it is one, and
    /// the tasks of those who have to know, all or nothing.
    ///
    /// - Parameter title: the name of the event in the language of whoever reports it.
    public func report(
        _ event: CourseEvent, of course: Course.ID, title: String, words: String,
        key: String? = nil
    ) throws(StoreError) -> Outcome<[CareTask.ID]> {
        let now = now
        let said = words.allSatisfy(\.isWhitespace) ? title : "\(title): \(words)"
        let order = Order(reason: Reason(event.reason, words), key: key)
        return try perform(.reportEvent, order) { act throws(StoreError) in
            try act.requireRunning(course)
            let note: Identifier<NoteRecord> = try act.nextID("N", "note")
            try act.insert(
                NoteRecord(
                    id: note.text, course: course, at: now, author: act.draft.author, words: said))
            if let severity = event.deviation {
                try act.insert(
                    Deviation(
                        id: try act.nextID("D", "deviation"), course: course, at: now,
                        severity: severity, what: said))
            }
            if let ending = event.ending { try act.end(course, ending, at: now) }
            return try event.tells.map { role throws(StoreError) in
                let id: CareTask.ID = try act.nextID("T", "task")
                try act.insert(
                    CareTask(
                        id: id, course: course, what: said,
                        due: now.adding(minutes: event.minutesToTell), role: role))
                return id
            }
        }
    }
}

extension Transaction {
    /// Ends a course and gives back everything it still holds.
    func end(_ course: Course.ID, _ ending: Ending, at now: Instant) throws(StoreError) {
        let stored = try need(CourseRecord.self, course.text)
        var record = stored.record
        if let old = record.ending { throw .refused(CourseError.ended(course, old).phrase) }
        (record.ending, record.ended) = (ending, now)
        try update(record, expecting: stored.version)
        try insert(MilestoneRecord(course: course, Milestone(.ended, at: now)))
        for booking in try all(.placed(course)) {
            var released = booking.record
            try refuse { () throws(BookingError) in try released.release() }
            try update(released, expecting: booking.version)
        }
    }
}
