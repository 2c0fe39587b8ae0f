public import Domain

/// The one table of acts that two people carry out: what goes wrong there goes wrong for a
/// patient, or for every patient, and one tired person is not enough to notice.
extension Act {
    /// - Parameter milestone: what is recorded, where the act records a milestone.
    public func asksSecondPerson(_ milestone: Milestone.Kind? = nil) -> Bool {
        switch self {
        // Two records become one: whose cells are whose.
        case .mergePatients: true
        // The patient and the bag, read aloud by two people before the cells run.
        case .recordMilestone: milestone == .infused
        // The same, with everything else that must be right before it.
        case .recordTimeOut: true
        // Everything known is replaced by what a copy knows.
        case .restoreStore: true
        default: false
        }
    }
}

/// The proof that another person stood there; only `Office.confirmSecondPerson` makes one.
public struct SecondPerson: Equatable, Sendable {
    public let user: User
    let act: Act
    /// Beside whom.
    let first: User.ID

    init(_ user: User, for act: Act, beside first: User.ID) {
        (self.user, self.act, self.first) = (user, act, first)
    }
}
