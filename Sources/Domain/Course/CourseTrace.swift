/// A course as figures count it: whom it concerned in groups, and when each milestone came first.
public struct CourseTrace: Equatable, Sendable {
    public let id: Course.ID
    public let patient: Patient.ID
    public private(set) var product: Product.ID?
    public let hospital: String
    public let indication: Indication
    public let urgency: Urgency
    public let sex: Sex
    public let birth: Day
    public private(set) var ending: Ending?
    public private(set) var ended: Instant?
    /// By the place of the kind among all kinds.
    private var times: [Instant?]

    /// A switch, because a chart of ten years asks this some millions of times.
    private static func place(_ kind: Milestone.Kind) -> Int {
        switch kind {
        case .referred: 0
        case .planPresented: 1
        case .eligibilityDecided: 2
        case .collected: 3
        case .shipped: 4
        case .started: 5
        case .released: 6
        case .received: 7
        case .conditioningStarted: 8
        case .infused: 9
        case .discharged: 10
        case .followedUp: 11
        case .ended: 12
        }
    }

    public init(_ record: CourseRecord, sex: Sex, birth: Day) {
        (id, patient, product) = (record.id, record.patient, record.product)
        hospital = record.referral.hospital
        (indication, urgency) = (record.referral.indication, record.referral.urgency)
        (self.sex, self.birth) = (sex, birth)
        (ending, ended) = (record.ending, record.ended)
        times = Array(repeating: nil, count: Milestone.Kind.allCases.count)
        note(.referred, at: record.referral.at)
    }

    /// Of several collections, infusions or components the first counts.
    public mutating func note(_ kind: Milestone.Kind, at: Instant) {
        let place = Self.place(kind)
        if let known = times[place], known <= at { return }
        times[place] = at
    }

    public func at(_ kind: Milestone.Kind) -> Instant? { times[Self.place(kind)] }

    public var referred: Instant { at(.referred) ?? Instant(utcMilliseconds: 0, offsetMinutes: 0) }

    public var isOpen: Bool { ending == nil }

    /// Whole years at the referral.
    public var age: Int { referred.day.wholeYears(since: birth) }

    /// What was known of it at the end of a moment, by the times of the facts themselves; nil where
    /// it had not been referred.
    public func asOf(_ moment: Instant) -> CourseTrace? {
        guard referred <= moment else { return nil }
        var past = self
        past.times = times.map { $0.flatMap { $0 <= moment ? $0 : nil } }
        if let ended, ended > moment { (past.ending, past.ended) = (nil, nil) }
        // The product is chosen with the plan: before it nobody knew which it would be.
        if past.ending == nil, past.at(.planPresented) == nil, past.at(.collected) == nil,
            at(.planPresented).map({ $0 > moment }) ?? false
        {
            past.product = nil
        }
        return past
    }
}
