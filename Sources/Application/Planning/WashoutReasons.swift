import Clinical
public import Domain
public import Scheduling

// What the clinical rules tell the planning: neither room knows the other.

extension Situation.DatedReason {
    /// Nil for a soft date, which warns and stops nothing, and for an activity that the engine
    /// does not place.
    public init?(_ release: Release) {
        guard let activity = Scheduling.Activity(bounded: release.activity), !release.isSoft else {
            return nil
        }
        self.init(
            activity, .notBefore, release.day, reason: release.reason, source: release.source)
    }

    /// A wash-out with the rule behind it, and who says so.
    init?(_ finding: WashoutFinding, isSoft: Bool) {
        guard let activity = Scheduling.Activity(bounded: finding.interval.before) else {
            return nil
        }
        let provenance = finding.interval.provenance
        let by = provenance.approval.map { [$0.physician] } ?? []
        let sources = (provenance.sources + by).joined(separator: ", ")
        self.init(
            activity, .notBefore, finding.earliest, reason: finding.release.reason,
            source: "\(finding.rule.id): \(sources)", isSoft: isSoft)
    }
}

extension Scheduling.Activity {
    fileprivate init?(bounded kind: Domain.Activity.Kind) {
        switch kind {
        case .apheresis: self = .apheresis
        case .conditioning: self = .ld
        case .infusion: self = .infusion
        default: return nil
        }
    }
}

extension WashoutReport {
    /// For each activity the date that binds, and the date from which nothing soft stands in the
    /// way where that is later.
    var datedReasons: [Situation.DatedReason] {
        [Domain.Activity.Kind.apheresis, .conditioning, .infusion].flatMap { kind in
            let hard = binding(kind)
            var found = [hard.flatMap { Situation.DatedReason($0, isSoft: false) }]
            if let soft = preferred(kind), soft.earliest > hard?.earliest ?? Day(number: .min) {
                found.append(Situation.DatedReason(soft, isSoft: true))
            }
            return found.compactMap { $0 }
        }
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
