/// What reality does to a plan: each is reported in one act, and those who have to know are told.
public enum CourseEvent: String, CaseIterable, Sendable {
    case batchLate, batchFailed, outOfSpecification, apheresisShort
    case febrile, progressing, withdrawn, dead, courierLate

    /// Whoever has to act on it, in the order in which they are called.
    public var tells: [Role] {
        switch self {
        case .batchLate: [.coordinator, .physician, .ward]
        case .batchFailed: [.physician, .coordinator, .processing, .apheresis]
        case .outOfSpecification: [.physician, .processing, .coordinator]
        case .apheresisShort: [.physician, .processing, .coordinator]
        case .febrile: [.physician, .coordinator]
        case .progressing: [.physician, .coordinator]
        case .withdrawn, .dead: [.coordinator, .processing, .apheresis, .ward]
        case .courierLate: [.processing, .coordinator]
        }
    }

    /// It ends the course, which gives everything back that it still holds.
    public var ending: Ending? {
        switch self {
        case .withdrawn: .withdrawn(.declined)
        case .dead: .withdrawn(.death)
        default: nil
        }
    }

    /// It makes the next step later, by days that somebody can name.
    public var delays: Bool {
        switch self {
        case .batchLate, .courierLate, .febrile: true
        default: false
        }
    }

    /// It concerns the product and stays with it.
    public var deviation: Deviation.Severity? {
        switch self {
        case .batchFailed: .critical
        case .outOfSpecification, .apheresisShort: .major
        case .courierLate: .minor
        default: nil
        }
    }

    /// Why what is then moved is moved.
    public var reason: Reason.Kind {
        switch self {
        case .batchLate: .manufacturingDelay
        case .batchFailed: .manufacturingFailure
        case .outOfSpecification: .outOfSpecification
        case .apheresisShort, .febrile: .patientCondition
        case .progressing: .progression
        case .withdrawn: .patientWish
        case .dead: .death
        case .courierLate: .transport
        }
    }

    /// Until when they are to be told.
    public var minutesToTell: Int {
        switch self {
        case .batchFailed, .outOfSpecification, .apheresisShort, .dead: 60
        case .batchLate, .febrile, .progressing, .withdrawn, .courierLate: 240
        }
    }
}

extension CourseEvent: Worded { public static let vocabulary = "event" }
