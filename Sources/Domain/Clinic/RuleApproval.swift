/// A physician's decision in the store: a rule nobody had checked is taken over by this centre, or
/// a safety notice has been reviewed.
public struct RuleApproval: Equatable, Sendable {
    /// As lists of rules name it: `eligibility:lvef`, `notice:fda-2024-01`.
    public let rule: String
    public let physician: User.ID
    /// The name that stands beside the rule from then on.
    public let name: String
    public let on: Day
    /// Over the words that were approved: should a later version of the program say something
    /// else under the same name, the approval does not cover it.
    public let digest: String

    public init(rule: String, physician: User.ID, name: String, on day: Day, digest: String) {
        (self.rule, self.physician, self.name) = (rule, physician, name)
        (self.on, self.digest) = (day, digest)
    }
}
