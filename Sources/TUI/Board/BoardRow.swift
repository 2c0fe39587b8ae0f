public import Domain
import Terminal

/// How a risk or a grade is shown in one narrow column: always a sign, never a colour alone.
public enum FlagMark: Equatable, Sendable {
    /// Nothing is expected of this course now.
    case none
    case low, raised, high
    /// An input is missing; the flag is not invented.
    case cannotSay
    case grade(Int, Trend)

    public enum Trend: Sendable { case steady, rising, falling }

    var sign: String {
        switch self {
        case .none: ""
        case .low: "·"
        case .raised: "▲"
        case .high: "●"
        case .cannotSay: "?"
        case .grade(let grade, .steady): String(grade)
        case .grade(let grade, .rising): "\(grade)↑"
        case .grade(let grade, .falling): "\(grade)↓"
        }
    }

    var style: Style {
        switch self {
        case .none, .low: .quiet
        case .cannotSay: Style(.caution)
        case .raised, .grade(1, _): Style(.caution, .bold)
        case .grade(0, _): .quiet
        case .high, .grade: Style(.danger, .bold)
        }
    }

    /// The worst first, and what cannot be said before what is fine.
    var rank: Double {
        switch self {
        case .none: 0
        case .low: 1
        case .cannotSay: 2
        case .raised: 3
        case .high: 4
        case .grade(let grade, _): 4 + Double(grade)
        }
    }
}

/// One course as the Board shows it.
public struct BoardRow: Equatable, Sendable {
    public let course: String
    public let patient: String
    public let name: String
    public let product: String
    public let stage: Phrase
    public let stageRank: Int
    /// Days since the infusion, where it has happened.
    public let dayAfterInfusion: Int?
    public let crs: FlagMark
    public let icans: FlagMark
    public let bars: [Bar]
    /// The infusion, planned or done.
    public let dayZero: Day?
    public let onTime: Double?
    public let conflicts: Int
    public let isToPlan: Bool
    /// What stands below the table when the cursor is here: the next step, and why not earlier.
    public let notes: [Phrase]
    /// Who changed the course last.
    public let changedBy: String
    /// Consent, funding and the like, as far as somebody has entered them.
    public let gates: [Gate]
    /// Those that do not let pass what is booked.
    public let closedGates: [ClosedGate]
    public let search: Searchable

    public init(
        course: String, patient: String, name: String, reading: String, product: String,
        stage: Phrase, stageRank: Int, dayAfterInfusion: Int? = nil, crs: FlagMark = .none,
        icans: FlagMark = .none, bars: [Bar] = [], dayZero: Day? = nil, onTime: Double? = nil,
        conflicts: Int = 0, isToPlan: Bool = false, notes: [Phrase] = [], changedBy: String = "",
        gates: [Gate] = [], closedGates: [ClosedGate] = []
    ) {
        (self.gates, self.closedGates) = (gates, closedGates)
        (self.course, self.patient, self.name, self.product) = (course, patient, name, product)
        (self.stage, self.stageRank, self.dayAfterInfusion) = (stage, stageRank, dayAfterInfusion)
        (self.crs, self.icans, self.bars, self.dayZero) = (crs, icans, bars, dayZero)
        (self.onTime, self.conflicts, self.isToPlan) = (onTime, conflicts, isToPlan)
        (self.notes, self.changedBy) = (notes, changedBy)
        search = Searchable("\(course) \(patient) \(name) \(reading) \(product)")
    }
}
