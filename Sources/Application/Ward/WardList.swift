import Clinical
public import Domain
import Store

/// Who is on the ward today and what is due, the most pressing first.
public struct WardList: Equatable, Sendable {
    public let now: Instant
    public let rows: [WardRow]

    /// What is due by the time, over all patients.
    public var dueNow: Int { rows.count { row in row.next.map { $0.due <= now } ?? false } }
    public var waiting: Int { rows.reduce(0) { $0 + $1.escalations.count } }
}

public struct WardRow: Equatable, Sendable {
    public let course: Course.ID
    public let patient: Patient.ID
    public let name: String
    public let reading: String
    public let bed: String
    public let product: String
    public let dayAfterInfusion: Int?
    public let isAutoimmune: Bool
    public let grades: [ToxicityGrade]
    public let temperature: Reading?
    public let ice: Reading?
    public let due: [DueItem]
    public let tasks: [CareTask]
    public let escalations: [Escalation]
    /// What was entered at the bedside within three days, in the order of time.
    public let entries: [BedsideEntry]
    /// What must be there before the cells run and is not.
    public let missing: [Phrase]

    public struct Reading: Equatable, Sendable {
        public let value: Double
        public let at: Instant
        public let before: Double?
        /// At or above what the ward's rules call high; they may call nothing so.
        public let isHigh: Bool
    }

    public struct ToxicityGrade: Equatable, Sendable {
        public let toxicity: Toxicity
        public let level: Int
        public let before: Int?
        public let at: Instant
    }

    /// What is next due, of the round or of the tasks.
    public var next: (what: String, due: Instant)? {
        let all = due.map { ($0.label, $0.due) } + tasks.map { ($0.what, $0.due) }
        return all.min { $0.1 < $1.1 }.map { (what: $0.0, due: $0.1) }
    }

    public func grade(_ toxicity: Toxicity) -> ToxicityGrade? {
        grades.first { $0.toxicity == toxicity }
    }
}

extension Office {
    public func wardList(under desk: ClinicalDesk) throws(StoreError) -> WardList {
        let now = now
        return try look(.readPatients) { view throws(StoreError) in
            try WardListMaker(view: view, desk: desk, now: now)
                .list(try Hospital(reading: view))
        }
    }
}

struct WardListMaker<View: Reading> {
    let view: View
    let desk: ClinicalDesk
    let now: Instant

    func list(_ hospital: Hospital) throws(StoreError) -> WardList {
        var rows: [WardRow] = []
        for state in hospital.courses.values where isHere(state) {
            rows.append(try row(state, hospital))
        }
        return WardList(now: now, rows: rows.sorted { order($0) < order($1) })
    }

    private func order(_ row: WardRow) -> (Int, Int64, Course.ID) {
        let due = row.next?.due.utcMilliseconds ?? Int64.max
        return (row.escalations.isEmpty ? 1 : 0, due, row.course)
    }

    /// In a bed tonight, infused and not yet home, or about to be infused.
    private func isHere(_ state: Hospital.CourseState) -> Bool {
        guard state.first(.discharged) == nil else { return false }
        if state.first(.infused) != nil { return true }
        if let day = state.plannedInfusion, (0...1).contains(day - now.day) { return true }
        return state.standing.contains { stored in
            stored.record.activity.isStay && stored.record.span.contains(now.day)
                && stored.record.state.occupies && stored.record.state != .held
        }
    }

    private func row(
        _ state: Hospital.CourseState, _ hospital: Hospital
    ) throws(StoreError) -> WardRow {
        let id = state.record.id
        let patient = hospital.patients[state.record.patient]
        let grades = state.grades.filter { !$0.isWithdrawn }.map(\.grade).sorted { $0.at < $1.at }
        let infused = state.first(.infused)?.at
        var observations: [Observation] = []
        for code in ["TEMP", "ICE", "CRP"] {
            observations += try view.standingObservations(of: state.record.patient, code: code)
                .map(\.record.observation).filter { $0.at <= now }
        }
        return WardRow(
            course: id, patient: state.record.patient, name: patient?.name.full ?? "",
            reading: patient?.name.kana ?? "", bed: bed(state, hospital),
            product: state.record.product?.text ?? "",
            dayAfterInfusion: state.dayZero.map { now.day - $0 },
            isAutoimmune: state.record.referral.indication.isAutoimmune,
            grades: [Toxicity.crs, .icans, .licats].compactMap { standing($0, grades) },
            temperature: reading("TEMP", observations), ice: reading("ICE", observations),
            due: desk.due(observations, grades, infused: infused, now: now),
            tasks: hospital.tasks.values.filter { task in
                task.course == id && task.due <= now.adding(minutes: 24 * 60)
            }.sorted { ($0.due, $0.id) < ($1.due, $1.id) },
            escalations: hospital.escalations.values.filter { $0.course == id }
                .sorted { $0.id < $1.id },
            entries: try view.standingObservations(
                of: state.record.patient, code: BedsideEntry.code
            ).compactMap { BedsideEntry($0.record.observation, of: id) }
                .filter { $0.at > now.adding(minutes: -72 * 60) },
            missing: infused == nil ? try missing(state) : [])
    }

    private func bed(_ state: Hospital.CourseState, _ hospital: Hospital) -> String {
        let stays = state.standing.map(\.record).filter { booking in
            booking.activity.isStay && booking.span.contains(now.day) && booking.state.occupies
        }
        let stay = stays.first { $0.activity == .icuStay } ?? stays.first
        guard let place = stay?.places.first(where: { $0.day == now.day }) else { return "" }
        let name = hospital.resources[place.resource]?.name ?? place.resource.text
        return "\(name) \(place.unit)"
    }

    private func standing(_ toxicity: Toxicity, _ grades: [Grade]) -> WardRow.ToxicityGrade? {
        let own = grades.filter { $0.toxicity == toxicity }
        return own.last.map { last in
            WardRow.ToxicityGrade(
                toxicity: toxicity, level: last.level, before: own.dropLast().last?.level,
                at: last.at)
        }
    }

    private func reading(_ code: String, _ observations: [Observation]) -> WardRow.Reading? {
        let values = observations.filter { $0.code == code }.compactMap { observation in
            if case .number(let number) = observation.value {
                (observation.at, number)
            } else {
                nil as (Instant, Double)?
            }
        }
        return values.last.map { last in
            WardRow.Reading(
                value: last.1, at: last.0, before: values.dropLast().last?.1,
                isHigh: desk.knowledge.ward.chart(code)?.high.map { last.1 >= $0 } ?? false)
        }
    }

    /// Before the infusion: the time-out and the drug that must lie ready.
    private func missing(_ state: Hospital.CourseState) throws(StoreError) -> [Phrase] {
        guard let day = state.plannedInfusion, day - now.day <= 1 else { return [] }
        let rule = desk.knowledge.ward.timeOut
        var found: [Phrase] = []
        let doses =
            try view.reserves(of: state.record.id).first { $0.drug == rule.drug }?.doses ?? 0
        if doses < rule.doses {
            found.append(
                Phrase(
                    "timeOut.notReserved",
                    [
                        "drug": .text(rule.drug), "doses": .count(doses),
                        "needed": .count(rule.doses),
                    ]))
        }
        let isTaken = try view.timeOuts(of: state.record.id).contains { $0.at.day == day }
        if !isTaken { found.append(Phrase("timeOut.missing")) }
        return found
    }
}
