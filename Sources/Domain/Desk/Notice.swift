/// Somebody was called about a matter, and is called again until they say that they know.
public struct Notice: Equatable, Sendable {
    public typealias ID = Identifier<Notice>

    public let id: ID
    /// What it is about, as the Inbox names it.
    public let matter: String
    public let role: Role
    public var to: User.ID
    /// Everybody who was called about it before, in that order.
    public var before: [User.ID]
    public let asked: Instant
    /// How often the present one was called.
    public var attempts: Int
    public var last: Instant?
    public var acknowledged: Instant?
    public var acknowledgedBy: User.ID?

    public init(
        id: ID, matter: String, role: Role, to: User.ID, before: [User.ID] = [], asked: Instant,
        attempts: Int = 0, last: Instant? = nil, acknowledged: Instant? = nil,
        acknowledgedBy: User.ID? = nil
    ) {
        (self.id, self.matter, self.role, self.to) = (id, matter, role, to)
        (self.before, self.asked, self.attempts, self.last) = (before, asked, attempts, last)
        (self.acknowledged, self.acknowledgedBy) = (acknowledged, acknowledgedBy)
    }

    /// The word for the kind of matter, which is all that leaves the house.
    public var kind: String { matter.split(separator: " ").first.map(String.init) ?? "" }

    /// Whether it is time to call.
    public func isDue(at now: Instant, every minutes: Int) -> Bool {
        acknowledged == nil && (last.map { minutes <= now.minutes(since: $0) } ?? true)
    }

    /// Who comes after those who were called, of the people of a role in their order; the first
    /// again when all were.
    public func next(of roster: [User.ID]) -> User.ID? {
        let called = before + [to]
        return roster.first { !called.contains($0) } ?? roster.first { $0 != to } ?? roster.first
    }
}
