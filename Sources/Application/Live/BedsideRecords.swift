public import Domain

/// The doses of a course that stand, the newest first.
public struct DosesQuestion: Question {
    public typealias Reply = [Treatment]

    public let course: Course.ID

    public init(_ course: Course.ID) { self.course = course }

    public func reply(with follower: Follower) throws(StoreError) -> [Treatment] {
        try follower.office().treatments(of: course).filter { !$0.isWithdrawn }.reversed()
    }
}

/// A dose that was entered by mistake is taken back.
public struct WithdrawDose: Deed {
    public let dose: Treatment.ID
    public let why: String

    public init(_ dose: Treatment.ID, why: String) { (self.dose, self.why) = (dose, why) }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        _ = try follower.office().withdrawTreatment(dose, Reason(.correction, why))
        return Phrase("record.isWithdrawn", ["id": .text(dose.text)])
    }
}

/// Something happened to a course: its stage follows from it.
public struct RecordMilestone: Deed {
    public let course: Course.ID
    public let milestone: Milestone
    /// Why the infusion goes on though something is missing before it; empty where nothing is.
    public let overriding: String
    public let language: Language

    public init(
        _ milestone: Milestone, of course: Course.ID, overriding: String, _ language: Language
    ) {
        (self.course, self.milestone) = (course, milestone)
        (self.overriding, self.language) = (overriding, language)
    }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        let desk = try follower.desk(language)
        let reason = overriding.isEmpty ? Reason.routine : Reason(.override, overriding)
        _ = try follower.office().recordMilestone(
            milestone, of: course, under: desk.knowledge, Order(reason: reason))
        return Phrase(
            "courses.recorded",
            [
                "course": .text(course.text), "what": .phrase(milestone.kind.phrase),
                "at": .instant(milestone.at),
            ])
    }
}
