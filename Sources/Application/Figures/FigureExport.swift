public import Domain

/// A figure for other programs.
extension Figure {
    /// - Parameter names: false leaves the courses out, for whoever may not have them.
    public func json(_ wording: Wording, names: Bool = true) -> JSON {
        .object([
            ("figure", .string(id)), ("title", .string(wording(title))),
            ("as_of", .string(scope.asOf.iso)),
            ("from", .optional(scope.from?.iso)), ("to", .optional(scope.to?.iso)),
            ("definitions", .array(definitions.map { .string(wording($0)) })),
            ("notes", .array(notes.map { .string(wording($0)) })),
            (
                "rows",
                .array(
                    table.rows.map { row in
                        .object(
                            [("key", .string(row.key)), ("label", .string(wording(row.label)))]
                                + zip(table.columns, row.cells).map { ($0, $1.json(wording)) }
                                + (names
                                    ? [("courses", .array(row.courses.map { .string($0.text) }))]
                                    : []))
                    })
            ),
            ("series", .array((plot?.series ?? []).map { $0.json(wording) })),
            ("levels", .array((plot?.levels ?? []).map { $0.json(wording) })),
            ("heat", plot?.heat?.json(wording) ?? .null),
        ])
    }

    public func csv(_ wording: Wording) -> String {
        var writer = CSVWriter(header: ["key", "label"] + table.columns)
        for row in table.rows {
            writer.write([row.key, wording(row.label)] + row.cells.map { $0.plain(wording) })
        }
        return writer.text
    }
}

extension FigureTable.Cell {
    func json(_ wording: Wording) -> JSON {
        switch self {
        case .count(let count): .int(count)
        case .number(let value, _), .share(let value): .double(value)
        case .words(let value): .string(wording(value))
        case .small: .string(SmallGroups.sign)
        case .empty: .null
        }
    }

    /// Numbers as machines read them.
    func plain(_ wording: Wording) -> String {
        switch self {
        case .count(let count): String(count)
        case .number(let value, _), .share(let value): DecimalText.text(value)
        case .words(let value): wording(value)
        case .small: SmallGroups.sign
        case .empty: ""
        }
    }
}

extension Plot.Level {
    fileprivate func json(_ wording: Wording) -> JSON {
        .object([("name", .string(wording(name))), ("value", .double(value))])
    }
}

extension Plot.Heat {
    fileprivate func json(_ wording: Wording) -> JSON {
        .object([
            ("columns", .array(columns.map { .string($0) })),
            (
                "rows",
                .array(
                    zip(rows, values).map { name, values in
                        .object([
                            ("name", .string(wording(name))),
                            ("values", .array(values.map { $0.map { .double($0) } ?? .null })),
                        ])
                    })
            ),
        ])
    }
}

extension Plot.Series {
    func json(_ wording: Wording) -> JSON {
        .object([
            ("name", .string(wording(name))), ("form", .string(form.rawValue)),
            (
                "points",
                .array(
                    points.enumerated().map { place, point in
                        .object(
                            [("x", .double(point.x)), ("y", .double(point.y))]
                                + (band.indices.contains(place)
                                    ? [
                                        ("low", .double(band[place].lowerBound)),
                                        ("high", .double(band[place].upperBound)),
                                    ] : [])
                                + (signals[place].map { [("signal", .string(wording($0)))] } ?? []))
                    })
            ),
        ])
    }
}
