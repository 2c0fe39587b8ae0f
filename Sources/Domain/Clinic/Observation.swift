/// A measured value of a patient, with its unit and its time. A number without either is none.
public struct Observation: Hashable, Sendable {
    public typealias ID = Identifier<Observation>

    public var patient: Patient.ID
    /// The item in the program's own words: `CRP`, `ferritin`, `ICE`.
    public let code: String
    public let value: Value
    /// In the form of the code table: `mg/dL`. Empty for scores and words.
    public let unit: String
    public let at: Instant
    /// Reported, but not yet signed by the laboratory.
    public let isProvisional: Bool

    public enum Value: Hashable, Sendable {
        case number(Double)
        /// A reading below or above what the method can measure: it is no number.
        case censored(Bound, Double)
        case word(String)
    }

    public enum Bound: String, CaseIterable, Sendable { case below, above }

    public init(
        patient: Patient.ID, code: String, value: Value, unit: String, at: Instant,
        isProvisional: Bool = false
    ) {
        self.patient = patient
        self.code = code
        self.value = value
        self.unit = unit
        self.at = at
        self.isProvisional = isProvisional
    }

    /// Whole hours from the measurement to `now`: a flag says how old its inputs are.
    public func ageHours(at now: Instant) -> Int { now.minutes(since: at) / 60 }
}
