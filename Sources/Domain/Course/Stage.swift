/// Where a course stands.
public enum Stage: String, CaseIterable, Comparable, Sendable {
    case referral, eligibility, planning, apheresis, manufacturing, delivery
    case conditioning, infusion, monitoring, discharge, followUp

    private var rank: Int { Stage.allCases.firstIndex(of: self) ?? 0 }

    public static func < (left: Stage, right: Stage) -> Bool { left.rank < right.rank }
}

/// How a course ended.
public enum Ending: Hashable, Sendable {
    case completed
    case withdrawn(Withdrawal)

    /// Why a patient left before the end: the competing exits of the waiting-time statistics.
    public enum Withdrawal: String, CaseIterable, Sendable {
        case progression, death, declined, ineligible, manufacturingFailure, infection
        case otherTherapy, transferred, responded
    }
}
