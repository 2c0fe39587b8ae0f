public import Domain

/// What was seen at a bedside is recorded, with everything that follows from it.
public struct Assess: Deed {
    public let entry: BedsideEntry
    /// The time of the entry that this one corrects.
    public let correcting: Instant?
    public let language: Language

    public init(_ entry: BedsideEntry, correcting: Instant? = nil, _ language: Language) {
        (self.entry, self.correcting, self.language) = (entry, correcting, language)
    }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        let desk = try follower.desk(language)
        let reason =
            correcting == nil ? Reason.routine : Reason(.correction, desk.wording("ward.again"))
        let outcome = try follower.office().assess(
            entry, correcting: correcting, under: desk, Order(reason: reason))
        return follower.said(outcome, of: entry.course)
    }
}

/// An entry that should not have been made is taken back.
public struct WithdrawEntry: Deed {
    public let course: Course.ID
    public let at: Instant
    public let why: String

    public init(_ course: Course.ID, at: Instant, why: String) {
        (self.course, self.at, self.why) = (course, at, why)
    }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        _ = try follower.office().withdrawAssessment(
            of: course, at: at, Reason(.correction, why))
        return Phrase("ward.withdrawn", ["at": .instant(at)])
    }
}

/// An entry that was made on the wrong patient goes to the right one.
public struct MoveEntry: Deed {
    public let course: Course.ID
    public let at: Instant
    public let right: Course.ID
    public let why: String
    public let language: Language

    public init(
        _ course: Course.ID, at: Instant, to right: Course.ID, why: String, _ language: Language
    ) {
        (self.course, self.at, self.right) = (course, at, right)
        (self.why, self.language) = (why, language)
    }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        let outcome = try follower.office().moveAssessment(
            from: course, at: at, to: right, under: try follower.desk(language),
            Reason(.correction, why))
        guard case .saved(let result, _) = outcome else { return Phrase("notice.repeated") }
        if !result.escalations.isEmpty { follower.callSomebody() }
        return Phrase(
            "ward.moved",
            ["at": .instant(at), "from": .text(course.text), "to": .text(right.text)])
    }
}

public struct GiveDose: Deed {
    public let course: Course.ID
    public let drug: String
    public let dose: String
    public let at: Instant

    public init(_ drug: String, dose: String, to course: Course.ID, at: Instant) {
        (self.course, self.drug, self.dose, self.at) = (course, drug, dose, at)
    }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        guard
            case .saved(let id, _) = try follower.office().give(
                drug, dose: dose, to: course, at: at)
        else { return Phrase("notice.repeated") }
        return Phrase(
            "ward.given",
            [
                "course": .text(course.text), "drug": .text(drug), "dose": .text(dose),
                "id": .text(id.text),
            ])
    }
}

public struct ReserveDoses: Deed {
    public let course: Course.ID
    public let drug: String
    public let doses: Int
    public let place: String

    public init(_ drug: String, doses: Int, place: String, for course: Course.ID) {
        (self.course, self.drug, self.doses, self.place) = (course, drug, doses, place)
    }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        _ = try follower.office().reserve(drug, doses: doses, place: place, for: course)
        return Phrase(
            "ward.reserved",
            ["course": .text(course.text), "drug": .text(drug), "doses": .count(doses)])
    }
}

/// Two people have gone through everything that must be right before the cells run.
public struct TakeTimeOut: Deed {
    public let course: Course.ID
    public let checks: [String]
    /// Named where the store asks nobody for a password; else whoever attests the deed.
    public let second: String
    public let language: Language

    public init(
        _ course: Course.ID, checks: [String], second: String = "", _ language: Language
    ) {
        (self.course, self.checks, self.second) = (course, checks, second)
        self.language = language
    }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        let office = try follower.office()
        let outcome = try office.takeTimeOut(
            for: course, checks: checks, second: try? User.ID(second),
            under: try follower.desk(language))
        guard case .saved(let id, _) = outcome else { return Phrase("notice.repeated") }
        let taken = try office.timeOuts(of: course).first { $0.id == id }
        return Phrase(
            "ward.timeOut",
            [
                "course": .text(course.text), "id": .text(id.text),
                "first": .text(office.person.user.id.text),
                "second": .text(taken?.second.text ?? second),
            ])
    }
}

public struct RecordLICATS: Deed {
    public let form: LICATSForm
    public let language: Language

    public init(_ form: LICATSForm, _ language: Language) {
        (self.form, self.language) = (form, language)
    }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        let outcome = try follower.office().record(form, under: try follower.desk(language))
        guard case .saved(let result, _) = outcome else { return Phrase("notice.repeated") }
        follower.callSomebody()
        return Phrase(
            "ward.recorded",
            [
                "course": .text(form.course.text),
                "what": .phrase(
                    Phrase(
                        "history.grade",
                        [
                            "toxicity": .phrase(Toxicity.licats.phrase),
                            "grade": .count(result.grade.level),
                        ])),
            ])
    }
}

/// Somebody has seen that a grade rose.
public struct AcknowledgeEscalation: Deed {
    public let escalation: Escalation.ID
    public let words: String

    public init(_ escalation: Escalation.ID, words: String = "") {
        (self.escalation, self.words) = (escalation, words)
    }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        _ = try follower.office().acknowledge(escalation, words: words)
        return Phrase("escalations.acknowledged", ["escalation": .text(escalation.text)])
    }
}

public struct PlanFollowUp: Deed {
    public let course: Course.ID
    public let language: Language

    public init(_ course: Course.ID, _ language: Language) {
        (self.course, self.language) = (course, language)
    }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        let outcome = try follower.office().planFollowUp(
            of: course, under: try follower.desk(language))
        guard case .saved(let visits, _) = outcome else { return Phrase("notice.repeated") }
        return Phrase(
            "followUp.plannedNow",
            ["course": .text(course.text), "count": .count(visits.count)])
    }
}

extension Follower {
    /// What was recorded, in one line: `K-0051: ICE 6, CRS 2↑, ICANS 2↑`.
    func said(_ outcome: Outcome<AssessmentResult>, of course: Course.ID) -> Phrase {
        guard case .saved(let result, _) = outcome else { return Phrase("notice.repeated") }
        if !result.escalations.isEmpty { callSomebody() }
        var parts: [Phrase.Value] = []
        if let points = result.judgement.icePoints {
            parts.append(.phrase(Phrase("ward.ice", ["points": .count(points)])))
        }
        parts += result.judgement.grades.map { judged in
            .phrase(
                Phrase(
                    judged.isRising ? "ward.gradeRose" : "history.grade",
                    [
                        "toxicity": .phrase(judged.grade.toxicity.phrase),
                        "grade": .count(judged.grade.level),
                    ]))
        }
        parts += result.judgement.refused.map { .text($0.sentence) }
        guard !parts.isEmpty else {
            return Phrase("ward.recordedPlain", ["course": .text(course.text)])
        }
        return Phrase("ward.recorded", ["course": .text(course.text), "what": .list(parts)])
    }

    /// Starts the centre's notify command; `escalations notify` goes on until the answer.
    func callSomebody() {
        guard let command = Environment.current["CARTAS_NOTIFY"],
            let waiting = try? office().escalations().count, waiting > 0
        else { return }
        Notifier.call(command, waiting: waiting)
    }
}
