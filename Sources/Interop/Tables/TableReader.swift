public import Domain

/// One row of a table, with its cells read as their columns say.
public struct TableRow: Sendable {
    public enum Value: Hashable, Sendable {
        case text(String)
        case day(Day)
        case number(Double)
        case time(Day, Instant?)
    }

    public let table: String
    public let line: Int
    public let values: [String: Value]
    public let fault: TableFault?
    /// The header and the row as a table of its own, so that a row set aside can be read again.
    public let raw: [UInt8]

    public func text(_ field: String) -> String? {
        if case .text(let text) = values[field] { text } else { nil }
    }

    public func day(_ field: String) -> Day? {
        switch values[field] {
        case .day(let day), .time(let day, _): day
        default: nil
        }
    }

    public func record(source: String, index: Int) -> JSON {
        let cells: [(String, JSON)] = values.sorted { $0.key < $1.key }.map { name, value in
            switch value {
            case .text(let text): (name, .string(text))
            case .day(let day): (name, .string(day.iso))
            case .number(let number): (name, .double(number))
            case .time(let day, let instant): (name, .string(instant?.iso ?? day.iso))
            }
        }
        return .object([
            ("source", .string(source)), ("index", .int(index)), ("format", .string("csv")),
            ("disposition", .string(fault == nil ? "accepted" : "quarantined")), ("ack", .null),
            ("reason", fault == nil ? .null : .string("bad_row")),
            ("field", .optional(fault?.field)), ("table", .string(table)), ("line", .int(line)),
            ("row", .object(cells)),
        ])
    }
}

/// What is wrong with one row.
public enum TableFault: Hashable, Sendable {
    case cellCount(found: Int, wanted: Int, line: Int)
    case openQuote(line: Int)
    case empty(column: String, line: Int)
    case unreadable(String, column: String, line: Int)

    public var field: String? {
        switch self {
        case .cellCount, .openQuote: nil
        case .empty(let column, _), .unreadable(_, let column, _): column
        }
    }

    public var phrase: Phrase {
        switch self {
        case .cellCount(let found, let wanted, let line):
            Phrase(
                "interop.row.cellCount",
                ["line": .count(line), "found": .count(found), "wanted": .count(wanted)])
        case .openQuote(let line): Phrase("interop.row.openQuote", ["line": .count(line)])
        case .empty(let column, let line):
            Phrase("interop.row.empty", ["line": .count(line), "column": .text(column)])
        case .unreadable(let text, let column, let line):
            Phrase(
                "interop.row.unreadable",
                ["line": .count(line), "column": .text(column), "text": .text(text)])
        }
    }
}

/// Why a table is not read at all.
public enum TableError: Error, Hashable {
    case undecodable
    case empty
    case missing(columns: [String])
    case noSuchField(String, line: Int)
    case noTable(have: [String])
    case badMapLine(Int)
}

extension TableError: Reportable {
    public var phrase: Phrase {
        switch self {
        case .undecodable: Phrase("interop.table.undecodable")
        case .empty: Phrase("interop.table.empty")
        case .missing(let columns):
            Phrase("interop.table.missing", ["columns": .list(columns.map { .text($0) })])
        case .noSuchField(let name, let line):
            Phrase("interop.table.noSuchField", ["name": .text(name), "line": .count(line)])
        case .noTable(let have):
            Phrase("interop.table.noTable", ["have": .list(have.map { .text($0) })])
        case .badMapLine(let line): Phrase("interop.table.badMapLine", ["line": .count(line)])
        }
    }
}

/// `header = field [: format]`, one a line.
public struct TableMap: Sendable {
    struct Target: Sendable {
        let field: String
        let format: String?
    }

    let targets: [String: Target]
    /// In the order of the map, for writing.
    public let columns: [Column]

    public struct Column: Sendable {
        public let header: String
        public let field: String
        let format: String?

        public init(header: String, field: String, format: String? = nil) {
            (self.header, self.field, self.format) = (header, field, format)
        }

        /// A cell as the map asks for it: days may stand as `21/11/2026` or `11/21/2026`.
        public func cell(_ text: String) -> String {
            guard let format, let day = try? Day(iso: String(text.prefix(10))) else { return text }
            let parts = day.iso.split(separator: "-")
            guard parts.count == 3 else { return text }
            let rest = text.dropFirst(10)
            return switch format {
            case "dmy": "\(parts[2])/\(parts[1])/\(parts[0])\(rest)"
            case "mdy": "\(parts[1])/\(parts[2])/\(parts[0])\(rest)"
            default: text
            }
        }
    }

    public init(_ text: String, for schema: TableSchema) throws(TableError) {
        var targets: [String: Target] = [:]
        var columns: [Column] = []
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            let plain = line.trimmingBlanks
            if plain.isEmpty || plain.hasPrefix("#") { continue }
            guard let equals = plain.lastIndex(of: "=") else { throw .badMapLine(index + 1) }
            let sides = plain[plain.index(after: equals)...].split(separator: ":", maxSplits: 1)
            guard let field = sides.first.map({ $0.trimmingBlanks }),
                schema.fields.contains(where: { $0.name == field })
            else {
                throw .noSuchField(sides.first.map { $0.trimmingBlanks } ?? "", line: index + 1)
            }
            let format = sides.count > 1 ? sides[1].trimmingBlanks : nil
            let header = plain[..<equals].trimmingBlanks
            targets[header] = Target(field: field, format: format)
            columns.append(Column(header: header, field: field, format: format))
        }
        (self.targets, self.columns) = (targets, columns)
    }
}

extension StringProtocol {
    var trimmingBlanks: String {
        let blanks: Set<Character> = [" ", "\t", "\u{3000}", "\u{FEFF}"]
        var rest = self[...]
        while let first = rest.first, blanks.contains(first) { rest.removeFirst() }
        while let last = rest.last, blanks.contains(last) { rest.removeLast() }
        return String(rest)
    }
}
