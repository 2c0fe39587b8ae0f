public import Domain

/// A whole table file: which columns it has, and its rows.
public struct TableFile: Sendable {
    public let schema: TableSchema
    public let set: CharacterSet
    public let separator: UInt8
    /// Headers that no column answers to; their cells are not read.
    public let unknownHeaders: [String]
    public let rows: [TableRow]

    private struct Column {
        let header: String
        let field: TableSchema.Field
        let format: String?
    }

    /// - Parameter schema: nil takes the table whose columns are all there.
    /// - Throws: `TableError` before any row is read, when a required column is missing.
    public init(
        _ bytes: [UInt8], schema asked: TableSchema?, map: TableMap? = nil,
        set askedSet: CharacterSet? = nil, siteOffsetMinutes: Int16
    ) throws(TableError) {
        guard let decoded = DecodedText(deciding: bytes[...], asked: askedSet) else {
            throw .undecodable
        }
        set = decoded.set
        var scanner = TableScanner(decoded.utf8)
        separator = scanner.separator
        guard let first = scanner.next() else { throw .empty }
        let headers = first.cells.map(\.trimmingBlanks)
        let schema: TableSchema
        if let asked { schema = asked } else { schema = try Self.schema(answering: headers) }
        self.schema = schema
        let columns = headers.map { Self.column($0, schema, map) }
        unknownHeaders = zip(headers, columns).filter { $1 == nil }.map(\.0)
        let have = Set(columns.compactMap { $0?.field.name })
        let missing = schema.fields.filter { $0.isRequired && !have.contains($0.name) }
        guard missing.isEmpty else { throw .missing(columns: missing.map(\.english)) }
        var rows: [TableRow] = []
        while let row = scanner.next() {
            if row.cells.allSatisfy({ $0.trimmingBlanks.isEmpty }) { continue }
            let raw = Self.table(of: first.cells, row.cells)
            rows.append(Self.row(row, raw, columns, schema, siteOffsetMinutes))
        }
        self.rows = rows
    }

    /// The table whose required columns all are there, the one with most columns first.
    private static func schema(answering headers: [String]) throws(TableError) -> TableSchema {
        let fitting = TableSchema.all.filter { schema in
            schema.fields.filter(\.isRequired).allSatisfy { field in
                headers.contains { field.isCalled($0) }
            }
        }
        guard let best = fitting.max(by: { $0.fields.count < $1.fields.count }) else {
            throw .noTable(have: TableSchema.all.map(\.name))
        }
        return best
    }

    private static func column(
        _ header: String, _ schema: TableSchema, _ map: TableMap?
    ) -> Column? {
        if let target = map?.targets[header] {
            return schema.fields.first { $0.name == target.field }
                .map { Column(header: header, field: $0, format: target.format) }
        }
        return schema.fields.first { $0.isCalled(header) }
            .map { Column(header: header, field: $0, format: nil) }
    }

    private static func row(
        _ row: TableScanner.Row, _ raw: [UInt8], _ columns: [Column?], _ schema: TableSchema,
        _ offset: Int16
    ) -> TableRow {
        var values: [String: TableRow.Value] = [:]
        var fault: TableFault?
        if row.isOpen {
            fault = .openQuote(line: row.line)
        } else if row.cells.count != columns.count {
            fault = .cellCount(found: row.cells.count, wanted: columns.count, line: row.line)
        }
        for (cell, column) in zip(row.cells, columns) {
            guard let column else { continue }
            let text = plain(cell)
            if text.isEmpty {
                if column.field.isRequired, fault == nil {
                    fault = .empty(column: column.header, line: row.line)
                }
                continue
            }
            guard let value = value(text, column.field.kind, column.format, offset) else {
                fault = fault ?? .unreadable(text, column: column.header, line: row.line)
                values[column.field.name] = .text(text)
                continue
            }
            values[column.field.name] = value
        }
        return TableRow(table: schema.name, line: row.line, values: values, fault: fault, raw: raw)
    }

    private static func table(of rows: [String]...) -> [UInt8] {
        let lines = rows.map { cells in
            cells.map {
                "\""
                    + $0.split(separator: "\"", omittingEmptySubsequences: false)
                    .joined(separator: "\"\"") + "\""
            }.joined(separator: ",")
        }
        return Array((lines.joined(separator: "\r\n") + "\r\n").utf8)
    }

    /// Without the apostrophe that our own export puts before a formula sign.
    private static func plain(_ cell: String) -> String {
        let text = cell.trimmingBlanks
        guard text.first == "'", let second = text.dropFirst().unicodeScalars.first,
            "=+-@＝＋－＠".unicodeScalars.contains(second)
        else { return text }
        return String(text.dropFirst())
    }

    private static func value(
        _ text: String, _ kind: TableSchema.Kind, _ format: String?, _ offset: Int16
    ) -> TableRow.Value? {
        switch kind {
        case .text: return .text(text)
        case .day: return TableDate.day(text, format: format).map { .day($0) }
        case .number: return DecimalText.number(text).map { .number($0) }
        case .whole: return Int(text).map { .number(Double($0)) }
        case .time:
            return TableDate.time(text, format: format, siteOffsetMinutes: offset)
                .map { .time($0.day, $0.instant) }
        case .sex: return sex(text).map { .text($0.rawValue) }
        }
    }

    public static func sex(_ text: String) -> Sex? {
        switch text.lowercased() {
        case "m", "male", "男", "男性": .male
        case "f", "female", "女", "女性": .female
        case "o", "a", "other", "その他": .other
        case "u", "unknown", "不明", "不詳": .unknown
        default: nil
        }
    }
}
