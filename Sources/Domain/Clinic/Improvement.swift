/// One turn of plan, do, check, act: what was changed, when, and what it was to bring.
public struct Improvement: Equatable, Sendable {
    /// Where the turn stands.
    public enum Phase: String, CaseIterable, Sendable {
        case planned, running, checked, adopted, abandoned
    }

    public let id: String
    public var title: String
    /// What is watched, as charts name it: `wait-referred-infused`, `plan-in-time`.
    public let measure: String
    public var start: Day
    /// The change that is hoped for, in percent of what it was.
    public var expectedPercent: Double
    public var phase: Phase
    /// What was found and decided, in the words of whoever decided it.
    public var words: String
    public let author: User.ID

    public init(
        id: String, title: String, measure: String, start: Day, expectedPercent: Double,
        phase: Phase = .running, words: String = "", author: User.ID
    ) {
        (self.id, self.title, self.measure) = (id, title, measure)
        (self.start, self.expectedPercent) = (start, expectedPercent)
        (self.phase, self.words, self.author) = (phase, words, author)
    }
}

/// What a centre wants to reach in one of its key figures, in place of the published target.
public struct IndicatorTarget: Equatable, Sendable {
    public let indicator: String
    public var value: Double
    public var words: String
    public let author: User.ID
    public let on: Day

    public init(indicator: String, value: Double, words: String, author: User.ID, on: Day) {
        (self.indicator, self.value, self.words) = (indicator, value, words)
        (self.author, self.on) = (author, on)
    }
}

/// How far a referring hospital is away.
public struct ReferrerDistance: Equatable, Sendable {
    public let hospital: String
    public var kilometres: Int

    public init(hospital: String, kilometres: Int) {
        (self.hospital, self.kilometres) = (hospital, kilometres)
    }
}

/// A question "what if" with its assumptions and the answer it got.
public struct KeptScenario: Equatable, Sendable {
    public let id: String
    public let name: String
    public let author: User.ID
    public let madeAt: Instant
    /// Both as JSON: what was assumed, and what came out.
    public let assumptions: String
    public let outcome: String

    public init(
        id: String, name: String, author: User.ID, madeAt: Instant, assumptions: String,
        outcome: String
    ) {
        (self.id, self.name, self.author) = (id, name, author)
        (self.madeAt, self.assumptions, self.outcome) = (madeAt, assumptions, outcome)
    }
}

extension Improvement.Phase: Worded { public static let vocabulary = "improvement" }
