import Clinical
public import Domain
import Store

/// Doses, reserves and the time-out before the cells run.
extension Office {
    public func give(
        _ drug: String, dose: String, to course: Course.ID, at time: Instant, words: String = "",
        _ order: Order = Order()
    ) throws(StoreError) -> Outcome<Treatment.ID> {
        let now = now
        guard time <= now else {
            throw .refused(
                Phrase("course.inFuture", ["at": .instant(time), "now": .instant(now)]))
        }
        let name = drug.lowercased()
        guard !name.allSatisfy(\.isWhitespace) else {
            throw .refused(Phrase("treatment.noDrug"))
        }
        return try perform(.recordTreatment, order) { act throws(StoreError) in
            try act.requireRunning(course)
            let id: Treatment.ID = try act.nextID("M", "treatment")
            try act.insert(
                Treatment(id: id, course: course, drug: name, dose: dose, at: time, words: words))
            return id
        }
    }

    public func withdrawTreatment(
        _ id: Treatment.ID, _ reason: Reason
    ) throws(StoreError) -> Int64 {
        try perform(.withdrawTreatment, Order(reason: reason)) { act throws(StoreError) in
            let stored = try act.need(Treatment.self, id.text)
            guard !stored.record.isWithdrawn else {
                throw .refused(Phrase("office.withdrawnAlready", ["id": .text(id.text)]))
            }
            var record = stored.record
            record.isWithdrawn = true
            try act.update(record, expecting: stored.version)
        }.sequence
    }

    public func treatments(of course: Course.ID) throws(StoreError) -> [Treatment] {
        try look(.readPatients) { view throws(StoreError) in
            _ = try view.need(CourseRecord.self, course.text)
            return try view.treatments(of: course)
        }
    }

    /// Puts doses aside for a course; a later word of the same drug replaces the earlier one.
    public func reserve(
        _ drug: String, doses: Int, place: String, for course: Course.ID, _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        let now = now
        guard (0...20).contains(doses) else { throw .refused(Phrase("reserve.doses")) }
        return try perform(.reserveDrug, order) { act throws(StoreError) in
            try act.requireRunning(course)
            let record = DrugReserve(
                course: course, drug: drug.lowercased(), doses: doses, place: place, at: now)
            if let old = try act.get(DrugReserve.self, record.key) {
                try act.update(record, expecting: old.version)
            } else {
                try act.insert(record)
            }
        }.sequence
    }

    public func reserves(of course: Course.ID) throws(StoreError) -> [DrugReserve] {
        try look(.readPatients) { view throws(StoreError) in try view.reserves(of: course) }
    }

    public func timeOuts(of course: Course.ID) throws(StoreError) -> [TimeOut] {
        try look(.readPatients) { view throws(StoreError) in try view.timeOuts(of: course) }
    }

    /// The time-out before an infusion. Every point is confirmed, the rescue drug lies ready, and
    /// the second person is another one; a missing dose is overruled only in words.
    ///
    /// - Parameter second: named where the store asks nobody for a password.
    public func takeTimeOut(
        for course: Course.ID, checks: [String], second named: User.ID? = nil, words: String = "",
        under desk: ClinicalDesk, _ order: Order = Order()
    ) throws(StoreError) -> Outcome<TimeOut.ID> {
        let (now, rule, first) = (now, desk.knowledge.ward.timeOut, person.user.id)
        // Whoever attests is the second person, whatever name was typed before.
        let attesting = order.second?.user.id ?? beside.flatMap { try? User.ID($0.user) }
        if attesting == nil { try demandSecond(.recordTimeOut, nil, nil) }
        guard let second = attesting ?? named, second != first else {
            throw .refused(Phrase("users.samePerson"))
        }
        let missing = rule.checks.filter { !checks.contains($0.id) }
        guard missing.isEmpty else {
            throw .refused(
                Phrase(
                    "timeOut.notConfirmed",
                    ["checks": .list(missing.map { .text(desk.wording($0.says)) })]))
        }
        return try perform(.recordTimeOut, order) { act throws(StoreError) in
            try act.requireRunning(course)
            _ = try act.need(User.self, second.text)
            let doses = try act.reserves(of: course).first { $0.drug == rule.drug }?.doses ?? 0
            let isOverruled = order.reason.kind == .override || order.reason.kind == .emergency
            guard doses >= rule.doses || isOverruled else {
                throw .refused(
                    Phrase(
                        "timeOut.notReserved",
                        [
                            "drug": .text(rule.drug), "doses": .count(doses),
                            "needed": .count(rule.doses),
                        ]))
            }
            let id: TimeOut.ID = try act.nextID("O", "timeOut")
            try act.insert(
                TimeOut(
                    id: id, course: course, at: now, first: first, second: second,
                    checks: rule.checks.map(\.id), reserved: doses, words: words))
            return id
        }
    }
}

/// What is asked of a local toxicity.
public struct LICATSForm: Equatable, Sendable {
    public let course: Course.ID
    public let at: Instant
    /// Items of the seven that changed against the baseline, by their names.
    public var items: [String]
    /// Questions that were answered with yes.
    public var answers: [String]
    /// The inputs of the grading model: `onset_day`, `icu`, `gc_given`, …
    public var inputs: [String: JSON]
    public var words: String

    public init(
        _ course: Course.ID, at: Instant, items: [String], answers: [String],
        inputs: [String: JSON], words: String = ""
    ) {
        (self.course, self.at, self.items) = (course, at, items)
        (self.answers, self.inputs, self.words) = (answers, inputs, words)
    }

    public init(
        reading reader: JSONReader, _ course: Course.ID, now: Instant
    ) throws(JSONError) {
        try reader.allowOnly(["at", "items", "answers", "inputs", "words", "note"])
        func names(_ member: String) throws(JSONError) -> [String] {
            var found: [String] = []
            for element in try reader.optional(member)?.elements() ?? [] {
                found.append(try element.string())
            }
            return found
        }
        var inputs: [String: JSON] = [:]
        for (name, value) in try reader.member("inputs").members() { inputs[name] = value.value }
        self.init(
            course, at: try reader.optional("at")?.instant() ?? now, items: try names("items"),
            answers: try names("answers"), inputs: inputs,
            words: try reader.optional("words")?.string() ?? "")
    }
}

/// What came of the form.
public struct LICATSResult: Sendable {
    public let grade: Grade
    public let bin: String
    public let page: ClinicalPage
}

extension ClinicalDesk {
    /// The seven items and the questions of the form, by name and in words.
    public var licatsItems: [(id: String, says: String)] {
        knowledge.guidance.licats.items.map { ($0.id, wording($0.says)) }
    }
    public var licatsQuestions: [(id: String, says: String)] {
        knowledge.guidance.licats.questions.map { question in
            let against = wording("grading.against.\(question.against.rawValue)")
            return (question.id, "\(wording(question.says)) (\(against))")
        }
    }

    func judge(_ form: LICATSForm, infused: Instant?) throws(StoreError) -> LICATSResult {
        let known = Set(knowledge.guidance.licats.items.map(\.id))
        guard !form.items.isEmpty, form.items.allSatisfy(known.contains) else {
            throw .refused(
                Phrase("licats.items", ["items": .list(known.sorted().map { .text($0) })]))
        }
        let questions = Set(knowledge.guidance.licats.questions.map(\.id))
        guard form.answers.allSatisfy(questions.contains) else {
            throw .refused(
                Phrase("licats.answers", ["answers": .list(questions.sorted().map { .text($0) })]))
        }
        var inputs = form.inputs
        if inputs["onset_day"] == nil, let infused {
            inputs["onset_day"] = .int(form.at.day - infused.day)
        }
        let file = GradeFile(
            inputs: .object(inputs.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }),
            at: form.at, overruled: nil)
        do throws(GradeRefusal) {
            let page = try GradePage(.licats, file, knowledge, wording)
            guard case .text(let bin)? = page.report.result["bin"] else {
                throw GradeRefusal(.cannotSay(["onset_day"]), nil, wording)
            }
            return LICATSResult(
                grade: page.report.grade, bin: bin,
                page: ClinicalPage(json: page.json(wording), lines: page.lines(wording)))
        } catch {
            throw .refused(error.phrase)
        }
    }
}

extension Office {
    /// Whether the form of local toxicity is meant for this course: it was described in autoimmune
    /// disease.
    public func preview(
        _ form: LICATSForm, under desk: ClinicalDesk
    ) throws(StoreError) -> LICATSResult {
        try look(.readPatients) { view throws(StoreError) in
            let infused = try view.course(form.course).first(.infused)?.at
            return try desk.judge(form, infused: infused)
        }
    }

    public func record(
        _ form: LICATSForm, under desk: ClinicalDesk, _ order: Order = Order()
    ) throws(StoreError) -> Outcome<LICATSResult> {
        let now = now
        guard form.at <= now else {
            throw .refused(
                Phrase("course.inFuture", ["at": .instant(form.at), "now": .instant(now)]))
        }
        return try perform(.recordLICATS, order) { act throws(StoreError) in
            try act.requireRunning(form.course)
            let course = try act.course(form.course)
            guard course.referral.indication.isAutoimmune else {
                throw .refused(Phrase("licats.notAutoimmune"))
            }
            guard let infused = course.first(.infused)?.at else {
                throw .refused(Phrase("licats.notInfused"))
            }
            let result = try desk.judge(form, infused: infused)
            let grade: Identifier<GradeRecord> = try act.nextID("G", "grade")
            let record = GradeRecord(id: grade.text, course: form.course, result.grade)
            try act.insert(record)
            try act.escalate(record, under: desk.knowledge.ward)
            let onset = form.inputs["onset_day"]?.number.map { Int($0) }
            try act.insert(
                LICATSEvent(
                    id: try act.nextID("L", "licats"), course: form.course, grade: grade.text,
                    at: form.at, onsetDay: onset ?? form.at.day - infused.day, bin: result.bin,
                    items: form.items, answers: form.answers, words: form.words))
            for rule in desk.knowledge.ward.tasks(.licats, from: 0, to: result.grade.level) {
                try act.insert(
                    CareTask(
                        id: try act.nextID("T", "task"), course: form.course,
                        what: desk.wording(rule.says),
                        due: act.draft.at.adding(minutes: rule.minutes), role: rule.role))
            }
            return result
        }
    }

    public func licatsEvents(of course: Course.ID) throws(StoreError) -> [LICATSEvent] {
        try look(.readPatients) { view throws(StoreError) in try view.licatsEvents(of: course) }
    }
}

extension Indication {
    /// Local toxicity was described in autoimmune disease and is asked for there alone.
    public var isAutoimmune: Bool { self == .lupus || self == .otherAutoimmune }
}
