/// A fact with a time. Waiting times are measured between milestones and never between plans.
public struct Milestone: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        case referred, planPresented, eligibilityDecided, collected, shipped
        case started, released, received, conditioningStarted, infused, discharged
        case followedUp, ended

        /// The stage that begins with this milestone, where one does.
        public var opens: Stage? {
            switch self {
            case .referred: .eligibility
            case .eligibilityDecided: .planning
            case .planPresented: .apheresis
            case .collected: .manufacturing
            case .released: .delivery
            case .received: .conditioning
            case .conditioningStarted: .infusion
            case .infused: .monitoring
            case .discharged: .followUp
            case .shipped, .started, .followedUp, .ended: nil
            }
        }
    }

    public let kind: Kind
    public let at: Instant
    /// Which of several collections, infusions or components; the first is 1.
    public let part: Int

    public init(_ kind: Kind, at: Instant, part: Int = 1) {
        (self.kind, self.at, self.part) = (kind, at, part)
    }
}
