public import Domain

/// One thing that is known of a patient, as it was entered: a value with its unit and its time.
public struct Fact: Hashable, Sendable {
    public let id: String
    public let value: Value
    public let unit: String
    public let at: Instant?
    /// A person looked at a surprising value again and stands by it.
    public let isConfirmed: Bool
    /// The laboratory's upper limit of normal, for values that are judged as multiples of it.
    public let upperLimit: Double?

    public enum Value: Hashable, Sendable {
        case number(Double)
        case word(String)
        case truth(Bool)
    }

    public init(
        _ id: String, _ value: Value, unit: String = "", at: Instant? = nil,
        isConfirmed: Bool = false, upperLimit: Double? = nil
    ) {
        self.id = id
        self.value = value
        self.unit = unit
        self.at = at
        self.isConfirmed = isConfirmed
        self.upperLimit = upperLimit
    }

    /// The fact that a stored observation states; nil where rules do not know its code, or where
    /// it is a reading beyond what the method can measure. Facts that no laboratory reports are
    /// stored under their own name.
    public init?(_ observation: Observation, _ table: FactTable) {
        guard let definition = table.fact(forCode: observation.code) ?? table[observation.code]
        else { return nil }
        switch (observation.value, definition.kind) {
        case (.number(let number), _): value = .number(number)
        case (.word(let word), .truth): value = Bool(word).map { .truth($0) } ?? .word(word)
        case (.word(let word), _): value = .word(word)
        case (.censored, _): return nil
        }
        (id, unit, at) = (definition.id, observation.unit, observation.at)
        (isConfirmed, upperLimit) = (false, nil)
    }
}

/// Why an entered fact cannot be used.
public enum FactProblem: Hashable, Sendable {
    case unknownFact(String)
    case wrongKind(String)
    case unknownWord(String, word: String)
    case unitMissing(String, accepted: [String])
    case unknownUnit(String, unit: String, accepted: [String])
    case timeMissing(String)
    case inFuture(String, at: Instant)
    case stale(String, days: Int, oldest: Int)
    /// Outside everything that is seen, but not when a decimal point is moved.
    case slip(String, value: Double, perhaps: Double)
    case implausible(String, value: Double)
    /// Ten times its neighbour, too soon after it.
    case jump(String, value: Double, before: Double, at: Instant)
    case contradiction(String)

    public var fact: String {
        switch self {
        case .unknownFact(let fact), .wrongKind(let fact), .unknownWord(let fact, _),
            .unitMissing(let fact, _), .unknownUnit(let fact, _, _), .timeMissing(let fact),
            .inFuture(let fact, _), .stale(let fact, _, _), .slip(let fact, _, _),
            .implausible(let fact, _), .jump(let fact, _, _, _), .contradiction(let fact):
            fact
        }
    }
}
