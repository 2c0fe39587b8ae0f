/// A course without its milestones, which are rows of their own.
public struct CourseRecord: Equatable, Sendable {
    public let id: Course.ID
    public var patient: Patient.ID
    public var product: Product.ID?
    public var referral: Referral
    public var ending: Ending?
    public var ended: Instant?

    public init(
        id: Course.ID, patient: Patient.ID, product: Product.ID?, referral: Referral,
        ending: Ending? = nil, ended: Instant? = nil
    ) {
        self.id = id
        self.patient = patient
        self.product = product
        self.referral = referral
        self.ending = ending
        self.ended = ended
    }
}

/// A milestone of a course.
public struct MilestoneRecord: Equatable, Sendable {
    public let course: Course.ID
    public let milestone: Milestone

    public init(course: Course.ID, _ milestone: Milestone) {
        (self.course, self.milestone) = (course, milestone)
    }
}

/// A line of the contact log, or a remark.
public struct NoteRecord: Equatable, Sendable {
    public let id: String
    public let course: Course.ID
    public let at: Instant
    public let author: String
    public var words: String

    public init(id: String, course: Course.ID, at: Instant, author: String, words: String) {
        self.id = id
        self.course = course
        self.at = at
        self.author = author
        self.words = words
    }
}
