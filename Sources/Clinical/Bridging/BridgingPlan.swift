public import Domain

/// Therapy between collection and infusion.
///
/// In Japan the referring hospital often gives it while the centre sets the dates: the plan is one
/// object of two hospitals, and it is agreed only when both have said so.
public struct BridgingPlan: Hashable, Sendable {
    public let referringHospital: String
    public let centre: String
    /// Which of the two gives the drugs.
    public let givenBy: Hospital
    public private(set) var doses: [DrugUse]
    public private(set) var confirmations: [Confirmation] = []

    public enum Hospital: String, CaseIterable, Sendable { case referring, centre }

    public struct Confirmation: Hashable, Sendable {
        public let hospital: Hospital
        public let by: String
        public let at: Instant

        public init(_ hospital: Hospital, by person: String, at: Instant) {
            (self.hospital, self.by, self.at) = (hospital, person, at)
        }
    }

    public init(
        referringHospital: String, centre: String, givenBy: Hospital, doses: [DrugUse]
    ) {
        self.referringHospital = referringHospital
        self.centre = centre
        self.givenBy = givenBy
        self.doses = doses
    }

    /// Both hospitals have confirmed what stands here now.
    public var isAgreed: Bool {
        Hospital.allCases.allSatisfy { hospital in
            confirmations.contains { $0.hospital == hospital }
        }
    }

    /// Who has still to confirm.
    public var awaited: [Hospital] {
        Hospital.allCases.filter { hospital in
            !confirmations.contains { $0.hospital == hospital }
        }
    }

    public mutating func confirm(_ confirmation: Confirmation) {
        confirmations.removeAll { $0.hospital == confirmation.hospital }
        confirmations.append(confirmation)
        confirmations.sort { ($0.at, $0.hospital.rawValue) < ($1.at, $1.hospital.rawValue) }
    }

    /// Changes the drugs. What was confirmed was the plan before, so both are asked again.
    public mutating func change(doses: [DrugUse]) {
        guard doses != self.doses else { return }
        (self.doses, confirmations) = (doses, [])
    }
}

extension ClinicalKnowledge {
    /// What the drugs of a bridging plan mean for lymphodepletion and infusion.
    public func bridging(
        _ plan: BridgingPlan, _ sheet: FactSheet? = nil, product: String? = nil
    ) -> WashoutReport {
        report(plan.doses, washouts.bridging, sheet, product)
    }
}
