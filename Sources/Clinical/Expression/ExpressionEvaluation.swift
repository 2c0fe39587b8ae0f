import Glibc

extension Expression {
    /// - Parameter known: the values of the names; a name that is not there is unknown.
    public func value(_ known: [String: ExpressionValue]) -> ExpressionValue {
        switch self {
        case .number(let number): .number(number)
        case .text(let text): .text(text)
        case .truth(let truth): .truth(truth)
        case .null: .null
        case .name(let name): known[name] ?? .unknown([name])
        case .negative(let inner): Self.map(inner.value(known)) { -$0 }
        case .not(let inner): Self.opposite(inner.value(known))
        case .arithmetic(let sign, let left, let right):
            Self.combine(left.value(known), right.value(known)) { sign.apply($0, $1) }
        case .comparison(let comparison, let left, let right):
            Self.compare(left.value(known), comparison, right.value(known))
        case .both(let left, let right): Self.both(left, right, known)
        case .either(let left, let right): Self.either(left, right, known)
        case .condition(let test, let then, let otherwise):
            Self.choose(test.value(known), then, otherwise, known)
        case .oneOf(let one, let others): Self.oneOf(one.value(known), others, known)
        case .call(let function, let arguments):
            Self.call(function, arguments.map { $0.value(known) })
        }
    }

    // MARK: Truth of three values

    private static func opposite(_ value: ExpressionValue) -> ExpressionValue {
        switch value {
        case .truth(let truth): .truth(!truth)
        case .unknown: value
        default: .null
        }
    }

    /// False beside an unknown is false: nothing that could still come would change it.
    private static func both(
        _ left: Expression, _ right: Expression, _ known: [String: ExpressionValue]
    ) -> ExpressionValue {
        let one = left.value(known)
        if one == .truth(false) { return one }
        let two = right.value(known)
        if two == .truth(false) { return two }
        return union(one, two) ?? .truth(one.isTrue && two.isTrue)
    }

    private static func either(
        _ left: Expression, _ right: Expression, _ known: [String: ExpressionValue]
    ) -> ExpressionValue {
        let one = left.value(known)
        if one.isTrue { return one }
        let two = right.value(known)
        if two.isTrue { return two }
        return union(one, two) ?? .truth(false)
    }

    private static func choose(
        _ test: ExpressionValue, _ then: Expression, _ otherwise: Expression,
        _ known: [String: ExpressionValue]
    ) -> ExpressionValue {
        guard case .unknown(let names) = test else {
            return test.isTrue ? then.value(known) : otherwise.value(known)
        }
        let (one, two) = (then.value(known), otherwise.value(known))
        return one.isSame(as: two) && !one.isUnknown ? one : .unknown(names)
    }

    private static func oneOf(
        _ value: ExpressionValue, _ others: [Expression], _ known: [String: ExpressionValue]
    ) -> ExpressionValue {
        if value.isUnknown { return value }
        return .truth(others.contains { $0.value(known).isSame(as: value) })
    }

    /// The names that are unknown in either; nil where both are known.
    private static func union(
        _ one: ExpressionValue, _ two: ExpressionValue
    ) -> ExpressionValue? {
        switch (one, two) {
        case (.unknown(let some), .unknown(let others)): .unknown(some.union(others))
        case (.unknown, _): one
        case (_, .unknown): two
        default: nil
        }
    }

    private static func compare(
        _ one: ExpressionValue, _ comparison: Comparison, _ two: ExpressionValue
    ) -> ExpressionValue {
        if let unknown = union(one, two) { return unknown }
        if case .number(let left) = one, case .number(let right) = two {
            return .truth(Nearness.holds(left, comparison, right))
        }
        switch comparison {
        case .equals: return .truth(one == two)
        case .differs: return .truth(one != two)
        default: return .truth(false)
        }
    }

    // MARK: Numbers

    private static func map(
        _ value: ExpressionValue, _ change: (Double) -> Double
    ) -> ExpressionValue {
        switch value {
        case .number(let number): .number(change(number))
        case .unknown: value
        default: .null
        }
    }

    private static func combine(
        _ one: ExpressionValue, _ two: ExpressionValue, _ join: (Double, Double) -> Double
    ) -> ExpressionValue {
        if let unknown = union(one, two) { return unknown }
        guard let left = one.number, let right = two.number else { return .null }
        return .number(join(left, right))
    }

    private static func call(
        _ function: Function, _ arguments: [ExpressionValue]
    ) -> ExpressionValue {
        guard let first = arguments.first else { return .null }
        switch function {
        case .ln: return map(first) { log($0) }
        case .log2: return map(first) { Glibc.log2($0) }
        case .exp: return map(first) { Glibc.exp($0) }
        case .wholeUp:
            return map(first) {
                Nearness.isEqual($0, $0.rounded()) ? $0.rounded() : $0.rounded(.up)
            }
        case .min: return arguments.dropFirst().reduce(first) { combine($0, $1, Swift.min) }
        case .max: return arguments.dropFirst().reduce(first) { combine($0, $1, Swift.max) }
        case .mean, .count, .countAtMost: return aggregate(function, first, arguments.dropFirst())
        }
    }

    private static func aggregate(
        _ function: Function, _ list: ExpressionValue, _ rest: ArraySlice<ExpressionValue>
    ) -> ExpressionValue {
        guard case .list(let entries) = list else { return list.isUnknown ? list : .null }
        let numbers = entries.compactMap { $0 }
        switch (function, rest.first) {
        case (.mean, _):
            return numbers.isEmpty
                ? .null : .number(numbers.reduce(0, +) / Double(numbers.count))
        case (.countAtMost, .number(let limit)):
            return .number(
                Double(numbers.count { Nearness.holds($0, .atMost, limit) }))
        case (.countAtMost, _): return rest.first ?? .null
        default: return .number(Double(entries.count))
        }
    }
}

extension Expression.Arithmetic {
    fileprivate func apply(_ left: Double, _ right: Double) -> Double {
        switch self {
        case .plus: left + right
        case .minus: left - right
        case .times: left * right
        case .over: left / right
        case .power: pow(left, right)
        }
    }
}
