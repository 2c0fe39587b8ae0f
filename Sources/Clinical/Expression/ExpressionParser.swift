/// Reads the expressions of rule files.
///
/// ```text
/// if easix > 4.67 then 'high' else 'low'
/// diagnosis in ('LBCL', 'FL') and not (lines >= 2)
/// ```
struct ExpressionParser {
    private let tokens: [Token]
    private var at = 0
    private var depth = 0

    private enum Token: Equatable {
        case number(Double)
        case text(String)
        case word(String)
        case sign(String)
    }

    /// Deeper nesting than a person would write is refused before it can exhaust the stack.
    private static let deepest = 60

    static func parse(_ text: String) throws(ExpressionError) -> Expression {
        var parser = ExpressionParser(tokens: try scan(text))
        let expression = try parser.expression()
        guard parser.at == parser.tokens.count else {
            throw .unexpected(parser.describeNext)
        }
        return expression
    }

    // MARK: Scanning

    private static func scan(_ text: String) throws(ExpressionError) -> [Token] {
        var tokens: [Token] = []
        var rest = Substring(text)
        while let character = rest.first {
            if character == " " {
                rest.removeFirst()
            } else if character.isASCII, character.isNumber {
                tokens.append(.number(try number(&rest)))
            } else if character.isASCII, character.isLetter || character == "_" {
                let word = rest.prefix {
                    $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".")
                }
                rest = rest[word.endIndex...]
                tokens.append(.word(String(word)))
            } else if character == "'" {
                rest.removeFirst()
                guard let end = rest.firstIndex(of: "'") else { throw .openText(String(rest)) }
                tokens.append(.text(String(rest[..<end])))
                rest = rest[rest.index(after: end)...]
            } else if let sign = signs.first(where: { rest.hasPrefix($0) }) {
                rest.removeFirst(sign.count)
                tokens.append(.sign(sign))
            } else {
                throw .unexpected(String(character))
            }
        }
        return tokens
    }

    private static let signs =
        Expression.Comparison.allCases.map(\.rawValue) + ["+", "-", "*", "/", "^", "(", ")", ","]

    private static func number(_ rest: inout Substring) throws(ExpressionError) -> Double {
        var digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let after = rest[digits.endIndex...]
        if after.first == "e" {
            let exponent = after.dropFirst()
            let sign = exponent.first == "-" ? 1 : 0
            let places = exponent.dropFirst(sign).prefix { $0.isASCII && $0.isNumber }
            if !places.isEmpty { digits = rest[..<places.endIndex] }
        }
        guard let value = Double(digits), value.isFinite else {
            throw .unexpected(String(digits))
        }
        rest = rest[digits.endIndex...]
        return value
    }

    // MARK: Grammar

    private var describeNext: String {
        guard at < tokens.count else { return "" }
        switch tokens[at] {
        case .number(let number): return "\(number)"
        case .text(let text): return "'\(text)'"
        case .word(let word): return word
        case .sign(let sign): return sign
        }
    }

    private mutating func take(_ token: Token) -> Bool {
        guard at < tokens.count, tokens[at] == token else { return false }
        at += 1
        return true
    }

    private mutating func need(_ token: Token) throws(ExpressionError) {
        guard take(token) else { throw .unexpected(describeNext) }
    }

    private mutating func expression() throws(ExpressionError) -> Expression {
        guard depth < Self.deepest else { throw .tooDeep }
        depth += 1
        defer { depth -= 1 }
        guard take(.word("if")) else { return try either() }
        let test = try expression()
        try need(.word("then"))
        let then = try expression()
        try need(.word("else"))
        return .condition(test, then: then, otherwise: try expression())
    }

    private mutating func either() throws(ExpressionError) -> Expression {
        var left = try both()
        while take(.word("or")) { left = .either(left, try both()) }
        return left
    }

    private mutating func both() throws(ExpressionError) -> Expression {
        var left = try negation()
        while take(.word("and")) { left = .both(left, try negation()) }
        return left
    }

    private mutating func negation() throws(ExpressionError) -> Expression {
        guard take(.word("not")) else { return try comparison() }
        return .not(try negation())
    }

    private mutating func comparison() throws(ExpressionError) -> Expression {
        let left = try sum()
        if take(.word("in")) {
            try need(.sign("("))
            return .oneOf(left, try arguments())
        }
        for comparison in Expression.Comparison.allCases where take(.sign(comparison.rawValue)) {
            return .comparison(comparison, left, try sum())
        }
        return left
    }

    private mutating func sum() throws(ExpressionError) -> Expression {
        var left = try product()
        while true {
            if take(.sign("+")) {
                left = .arithmetic(.plus, left, try product())
            } else if take(.sign("-")) {
                left = .arithmetic(.minus, left, try product())
            } else {
                return left
            }
        }
    }

    private mutating func product() throws(ExpressionError) -> Expression {
        var left = try power()
        while true {
            if take(.sign("*")) {
                left = .arithmetic(.times, left, try power())
            } else if take(.sign("/")) {
                left = .arithmetic(.over, left, try power())
            } else {
                return left
            }
        }
    }

    private mutating func power() throws(ExpressionError) -> Expression {
        if take(.sign("-")) { return .negative(try power()) }
        let base = try primary()
        guard take(.sign("^")) else { return base }
        return .arithmetic(.power, base, try power())
    }

    private mutating func primary() throws(ExpressionError) -> Expression {
        guard at < tokens.count else { throw .unexpected("") }
        defer { at += 1 }
        switch tokens[at] {
        case .number(let number): return .number(number)
        case .text(let text): return .text(text)
        case .sign("("):
            at += 1
            let inner = try expression()
            guard at < tokens.count, tokens[at] == .sign(")") else {
                throw .unexpected(describeNext)
            }
            return inner
        case .sign: throw .unexpected(describeNext)
        case .word("true"): return .truth(true)
        case .word("false"): return .truth(false)
        case .word("null"): return .null
        case .word(let word):
            guard at + 1 < tokens.count, tokens[at + 1] == .sign("(") else { return .name(word) }
            guard let function = Expression.Function(rawValue: word) else {
                throw .unexpected(word)
            }
            at += 2
            let found = try arguments()
            at -= 1  // `defer` steps over the closing bracket.
            return .call(function, found)
        }
    }

    /// After the opening bracket, and past the closing one.
    private mutating func arguments() throws(ExpressionError) -> [Expression] {
        var found = [try expression()]
        while take(.sign(",")) { found.append(try expression()) }
        try need(.sign(")"))
        return found
    }
}

/// Why a text is no expression.
public enum ExpressionError: Error, Hashable {
    /// Empty where the text ends too early.
    case unexpected(String)
    case openText(String)
    case tooDeep
}
