import Clinical
public import Domain
import Scheduling
import Store

// What the store knows of the patients, as dates and judgements that the plans respect.

extension Reading {
    /// The dates that the drug histories of all running courses set, hard and soft.
    ///
    /// One pass over the histories, whatever the number of courses: the engine may ask any of
    /// them to make room, and none may be put where a drug forbids it.
    func datedReasons(
        _ hospital: Hospital, _ knowledge: ClinicalKnowledge, now: Instant
    ) throws(StoreError) -> [Course.ID: [Situation.DatedReason]] {
        let lines = try drugHistoriesOfRunningCourses()
        let histories = Dictionary(grouping: lines, by: \.patient)
        var found: [Course.ID: [Situation.DatedReason]] = [:]
        for state in hospital.courses.values where state.first(.infused) == nil {
            guard let history = histories[state.record.patient] else { continue }
            let diagnoses = try observations(
                of: state.record.patient, under: knowledge.facts["diagnosis"]?.code ?? "diagnosis")
            let sheet = FactSheet(
                diagnoses.compactMap { Fact($0, knowledge.facts) }, asOf: now, knowledge)
            let report = knowledge.washouts(
                history.map { DrugUse($0) }, sheet, product: state.record.product?.text)
            let reasons = report.datedReasons
            if !reasons.isEmpty { found[state.record.id] = reasons }
        }
        return found
    }
}

extension DrugUse {
    init(_ line: DrugRecord) {
        self.init(
            line.drug, lastDose: line.lastDose, cycles: line.cycles,
            dailyPrednisoloneMg: line.prednisoloneMg, dose: line.dose,
            purpose: Purpose(rawValue: line.purpose) ?? .therapy)
    }
}

extension Office {
    /// The engine's board with what the drug histories bind, and with what the rules say of one
    /// course that is asked about.
    ///
    /// - Parameter desk: the rules in force without the store's approvals, which are added here.
    public func board(
        _ hospital: Hospital, under desk: ClinicalDesk, asking course: Course.ID? = nil
    ) throws(StoreError) -> BoardModel {
        let now = now
        var board = BoardModel(hospital, now: now)
        let knowledge = desk.with((try? approvals()) ?? []).knowledge
        let isRunning = course.map { hospital.courses[$0] != nil } ?? false
        let (reasons, judgement) = try look(.readSchedule) { view throws(StoreError) in
            let reasons = try view.datedReasons(hospital, knowledge, now: now)
            guard isRunning, let course else { return (reasons, CourseJudgement?.none) }
            let file = try view.patientFile(of: course, knowledge, asOf: now)
            return (reasons, CourseJudgement(file, knowledge))
        }
        board.reasons = reasons
        if let course { board.judgements[course] = judgement }
        return board
    }
}

extension BoardModel {
    /// The dates that bind a course: what its drugs set, and values that are too old by now.
    func bounds(of course: Course.ID) -> [Situation.DatedReason] {
        let next: Scheduling.Activity = courses[course]?.isCollected == true ? .ld : .apheresis
        return (reasons[course] ?? [])
            + (judgements[course]?.recency(next, today: today) ?? [])
    }

    /// What a person should know before a plan is chosen: whether the product suits, which dates
    /// bind, and which values will be too old by then.
    func clinicalNotes(
        _ course: Course.ID, _ product: Product.ID, _ days: (Scheduling.Activity) -> Day
    ) -> [Phrase] {
        var notes: [Phrase] = []
        let planned = courses[course]
        if let verdict = judgements[course]?.products[product] {
            if verdict.outcome != .eligible {
                notes.append(
                    Phrase(
                        "plan.verdict.\(verdict.outcome.rawValue)",
                        ["product": .text(product.text), "says": Self.first(verdict.says)]))
            }
        } else if product != planned?.chosen {
            notes.append(Phrase("plan.checkEligibility", ["product": .text(product.text)]))
        }
        for reason in bounds(of: course) where planned?.facts[reason.activity] == nil {
            let isBroken =
                switch reason.limit {
                case .notBefore: days(reason.activity) < reason.day
                case .notAfter: days(reason.activity) > reason.day
                }
            guard isBroken || !reason.isSoft else { continue }
            notes.append(
                Phrase(
                    reason.isSoft ? "plan.soft" : "planning.cited",
                    [
                        "reason": .phrase(reason.reason), "source": .text(reason.source),
                        "activity": .phrase(reason.activity.phrase), "day": .day(reason.day),
                    ]))
        }
        let next: Scheduling.Activity = planned?.isCollected == true ? .ld : .apheresis
        let perished = judgements[course]?.perished(by: days(next)) ?? []
        if !perished.isEmpty {
            notes.append(
                Phrase(
                    "plan.perished",
                    [
                        "activity": .phrase(next.phrase), "day": .day(days(next)),
                        "facts": Self.first(perished.map(\.fact)),
                    ]))
        }
        return notes
    }

    /// The first few, and how many more there are: a plan's note is a line, the whole list is on
    /// the patient's page.
    private static func first(_ values: [Phrase.Value]) -> Phrase.Value {
        let most = 3
        guard values.count > most else { return .list(values) }
        let more = Phrase("plan.andMore", ["count": .count(values.count - most)])
        return .list(values.prefix(most) + [.phrase(more)])
    }
}
