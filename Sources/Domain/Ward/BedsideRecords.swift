/// A dose that was given at the bedside.
public struct Treatment: Equatable, Sendable {
    public typealias ID = Identifier<Treatment>

    public let id: ID
    public let course: Course.ID
    /// As the ward names it: `tocilizumab`.
    public let drug: String
    /// With its unit, as it was written.
    public let dose: String
    public let at: Instant
    public let words: String
    public var isWithdrawn: Bool

    public init(
        id: ID, course: Course.ID, drug: String, dose: String, at: Instant, words: String = "",
        isWithdrawn: Bool = false
    ) {
        (self.id, self.course, self.drug, self.dose) = (id, course, drug, dose)
        (self.at, self.words, self.isWithdrawn) = (at, words, isWithdrawn)
    }
}

/// Doses put aside for one course: they must be there before the cells run.
public struct DrugReserve: Equatable, Sendable {
    public let course: Course.ID
    public let drug: String
    public let doses: Int
    /// Where they lie: the pharmacy, the ward's own cupboard.
    public let place: String
    public let at: Instant

    public init(course: Course.ID, drug: String, doses: Int, place: String, at: Instant) {
        (self.course, self.drug, self.doses) = (course, drug, doses)
        (self.place, self.at) = (place, at)
    }
}

/// What two people went through, aloud, before the cells ran.
public struct TimeOut: Equatable, Sendable {
    public typealias ID = Identifier<TimeOut>

    public let id: ID
    public let course: Course.ID
    public let at: Instant
    public let first: User.ID
    public let second: User.ID
    /// The points that were confirmed, by their identifiers.
    public let checks: [String]
    /// Doses of the rescue drug that lay ready.
    public let reserved: Int
    public let words: String

    public init(
        id: ID, course: Course.ID, at: Instant, first: User.ID, second: User.ID,
        checks: [String], reserved: Int, words: String = ""
    ) {
        (self.id, self.course, self.at) = (id, course, at)
        (self.first, self.second) = (first, second)
        (self.checks, self.reserved, self.words) = (checks, reserved, words)
    }
}

/// A local toxicity in an organ that the disease had reached before.
public struct LICATSEvent: Equatable, Sendable {
    public typealias ID = Identifier<LICATSEvent>

    public let id: ID
    public let course: Course.ID
    /// The identifier of its grade.
    public let grade: String
    public let at: Instant
    /// Days since the infusion.
    public let onsetDay: Int
    /// `early`, `intermediate`, `late`.
    public let bin: String
    /// Those of the seven that changed against the baseline.
    public let items: [String]
    /// What was answered to the questions that tell it from CRS and from a flare, by their names.
    public let answers: [String]
    public let words: String
    public var isWithdrawn: Bool

    public init(
        id: ID, course: Course.ID, grade: String, at: Instant, onsetDay: Int, bin: String,
        items: [String], answers: [String], words: String = "", isWithdrawn: Bool = false
    ) {
        (self.id, self.course, self.grade, self.at) = (id, course, grade, at)
        (self.onsetDay, self.bin, self.items) = (onsetDay, bin, items)
        (self.answers, self.words, self.isWithdrawn) = (answers, words, isWithdrawn)
    }
}

/// A visit after going home: day 28, day 100, every year for fifteen years.
public struct FollowUpVisit: Equatable, Sendable {
    public let course: Course.ID
    /// `day28`, `year1`.
    public let visit: String
    public let due: Day
    public let task: CareTask.ID
    public var done: Instant?
    public var words: String

    public init(
        course: Course.ID, visit: String, due: Day, task: CareTask.ID, done: Instant? = nil,
        words: String = ""
    ) {
        (self.course, self.visit, self.due, self.task) = (course, visit, due, task)
        (self.done, self.words) = (done, words)
    }
}
