public import Domain
import Store

/// A running course as the screens need it, in words of `Domain` alone.
public struct CourseOverview: Equatable, Sendable {
    public let id: Course.ID
    public let patient: Patient
    public let product: Product.ID?
    public let productName: String
    public let stage: Stage
    public let referral: Referral
    public let milestones: [Milestone]
    /// Those that stand, in the order of their days.
    public let bookings: [Booking]
    /// The first infusion, as it was or as it is booked.
    public let dayZero: Day?
    public let crs: StandingGrade?
    public let icans: StandingGrade?
    public let conflicts: [Conflict]
    public let gates: [Gate]
    public let closedGates: [ClosedGate]
    /// How probable it is that the infusion keeps its day; nil where no whole plan stands.
    public let onTime: Double?
    /// What is to be feared; nil until it is computed, and after day 28.
    public let flags: CourseFlags?

    /// A grade that stands, and the one before it.
    public struct StandingGrade: Equatable, Sendable {
        public let grade: Grade
        public let before: Int?
    }

    public func first(_ kind: Milestone.Kind) -> Milestone? {
        milestones.first { $0.kind == kind }
    }

    public var isInfused: Bool { first(.infused) != nil }

    /// Nobody has planned it yet: the clock of the plan that is owed is running.
    public var isToPlan: Bool { stage <= .planning && bookings.isEmpty }

    init?(
        _ state: Hospital.CourseState, in hospital: Hospital, on today: Day, onTime: Double?,
        flags: CourseFlags? = nil
    ) {
        guard let patient = hospital.patients[state.record.patient] else { return nil }
        self.patient = patient
        (self.onTime, self.flags) = (onTime, flags)
        id = state.record.id
        product = state.record.product
        productName = state.record.product.flatMap { hospital.products[$0]?.product.name } ?? ""
        stage = state.stage
        referral = state.record.referral
        milestones = state.milestones
        bookings = state.standing.map(\.record)
        dayZero = state.dayZero
        crs = Self.standing(.crs, state)
        icans = Self.standing(.icans, state)
        conflicts = hospital.conflicts(of: state, on: today)
        gates = state.gates.sorted { $0.kind.rawValue < $1.kind.rawValue }
        closedGates = state.closedGates
    }

    private static func standing(
        _ toxicity: Toxicity, _ state: Hospital.CourseState
    ) -> StandingGrade? {
        let grades = state.grades.filter { $0.grade.toxicity == toxicity && !$0.isWithdrawn }
            .map(\.grade).sorted { $0.at < $1.at }
        guard let last = grades.last else { return nil }
        return StandingGrade(grade: last, before: grades.dropLast().last?.level)
    }
}
