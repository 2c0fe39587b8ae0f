public import Domain

/// One condition of going home.
public struct DischargeRule: Sendable {
    public let id: String
    public let rule: Rule
    public let says: Bilingual
    public let provenance: Provenance

    public enum Rule: Hashable, Sendable {
        case dayAtLeast(Int)
        /// No grade above 0 stands or stood within so many hours.
        case noGrade(Toxicity, hours: Int)
        /// Everything measured within so many hours lies below; nothing measured is no answer.
        case below(code: String, Double, hours: Int)
        /// The last value is at least this and not older.
        case atLeast(code: String, Double, hours: Int)
        case nothingOpen
    }

    /// Whether it holds, or that nobody can say.
    public enum Outcome: Hashable, Sendable {
        case met
        /// Not before this moment, where that can be said.
        case notYet(earliest: Instant?)
        /// What is missing.
        case cannotSay(String)
    }
}

/// What is known of a patient who may go home.
public struct DischargeFacts: Sendable {
    public let now: Instant
    public let infused: Instant?
    public let grades: [Grade]
    public let observations: [Observation]
    public let openEscalations: Int

    public init(
        now: Instant, infused: Instant?, grades: [Grade], observations: [Observation],
        openEscalations: Int
    ) {
        (self.now, self.infused, self.grades) = (now, infused, grades)
        (self.observations, self.openEscalations) = (observations, openEscalations)
    }
}

extension DischargeRule {
    public func outcome(_ facts: DischargeFacts) -> Outcome {
        guard let infused = facts.infused else { return .cannotSay("infused") }
        let now = facts.now
        switch rule {
        case .dayAtLeast(let days):
            let day = infused.day + days
            return now.day >= day
                ? .met
                : .notYet(earliest: Instant(day, .midnight, offsetMinutes: now.offsetMinutes))
        case .noGrade(let toxicity, let hours):
            return Self.withoutGrade(toxicity, hours, facts)
        case .below(let code, let limit, let hours):
            let since = now.adding(minutes: -hours * 60)
            let recent = Self.values(code, facts).filter { $0.at > since }
            guard !recent.isEmpty else { return .cannotSay(code) }
            guard let last = recent.last(where: { $0.value >= limit }) else { return .met }
            return .notYet(earliest: last.at.adding(minutes: hours * 60))
        case .atLeast(let code, let limit, let hours):
            guard let last = Self.values(code, facts).last,
                last.at > now.adding(minutes: -hours * 60)
            else { return .cannotSay(code) }
            return last.value >= limit ? .met : .notYet(earliest: nil)
        case .nothingOpen:
            return facts.openEscalations == 0 ? .met : .notYet(earliest: nil)
        }
    }

    private static func values(
        _ code: String, _ facts: DischargeFacts
    ) -> [(at: Instant, value: Double)] {
        facts.observations.compactMap { observation in
            guard observation.code == code, observation.at <= facts.now,
                case .number(let number) = observation.value
            else { return nil }
            return (observation.at, number)
        }.sorted { $0.at < $1.at }
    }

    /// A grade stands until the next one of its kind; never graded is not the same as grade 0.
    private static func withoutGrade(
        _ toxicity: Toxicity, _ hours: Int, _ facts: DischargeFacts
    ) -> Outcome {
        let own = facts.grades.filter { $0.toxicity == toxicity && $0.at <= facts.now }
            .sorted { $0.at < $1.at }
        guard let last = own.last else { return .cannotSay(toxicity.rawValue) }
        guard last.level == 0 else { return .notYet(earliest: nil) }
        let zeros = own.reversed().prefix { $0.level == 0 }
        // Where no grade above 0 was ever given, nothing has to pass.
        guard zeros.count < own.count, let since = zeros.last?.at else { return .met }
        let free = since.adding(minutes: hours * 60)
        return free <= facts.now ? .met : .notYet(earliest: free)
    }
}

extension DischargeRule {
    private enum Kind: String, CaseIterable {
        case dayAtLeast, noGrade, below, atLeast, nothingOpen
    }

    init(reading reader: JSONReader, _ sources: SourceList) throws(JSONError) {
        try reader.allowOnly([
            "id", "rule", "toxicity", "code", "value", "hours", "says", "state", "sources",
            "approved",
        ])
        id = try reader.member("id").nonEmpty()
        func hours() throws(JSONError) -> Int { try reader.member("hours").int(in: 1...24 * 60) }
        let rule: Rule =
            switch try reader.member("rule").word(Kind.self) {
            case .dayAtLeast: .dayAtLeast(try reader.member("value").int(in: 0...3650))
            case .noGrade:
                .noGrade(
                    try reader.member("toxicity").word(Toxicity.self),
                    hours: try reader.member("value").int(in: 0...24 * 60))
            case .below:
                .below(
                    code: try reader.member("code").nonEmpty(),
                    try reader.member("value").double(), hours: try hours())
            case .atLeast:
                .atLeast(
                    code: try reader.member("code").nonEmpty(),
                    try reader.member("value").double(), hours: try hours())
            case .nothingOpen: .nothingOpen
            }
        self.rule = rule
        says = try reader.member("says").bilingual()
        provenance = try reader.provenance(sources)
    }
}

/// The visits after going home.
public struct FollowUpRule: Sendable {
    public let days: [Int]
    public let years: ClosedRange<Int>
    /// How long before the visit the task appears as due.
    public let notifyDays: Int
    public let says: Bilingual
    public let provenance: Provenance

    /// The visits by name: `day28`, `year1`.
    public func visits(infusion dayZero: Day) -> [(id: String, on: Day)] {
        days.map { ("day\($0)", dayZero + $0) }
            + years.map { ("year\($0)", dayZero.adding(months: $0 * 12)) }
    }

    init(reading reader: JSONReader, _ sources: SourceList) throws(JSONError) {
        try reader.allowOnly([
            "days", "years", "notifyDays", "says", "state", "sources", "approved",
        ])
        days = try reader.member("days").ints(in: 1...3650)
        years = try reader.span("years")
        notifyDays = try reader.member("notifyDays").int(in: 0...365)
        says = try reader.member("says").bilingual()
        provenance = try reader.provenance(sources)
    }
}
