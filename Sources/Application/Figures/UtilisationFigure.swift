public import Domain
import Store

/// How much of what was open was used, and where the rest went.
public enum UtilisationFigure {
    static let columns = ["capacity", "booked", "idle", "lost", "lostWhy", "used"]

    /// The year up to the end of the scope, where it names no other days.
    static func span(_ scope: FigureScope) -> (first: Day, last: Day) {
        let last = scope.to ?? scope.asOf.day
        return (scope.from ?? last - 364, last)
    }

    static func figure(
        _ use: [UnitUse], _ courses: [Resource.ID: [Course.ID]], _ resources: [Resource],
        _ scope: FigureScope
    ) -> Figure {
        let (first, last) = span(scope)
        let months = MonthSpan.months(from: first, to: last)
        let names = Dictionary(resources.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
        var rows: [(row: FigureTable.Row, heat: [Double?])] = []
        for (resource, uses) in Dictionary(grouping: use, by: \.resource)
            .sorted(by: { ($0.key) < ($1.key) })
        {
            var total = UnitUse(resource, month: first)
            for use in uses {
                total.open += use.open
                total.booked += use.booked
                total.lost.merge(use.lost, uniquingKeysWith: +)
            }
            let lost = total.lost.sorted { $0.key.rawValue < $1.key.rawValue }
            let why = lost.map { kind, count -> Phrase.Value in
                .phrase(
                    Phrase(
                        "figure.exit",
                        ["why": .phrase(Phrase("blockKind.\(kind.rawValue)")), "n": .count(count)]))
            }
            let cells: [FigureTable.Cell] = [
                .count(total.open), .count(total.booked), .count(total.idle),
                .count(lost.reduce(0) { $0 + $1.value }), why.isEmpty ? .empty : .words(.list(why)),
                .optional(share: FunnelFigure.ratio(total.booked, total.open)),
            ]
            let name = names[resource]?.name ?? resource.text
            let byMonth = Dictionary(
                uses.map { ($0.month, $0) }, uniquingKeysWith: { one, _ in one })
            rows.append(
                (
                    FigureTable.Row(
                        resource.text, .text(name), cells, courses[resource] ?? []),
                    months.map { month in
                        byMonth[month.first].flatMap { FunnelFigure.ratio($0.booked, $0.open) }
                    }
                ))
        }
        var plot = Plot(
            across: Phrase("figure.axis.month"), up: Phrase("figure.column.used"), [])
        plot.heat = Plot.Heat(
            rows: rows.map(\.row.label), columns: months.map(\.name), values: rows.map(\.heat))
        plot.isShare = true
        return Figure(
            "utilisation", Phrase("figure.utilisation.title"),
            definitions: [
                Phrase("figure.utilisation.define"), Phrase("figure.utilisation.reconcile"),
            ], scope, FigureTable("figure.column.resource", columns, rows.map(\.row)),
            plot: rows.isEmpty ? nil : plot)
    }
}

extension Office {
    /// What was open in the days of the scope and what became of it, as it stood at the moment of
    /// the scope: a booking made later is not known to it.
    public func utilisation(_ scope: FigureScope) throws(StoreError) -> Figure {
        let now = now
        return try look(.readFigures) { view throws(StoreError) in
            let (use, courses) = try view.use(scope, now: now)
            let resources = try view.all(.resources).map(\.record)
            return UtilisationFigure.figure(use, courses, resources, scope)
        }
    }

    /// Every course with its milestones: what the other figures are counted from.
    public func history() throws(StoreError) -> CentreHistory {
        try look(.readFigures) { view throws(StoreError) in try CentreHistory(reading: view) }
    }
}

extension Reading {
    /// The use of capacity that a scope asks for, at its moment.
    func use(
        _ scope: FigureScope, now: Instant
    ) throws(StoreError) -> (use: [UnitUse], courses: [Resource.ID: [Course.ID]]) {
        let (first, last) = UtilisationFigure.span(scope)
        let count = try unitUse(
            from: first, to: last,
            after: scope.asOf < now ? try lastEntry(until: scope.asOf) : nil)
        return (count.use, count.courses)
    }
}
