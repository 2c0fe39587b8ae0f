import Clinical
public import Domain
import Store

extension Transaction {
    /// A grade that rises calls somebody; one that is entered late, behind a newer one, does not.
    ///
    /// - Returns: the escalation, where there is one.
    @discardableResult
    func escalate(
        _ record: GradeRecord, under ward: WardFile
    ) throws(StoreError) -> Escalation.ID? {
        let grade = record.grade
        let others = try standingGrades(of: record.course).map(\.record)
            .filter { $0.id != record.id && $0.grade.toxicity == grade.toxicity }
        guard !others.contains(where: { $0.grade.at > grade.at }) else { return nil }
        let before = others.last?.grade.level ?? 0
        guard grade.level > before else { return nil }
        let id: Escalation.ID = try nextID("E", "escalation")
        try insert(
            Escalation(
                id: id, course: record.course, grade: record.id, toxicity: grade.toxicity,
                level: grade.level, before: before, at: draft.at,
                due: draft.at.adding(minutes: ward.minutesToAnswer(grade.level))))
        return id
    }

    /// The grade was an error: whoever has not answered yet need not.
    func withdrawEscalations(ofGrade grade: String) throws(StoreError) {
        guard let author = try? User.ID(draft.author) else { return }
        for stored in try escalations(ofGrade: grade) where stored.record.state == .open {
            var record = stored.record
            record.state = .withdrawn(by: author, at: draft.at)
            try update(record, expecting: stored.version)
            try endCalls(for: record.id, by: author)
        }
        for stored in try licatsEvents(ofGrade: grade) where !stored.record.isWithdrawn {
            var record = stored.record
            record.isWithdrawn = true
            try update(record, expecting: stored.version)
        }
    }
}

extension Office {
    /// - Parameter onlyOpen: those that wait for an answer.
    public func escalations(
        of course: Course.ID? = nil, onlyOpen: Bool = true
    ) throws(StoreError) -> [Escalation] {
        try look(.readPatients) { view throws(StoreError) in
            let found = onlyOpen ? try view.openEscalations() : try view.escalations()
            return found.map(\.record).filter { course == nil || $0.course == course }
        }
    }

    /// Somebody has seen it.
    ///
    /// - Parameter words: what they are going to do.
    public func acknowledge(
        _ escalation: Escalation.ID, words: String = "", _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        let (now, user) = (now, person.user.id)
        return try perform(.acknowledgeEscalation, order) { act throws(StoreError) in
            let stored = try act.need(Escalation.self, escalation.text)
            guard stored.record.state == .open else {
                throw .refused(
                    Phrase("escalation.closed", ["escalation": .text(escalation.text)]))
            }
            var record = stored.record
            (record.state, record.words) = (.acknowledged(by: user, at: now), words)
            try act.update(record, expecting: stored.version)
            try act.endCalls(for: escalation, by: user)
        }.sequence
    }
}
