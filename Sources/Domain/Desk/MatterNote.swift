/// What somebody has decided about a matter of the Inbox: who takes it, and until when it rests.
public struct MatterNote: Equatable, Sendable {
    /// What it is about, as the Inbox names it: `hold B-0012`.
    public let matter: String
    public var delegate: User.ID?
    public var snoozedUntil: Instant?
    public var words: String
    public var by: User.ID
    public var at: Instant

    public init(
        _ matter: String, delegate: User.ID? = nil, snoozedUntil: Instant? = nil, words: String,
        by: User.ID, at: Instant
    ) {
        (self.matter, self.delegate, self.snoozedUntil) = (matter, delegate, snoozedUntil)
        (self.words, self.by, self.at) = (words, by, at)
    }

    public func isSnoozed(at now: Instant) -> Bool { snoozedUntil.map { now < $0 } ?? false }
}
