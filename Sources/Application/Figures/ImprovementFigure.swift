import Domain
import Statistics

/// Plan, do, check, act: every action with what its chart says before and after its start.
public enum ImprovementFigure {
    static let columns = [
        "measure", "start", "expected", "before", "after", "change", "verdict", "phase", "words",
    ]

    public static func figure(_ history: CentreHistory, _ scope: FigureScope) -> Figure {
        let courses = scope.courses(of: history.courses)
        var table = FigureTable("figure.column.action", columns)
        var (hoped, found) = ([Plot.Point](), [Plot.Point]())
        for (place, action) in history.improvements.enumerated() {
            let check = Check(action, courses, scope)
            hoped.append(Plot.Point(Double(place + 1), action.expectedPercent))
            if let change = check.change { found.append(Plot.Point(Double(place + 1), change)) }
            table.rows.append(
                FigureTable.Row(
                    action.id, .text("\(action.id) \(action.title)"),
                    [
                        .words(
                            ControlMeasure(key: action.measure).map { .phrase($0.phrase) }
                                ?? .text(action.measure)),
                        .words(.day(action.start)),
                        .number(action.expectedPercent, places: 1),
                        .optional(check.before), .optional(check.after), .optional(check.change),
                        .words(.phrase(check.verdict)), .words(.phrase(action.phase.phrase)),
                        action.words.isEmpty ? .empty : .words(.text(action.words)),
                    ], check.courses))
        }
        var plot = Plot(
            across: Phrase("figure.axis.row"), up: Phrase("figure.axis.percent"),
            [
                Plot.Series(.phrase(Phrase("figure.column.expected")), .points, hoped),
                Plot.Series(.phrase(Phrase("figure.column.change")), .points, found),
            ])
        plot.levels = [Plot.Level(0, .text("0"))]
        plot.marks = hoped.map { Plot.Mark($0.x, String(Int($0.x))) }
        plot.fromNought = false
        return Figure(
            "pdca", Phrase("figure.pdca.title"),
            definitions: [Phrase("figure.pdca.define"), Phrase("figure.control.rules")], scope,
            table, plot: hoped.isEmpty ? nil : plot,
            notes: history.improvements.isEmpty ? [Phrase("figure.pdca.none")] : [])
    }

    /// What the chart says of one action.
    struct Check {
        var before: Double?
        var after: Double?
        /// In percent of what it was before.
        var change: Double?
        let verdict: Phrase
        var courses: [Course.ID] = []

        init(_ action: Improvement, _ courses: [CourseTrace], _ scope: FigureScope) {
            guard let measure = ControlMeasure(key: action.measure) else {
                verdict = Phrase("figure.pdca.noMeasure")
                return
            }
            // The old limits are carried on: a change shows as a signal against them.
            let series = ControlSeries(measure, courses, scope, actions: [])
            let place =
                series.months.firstIndex { $0.first >= action.start }
                ?? series.months.count
            let after = series.months[place...]
            self.courses = after.flatMap(\.courses)
            func mean(_ months: ArraySlice<ControlSeries.Month>) -> Double? {
                months.isEmpty
                    ? nil : months.reduce(0) { $0 + $1.value } / Double(months.count)
            }
            (before, self.after) = (mean(series.months[..<place]), mean(after))
            if let before, let now = self.after, before != 0 {
                change = 100 * (now - before) / before
            }
            guard place >= 3, after.count >= 3,
                let chart = try? XmRChart(
                    series.months.map(\.value), .init(baselinePoints: place))
            else {
                verdict = Phrase("figure.pdca.tooEarly")
                return
            }
            let signals = Set(chart.flags[place...].flatMap { $0 })
            let isSignal =
                signals.contains(.shiftOf7) || signals.contains(.outsideLimits)
                || signals.contains(.twoOfThreeNearLimit)
            let isHoped = (change ?? 0) * action.expectedPercent > 0
            let isEnough = abs(change ?? 0) >= abs(action.expectedPercent)
            switch (isSignal, isHoped) {
            case (true, true):
                verdict = Phrase(isEnough ? "figure.pdca.reached" : "figure.pdca.partly")
            case (true, false): verdict = Phrase("figure.pdca.against")
            case (false, _): verdict = Phrase("figure.pdca.noSignal")
            }
        }
    }
}
