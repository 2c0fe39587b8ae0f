public import Domain

/// What the ward asks of the store.
extension Reading {
    public func escalations(of course: Course.ID) throws(StoreError) -> [Stored<Escalation>] {
        try all(Escalation.self, where: "course = $1 ORDER BY at, id", [.text(course.text)])
    }

    public func openEscalations() throws(StoreError) -> [Stored<Escalation>] {
        try all(Escalation.self, where: "state = 'open' ORDER BY at, id")
    }

    public func escalations() throws(StoreError) -> [Stored<Escalation>] {
        try all(Escalation.self, where: "1 = 1 ORDER BY at, id")
    }

    public func escalations(ofGrade grade: String) throws(StoreError) -> [Stored<Escalation>] {
        try all(Escalation.self, where: "grade = $1 ORDER BY id", [.text(grade)])
    }

    public func treatments(of course: Course.ID) throws(StoreError) -> [Treatment] {
        try all(
            Treatment.self, where: "course = $1 AND is_withdrawn = 0 ORDER BY at, id",
            [.text(course.text)]
        ).map(\.record)
    }

    public func reserves(of course: Course.ID) throws(StoreError) -> [DrugReserve] {
        try all(DrugReserve.self, where: "course = $1 ORDER BY drug", [.text(course.text)])
            .map(\.record)
    }

    public func timeOuts(of course: Course.ID) throws(StoreError) -> [TimeOut] {
        try all(TimeOut.self, where: "course = $1 ORDER BY at, id", [.text(course.text)])
            .map(\.record)
    }

    public func licatsEvents(of course: Course.ID) throws(StoreError) -> [LICATSEvent] {
        try all(
            LICATSEvent.self, where: "course = $1 AND is_withdrawn = 0 ORDER BY at, id",
            [.text(course.text)]
        ).map(\.record)
    }

    public func licatsEvents(ofGrade grade: String) throws(StoreError) -> [Stored<LICATSEvent>] {
        try all(LICATSEvent.self, where: "grade = $1 ORDER BY id", [.text(grade)])
    }

    public func followUps(of course: Course.ID) throws(StoreError) -> [Stored<FollowUpVisit>] {
        try all(FollowUpVisit.self, where: "course = $1 ORDER BY due", [.text(course.text)])
    }

    public func followUps(dueBy day: Day) throws(StoreError) -> [FollowUpVisit] {
        try all(
            FollowUpVisit.self, where: "due <= $1 AND done_at IS NULL ORDER BY due, course",
            [.int(Int64(day.number))]
        ).map(\.record)
    }

    /// Grades of a course that stand, in the order of time.
    public func standingGrades(of course: Course.ID) throws(StoreError) -> [Stored<GradeRecord>] {
        try all(
            GradeRecord.self, where: "course = $1 AND is_withdrawn = 0 ORDER BY at, id",
            [.text(course.text)])
    }

    /// Values of a patient that stand, in the order of time.
    public func standingObservations(
        of patient: Patient.ID, from first: Instant, to last: Instant
    ) throws(StoreError) -> [Stored<ObservationRecord>] {
        try all(
            ObservationRecord.self,
            where: "patient = $1 AND at >= $2 AND at <= $3 AND is_withdrawn = 0"
                + " ORDER BY at, code, id",
            [
                .text(patient.text), .int(first.utcMilliseconds), .int(last.utcMilliseconds),
            ])
    }

    /// Values of one item that stand, in the order of time.
    public func standingObservations(
        of patient: Patient.ID, code: String
    ) throws(StoreError) -> [Stored<ObservationRecord>] {
        try all(
            ObservationRecord.self,
            where: "patient = $1 AND code = $2 AND is_withdrawn = 0 ORDER BY at, id",
            [.text(patient.text), .text(code)])
    }
}

/// Who wrote what.
extension Reading {
    public func standingBookings(of course: Course.ID) throws(StoreError) -> [Booking] {
        try all(
            Booking.self,
            where: "course = $1 AND state IN ('proposed', 'held', 'confirmed', 'done')"
                + " ORDER BY first_day, id", [.text(course.text)]
        ).map(\.record)
    }

    public func milestones(of course: Course.ID) throws(StoreError) -> [Stored<MilestoneRecord>] {
        try all(MilestoneRecord.self, where: "course = $1 ORDER BY at", [.text(course.text)])
    }

    public func storedNotes(of course: Course.ID) throws(StoreError) -> [Stored<NoteRecord>] {
        try all(NoteRecord.self, where: "course = $1 ORDER BY at, id", [.text(course.text)])
    }

    public func storedTreatments(of course: Course.ID) throws(StoreError) -> [Stored<Treatment>] {
        try all(Treatment.self, where: "course = $1 ORDER BY at, id", [.text(course.text)])
    }

    public func allGrades(of course: Course.ID) throws(StoreError) -> [Stored<GradeRecord>] {
        try all(GradeRecord.self, where: "course = $1 ORDER BY at, id", [.text(course.text)])
    }

    public func openTasks(of course: Course.ID) throws(StoreError) -> [CareTask] {
        try all(
            CareTask.self, where: "course = $1 AND state = 'open' ORDER BY due, id",
            [.text(course.text)]
        ).map(\.record)
    }

    public func collections(of course: Course.ID) throws(StoreError) -> [CollectionRecord] {
        try all(
            CollectionRecord.self, where: "course = $1 AND is_withdrawn = 0 ORDER BY at, id",
            [.text(course.text)]
        ).map(\.record)
    }

    /// The authors of journal entries.
    public func authors(of sequences: [Int64]) throws(StoreError) -> [Int64: String] {
        let wanted = Set(sequences).sorted()
        guard !wanted.isEmpty else { return [:] }
        var found: [Int64: String] = [:]
        for start in stride(from: 0, to: wanted.count, by: 500) {
            let part = wanted[start..<min(wanted.count, start + 500)]
            let list = part.map(String.init).joined(separator: ", ")
            for row in try rows("SELECT sequence, author FROM journal WHERE sequence IN (\(list))")
            {
                found[try row.int(0)] = try row.text(1)
            }
        }
        return found
    }
}
