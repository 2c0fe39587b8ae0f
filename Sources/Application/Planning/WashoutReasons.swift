public import Domain
public import Scheduling

// What the clinical rules tell the planning: neither room knows the other.

extension Situation.DatedReason {
    /// Nil for a soft date, which warns and stops nothing, and for an activity that the engine
    /// does not place.
    public init?(_ release: Release) {
        let activity: Scheduling.Activity
        switch release.activity {
        case .apheresis: activity = .apheresis
        case .conditioning: activity = .ld
        case .infusion: activity = .infusion
        default: return nil
        }
        guard !release.isSoft else { return nil }
        self.init(
            activity, .notBefore, release.day, reason: release.reason, source: release.source)
    }
}

extension Situation.CourseWish {
    /// Takes over the hard dates of a wash-out report, with the drug and the rule of each.
    public mutating func respect(_ releases: [Release]) {
        reasons += releases.compactMap { Situation.DatedReason($0) }
    }
}

extension Situation {
    /// Why a course cannot be planned otherwise, with the drug and the rule behind its release
    /// date instead of the bare number of a day.
    public func sentence(_ cause: Explanation.Cause, of course: Int) -> Phrase {
        guard cause.constraint == .rule(.release), let reason = bindingReason(of: course) else {
            return cause.phrase
        }
        return Phrase(
            "planning.cited",
            ["reason": .phrase(reason.reason), "source": .text(reason.source)])
    }
}
