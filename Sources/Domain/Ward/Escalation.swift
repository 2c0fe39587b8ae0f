/// A grade rose, and somebody has to say that they have seen it.
public struct Escalation: Equatable, Sendable {
    public typealias ID = Identifier<Escalation>

    public enum State: Equatable, Sendable {
        case open
        case acknowledged(by: User.ID, at: Instant)
        /// The grade behind it was an error.
        case withdrawn(by: User.ID, at: Instant)
    }

    public let id: ID
    public let course: Course.ID
    /// The identifier of the grade.
    public let grade: String
    public let toxicity: Toxicity
    public let level: Int
    /// The grade before it; 0 where there was none.
    public let before: Int
    public let at: Instant
    /// By when somebody has to answer, by the rule that was in force when the grade rose.
    public let due: Instant
    public var state: State
    /// What whoever saw it is going to do.
    public var words: String

    public init(
        id: ID, course: Course.ID, grade: String, toxicity: Toxicity, level: Int, before: Int,
        at: Instant, due: Instant, state: State = .open, words: String = ""
    ) {
        (self.id, self.course, self.grade) = (id, course, grade)
        (self.toxicity, self.level, self.before) = (toxicity, level, before)
        (self.at, self.due, self.state, self.words) = (at, due, state, words)
    }
}
