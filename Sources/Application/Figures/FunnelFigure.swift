public import Domain

/// How many of those who were referred came how far, and where the others are.
public enum FunnelFigure {
    /// The way in order. Whoever has a later milestone has passed the earlier ones, whether or not
    /// somebody wrote them down.
    static let way: [Milestone.Kind] = [
        .referred, .eligibilityDecided, .planPresented, .collected, .started, .released, .received,
        .conditioningStarted, .infused, .discharged,
    ]

    /// For each course of the period the farthest milestone it has.
    static func farthest(_ trace: CourseTrace) -> Int {
        way.lastIndex { trace.at($0) != nil } ?? 0
    }

    public static func figure(_ history: [CourseTrace], _ scope: FigureScope) -> Figure {
        let courses = scope.courses(of: history).filter { scope.holds($0.referred.day) }
        let depth = courses.map(farthest)
        var table = FigureTable(
            "figure.column.milestone",
            ["came", "share", "ofBefore", "leftHere", "exits", "completedHere", "hereNow"])
        for (place, kind) in way.enumerated() {
            let came = courses.indices.filter { depth[$0] >= place }
            let before = depth.count { $0 >= place - 1 }
            let here = courses.indices.filter { depth[$0] == place }.map { courses[$0] }
            let exits = Ending.Withdrawal.allCases.compactMap { why -> Phrase.Value? in
                let count = here.count { $0.ending == .withdrawn(why) }
                guard count > 0 else { return nil }
                return .phrase(
                    Phrase("figure.exit", ["why": .phrase(why.phrase), "n": .count(count)]))
            }
            let open = here.count(where: \.isOpen)
            let completed = here.count { $0.ending == .completed }
            table.rows.append(
                FigureTable.Row(
                    kind.rawValue, .phrase(kind.phrase),
                    [
                        .count(came.count),
                        .optional(share: ratio(came.count, courses.count)),
                        place == 0 ? .empty : .optional(share: ratio(came.count, before)),
                        .count(here.count - open - completed),
                        exits.isEmpty ? .empty : .words(.list(exits)), .count(completed),
                        .count(open),
                    ], came.map { courses[$0].id }))
        }
        var plot = Plot(
            across: Phrase("figure.axis.milestone"), up: Phrase("figure.axis.courses"),
            [
                Plot.Series(
                    .phrase(Phrase("figure.column.came")), .columns,
                    way.indices.map { place in
                        Plot.Point(Double(place), Double(depth.count { $0 >= place }))
                    })
            ])
        plot.marks = way.indices.map { Plot.Mark(Double($0), String($0 + 1)) }
        let left = courses.count { if case .withdrawn = $0.ending { true } else { false } }
        let completed = courses.count { $0.ending == .completed }
        return Figure(
            "funnel", Phrase("figure.funnel.title"),
            definitions: [Phrase("figure.funnel.define"), Phrase("figure.funnel.reconcile")],
            scope, table, plot: plot,
            notes: [
                Phrase(
                    "figure.funnel.sum",
                    [
                        "referred": .count(courses.count), "left": .count(left),
                        "completed": .count(completed),
                        "open": .count(courses.count(where: \.isOpen)),
                    ])
            ])
    }

    static func ratio(_ part: Int, _ whole: Int) -> Double? {
        whole > 0 ? Double(part) / Double(whole) : nil
    }
}

/// Arrivals, departures and who is under way, by month; and how long they have been.
public enum FlowFigure {
    /// The edges of the ages of those under way, in days.
    static let ages = [0, 8, 15, 31, 61, 91]

    /// When a course stopped waiting: infused, or left before.
    static func departure(_ trace: CourseTrace) -> (at: Instant, infused: Bool)? {
        if let infused = trace.at(.infused) { return (infused, true) }
        return trace.ended.map { ($0, false) }
    }

    public static func figure(_ history: [CourseTrace], _ scope: FigureScope) -> Figure {
        let courses = scope.courses(of: history)
        let last = min(scope.to ?? scope.asOf.day, scope.asOf.day)
        let first = scope.from ?? courses.map(\.referred.day).min() ?? last
        let months = MonthSpan.months(from: first, to: last)
        var table = FigureTable(
            "figure.column.month", ["before", "arrived", "infused", "left", "after"])
        var (arrivals, infusions, exits, under) = (
            [Plot.Point](), [Plot.Point](), [Plot.Point](), [Plot.Point]()
        )
        let days = courses.map { (in: $0.referred.day, out: departure($0)?.at.day) }
        let isInfused = courses.map { $0.at(.infused) != nil }
        for (place, month) in months.enumerated() {
            let span = max(month.first, first)...max(max(month.first, first), min(month.last, last))
            func isUnder(_ place: Int, before day: Day) -> Bool {
                days[place].in < day && days[place].out.map { $0 >= day } ?? true
            }
            let before = courses.indices.count { isUnder($0, before: span.lowerBound) }
            let arrived = courses.indices.filter { span.contains(days[$0].in) }
            let gone = courses.indices.filter { days[$0].out.map(span.contains) ?? false }
            let infused = gone.count { isInfused[$0] }
            let after = courses.indices.count { isUnder($0, before: span.upperBound + 1) }
            table.rows.append(
                FigureTable.Row(
                    month.name, .text(month.name),
                    [
                        .count(before), .count(arrived.count), .count(infused),
                        .count(gone.count - infused), .count(after),
                    ], (arrived + gone).map { courses[$0].id }.uniqued()))
            arrivals.append(Plot.Point(Double(place), Double(arrived.count)))
            infusions.append(Plot.Point(Double(place), Double(infused)))
            exits.append(Plot.Point(Double(place), Double(gone.count - infused)))
            under.append(Plot.Point(Double(place), Double(after)))
        }
        var plot = Plot(
            across: Phrase("figure.axis.month"), up: Phrase("figure.axis.courses"),
            [
                Plot.Series(.phrase(Phrase("figure.column.arrived")), .line, arrivals),
                Plot.Series(.phrase(Phrase("figure.column.infused")), .line, infusions),
                Plot.Series(.phrase(Phrase("figure.column.left")), .line, exits),
                Plot.Series(.phrase(Phrase("figure.column.after")), .steps, under),
            ])
        plot.marks = MonthSpan.marks(months)
        return Figure(
            "flow", Phrase("figure.flow.title"),
            definitions: [Phrase("figure.flow.define"), Phrase("figure.flow.reconcile")], scope,
            table, plot: plot, notes: [ageing(courses, on: last)])
    }

    private static func ageing(_ courses: [CourseTrace], on day: Day) -> Phrase {
        let waits = courses.filter { departure($0) == nil }.map { day - $0.referred.day }
        let bands = ages.indices.map { place -> Phrase.Value in
            let (low, high) = (ages[place], place + 1 < ages.count ? ages[place + 1] - 1 : nil)
            let count = waits.count { $0 >= low && $0 <= high ?? .max }
            return .phrase(
                Phrase(
                    "figure.flow.band",
                    [
                        "band": .text(high.map { "\(low)–\($0)" } ?? "≥ \(low)"),
                        "n": .count(count),
                    ]))
        }
        return Phrase(
            "figure.flow.ageing", ["n": .count(waits.count), "bands": .list(bands)])
    }
}

/// A calendar month.
struct MonthSpan: Hashable {
    let first: Day
    var last: Day { first.adding(months: 1) - 1 }
    /// `2026-11`.
    var name: String { String(first.iso.prefix(7)) }

    static func of(_ day: Day) -> MonthSpan { MonthSpan(first: day - Int(day.dayOfMonth - 1)) }

    static func months(from first: Day, to last: Day) -> [MonthSpan] {
        var found: [MonthSpan] = []
        var month = of(first)
        while month.first <= last, found.count < 1200 {
            found.append(month)
            month = MonthSpan(first: month.first.adding(months: 1))
        }
        return found
    }

    static func marks(_ months: [MonthSpan]) -> [Plot.Mark] {
        let step = max(1, (months.count + 7) / 8)
        return stride(from: 0, to: months.count, by: step).map {
            Plot.Mark(Double($0), months[$0].name)
        }
    }
}

extension Array where Element: Hashable {
    /// Each once, where it first stood.
    func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
