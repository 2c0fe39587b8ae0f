/// The earliest day of an activity, and why: what a rule tells the planning.
public struct Release: Hashable, Sendable {
    public let activity: Activity.Kind
    public let day: Day
    /// A soft date warns and costs; a hard one stops, until a physician overrides it.
    public let isSoft: Bool
    /// The rule, as it is cited to the user: `bendamustine`.
    public let source: String
    public let reason: Phrase

    public init(
        _ activity: Activity.Kind, from day: Day, isSoft: Bool, source: String, reason: Phrase
    ) {
        (self.activity, self.day, self.isSoft) = (activity, day, isSoft)
        (self.source, self.reason) = (source, reason)
    }
}
