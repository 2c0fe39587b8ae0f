/// One input of a score, a grading or a calculation, as its rule file declares it.
public struct ModelInput: Hashable, Sendable {
    public let name: String
    public let kind: Kind
    public let bounds: Bounds
    /// Names under which the value may come in another unit.
    public let alternatives: [Alternative]
    public let unit: String
    public let label: Bilingual?
    /// Taken when nothing was entered: a planning setting, or a finding that is not present.
    public let fallback: ExpressionValue?
    /// Required only when this holds; nil where it always is.
    public let asked: Expression?
    /// Has to be entered even when it could not change the answer.
    public let isAlwaysNeeded: Bool
    /// Never required, and never changes the answer by being absent.
    public let isOptional: Bool
    /// An entered value that counts as none.
    public let missingWhen: Expression?
    /// Where a patient's facts are bound: the fact, under which name of this input.
    public let fact: FactBinding?

    public enum Kind: Hashable, Sendable {
        case number, whole, truth
        /// A word of a fixed list with the weight each has alone, and patterns with a number.
        case word([String: Double], patterns: [Pattern])
        /// A list of numbers; an entry may be empty.
        case list(isMissingWhenEmptyEntriesOnly: Bool)
    }

    /// `nasal_<n>L`: a word with an amount inside.
    public struct Pattern: Hashable, Sendable {
        public let prefix: String
        public let suffix: String

        /// The amount in a word of this pattern.
        func amount(in word: String) -> Double? {
            guard word.hasPrefix(prefix), word.hasSuffix(suffix),
                word.count > prefix.count + suffix.count
            else { return nil }
            let digits = word.dropFirst(prefix.count).dropLast(suffix.count)
            guard digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }),
                digits.first != ".", digits.last != "."
            else { return nil }
            return Double(digits)
        }

        var text: String { "\(prefix)<n>\(suffix)" }
    }

    public struct Alternative: Hashable, Sendable {
        public let name: String
        public let factor: Double
    }

    public struct FactBinding: Hashable, Sendable {
        public let fact: String
        public let name: String
    }

    /// The range of values that can be; `above` excludes its limit.
    public struct Bounds: Hashable, Sendable {
        public let above: Double?
        public let least: Double?
        public let most: Double?

        public func contain(_ value: Double) -> Bool {
            if let above, !Nearness.holds(value, .above, above) { return false }
            if let least, !Nearness.holds(value, .atLeast, least) { return false }
            if let most, !Nearness.holds(value, .atMost, most) { return false }
            return true
        }
    }

    /// Every name under which the value may be entered.
    public var names: [String] { [name] + alternatives.map(\.name) }

    /// The words of the list and the patterns, sorted, as a refusal shows them.
    var words: [String] {
        guard case .word(let weights, let patterns) = kind else { return [] }
        return weights.keys.sorted() + patterns.map(\.text)
    }

    /// The names by which expressions may mention this input.
    var expressionNames: [String] {
        var found = [name] + names.map { "given." + $0 }
        if case .word = kind { found += [name + ".weight", name + ".amount"] }
        return found
    }
}

extension ModelInput {
    /// Puts a value under the names that expressions use.
    func bind(_ value: ExpressionValue, in known: inout [String: ExpressionValue]) {
        known[name] = value
        guard case .word(let weights, let patterns) = kind else { return }
        guard case .text(let word) = value else {
            known[name + ".weight"] = value
            known[name + ".amount"] = value
            return
        }
        known[name + ".weight"] = weights[word].map { .number($0) } ?? .null
        let amount = patterns.lazy.compactMap { $0.amount(in: word) }.first
        known[name + ".amount"] = amount.map { .number($0) } ?? .null
    }

    /// Values that stand for all that could be entered, given the numbers at which answers turn.
    ///
    /// Between two neighbouring limits an answer that rests on limits alone cannot change, and one
    /// that follows the value itself differs between any two of these.
    func representatives(limits: [Double]) -> [ExpressionValue] {
        switch kind {
        case .truth: return [.truth(false), .truth(true)]
        case .list: return [.list([0]), .list([1]), .list([nil])]
        case .word(let weights, let patterns):
            let positive = limits.filter { $0 > 0 }
            let amounts: [Double] = positive + positive.map { $0 + 1 } + [1]
            var words = weights.keys.sorted()
            for pattern in patterns {
                words += amounts.map { pattern.prefix + "\($0)" + pattern.suffix }
            }
            return words.map { .text($0) }
        case .whole:
            let least = Int(bounds.least ?? 0)
            if let most = bounds.most { return (least...Int(most)).map { .number(Double($0)) } }
            let last = Int(limits.max() ?? 0) + 2
            return (least...max(least, last)).map { .number(Double($0)) }
        case .number:
            let step = 0.125
            let ends = [bounds.above, bounds.least, bounds.most].compactMap { $0 }
            let around = (limits + ends).flatMap { limit -> [Double] in
                [limit - step, limit, limit + step]
            }
            let far = (around.max() ?? 1) * 2 + 1
            return (around + [far]).filter { bounds.contain($0) }.map { .number($0) }
        }
    }
}
