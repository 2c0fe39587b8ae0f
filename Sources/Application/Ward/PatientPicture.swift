public import Domain

/// Everything about one course that somebody needs at its bedside, in one value: the patient's
/// page, its command and its prints are made from it.
public struct PatientPicture: Equatable, Sendable {
    public let now: Instant
    public let course: Course.ID
    public let patient: Patient
    public let product: String
    public let productName: String
    public let indication: Indication
    public let hospital: String
    public let stage: Stage
    /// As it was, else as it is booked.
    public let dayZero: Day?
    public let infused: Instant?
    /// `6E 7`, where a bed is booked for tonight.
    public let bed: String
    public let milestones: [Milestone]
    public let bookings: [Booking]
    public let watch: [WatchWindow]
    public let charts: [PatientChart]
    /// Those that stand, in the order of time.
    public let grades: [GradeRecord]
    public let guidance: [GuidanceLine]
    public let flags: [FlagLine]
    public let signs: [SignTrend]
    /// Nil where nothing of it was measured.
    public let csf: CSFRecord?
    public let treatments: [Treatment]
    public let reserves: [DrugReserve]
    public let timeOuts: [TimeOut]
    public let licats: [LICATSEvent]
    public let tasks: [CareTask]
    public let escalations: [Escalation]
    public let due: [DueItem]
    public let entries: [BedsideEntry]
    public let identity: [IdentityLink]
    public let history: [HistoryLine]
    public let discharge: DischargePage?
    /// When others went home, in words.
    public let dischargeForecast: [String]
    public let followUps: [FollowUpVisit]

    public var dayAfterInfusion: Int? { dayZero.map { now.day - $0 } }
    public var isInfused: Bool { infused != nil }

    public func standing(_ toxicity: Toxicity) -> GradeRecord? {
        grades.last { $0.grade.toxicity == toxicity }
    }

    /// What was before the grade that stands.
    public func before(_ toxicity: Toxicity) -> Int? {
        grades.filter { $0.grade.toxicity == toxicity }.dropLast().last?.grade.level
    }
}

/// When something usually begins after an infusion, and until when it usually lasts.
public struct WatchWindow: Equatable, Sendable {
    public let id: String
    public let toxicity: Toxicity?
    /// Days since the infusion.
    public let onset: ClosedRange<Int>
    /// The last day that is usual for what began on the last usual day.
    public let until: Int
    public let says: String
    public let source: String
}

/// A measurement over time, as it is drawn.
public struct PatientChart: Equatable, Sendable {
    public struct Point: Equatable, Sendable {
        public let at: Instant
        public let value: Double
    }

    public let code: String
    public let label: String
    public let unit: String
    public let isLogarithmic: Bool
    public let low: Double?
    public let high: Double?
    public let source: String
    public let points: [Point]
}

/// What a grade that stands usually means.
public struct GuidanceLine: Equatable, Sendable {
    public let toxicity: Toxicity
    public let level: Int
    public let says: String
    public let source: String
}

/// A flag in words, with what made it and how it changed since yesterday.
public struct FlagLine: Equatable, Sendable {
    public let flag: Flag
    public let headline: String
    /// Factors, their ages and contributions, and the source.
    public let details: [String]
    /// The verdict a day ago, where it was another one.
    public let yesterday: String?
}

/// Something that is done again and again, and when it is next due.
public struct DueItem: Equatable, Sendable {
    public let id: String
    public let label: String
    public let due: Instant
    public let last: Instant?
    public let source: String
}

/// One link of the chain from the patient to the bag and back.
public struct IdentityLink: Equatable, Sendable {
    public let what: Phrase
    public let id: String
    public let at: Instant?
    public let who: String
}

public struct HistoryLine: Equatable, Sendable {
    public let at: Instant
    public let what: Phrase
    public let words: String
    public internal(set) var who: String
    public let isWithdrawn: Bool

    init(
        at: Instant, what: Phrase, words: String = "", who: String = "", isWithdrawn: Bool = false
    ) {
        (self.at, self.what, self.words) = (at, what, words)
        (self.who, self.isWithdrawn) = (who, isWithdrawn)
    }
}
