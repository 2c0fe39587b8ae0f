import Clinical
public import Domain
import Store

/// Whether a patient may go home, criterion by criterion.
public struct DischargePage: Equatable, Sendable {
    public let course: Course.ID
    public let lines: [Line]
    /// The first day on which every criterion can hold; nil where nobody can say.
    public let earliest: Day?
    /// As the ward bed is booked.
    public let planned: Day?
    /// By which day others went home; nil where too few stays are known, or after the discharge.
    public let forecast: DischargeForecast?

    public struct Line: Equatable, Sendable {
        public let id: String
        public let says: String
        public let source: String
        public let outcome: Outcome
    }

    public enum Outcome: Equatable, Sendable {
        case met
        case notYet(Instant?)
        case cannotSay(String)
    }

    public var isReady: Bool { lines.allSatisfy { $0.outcome == .met } }
}

extension Office {
    public func discharge(
        of course: Course.ID, under desk: ClinicalDesk
    ) throws(StoreError) -> DischargePage {
        let now = now
        return try look(.readPatients) { view throws(StoreError) in
            try view.discharge(of: course, desk, now: now)
        }
    }

    /// The visits after the infusion, each with a task for the coordinator; planned once.
    public func planFollowUp(
        of course: Course.ID, under desk: ClinicalDesk, _ order: Order = Order()
    ) throws(StoreError) -> Outcome<[FollowUpVisit]> {
        let rule = desk.knowledge.ward.followUp
        return try perform(.planFollowUp, order) { act throws(StoreError) in
            let found = try act.course(course)
            guard let zero = found.dayZero, let infused = found.first(.infused)?.at else {
                throw .refused(Phrase("followUp.notInfused"))
            }
            let known = Set(try act.followUps(of: course).map(\.record.visit))
            var visits: [FollowUpVisit] = []
            for (visit, due) in rule.visits(infusion: zero) where !known.contains(visit) {
                let task: CareTask.ID = try act.nextID("T", "task")
                try act.insert(
                    CareTask(
                        id: task, course: course, what: desk.wording(visitPhrase(visit)),
                        due: Instant(due, .midnight, offsetMinutes: infused.offsetMinutes),
                        role: .coordinator))
                let record = FollowUpVisit(course: course, visit: visit, due: due, task: task)
                try act.insert(record)
                visits.append(record)
            }
            guard !visits.isEmpty else { throw .refused(Phrase("followUp.planned")) }
            return visits
        }
    }

    public func closeFollowUp(
        _ visit: String, of course: Course.ID, words: String = "", _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        let (now, user) = (now, person.user.id)
        return try perform(.closeFollowUp, order) { act throws(StoreError) in
            let stored = try act.need(FollowUpVisit.self, [.text(course.text), .text(visit)])
            guard stored.record.done == nil else {
                throw .refused(Phrase("followUp.done", ["visit": .phrase(visitPhrase(visit))]))
            }
            var record = stored.record
            (record.done, record.words) = (now, words)
            try act.update(record, expecting: stored.version)
            let task = try act.need(CareTask.self, record.task.text)
            guard task.record.state == .open else { return }
            var closed = task.record
            closed.state = .done(by: user, at: now)
            try act.update(closed, expecting: task.version)
        }.sequence
    }

    public func followUps(of course: Course.ID) throws(StoreError) -> [FollowUpVisit] {
        try look(.readPatients) { view throws(StoreError) in
            _ = try view.need(CourseRecord.self, course.text)
            return try view.followUps(of: course).map(\.record)
        }
    }

    /// Visits of everybody that fall due by a day and were not made.
    public func followUps(dueBy day: Day) throws(StoreError) -> [FollowUpVisit] {
        try look(.readSchedule) { view throws(StoreError) in try view.followUps(dueBy: day) }
    }
}

/// `day28`, `year3` in words.
public func visitPhrase(_ visit: String) -> Phrase {
    let digits = Int(visit.drop { !$0.isNumber }) ?? 0
    return Phrase(
        visit.hasPrefix("day") ? "followUp.day" : "followUp.year", ["n": .count(digits)])
}

extension Reading {
    func discharge(
        of id: Course.ID, _ desk: ClinicalDesk, now: Instant
    ) throws(StoreError) -> DischargePage {
        let course = try course(id)
        let facts = DischargeFacts(
            now: now, infused: course.first(.infused)?.at,
            grades: try standingGrades(of: id).map(\.record.grade),
            observations: try standingObservations(
                of: course.patient, from: now.adding(minutes: -72 * 60), to: now
            ).map(\.record.observation),
            openEscalations: try escalations(of: id).count { $0.record.state == .open })
        var earliest: Instant? = now
        let lines = desk.knowledge.ward.discharge.map { rule -> DischargePage.Line in
            let outcome: DischargePage.Outcome
            switch rule.outcome(facts) {
            case .met: outcome = .met
            case .notYet(let at):
                outcome = .notYet(at)
                earliest = earliest.flatMap { known in at.map { max(known, $0) } }
            case .cannotSay(let what):
                outcome = .cannotSay(what)
                earliest = nil
            }
            return DischargePage.Line(
                id: rule.id, says: desk.wording(rule.says),
                source: desk.wording(rule.provenance), outcome: outcome)
        }
        let stay = try standingBookings(of: id)
            .filter { $0.activity == .wardStay && $0.state.occupies }.map(\.span.last).max()
        var forecast: DischargeForecast?
        if let infused = facts.infused?.day, course.first(.discharged) == nil {
            forecast = DischargeForecast(
                try pastStays(until: now), product: course.product, infused: infused,
                earliest: earliest?.day, on: now.day)
        }
        return DischargePage(
            course: id, lines: lines, earliest: earliest?.day, planned: stay.map { $0 + 1 },
            forecast: forecast)
    }
}
