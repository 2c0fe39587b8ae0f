public import Domain
import Statistics

/// Some rows of a table, read column by column.
///
/// A cell that is empty or says NA is missing. Anything else that is no number is refused with its
/// place: `<0.3` is a reading below a limit, and turning it into a number would invent one.
public struct CaseRows: Sendable {
    public let table: CSVTable
    public let rows: [Int]

    public init(_ table: CSVTable, rows: [Int]? = nil) {
        self.table = table
        self.rows = rows ?? Array(0..<table.rowCount)
    }

    public var count: Int { rows.count }

    public func keeping(_ isKept: (Int) -> Bool) -> CaseRows {
        CaseRows(table, rows: rows.indices.filter(isKept).map { rows[$0] })
    }

    static func isMissing(_ text: String) -> Bool {
        switch text {
        case "", "NA", "NaN", "nan", "null": true
        default: text.allSatisfy { $0 == " " || $0 == "\t" }
        }
    }

    private func index(of column: String) throws(AnalysisError) -> Int {
        do throws(CSVError) {
            return try table.column(column)
        } catch {
            throw .fault(error)
        }
    }

    public func numbers(_ column: String) throws(AnalysisError) -> [Double?] {
        let index = try index(of: column)
        var numbers: [Double?] = []
        numbers.reserveCapacity(rows.count)
        for row in rows {
            if let number = table.number(row, index) {
                numbers.append(number)
                continue
            }
            let text = table[row, index]
            guard Self.isMissing(text) else {
                throw .notANumber(column: column, text: text, table.place(row, index))
            }
            numbers.append(nil)
        }
        return numbers
    }

    /// The texts of a column; a column of numbers only has `1.0` and `1` as one label.
    public func labels(_ column: String) throws(AnalysisError) -> [String?] {
        let index = try index(of: column)
        let texts = rows.map { row -> String? in
            let text = table[row, index]
            return Self.isMissing(text) ? nil : text
        }
        let numbers = texts.map { $0.flatMap { DecimalText.number($0) } }
        guard zip(texts, numbers).allSatisfy({ ($0 == nil) == ($1 == nil) }) else { return texts }
        return numbers.map { $0.map { DecimalText.text($0) } }
    }

    /// For each row whether its cell is one of the values; nil where it is missing.
    public func matches(
        _ column: String, _ wanted: [JSON]
    ) throws(AnalysisError) -> [Bool?] {
        let index = try index(of: column)
        return rows.map { row in
            let text = table[row, index]
            guard !Self.isMissing(text) else { return nil }
            return wanted.contains { Self.isEqual(text, $0) }
        }
    }

    static func isEqual(_ text: String, _ value: JSON) -> Bool {
        let wanted: String
        switch value.content {
        case .number(let digits): wanted = digits
        case .string(let string): wanted = string
        case .bool(let flag): wanted = flag ? "true" : "false"
        case .null, .array, .object: return false
        }
        if text == wanted { return true }
        guard let number = DecimalText.number(text) else { return false }
        return DecimalText.number(wanted) == number
    }

    /// The rows that a `where` of a case selects: all for none.
    public func selected(by filter: JSONReader?) throws(AnalysisError) -> CaseRows {
        guard let filter else { return self }
        return try analysing { () throws(AnalysisError) in try filtered(filter) }
    }

    private func filtered(_ filter: JSONReader) throws(AnalysisError) -> CaseRows {
        let (column, modulus, equal, unequal) = try analysing { () throws(JSONError) in
            try filter.allowOnly(["column", "mod", "equals", "not_equals"])
            return (
                try filter.member("column").string(),
                try filter.optional("mod")?.int(in: 1...1_000_000_000),
                try filter.optional("equals"), try filter.optional("not_equals")
            )
        }
        let (wanted, isEqualWanted) = equal.map { ($0, true) } ?? (unequal ?? filter, false)
        guard equal != nil || unequal != nil else {
            throw .fault(filter.failure(.member("equals")))
        }
        guard let modulus else {
            let hits = try matches(column, Self.values(wanted.value))
            return keeping { hits[$0].map { $0 == isEqualWanted } ?? false }
        }
        let remainder = try analysing { () throws(JSONError) in try wanted.int() }
        let numbers = try numbers(column)
        return keeping { index in
            guard let number = numbers[index], abs(number) < 1e15 else { return false }
            return (Int(number.rounded()) % modulus == remainder) == isEqualWanted
        }
    }

    /// One value, or the several of a list.
    static func values(_ value: JSON) -> [JSON] {
        if case .array(let several) = value.content { several } else { [value] }
    }
}

/// The distinct labels of a column in their order: as numbers where all are, else as text.
struct Grouping {
    let names: [String]
    let members: [Int]

    init(_ labels: [String]) {
        let distinct = Set(labels)
        let numbers = Dictionary(
            uniqueKeysWithValues: distinct.compactMap { label in
                DecimalText.number(label).map { (label, $0) }
            })
        let sorted =
            numbers.count == distinct.count
            ? distinct.sorted { (numbers[$0] ?? 0, $0) < (numbers[$1] ?? 0, $1) }
            : distinct.sorted()
        let places = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) })
        names = sorted
        members = labels.map { places[$0] ?? 0 }
    }
}
