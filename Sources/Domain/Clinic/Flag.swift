/// A risk level with the factors that made it. Never a bare colour.
public struct Flag: Equatable, Sendable {
    public enum Concern: String, CaseIterable, Sendable {
        case crs, icans, haematotoxicity, manufacturingFailure
    }

    public enum Verdict: Equatable, Sendable {
        case low, raised, high
        /// A flag is never invented: these inputs are missing or too old.
        case cannotSay([String])
    }

    /// One input of the verdict.
    public struct Factor: Equatable, Sendable {
        public let name: String
        public let value: String
        /// How far it moved the verdict, in the model's own scale; nil for a rule.
        public let contribution: Double?
        public let ageHours: Int?

        public init(name: String, value: String, contribution: Double? = nil, ageHours: Int? = nil)
        {
            self.name = name
            self.value = value
            self.contribution = contribution
            self.ageHours = ageHours
        }
    }

    public let concern: Concern
    public let verdict: Verdict
    public let factors: [Factor]
    /// The model or rule, and its version: its card can be opened from the flag.
    public let model: String
    public let modelVersion: String
    public let at: Instant

    public init(
        concern: Concern, verdict: Verdict, factors: [Factor], model: String,
        modelVersion: String, at: Instant
    ) {
        self.concern = concern
        self.verdict = verdict
        self.factors = factors
        self.model = model
        self.modelVersion = modelVersion
        self.at = at
    }
}
