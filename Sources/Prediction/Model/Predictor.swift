public import Domain

/// One input of a model: its column, how its text becomes numbers, and what training has seen.
public struct Predictor: Sendable, Hashable {
    public enum Coding: Sendable, Hashable {
        case number
        /// The natural logarithm; zero and less are refused.
        case logarithm
        /// A column of 0 and 1 for each level but the first.
        case levels([String])
        /// 1, 2, 3 … in the order given.
        case ordinal([String])
    }

    public let column: String
    public let unit: String?
    public let coding: Coding
    public internal(set) var seen: Seen

    /// What the training rows held.
    public struct Seen: Sendable, Hashable {
        public var range: Range?
        /// In the order of the levels, else of their text.
        public var categories: [Category]
        public var count: Int
        public var missing: Int

        public init(range: Range? = nil, categories: [Category] = [], count: Int, missing: Int) {
            (self.range, self.categories) = (range, categories)
            (self.count, self.missing) = (count, missing)
        }

        public var missingRate: Double {
            count + missing > 0 ? Double(missing) / Double(count + missing) : 0
        }
    }

    public struct Range: Sendable, Hashable {
        public let least: Double
        public let low: Double
        public let median: Double
        public let high: Double
        public let most: Double
        public let mean: Double
        public let deviation: Double
    }

    public struct Category: Sendable, Hashable {
        public let name: String
        public let count: Int
    }

    public init(
        column: String, unit: String? = nil, coding: Coding,
        seen: Seen = Seen(count: 0, missing: 0)
    ) {
        (self.column, self.coding, self.seen) = (column, coding, seen)
        self.unit = unit ?? Self.unit(inNameOf: column)
    }

    /// The names of the coded columns.
    public var names: [String] {
        switch coding {
        case .number, .ordinal: [column]
        case .logarithm: ["log(\(column))"]
        case .levels(let levels): levels.dropFirst().map { "\(column)=\($0)" }
        }
    }

    public var isNumeric: Bool {
        switch coding {
        case .number, .logarithm: true
        case .levels, .ordinal: false
        }
    }

    /// The numbers of one cell.
    ///
    /// - Throws: `InputFault` naming the column: no value is ever filled in.
    public func values(_ text: String) throws(InputFault) -> [Double] {
        let text = text.trimmedText
        guard !Self.isMissing(text) else { throw .missing(column) }
        switch coding {
        case .number, .logarithm:
            guard let number = DecimalText.number(text) else {
                let isLimit = text.hasPrefix("<") || text.hasPrefix(">") || text.hasPrefix("＜")
                throw isLimit ? .beyondLimit(column, text) : .notANumber(column, text)
            }
            if number < 0, (seen.range?.least ?? 0) >= 0 { throw .negative(column, text) }
            guard case .logarithm = coding else { return [number] }
            guard number > 0 else { throw .zeroUnderLogarithm(column, text) }
            return [Self.log(number)]
        case .levels(let levels):
            guard let place = Self.place(of: text, in: levels) else {
                throw .unseenCategory(column, text, seen: levels)
            }
            return (1..<max(1, levels.count)).map { $0 == place ? 1 : 0 }
        case .ordinal(let levels):
            guard let place = Self.place(of: text, in: levels) else {
                throw .unseenCategory(column, text, seen: levels)
            }
            return [Double(place + 1)]
        }
    }

    static func isMissing(_ text: String) -> Bool {
        switch text {
        case "", "NA", "NaN", "nan", "null": true
        default: false
        }
    }

    private static func place(of text: String, in levels: [String]) -> Int? {
        if let place = levels.firstIndex(of: text) { return place }
        guard let number = DecimalText.number(text) else { return nil }
        return levels.firstIndex { DecimalText.number($0) == number }
    }
}

extension String {
    var trimmedText: String {
        var rest = self[...]
        while let first = rest.first, first == " " || first == "\t" { rest.removeFirst() }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return String(rest)
    }
}

/// Why a model cannot say anything about a row.
public enum InputFault: Error, Hashable, Sendable {
    case missing(String)
    case notANumber(String, String)
    /// A reading such as `<0.3`, which is a bound and not a value.
    case beyondLimit(String, String)
    case negative(String, String)
    case zeroUnderLogarithm(String, String)
    case unseenCategory(String, String, seen: [String])
    /// Two columns that in training always went together in one way.
    case contradiction(String, String, other: String, otherText: String, expected: String)
    case scale(String, String, Scale)
    case noColumn(String)

    /// A value that fits the training rows after division by a power of ten.
    public struct Scale: Hashable, Sendable {
        public let factor: Double
        /// The unit in which the value would be right, where one is known.
        public let unit: String?
        public let median: Double

        public init(factor: Double, unit: String?, median: Double) {
            (self.factor, self.unit, self.median) = (factor, unit, median)
        }
    }
}

extension InputFault {
    /// The column that has to be put right.
    public var column: String {
        switch self {
        case .missing(let column), .notANumber(let column, _), .beyondLimit(let column, _),
            .negative(let column, _), .zeroUnderLogarithm(let column, _),
            .unseenCategory(let column, _, _), .contradiction(let column, _, _, _, _),
            .scale(let column, _, _), .noColumn(let column):
            column
        }
    }

    /// The column, where nothing is wrong but that there is no value.
    var missingColumn: String? {
        switch self {
        case .missing(let column), .noColumn(let column): column
        default: nil
        }
    }
}

extension InputFault: Reportable {
    public var phrase: Phrase {
        switch self {
        case .missing(let column): Phrase("prediction.missing", ["column": .text(column)])
        case .noColumn(let column): Phrase("prediction.noColumn", ["column": .text(column)])
        case .notANumber(let column, let text):
            Phrase("prediction.notANumber", ["column": .text(column), "text": .text(text)])
        case .beyondLimit(let column, let text):
            Phrase("prediction.beyondLimit", ["column": .text(column), "text": .text(text)])
        case .negative(let column, let text):
            Phrase("prediction.negative", ["column": .text(column), "text": .text(text)])
        case .zeroUnderLogarithm(let column, let text):
            Phrase("prediction.zeroUnderLog", ["column": .text(column), "text": .text(text)])
        case .unseenCategory(let column, let text, let seen):
            Phrase(
                "prediction.unseen",
                [
                    "column": .text(column), "text": .text(text),
                    "seen": .list(seen.map { .text($0) }),
                ])
        case .contradiction(let column, let text, let other, let otherText, let expected):
            Phrase(
                "prediction.contradiction",
                [
                    "column": .text(column), "text": .text(text), "other": .text(other),
                    "otherText": .text(otherText), "expected": .text(expected),
                ])
        case .scale(let column, let text, let scale):
            Phrase(
                scale.unit == nil ? "prediction.scale" : "prediction.scaleUnit",
                [
                    "column": .text(column), "text": .text(text),
                    "median": .text(DecimalText.text(scale.median)),
                    "factor": .text(DecimalText.text(scale.factor)),
                    "unit": .text(scale.unit ?? ""),
                ])
        }
    }
}
