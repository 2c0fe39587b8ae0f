/// Who is logged in where. The token itself is known to the person's machine alone; here stands
/// its digest.
public struct SessionRecord: Equatable, Sendable {
    public let tokenDigest: String
    public let user: User.ID
    public let started: Instant
    public var expires: Instant
    public var ended: Instant?
    public let place: String

    public init(
        tokenDigest: String, user: User.ID, started: Instant, expires: Instant,
        ended: Instant? = nil, place: String
    ) {
        self.tokenDigest = tokenDigest
        self.user = user
        self.started = started
        self.expires = expires
        self.ended = ended
        self.place = place
    }
}
