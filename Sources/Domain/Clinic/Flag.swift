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

    /// Whether something is to be looked at.
    public var isRaised: Bool { verdict == .raised || verdict == .high }

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
    /// Where the model comes from: publications by their keys, or a training file.
    public let source: String
    /// A probability where the model gives one; never made out of odds or points.
    public let risk: Double?
    /// No patient stands behind the model: whoever shows the flag says so.
    public let isSimulated: Bool
    public let at: Instant

    public init(
        concern: Concern, verdict: Verdict, factors: [Factor], model: String,
        modelVersion: String, source: String = "", risk: Double? = nil,
        isSimulated: Bool = false, at: Instant
    ) {
        self.concern = concern
        self.verdict = verdict
        self.factors = factors
        self.model = model
        self.modelVersion = modelVersion
        (self.source, self.risk, self.isSimulated) = (source, risk, isSimulated)
        self.at = at
    }
}
