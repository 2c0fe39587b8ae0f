public import Domain
import Statistics

/// Whether some wait longer than others: by who referred them, by sex, age and distance.
public enum FairnessFigure {
    public static let groupings: [FigureGrouping] = [.hospital, .sex, .age, .distance]

    static let columns = ["n", "reached", "left", "median", "interval", "naiveMedian"]

    /// - Parameter distances: kilometres to each hospital that somebody has entered.
    public static func figure(
        _ pair: WaitPair, _ history: [CourseTrace], _ scope: FigureScope,
        distances: [String: Int]
    ) -> Figure {
        let cohort = WaitCohort(pair, scope.courses(of: history), scope)
        var table = FigureTable("figure.column.group", columns)
        var notes: [Phrase] = []
        var heat: [(label: Phrase.Value, values: [Double?])] = []
        for grouping in groupings {
            let parts = cohort.parts(by: grouping, distances)
            let hidden = hidden(parts.map(\.cohort))
            for (place, part) in parts.enumerated() {
                let row = row(grouping, part.group, hidden[place] ? nil : part.cohort)
                table.rows.append(row)
                if !hidden[place] { heat.append((row.label, shares(part.cohort))) }
            }
            guard parts.count > 1, !hidden.contains(true), let sample = cohort.sample else {
                continue
            }
            let groups = cohort.waits.map {
                FigureGroup.group($0.trace, by: grouping, on: $0.began, distances)
            }
            let names = parts.map(\.group)
            if let test = try? GrayTest(
                sample, cause: 1, groups: groups.map { names.firstIndex(of: $0) ?? 0 },
                groupCount: names.count)
            {
                notes.append(
                    Phrase(
                        "figure.fairness.gray",
                        [
                            "group": .phrase(grouping.phrase),
                            "p": test.p < 0.0001
                                ? .text("< 0.0001") : .decimal(test.p, places: 4),
                        ]))
            }
        }
        if cohort.parts(by: .distance, distances).allSatisfy({ $0.group == .unknown }) {
            notes.append(Phrase("figure.fairness.noDistance"))
        }
        return Figure(
            "fairness", Phrase("figure.fairness.title", ["pair": .phrase(pair.phrase)]),
            definitions: [
                Phrase("figure.waits.define.median"), Phrase("figure.fairness.define"),
            ], scope, table, plot: plot(heat), notes: notes)
    }

    /// Days by which the picture says who has arrived.
    private static let days = [14, 30, 45, 60, 90]

    /// The share that arrived by each of the days, with those who left counted as they are.
    private static func shares(_ cohort: WaitCohort) -> [Double?] {
        let curve = cohort.sample.map { CumulativeIncidence($0, causeCount: 2) }
        let steps = curve?.steps(cause: 1) ?? []
        let longest = cohort.waits.map(\.days).max() ?? 0
        return days.map { day in
            // Beyond the longest time that anybody was watched nobody can say.
            guard !steps.isEmpty, Double(day) <= longest else { return nil }
            return steps.last { $0.time <= Double(day) }?.incidence ?? 0
        }
    }

    private static func plot(_ heat: [(label: Phrase.Value, values: [Double?])]) -> Plot? {
        guard !heat.isEmpty else { return nil }
        var plot = Plot(
            across: Phrase("figure.axis.days"), up: Phrase("figure.axis.share"), [])
        plot.heat = Plot.Heat(
            rows: heat.map(\.label), columns: days.map { String($0) }, values: heat.map(\.values))
        plot.isShare = true
        return plot
    }

    /// Small groups are hidden, and where only one would be, the next smallest with it: else the
    /// total would give it away.
    static func hidden(_ parts: [WaitCohort]) -> [Bool] {
        var hidden = parts.map { $0.waits.count < SmallGroups.least }
        if hidden.count(where: { $0 }) == 1 {
            let next = parts.indices.filter { !hidden[$0] }
                .min { parts[$0].waits.count < parts[$1].waits.count }
            if let next { hidden[next] = true }
        }
        return hidden
    }

    private static func row(
        _ grouping: FigureGrouping, _ group: FigureGroup, _ cohort: WaitCohort?
    ) -> FigureTable.Row {
        let key = "\(grouping.rawValue):\(group.key)"
        let label = Phrase.Value.phrase(
            Phrase(
                "figure.fairness.row",
                ["by": .phrase(grouping.phrase), "group": group.label]))
        guard let cohort else {
            return FigureTable.Row(
                key, label, [.small] + Array(repeating: .empty, count: columns.count - 1))
        }
        let whole = WaitFigure.row(key, label, cohort)
        let wanted = columns.map { WaitFigure.columns.firstIndex(of: $0) ?? 0 }
        var cells = wanted.map { whole.cells[$0] }
        // Of a group that is shown, those who left may still be too few.
        for (place, count) in [(1, cohort.reached), (2, cohort.left)]
        where SmallGroups.isSmall(count) {
            cells[place] = .small
        }
        // No way to the patients where something is hidden: nobody is to be pointed at.
        return FigureTable.Row(key, label, cells, cells.contains(.small) ? [] : whole.courses)
    }
}
