import Clinical
public import Domain
import Store

/// What came of an assessment at the bedside.
public struct AssessmentResult: Sendable {
    public let judgement: BedsideJudgement
    /// The identifiers of the grades, in the order of the judgement.
    public let grades: [String]
    public let escalations: [Escalation.ID]
    public let tasks: [CareTask.ID]
}

extension Office {
    /// Judges an entry without writing anything.
    public func preview(
        _ entry: BedsideEntry, under desk: ClinicalDesk
    ) throws(StoreError) -> BedsideJudgement {
        try look(.readPatients) { view throws(StoreError) in
            let ground = try view.ground(of: entry.course, at: entry.at, desk.knowledge)
            return desk.judge(entry, ground)
        }
    }

    /// Records what was seen: values, grades, the tasks that a grade asks for, and where a grade
    /// rises the escalation; all of it or nothing.
    ///
    /// - Parameter wrong: the time of an entry of this course that this one corrects.
    public func assess(
        _ entry: BedsideEntry, correcting wrong: Instant? = nil, under desk: ClinicalDesk,
        _ order: Order = Order()
    ) throws(StoreError) -> Outcome<AssessmentResult> {
        try checked(entry, desk)
        return try perform(wrong == nil ? .assessPatient : .correctAssessment, order) {
            act throws(StoreError) in
            if let wrong { _ = try act.takeBack(entry.course, at: wrong) }
            return try act.assess(entry, desk)
        }
    }

    /// Takes an entry back that should not have been made.
    public func withdrawAssessment(
        of course: Course.ID, at time: Instant, _ reason: Reason
    ) throws(StoreError) -> Int64 {
        try perform(.correctAssessment, Order(reason: reason)) { act throws(StoreError) in
            _ = try act.takeBack(course, at: time)
        }.sequence
    }

    /// An entry was made on the wrong patient: it is taken back there and judged anew for whom it
    /// was meant, in one act.
    public func moveAssessment(
        from course: Course.ID, at time: Instant, to right: Course.ID, under desk: ClinicalDesk,
        _ reason: Reason
    ) throws(StoreError) -> Outcome<AssessmentResult> {
        guard course != right else {
            throw .refused(Phrase("bedside.samePatient", ["course": .text(course.text)]))
        }
        return try perform(.correctAssessment, Order(reason: reason)) { act throws(StoreError) in
            guard var entry = try act.takeBack(course, at: time) else {
                throw .refused(
                    Phrase(
                        "bedside.noEntry", ["course": .text(course.text), "at": .instant(time)]))
            }
            entry.course = right
            return try act.assess(entry, desk)
        }
    }

    private func checked(_ entry: BedsideEntry, _ desk: ClinicalDesk) throws(StoreError) {
        let now = now
        guard entry.at <= now else {
            throw .refused(
                Phrase("course.inFuture", ["at": .instant(entry.at), "now": .instant(now)]))
        }
        guard !entry.isEmpty else { throw .refused(Phrase("bedside.empty")) }
        if !entry.ice.isEmpty, entry.icePoints == nil {
            let missing = BedsideEntry.iceItems.filter { entry.ice[$0] == nil }
            throw .refused(
                Phrase(
                    "bedside.iceIncomplete",
                    ["items": .list(missing.map { .phrase(Phrase("ice.\($0)")) })]))
        }
        let unknown = desk.unknownFindings(entry)
        guard unknown.isEmpty else {
            throw .refused(
                Phrase("bedside.unknown", ["names": .list(unknown.map { .text($0) })]))
        }
    }
}

extension Transaction {
    fileprivate func assess(
        _ entry: BedsideEntry, _ desk: ClinicalDesk
    ) throws(StoreError) -> AssessmentResult {
        try requireRunning(entry.course)
        let ground = try ground(of: entry.course, at: entry.at, desk.knowledge)
        let judgement = desk.judge(entry, ground)
        // What cannot be graded is still recorded; but an entry that only overrules must grade.
        if judgement.grades.isEmpty, let refused = judgement.refused.first, entry.overrule != nil {
            throw .refused(Phrase("grading.refused", ["what": .text(refused.sentence)]))
        }
        let patient = try need(CourseRecord.self, entry.course.text).record.patient
        for observation in try entry.observations(of: patient) { _ = try record(observation) }
        var (grades, escalations, tasks): ([String], [Escalation.ID], [CareTask.ID]) = ([], [], [])
        for judged in judgement.grades {
            let id: Identifier<GradeRecord> = try nextID("G", "grade")
            let record = GradeRecord(id: id.text, course: entry.course, judged.grade)
            try insert(record)
            grades.append(id.text)
            guard let escalation = try escalate(record, under: desk.knowledge.ward) else {
                continue
            }
            escalations.append(escalation)
            let before = judged.before ?? 0
            let wanted = desk.knowledge.ward.tasks(
                judged.grade.toxicity, from: before, to: judged.grade.level)
            for rule in wanted {
                let task: CareTask.ID = try nextID("T", "task")
                try insert(
                    CareTask(
                        id: task, course: entry.course, what: desk.wording(rule.says),
                        due: draft.at.adding(minutes: rule.minutes), role: rule.role))
                tasks.append(task)
            }
        }
        return AssessmentResult(
            judgement: judgement, grades: grades, escalations: escalations, tasks: tasks)
    }

    /// Withdraws everything that one entry wrote, and gives the entry back; nil where none was
    /// kept, only grades and values of that moment.
    fileprivate func takeBack(
        _ course: Course.ID, at time: Instant
    ) throws(StoreError) -> BedsideEntry? {
        let patient = try need(CourseRecord.self, course.text).record.patient
        var entry: BedsideEntry?
        var count = 0
        for stored in try standingObservations(of: patient, from: time, to: time)
        where BedsideEntry.codes.contains(stored.record.observation.code) {
            entry = entry ?? BedsideEntry(stored.record.observation, of: course)
            try withdrawObservation(stored.record.id)
            count += 1
        }
        for stored in try standingGrades(of: course) where stored.record.grade.at == time {
            try withdrawGrade(stored.record.id)
            count += 1
        }
        guard count > 0 else {
            throw .refused(
                Phrase("bedside.noEntry", ["course": .text(course.text), "at": .instant(time)]))
        }
        return entry
    }
}

extension Reading {
    func ground(
        of course: Course.ID, at time: Instant, _ knowledge: ClinicalKnowledge
    ) throws(StoreError) -> BedsideGround {
        let found = try self.course(course)
        let infused = found.first(.infused)?.at
        let start = infused ?? time.adding(minutes: -48 * 60)
        return BedsideGround(
            file: try patientFile(of: course, knowledge, asOf: time),
            grades: try standingGrades(of: course).map(\.record.grade).sorted { $0.at < $1.at },
            observations: try standingObservations(
                of: found.patient, from: min(start, time), to: time
            ).map(\.record.observation),
            treatments: try treatments(of: course), infused: infused)
    }
}
