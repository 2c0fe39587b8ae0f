public import Domain
import Glibc

/// Which laboratory codes mean which item of this program, and which units can be made canonical.
///
/// Both tables are data with a source for every row. What is in neither is kept as it came and
/// reaches no score: a wrong unit looks exactly like a right one.
public struct CodeMap: Sendable {
    public enum System: String, Hashable, Sendable {
        case loinc = "LOINC"
        case jlac10 = "JLAC10"
        case local

        public init(hl7 name: String?) {
            switch name {
            case "LN", "LOINC": self = .loinc
            case "JC10", "JLAC10", "MEDIS-JLAC10": self = .jlac10
            default: self = .local
            }
        }

        public init(fhir name: String?) {
            switch name {
            case "http://loinc.org": self = .loinc
            case "urn:oid:1.2.392.200119.4.504", "urn:oid:1.2.392.200119.4.1005",
                "http://medis.or.jp/CodeSystem/master-JLAC10-17digits",
                "http://jpfhir.jp/fhir/clins/CodeSystem/JLAC10/JP_CLINS_ObsLabResult_CoreLabo_CS":
                self = .jlac10
            default: self = .local
            }
        }
    }

    /// A code and the system that it is of.
    public struct Code: Hashable, Sendable {
        public let system: System
        public let text: String
        /// The site's own name of a system, such as `99LAB`.
        public let local: String?

        public init(_ system: System, _ text: String, local: String? = nil) {
            self.system = system
            self.text = text
            self.local = system == .local ? local : nil
        }
    }

    public struct Item: Hashable, Sendable {
        public let name: String
        public let japanese: String
        public let english: String
        public let unit: String
    }

    /// A value in the canonical unit, or why there is none.
    public struct Mapping: Hashable, Sendable {
        public let item: String
        public let unit: String
        public let value: Double?
        public let note: Note?
    }

    public enum Note: String, Sendable {
        case unknownUnit = "unknown_unit"
        case noUnit = "no_unit"
        case notNumeric = "not_numeric"
    }

    struct Row: Sendable {
        let item: Item
        let system: String
        let pattern: CodePattern
    }

    struct Conversion: Sendable {
        let factor: Double
        let offset: Double
        let unit: String

        /// Rounded to the fifteen digits that a double keeps of a decimal number: what was 2.611
        /// is 26.11 and not 26.110000000000003.
        func callAsFunction(_ value: Double) -> Double {
            if factor == 1, offset == 0 { return value }
            let exact = value * factor + offset
            return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 40) { text in
                guard let start = text.baseAddress else { return exact }
                _ = withVaList([exact]) { vsnprintf(start, text.count, "%.15g", $0) }
                return strtod(start, nil)
            }
        }
    }

    private struct UnitKey: Hashable {
        let item: String
        let unit: String
    }

    private let rows: [Row]
    /// Codes without a pattern, found at once.
    private let plain: [Code: Item]
    private let conversions: [UnitKey: Conversion]

    /// - Parameters:
    ///   - site: tables of the same form that come first, so that a site can name its own codes.
    public init(
        codes: CSVTable, units: CSVTable, siteCodes: CSVTable? = nil, siteUnits: CSVTable? = nil
    ) throws(CodeMapError) {
        var rows: [Row] = []
        for table in [siteCodes, codes].compactMap({ $0 }) { rows += try Self.rows(table) }
        self.rows = rows.filter { $0.pattern.literal == nil }
        var plain: [Code: Item] = [:]
        for row in rows {
            guard let literal = row.pattern.literal else { continue }
            let code = Self.code(row.system, literal)
            if plain[code] == nil { plain[code] = row.item }
        }
        self.plain = plain
        var conversions: [UnitKey: Conversion] = [:]
        for table in [siteUnits, units].compactMap({ $0 }) {
            for (key, conversion) in try Self.conversions(table) where conversions[key] == nil {
                conversions[key] = conversion
            }
        }
        self.conversions = conversions
    }

    private static func code(_ system: String, _ text: String) -> Code {
        Code(System(rawValue: system) ?? .local, text, local: system)
    }

    private static func rows(_ table: CSVTable) throws(CodeMapError) -> [Row] {
        do throws(CSVError) {
            let item = try table.column("item")
            let (japanese, english) = (try table.column("name_ja"), try table.column("name_en"))
            let (system, pattern) = (try table.column("system"), try table.column("code_pattern"))
            let unit = try table.column("canonical_unit")
            return try (0..<table.rowCount).map { row throws(CSVError) in
                guard let parsed = CodePattern(table[row, pattern]) else {
                    throw .syntax(.control, table.place(row, pattern))
                }
                return Row(
                    item: Item(
                        name: table[row, item], japanese: table[row, japanese],
                        english: table[row, english], unit: table[row, unit]),
                    system: table[row, system], pattern: parsed)
            }
        } catch {
            throw .codes(error)
        }
    }

    private static func conversions(
        _ table: CSVTable
    ) throws(CodeMapError) -> [(UnitKey, Conversion)] {
        do throws(CSVError) {
            let (item, from) = (try table.column("item"), try table.column("from_unit"))
            let (factor, offset) = (try table.column("factor"), try table.column("offset"))
            let to = try table.column("to_unit")
            return try (0..<table.rowCount).map { row throws(CSVError) in
                guard let factor = table.number(row, factor), let offset = table.number(row, offset)
                else { throw .syntax(.control, table.place(row, factor)) }
                return (
                    UnitKey(item: table[row, item], unit: folded(table[row, from])),
                    Conversion(factor: factor, offset: offset, unit: table[row, to])
                )
            }
        } catch {
            throw .units(error)
        }
    }

    /// `μ` and `µ` become `u` and blanks go; the case of letters stays, because `mg` is not `Mg`.
    static func folded(_ unit: String) -> String {
        if unit.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x80 }) { return unit }
        var folded = String.UnicodeScalarView()
        for scalar in unit.unicodeScalars {
            switch scalar {
            case "\u{03BC}", "\u{00B5}": folded.append("u")
            case " ", "\t", "\u{3000}", "\u{00A0}": continue
            default: folded.append(scalar)
            }
        }
        return String(folded)
    }

    public func item(for code: Code) -> Item? {
        if let item = plain[code] { return item }
        return rows.first { row in
            Self.code(row.system, "").system == code.system
                && (code.system != .local || row.system == code.local)
                && row.pattern.matches(code.text)
        }?.item
    }

    /// An item of the tables by its name.
    public func item(named name: String) -> Item? {
        plain.values.filter { $0.name == name }.min { $0.english < $1.english }
            ?? rows.first { $0.item.name == name }?.item
    }

    /// A value of an item in the unit of the code table; nil for an item or unit it does not know.
    public func canonical(
        _ value: Double, unit: String, of item: String
    ) -> (value: Double, unit: String)? {
        conversions[UnitKey(item: item, unit: Self.folded(unit))].map {
            ($0(value), $0.unit)
        }
    }

    /// What a reported value means, by the first of its codes that is known.
    ///
    /// - Parameter text: nil where nothing was reported; then nothing is mapped either.
    public func mapping(_ codes: [Code], _ text: String?, unit: String?) -> Mapping? {
        guard let text, !text.isEmpty, let item = codes.lazy.compactMap(item(for:)).first else {
            return nil
        }
        func without(_ note: Note) -> Mapping {
            Mapping(item: item.name, unit: item.unit, value: nil, note: note)
        }
        guard let number = DecimalText.number(text), number.isFinite else {
            return without(.notNumeric)
        }
        guard let unit, !unit.isEmpty else { return without(.noUnit) }
        guard let known = conversions[UnitKey(item: item.name, unit: Self.folded(unit))] else {
            return without(.unknownUnit)
        }
        return Mapping(
            item: item.name, unit: known.unit, value: known(number), note: nil)
    }
}

/// Why a code or unit table cannot be used.
public enum CodeMapError: Error, Hashable {
    case codes(CSVError)
    case units(CSVError)
}

extension CodeMapError: Reportable {
    public var phrase: Phrase {
        switch self {
        case .codes(let error):
            Phrase("interop.codeMap.codes", ["why": .phrase(error.phrase)])
        case .units(let error):
            Phrase("interop.codeMap.units", ["why": .phrase(error.phrase)])
        }
    }
}
