/// One thing that a request must respect and that could be waived by somebody.
public enum Constraint: Sendable, Hashable {
    /// A rule of the course itself.
    case rule(Checker.Code)
    /// A booking that is fixed, or a past that cannot be changed.
    case fixed(Activity)
    case fixedProduct
    case past(Activity)
    /// A reason of the hospital's own: an activity's first or last day.
    case notBefore(Activity)
    case notAfter(Activity)
    /// A calendar's day on which nothing is left for this patient.
    case day(Checker.Code, owner: Int, day: Int)

    public var code: Checker.Code {
        switch self {
        case .rule(let code): code
        case .fixed, .fixedProduct: .fixed
        case .past: .past
        case .notBefore, .notAfter: .domain
        case .day(let code, _, _): code
        }
    }
}

/// What is asked for a patient: any plan, an activity on a day, or an earlier infusion.
public struct Request: Sendable, Hashable {
    public var patient: Int
    public var activity: Activity?
    public var day: Int?
    /// The infusion's last day, when an earlier one is wanted.
    public var infusionBy: Int?

    public init(
        patient: Int, activity: Activity? = nil, day: Int? = nil, infusionBy: Int? = nil
    ) {
        (self.patient, self.activity, self.day) = (patient, activity, day)
        self.infusionBy = infusionBy
    }
}
