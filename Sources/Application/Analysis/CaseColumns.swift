import Domain
import Statistics

/// How a case or a specification makes columns of numbers out of a table.
public struct CaseColumns: Sendable {
    public enum Term: Sendable, Hashable {
        case number(String)
        /// One column of 0 and 1 for each level but the first.
        case levels(String, [String])
        /// 1, 2, 3 … in the order given.
        case ordinal(String, [String])

        public var column: String {
            switch self {
            case .number(let name), .levels(let name, _), .ordinal(let name, _): name
            }
        }

        public var names: [String] {
            switch self {
            case .number(let name), .ordinal(let name, _): [name]
            case .levels(let name, let levels): levels.dropFirst().map { "\(name)=\($0)" }
            }
        }

        /// The numbers for one cell; nil when the text is none of the levels.
        public func values(_ text: String) -> [Double]? {
            switch self {
            case .number: return DecimalText.number(text).map { [$0] }
            case .levels(_, let levels):
                guard let place = Self.place(of: text, in: levels) else { return nil }
                return (1..<max(1, levels.count)).map { $0 == place ? 1 : 0 }
            case .ordinal(_, let levels):
                return Self.place(of: text, in: levels).map { [Double($0 + 1)] }
            }
        }

        private static func place(of text: String, in levels: [String]) -> Int? {
            levels.firstIndex { $0 == text }
                ?? levels.firstIndex { CaseRows.isEqual(text, .string($0)) }
        }
    }

    public let terms: [Term]
    public var names: [String] { terms.flatMap(\.names) }

    public init(_ terms: [Term]) { self.terms = terms }

    /// - Parameter taken: the columns that the word `all` leaves out.
    init(
        _ reader: JSONReader, header: [String], taken: Set<String>
    ) throws(AnalysisError) {
        terms = try analysing { () throws(JSONError) in
            if case .string(let word) = reader.value.content {
                return try Self.wholesale(word, reader, header, taken)
            }
            return try reader.elements().map { element throws(JSONError) in
                try Self.term(element)
            }
        }
    }

    private static func wholesale(
        _ word: String, _ reader: JSONReader, _ header: [String], _ taken: Set<String>
    ) throws(JSONError) -> [Term] {
        if word == "all" {
            return header.filter { $0 != "id" && !taken.contains($0) }.map { .number($0) }
        }
        let mark = "all_after:"
        guard word.hasPrefix(mark),
            let place = header.firstIndex(of: String(word.dropFirst(mark.count)))
        else { throw reader.failure(.word(of: ["all", "all_after:COLUMN"])) }
        return header[(place + 1)...].filter { $0 != "split" && !taken.contains($0) }
            .map { .number($0) }
    }

    private static func term(_ reader: JSONReader) throws(JSONError) -> Term {
        if case .string(let name) = reader.value.content { return .number(name) }
        let name = try reader.member("column").string()
        try reader.allowOnly(["column", "levels", "ordinal"])
        if let levels = try reader.optional("levels") { return .levels(name, try words(levels)) }
        if let levels = try reader.optional("ordinal") {
            return .ordinal(name, try words(levels))
        }
        return .number(name)
    }

    /// Levels may be written as texts or as numbers.
    private static func words(_ reader: JSONReader) throws(JSONError) -> [String] {
        let words = try reader.elements().map { element throws(JSONError) in
            if case .number(let digits) = element.value.content { return digits }
            return try element.string()
        }
        guard words.count >= 2 else { throw reader.failure(.range("≥ 2")) }
        return words
    }

    /// For each row its numbers in the order of `names`; nil for a row with a missing value.
    ///
    /// - Throws: `AnalysisError.oddValue` for a text that is none of the levels.
    public func read(_ rows: CaseRows) throws(AnalysisError) -> [[Double]?] {
        var result = [[Double]?](repeating: [], count: rows.count)
        for term in terms {
            if case .number(let column) = term {
                for (index, number) in try rows.numbers(column).enumerated() {
                    if let number { result[index]?.append(number) } else { result[index] = nil }
                }
                continue
            }
            for (index, label) in try rows.labels(term.column).enumerated() {
                guard let label else {
                    result[index] = nil
                    continue
                }
                guard let values = term.values(label) else {
                    let column = (try? rows.table.column(term.column)) ?? 0
                    throw .oddValue(
                        column: term.column, text: label,
                        rows.table.place(rows.rows[index], column))
                }
                result[index]?.append(contentsOf: values)
            }
        }
        return result
    }

    /// The rows as columns.
    func columns(_ rows: [[Double]]) throws(AnalysisError) -> Columns {
        try analysing { () throws(StatisticsError) in
            try Columns(
                names: names, values: names.indices.map { column in rows.map { $0[column] } })
        }
    }
}
