public import Domain

/// A named physician takes over a rule that nobody had checked, or changes one for the centre.
public struct Approval: Hashable, Sendable {
    public let physician: String
    public let on: Day

    public init(physician: String, on day: Day) { (self.physician, self.on) = (physician, day) }
}
