public import Domain
import Statistics

/// What is watched month by month on a control chart.
public enum ControlMeasure: Hashable, Sendable {
    /// The median wait of those who arrived in the month.
    case wait(WaitPair)
    case referrals, infusions, withdrawals
    /// The share of the month's referrals with a plan within 24 hours.
    case planInTime

    public static let standard: [ControlMeasure] = [
        .wait(WaitPair(.referred, .infused)), .wait(WaitPair(.referred, .collected)),
        .wait(WaitPair(.infused, .discharged)), .planInTime, .referrals, .infusions, .withdrawals,
    ]

    public var key: String {
        switch self {
        case .wait(let pair): "wait-\(pair.key)"
        case .referrals: "referrals"
        case .infusions: "infusions"
        case .withdrawals: "withdrawals"
        case .planInTime: "plan-in-time"
        }
    }

    public init?(key: String) {
        let pairs = Milestone.Kind.allCases.flatMap { from in
            Milestone.Kind.allCases.map { ControlMeasure.wait(WaitPair(from, $0)) }
        }
        let all = [.referrals, .infusions, .withdrawals, .planInTime] + pairs
        guard let found = all.first(where: { $0.key == key }) else { return nil }
        self = found
    }

    public var phrase: Phrase {
        switch self {
        case .wait(let pair):
            Phrase("figure.control.wait", ["pair": .phrase(pair.phrase)])
        default: Phrase("figure.control.\(key)")
        }
    }

    /// True where a fall is the better direction; nil where neither is.
    public var lowerIsBetter: Bool? {
        switch self {
        case .wait, .withdrawals: true
        case .planInTime, .infusions: false
        case .referrals: nil
        }
    }

    var unit: Phrase {
        switch self {
        case .wait: Phrase("figure.axis.days")
        case .planInTime: Phrase("figure.axis.percent")
        default: Phrase("figure.axis.courses")
        }
    }

    /// Counts are there in every month; a median needs somebody.
    var isCount: Bool {
        switch self {
        case .referrals, .infusions, .withdrawals: true
        case .wait, .planInTime: false
        }
    }
}

/// Single values and their limits (XmR), with the signals named and the phases re-based.
struct ControlSeries: Sendable {
    struct Month: Sendable {
        let name: String
        let first: Day
        let value: Double
        let courses: [Course.ID]
    }

    let measure: ControlMeasure
    let months: [Month]
    /// Nil with fewer than two months.
    let chart: XmRChart?
    /// Why a new phase begins, by the place of its first month.
    let phases: [Int: String]

    /// - Parameter actions: what was changed when; the chart begins anew with the first full month.
    init(
        _ measure: ControlMeasure, _ courses: [CourseTrace], _ scope: FigureScope,
        actions: [(name: String, start: Day)]
    ) {
        self.measure = measure
        months = Self.months(measure, courses, scope)
        var phases: [Int: String] = [:]
        for action in actions {
            guard let place = months.firstIndex(where: { $0.first >= action.start }), place > 1,
                months.count - place > 1
            else { continue }
            phases[place, default: ""] +=
                (phases[place] == nil ? "" : " · ") + action.name
        }
        // A phase of one month has no moving range: the earlier of two neighbours is kept.
        var kept: [Int] = []
        for place in phases.keys.sorted() where place - (kept.last ?? 0) > 1 { kept.append(place) }
        self.phases = phases.filter { kept.contains($0.key) }
        chart = try? XmRChart(months.map(\.value), .init(rebaseAt: kept))
    }

    /// Only whole months: half a month would look like a fall.
    private static func months(
        _ measure: ControlMeasure, _ courses: [CourseTrace], _ scope: FigureScope
    ) -> [Month] {
        let last = min(scope.to ?? scope.asOf.day, scope.asOf.day)
        let first = scope.from ?? courses.map(\.referred.day).min() ?? last
        var members: [Day: [(course: Course.ID, value: Double)]] = [:]
        func add(_ day: Day, _ course: Course.ID, _ value: Double) {
            members[MonthSpan.of(day).first, default: []].append((course, value))
        }
        for trace in courses {
            switch measure {
            case .wait(let pair):
                guard let from = trace.at(pair.from), let to = trace.at(pair.to), from <= to else {
                    continue
                }
                add(
                    to.day, trace.id, Double(to.utcMilliseconds - from.utcMilliseconds) / 86_400_000
                )
            case .referrals: add(trace.referred.day, trace.id, 1)
            case .infusions: if let at = trace.at(.infused) { add(at.day, trace.id, 1) }
            case .withdrawals:
                if case .withdrawn = trace.ending, let at = trace.ended { add(at.day, trace.id, 1) }
            case .planInTime:
                let planned = trace.at(.planPresented).map { $0.minutes(since: trace.referred) }
                let watched = (trace.ended ?? scope.asOf).minutes(since: trace.referred)
                guard planned != nil || watched > 24 * 60 else { continue }
                add(trace.referred.day, trace.id, (planned ?? .max) <= 24 * 60 ? 100 : 0)
            }
        }
        return MonthSpan.months(from: first, to: last).compactMap { month in
            guard month.first >= first, month.last <= last else { return nil }
            let found = members[month.first] ?? []
            let values = found.map(\.value).sorted()
            let value: Double
            if measure.isCount {
                value = Double(values.count)
            } else if values.isEmpty {
                return nil
            } else if measure == .planInTime {
                value = values.reduce(0, +) / Double(values.count)
            } else {
                value = (values[(values.count - 1) / 2] + values[values.count / 2]) / 2
            }
            return Month(
                name: month.name, first: month.first, value: value, courses: found.map(\.course))
        }
    }
}

public enum ControlFigure {
    public static func figure(
        _ measure: ControlMeasure, _ history: [CourseTrace], _ scope: FigureScope,
        actions: [(name: String, start: Day)] = []
    ) -> Figure {
        let series = ControlSeries(measure, scope.courses(of: history), scope, actions: actions)
        var table = FigureTable(
            "figure.column.month", ["n", "value", "centre", "lower", "upper", "signal", "phase"])
        for (place, month) in series.months.enumerated() {
            let segment = series.chart?.segments.first { ($0.first...$0.last).contains(place) }
            let signals = (series.chart?.flags[place] ?? []).map { flag in
                Phrase.Value.phrase(signal(flag, month.value, segment, measure))
            }
            table.rows.append(
                FigureTable.Row(
                    month.name, .text(month.name),
                    [
                        .count(month.courses.count), .number(month.value, places: 1),
                        .optional(segment?.centre), .optional(segment?.lower),
                        .optional(segment?.upper),
                        signals.isEmpty ? .empty : .words(.list(signals)),
                        series.phases[place].map { .words(.text($0)) } ?? .empty,
                    ], month.courses))
        }
        var notes: [Phrase] = []
        if series.chart == nil { notes.append(Phrase("figure.control.tooFew")) }
        if series.chart?.isProvisional ?? false {
            notes.append(Phrase("figure.control.provisional"))
        }
        return Figure(
            "control", Phrase("figure.control.title", ["what": .phrase(measure.phrase)]),
            definitions: [Phrase("figure.control.define"), Phrase("figure.control.rules")], scope,
            table, plot: plot(series), notes: notes)
    }

    /// The rule that was broken, and whether it points the better way.
    private static func signal(
        _ flag: XmRChart.Flag, _ value: Double, _ segment: XmRChart.Segment?,
        _ measure: ControlMeasure
    ) -> Phrase {
        let name = Phrase("xmr.\(flag.rawValue)")
        guard let lowerIsBetter = measure.lowerIsBetter, let segment, value != segment.centre else {
            return name
        }
        let isBetter = (value < segment.centre) == lowerIsBetter
        return Phrase(
            isBetter ? "figure.control.better" : "figure.control.worse", ["what": .phrase(name)])
    }

    private static func plot(_ series: ControlSeries) -> Plot? {
        guard !series.months.isEmpty else { return nil }
        let points = series.months.enumerated().map { Plot.Point(Double($0), $1.value) }
        var signals: [Int: Phrase] = [:]
        for (place, flags) in (series.chart?.flags ?? []).enumerated() {
            if let flag = flags.first { signals[place] = Phrase("xmr.\(flag.rawValue)") }
        }
        var all = [
            Plot.Series(.phrase(series.measure.phrase), .line, points, signals: signals)
        ]
        for segment in series.chart?.segments ?? [] {
            let ends = [Double(segment.first), Double(segment.last)]
            let lines = [
                ("figure.column.centre", segment.centre), ("figure.column.lower", segment.lower),
                ("figure.column.upper", segment.upper),
            ]
            for (name, value) in lines {
                all.append(
                    Plot.Series(.phrase(Phrase(name)), .line, ends.map { Plot.Point($0, value) }))
            }
        }
        var plot = Plot(across: Phrase("figure.axis.month"), up: series.measure.unit, all)
        let step = max(1, (points.count + 7) / 8)
        plot.marks = stride(from: 0, to: points.count, by: step).map {
            Plot.Mark(Double($0), series.months[$0].name)
        }
        plot.fromNought = false
        return plot
    }
}

/// How waits are spread: those that ended, and how old those are that have not.
public enum DistributionFigure {
    public static func figure(
        _ pair: WaitPair, _ history: [CourseTrace], _ scope: FigureScope
    ) -> Figure {
        let cohort = WaitCohort(pair, scope.courses(of: history), scope)
        let longest = cohort.waits.map(\.days).max() ?? 0
        let width = WaitFigure.niceStep(max(1, longest), parts: 24)
        let bins = Int(longest / width) + 1
        var table = FigureTable("figure.column.days", ["reached", "left", "open"])
        var series: [[Plot.Point]] = [[], []]
        for bin in 0..<(cohort.waits.isEmpty ? 0 : bins) {
            let (low, high) = (Double(bin) * width, Double(bin + 1) * width)
            let inside = cohort.waits.filter { $0.days >= low && $0.days < high }
            let reached = inside.count { $0.end == .reached }
            let open = inside.count { $0.end == .open || $0.end == .completed }
            let text = "\(WaitFigure.label(low))–\(WaitFigure.label(high))"
            table.rows.append(
                FigureTable.Row(
                    text, .text(text),
                    [.count(reached), .count(inside.count - reached - open), .count(open)],
                    inside.map(\.course)))
            series[0].append(Plot.Point(low + width / 2, Double(reached)))
            series[1].append(Plot.Point(low + width / 2, Double(open)))
        }
        var plot = Plot(
            across: Phrase("figure.axis.days"), up: Phrase("figure.axis.courses"),
            [
                Plot.Series(.phrase(Phrase("figure.column.reached")), .columns, series[0]),
                Plot.Series(.phrase(Phrase("figure.column.open")), .points, series[1]),
            ])
        let step = WaitFigure.niceStep(max(1, longest), parts: 6)
        plot.marks = stride(from: 0, through: longest, by: step).map {
            Plot.Mark($0, WaitFigure.label($0))
        }
        return Figure(
            "distribution",
            Phrase("figure.distribution.title", ["pair": .phrase(pair.phrase)]),
            definitions: [
                Phrase("figure.distribution.define", ["width": .decimal(width, places: 0)])
            ], scope, table, plot: cohort.waits.isEmpty ? nil : plot)
    }
}
