public import Domain

/// Takes what was written down on the telephone.
public struct TakeReferral: Deed {
    public let form: ReferralForm
    /// What was said besides: the first line of the contact log.
    public let remark: String

    public init(_ form: ReferralForm, remark: String = "") {
        (self.form, self.remark) = (form, remark)
    }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        let office = try follower.office()
        guard case .saved(let course, _) = try office.takeReferral(form, remark: remark) else {
            return Phrase("notice.repeated")
        }
        let due = office.now.adding(minutes: 24 * 60)
        return Phrase("notice.referred", ["course": .text(course.text), "due": .instant(due)])
    }
}

/// A line of the contact log.
public struct AddNote: Deed {
    public let course: Course.ID
    public let words: String

    public init(_ course: Course.ID, _ words: String) {
        (self.course, self.words) = (course, words)
    }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        _ = try follower.office().addNote(words, to: course)
        return Phrase("notice.noted", ["course": .text(course.text)])
    }
}

/// Something happened to a course: it is noted, ends the course where it must, and everybody who
/// has to know gets a task.
public struct ReportEvent: Deed {
    public let course: Course.ID
    public let event: CourseEvent
    /// The name of the event in the language of whoever reports it, for the tasks.
    public let title: String
    public let words: String

    public init(_ course: Course.ID, _ event: CourseEvent, title: String, words: String) {
        (self.course, self.event, self.title, self.words) = (course, event, title, words)
    }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        _ = try follower.office().report(event, of: course, title: title, words: words)
        return Phrase(
            "notice.reported",
            ["course": .text(course.text), "count": .count(event.tells.count)])
    }
}
