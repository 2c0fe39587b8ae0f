/// A formula or a condition of a rule file.
///
/// Rules are data, so that a centre may correct a limit on the day a label changes, and so that a
/// reader finds every figure beside its source. The language has no loops and no state: whatever
/// a file holds, evaluating it ends.
public indirect enum Expression: Hashable, Sendable {
    case number(Double)
    case text(String)
    case truth(Bool)
    case null
    /// An input, or an expression that the file has named before.
    case name(String)
    case negative(Expression)
    case not(Expression)
    case arithmetic(Arithmetic, Expression, Expression)
    case comparison(Comparison, Expression, Expression)
    case both(Expression, Expression)
    case either(Expression, Expression)
    case condition(Expression, then: Expression, otherwise: Expression)
    case oneOf(Expression, [Expression])
    case call(Function, [Expression])

    public enum Arithmetic: Character, Sendable {
        case plus = "+"
        case minus = "-"
        case times = "*"
        case over = "/"
        case power = "^"
    }

    public enum Comparison: String, Sendable, CaseIterable {
        case atLeast = ">="
        case atMost = "<="
        case differs = "!="
        case above = ">"
        case below = "<"
        case equals = "="

        /// What must hold for the comparison to fail.
        public var opposite: Comparison {
            switch self {
            case .atLeast: .below
            case .atMost: .above
            case .differs: .equals
            case .above: .atMost
            case .below: .atLeast
            case .equals: .differs
            }
        }

        /// As people write it.
        public var sign: String {
            switch self {
            case .atLeast: "≥"
            case .atMost: "≤"
            case .differs: "≠"
            case .above, .below, .equals: rawValue
            }
        }
    }

    public enum Function: String, Sendable, CaseIterable {
        case ln, log2, exp
        case min, max
        /// Rounds up, but takes what is a hair above a whole number for that number.
        case wholeUp
        /// Of a list without its empty entries.
        case mean
        /// Of a list with its empty entries.
        case count
        /// The entries of a list that are not above a limit.
        case countAtMost
    }
}

/// What an expression comes to.
public enum ExpressionValue: Hashable, Sendable {
    case number(Double)
    case text(String)
    case truth(Bool)
    case list([Double?])
    case null
    /// The names that would have to be known first. Missing is not normal: what rests on a
    /// missing value is unknown, and nothing else.
    case unknown(Set<String>)

    public var number: Double? {
        guard case .number(let number) = self else { return nil }
        return number
    }

    public var isTrue: Bool { self == .truth(true) }

    public var isUnknown: Bool {
        guard case .unknown = self else { return false }
        return true
    }

    /// Equal as answers are compared: numbers within the tolerance of every limit.
    public func isSame(as other: ExpressionValue) -> Bool {
        guard case .number(let one) = self, case .number(let two) = other else {
            return self == other
        }
        return one == two || Nearness.isEqual(one, two)
    }
}

/// When two measured numbers count as equal, so that 17.5 ×10⁴/µL meets a limit of 175 ×10⁹/L
/// although neither has an exact binary form.
public enum Nearness {
    public static let tolerance = 1e-9

    public static func isEqual(_ one: Double, _ other: Double) -> Bool {
        abs(one - other) < tolerance
    }

    public static func holds(
        _ one: Double, _ comparison: Expression.Comparison, _ other: Double
    ) -> Bool {
        switch comparison {
        case .equals: isEqual(one, other)
        case .differs: !isEqual(one, other)
        case .above: one > other && !isEqual(one, other)
        case .below: one < other && !isEqual(one, other)
        case .atLeast: one > other || isEqual(one, other)
        case .atMost: one < other || isEqual(one, other)
        }
    }
}

extension Expression {
    /// Every name that the expression mentions, sorted.
    public var names: [String] {
        var found: Set<String> = []
        visit { if case .name(let name) = $0 { found.insert(name) } }
        return found.sorted()
    }

    /// Every number written in it: the places where an answer can turn.
    public var numbers: [Double] {
        var found: Set<Double> = []
        visit { if case .number(let number) = $0 { found.insert(number) } }
        return found.sorted()
    }

    private func visit(_ see: (Expression) -> Void) {
        see(self)
        for part in parts { part.visit(see) }
    }

    private var parts: [Expression] {
        switch self {
        case .number, .text, .truth, .null, .name: []
        case .negative(let inner), .not(let inner): [inner]
        case .arithmetic(_, let left, let right), .comparison(_, let left, let right),
            .both(let left, let right), .either(let left, let right):
            [left, right]
        case .condition(let test, let then, let otherwise): [test, then, otherwise]
        case .oneOf(let one, let others): [one] + others
        case .call(_, let arguments): arguments
        }
    }
}
