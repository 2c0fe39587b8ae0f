public import Domain
import Statistics

/// How long it takes from one milestone to another: the honest figures, and beside them the naive
/// ones that a spreadsheet would give.
public enum WaitFigure {
    static let columns = [
        "n", "reached", "open", "left", "exits", "median", "interval", "p90", "naiveMedian",
        "arrivedMedian", "arrivedP90", "inTime",
    ]

    static let definitions = [
        Phrase("figure.waits.define.median"), Phrase("figure.waits.define.naive"),
        Phrase("figure.waits.define.open"), Phrase("figure.waits.define.inTime"),
    ]

    /// A row for each of the standard pairs.
    public static func table(
        _ history: [CourseTrace], _ scope: FigureScope, _ pairs: [WaitPair] = WaitPair.standard
    ) -> Figure {
        let courses = scope.courses(of: history)
        var table = FigureTable("figure.column.pair", columns)
        var reversed: Set<Course.ID> = []
        for pair in pairs {
            let cohort = WaitCohort(pair, courses, scope)
            reversed.formUnion(cohort.reversed)
            guard !cohort.waits.isEmpty else { continue }
            var row = row(pair.key, .phrase(pair.phrase), cohort)
            row.plot = plot([(nil, cohort)])
            table.rows.append(row)
        }
        return Figure(
            "waits", Phrase("figure.waits.title"), definitions: definitions, scope, table,
            plot: table.rows.last { $0.key == "referred-infused" }?.plot ?? table.rows.first?.plot,
            notes: notes(reversed.count))
    }

    /// One pair, as a whole or in groups.
    public static func pair(
        _ pair: WaitPair, _ history: [CourseTrace], _ scope: FigureScope,
        distances: [String: Int] = [:]
    ) -> Figure {
        let cohort = WaitCohort(pair, scope.courses(of: history), scope)
        var table = FigureTable(
            scope.grouping.map { "figureGroup.\($0.rawValue)" } ?? "figure.column.pair", columns)
        var notes = notes(cohort.reversed.count)
        var curves: [(Phrase.Value?, WaitCohort)] = [(nil, cohort)]
        if let grouping = scope.grouping {
            let parts = cohort.parts(by: grouping, distances)
            for (group, part) in parts {
                var row = row(group.key, group.label, part)
                row.plot = plot([(nil, part)])
                table.rows.append(row)
            }
            // More curves than can be told apart are not drawn: the largest groups are.
            let largest = parts.sorted { $0.cohort.waits.count > $1.cohort.waits.count }.prefix(4)
            curves = parts.filter { part in largest.contains { $0.group == part.group } }
                .map { ($0.group.label, $0.cohort) }
            if let test = gray(cohort, grouping, distances) { notes.append(test) }
        }
        if !cohort.waits.isEmpty {
            table.rows.append(row("all", .phrase(Phrase("figure.all")), cohort))
        }
        return Figure(
            "waits", Phrase("figure.waits.pairTitle", ["pair": .phrase(pair.phrase)]),
            definitions: definitions, scope, table, plot: plot(curves), notes: notes)
    }

    private static func notes(_ reversed: Int) -> [Phrase] {
        reversed > 0 ? [Phrase("figure.waits.reversed", ["n": .count(reversed)])] : []
    }

    private static func gray(
        _ cohort: WaitCohort, _ grouping: FigureGrouping, _ distances: [String: Int]
    ) -> Phrase? {
        let groups = cohort.waits.map {
            FigureGroup.group($0.trace, by: grouping, on: $0.began, distances)
        }
        let names = Set(groups).sorted { ($0.order, $0.key) < ($1.order, $1.key) }
        guard names.count > 1, let sample = cohort.sample,
            let test = try? GrayTest(
                sample, cause: 1, groups: groups.map { names.firstIndex(of: $0) ?? 0 },
                groupCount: names.count)
        else { return nil }
        return Phrase(
            "figure.waits.gray",
            [
                "chi": .decimal(test.statistic, places: 2), "df": .count(test.degrees),
                "p": test.p < 0.0001 ? .text("< 0.0001") : .decimal(test.p, places: 4),
            ])
    }

    // MARK: Rows

    static func row(
        _ key: String, _ label: Phrase.Value, _ cohort: WaitCohort
    ) -> FigureTable.Row {
        let places = cohort.pair.dueHours == nil ? 1 : 2
        func cell(_ days: Double?) -> FigureTable.Cell { .optional(days, places: places) }
        let curve = cohort.sample.map { CumulativeIncidence($0, causeCount: 2) }
        let median = curve.map { WaitQuantile(0.5, $0) }
        let most = curve.map { WaitQuantile(0.9, $0) }
        let naive = cohort.naiveSample.map { KaplanMeier($0).quantile(0.5) }
        let arrived = cohort.arrivedSample.map { KaplanMeier($0) }
        let exits = cohort.exits.map { exit -> Phrase.Value in
            .phrase(
                Phrase(
                    "figure.exit", ["why": .phrase(exit.why.phrase), "n": .count(exit.count)]))
        }
        return FigureTable.Row(
            key, label,
            [
                .count(cohort.waits.count), .count(cohort.reached), .count(cohort.open),
                .count(cohort.left), exits.isEmpty ? .empty : .words(.list(exits)),
                cell(median?.time), interval(median, places), cell(most?.time),
                cell(naive?.time), cell(arrived?.quantile(0.5).time),
                cell(arrived?.quantile(0.9).time), inTime(cohort),
            ], cohort.waits.map(\.course))
    }

    private static func interval(_ found: WaitQuantile?, _ places: Int) -> FigureTable.Cell {
        guard let found, found.lower != nil || found.upper != nil else { return .empty }
        func value(_ time: Double?) -> Phrase.Value {
            time.map { .decimal($0, places: places) } ?? .text("∞")
        }
        return .words(
            .phrase(
                Phrase("figure.range", ["low": value(found.lower), "high": value(found.upper)])))
    }

    private static func inTime(_ cohort: WaitCohort) -> FigureTable.Cell {
        guard let hours = cohort.pair.dueHours else { return .empty }
        let found = cohort.inTime(hours: hours)
        guard let interval = Distribution.wilson(successes: found.met, of: found.of) else {
            return .empty
        }
        return .words(
            .phrase(
                Phrase(
                    "figure.proportion",
                    [
                        "met": .count(found.met), "of": .count(found.of),
                        "share": .decimal(100 * Double(found.met) / Double(found.of), places: 1),
                        "low": .decimal(100 * interval.lower, places: 1),
                        "high": .decimal(100 * interval.upper, places: 1),
                    ])))
    }

    // MARK: Curves

    /// The share that has arrived, the share that has left, and the naive curve where there is one
    /// cohort to compare it with.
    static func plot(_ cohorts: [(name: Phrase.Value?, cohort: WaitCohort)]) -> Plot? {
        var series: [Plot.Series] = []
        var atRisk: [(Phrase.Value, SurvivalSample)] = []
        let isAlone = cohorts.count == 1
        var end = 0.0
        for (name, cohort) in cohorts {
            guard let sample = cohort.sample else { continue }
            end = max(end, horizon(cohort))
            let curve = CumulativeIncidence(sample, causeCount: 2)
            let label = name ?? .phrase(Phrase("figure.curve.reached"))
            series.append(steps(label, curve, cause: 1, to: end))
            atRisk.append((name ?? .phrase(Phrase("figure.atRisk")), sample))
            guard isAlone else { continue }
            if cohort.left > 0 {
                series.append(
                    steps(.phrase(Phrase("figure.curve.left")), curve, cause: 2, to: end))
                if let naive = cohort.naiveSample {
                    let points = KaplanMeier(naive).steps.filter { $0.time <= end }
                        .map { Plot.Point($0.time, 1 - $0.survival) }
                    series.append(
                        Plot.Series(
                            .phrase(Phrase("figure.curve.naive")), .steps,
                            thinned([Plot.Point(0, 0)] + points).map(\.0)))
                }
            }
        }
        guard !series.isEmpty, end > 0 else { return nil }
        var plot = Plot(
            across: Phrase("figure.axis.days"), up: Phrase("figure.axis.share"), series)
        plot.isShare = true
        let step = niceStep(end, parts: 6)
        let marks = stride(from: 0, through: end, by: step).map { $0 }
        plot.marks = marks.map { Plot.Mark($0, label($0)) }
        plot.atRisk = atRisk.map { name, sample in
            let curve = KaplanMeier(sample)
            return Plot.AtRisk(name, marks.map { curve.atRisk(at: $0) })
        }
        return plot
    }

    /// Where nine in ten of the waits have ended twice over: a straggler does not flatten the rest.
    private static func horizon(_ cohort: WaitCohort) -> Double {
        let sorted = cohort.waits.map(\.days).sorted()
        guard let last = sorted.last else { return 0 }
        return min(last, max(1, 1.6 * sorted[sorted.count * 9 / 10]))
    }

    private static func steps(
        _ name: Phrase.Value, _ curve: CumulativeIncidence, cause: Int, to end: Double
    ) -> Plot.Series {
        var points: [(Plot.Point, ClosedRange<Double>)] = [(Plot.Point(0, 0), 0...0)]
        for step in curve.steps(cause: cause) where step.time <= end {
            let band = curve.point(cause: cause, at: step.time).logLog
            let (low, high) = (band?.lower ?? step.incidence, band?.upper ?? step.incidence)
            points.append((Plot.Point(step.time, step.incidence), min(low, high)...max(low, high)))
        }
        if let last = points.last, last.0.x < end {
            points.append((Plot.Point(end, last.0.y), last.1))
        }
        let kept = thinned(points.map(\.0)).map(\.1)
        return Plot.Series(
            name, .steps, kept.map { points[$0].0 },
            band: cause == 1 ? kept.map { points[$0].1 } : [])
    }

    /// Of thousands of steps those that can be seen.
    private static func thinned(_ points: [Plot.Point]) -> [(Plot.Point, Int)] {
        var kept: [(Plot.Point, Int)] = []
        let width = (points.last?.x ?? 0) / 600
        for (place, point) in points.enumerated() {
            if let last = kept.last?.0, place + 1 < points.count, point.x - last.x < width,
                point.y - last.y < 0.002
            {
                continue
            }
            kept.append((point, place))
        }
        return kept
    }

    static func niceStep(_ span: Double, parts: Int) -> Double {
        let raw = span / Double(max(1, parts))
        var power = 1.0
        while power * 10 <= raw { power *= 10 }
        while power > raw { power /= 10 }
        for lead in [1.0, 2, 5, 10] where lead * power >= raw { return lead * power }
        return 10 * power
    }

    static func label(_ value: Double) -> String {
        value == value.rounded() ? String(Int(value)) : DecimalText.text(value)
    }
}
