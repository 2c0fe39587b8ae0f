/// Something a person has to do by a time. (Swift's own word `Task` means something else.)
public struct CareTask: Equatable, Sendable {
    public typealias ID = Identifier<CareTask>

    public enum State: Equatable, Sendable {
        case open
        case done(by: User.ID, at: Instant)
        case dropped(by: User.ID, Reason)
    }

    public let id: ID
    public let course: Course.ID?
    public let what: String
    public let due: Instant
    /// Whoever has the role may do it.
    public let role: Role
    public var state: State

    public init(
        id: ID, course: Course.ID?, what: String, due: Instant, role: Role, state: State = .open
    ) {
        self.id = id
        self.course = course
        self.what = what
        self.due = due
        self.role = role
        self.state = state
    }

    public func isOverdue(at now: Instant) -> Bool { state == .open && due < now }
}

/// Something that did not go as the procedure says: a temperature alarm, a label that did not
/// match. It is kept with the product for as long as the product is.
public struct Deviation: Equatable, Sendable {
    public typealias ID = Identifier<Deviation>

    public enum Severity: String, CaseIterable, Sendable { case minor, major, critical }

    public let id: ID
    public let course: Course.ID
    public let at: Instant
    public let severity: Severity
    public let what: String

    public init(id: ID, course: Course.ID, at: Instant, severity: Severity, what: String) {
        self.id = id
        self.course = course
        self.at = at
        self.severity = severity
        self.what = what
    }
}
