public import Domain
import Store

/// Every figure of a period in one value: the report.
public struct Report: Sendable {
    public let scope: FigureScope
    public let figures: [Figure]
    public let centre: String

    public func lines(_ wording: Wording) -> [String] {
        var lines = [wording("report.title"), wording(scope.phrase)]
        for figure in figures {
            let title = wording(figure.title)
            lines += ["", title, String(repeating: "=", count: FigureTable.width(title)), ""]
            lines += figure.table.lines(wording)
            if !figure.notes.isEmpty { lines += [""] + figure.notes.map { wording($0) } }
            lines += [""] + figure.definitions.map { "– " + wording($0) }
        }
        return lines
    }

    /// Without the courses behind the rows: a report is handed around.
    public func json(_ wording: Wording) -> JSON {
        .object([
            ("as_of", .string(scope.asOf.iso)),
            ("figures", .array(figures.map { $0.json(wording, names: false) })),
        ])
    }
}

extension Office {
    public func report(_ scope: FigureScope) throws(StoreError) -> Report {
        let now = now
        return try look(.readFigures) { view throws(StoreError) in
            let history = try CentreHistory(reading: view)
            let facts = try view.indicatorFacts(asOf: scope.asOf)
            let used = try view.use(scope, now: now)
            let resources = try view.all(.resources).map(\.record)
            return Report(
                scope: scope,
                figures: Self.figures(history, facts, scope)
                    + [UtilisationFigure.figure(used.use, used.courses, resources, scope)],
                centre: "")
        }
    }

    private static func figures(
        _ history: CentreHistory, _ facts: IndicatorFacts, _ scope: FigureScope
    ) -> [Figure] {
        let courses = history.courses
        let whole = WaitPair(.referred, .infused)
        var byProduct = scope
        byProduct.grouping = .product
        return [
            IndicatorFigure.figure(history, facts, scope),
            WaitFigure.table(courses, scope),
            WaitFigure.pair(whole, courses, byProduct, distances: history.distances),
            FunnelFigure.figure(courses, scope), FlowFigure.figure(courses, scope),
            history.control(.wait(whole), scope), history.control(.infusions, scope),
            history.control(.planInTime, scope),
            DistributionFigure.figure(whole, courses, scope),
            FairnessFigure.figure(whole, courses, scope, distances: history.distances),
            ForecastFigure.figure(courses, scope), ImprovementFigure.figure(history, scope),
        ]
    }
}
