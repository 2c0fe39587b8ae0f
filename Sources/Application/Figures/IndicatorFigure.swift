public import Domain
import Statistics
import Store

/// The key figures of the period, each with numerator, denominator and interval, its published
/// figures, and what in them does not agree.
public enum IndicatorFigure {
    static let columns = [
        "value", "proportion", "window", "baseline", "target", "met", "published",
        "contradiction",
    ]

    /// A value and what it was counted from.
    struct Finding {
        var value: Double?
        var part: (met: Int, of: Int)?
        var note: Phrase?
        var courses: [Course.ID] = []
    }

    /// The year up to the end of the scope, where it names no other days.
    static func span(_ scope: FigureScope) -> ClosedRange<Day> {
        let last = min(scope.to ?? scope.asOf.day, scope.asOf.day)
        return min(scope.from ?? last - 364, last)...last
    }

    static func figure(
        _ history: CentreHistory, _ facts: IndicatorFacts, _ scope: FigureScope
    ) -> Figure {
        let courses = scope.courses(of: history.courses)
        let count = Counting(courses: courses, facts: facts, span: span(scope), asOf: scope.asOf)
        let own = Dictionary(
            history.targets.map { ($0.indicator, $0) }, uniquingKeysWith: { first, _ in first })
        var table = FigureTable("figure.column.indicator", columns)
        var (values, targets) = ([Plot.Point](), [Plot.Point]())
        for (place, indicator) in Indicator.all.enumerated() {
            let found = count.finding(indicator)
            let target = own[indicator.id]?.value ?? indicator.target
            if indicator.unit == "%" {
                if let value = found.value { values.append(Plot.Point(Double(place + 1), value)) }
                if let target { targets.append(Plot.Point(Double(place + 1), target)) }
            }
            table.rows.append(row(indicator, found, target, isOwn: own[indicator.id] != nil))
        }
        let days = span(scope)
        return Figure(
            "kpis", Phrase("figure.kpis.title"),
            definitions: Indicator.all.map { indicator in
                Phrase(
                    "figure.kpis.definition",
                    [
                        "name": .phrase(indicator.phrase("name")),
                        "words": .phrase(indicator.phrase("definition")),
                    ])
            } + [Phrase("figure.kpis.source")],
            scope, table, plot: plot(values, targets),
            notes: [
                Phrase(
                    "figure.kpis.period",
                    ["from": .day(days.lowerBound), "to": .day(days.upperBound)]),
                Phrase("figure.kpis.population", ["n": .count(courses.count)]),
            ])
    }

    /// The figures in percent beside their targets, numbered like the rows.
    private static func plot(_ values: [Plot.Point], _ targets: [Plot.Point]) -> Plot? {
        guard !values.isEmpty else { return nil }
        var plot = Plot(
            across: Phrase("figure.axis.row"), up: Phrase("figure.axis.percent"),
            [
                Plot.Series(.phrase(Phrase("figure.column.value")), .columns, values),
                Plot.Series(.phrase(Phrase("figure.column.target")), .points, targets),
            ])
        plot.marks = Indicator.all.indices.map { Plot.Mark(Double($0 + 1), String($0 + 1)) }
        return plot
    }

    private static func row(
        _ indicator: Indicator, _ found: Finding, _ target: Double?, isOwn: Bool
    ) -> FigureTable.Row {
        func number(_ value: Double) -> Phrase.Value {
            .phrase(
                Phrase(
                    "figure.kpis.value",
                    [
                        "value": .decimal(value, places: value == value.rounded() ? 0 : 1),
                        "unit": .text(indicator.unit),
                    ]))
        }
        var proportion = FigureTable.Cell.empty
        if let part = found.part,
            let interval = Distribution.wilson(successes: part.met, of: part.of)
        {
            let counted = Phrase.Value.phrase(
                Phrase(
                    "figure.proportion",
                    [
                        "met": .count(part.met), "of": .count(part.of),
                        "share": .decimal(100 * Double(part.met) / Double(part.of), places: 1),
                        "low": .decimal(100 * interval.lower, places: 1),
                        "high": .decimal(100 * interval.upper, places: 1),
                    ]))
            proportion = .words(.list([counted] + (found.note.map { [.phrase($0)] } ?? [])))
        } else if let note = found.note {
            proportion = .words(.phrase(note))
        }
        var met = FigureTable.Cell.empty
        if let value = found.value, let target {
            // Compared before rounding; exactly at the target is met.
            let isMet = indicator.better == .higher ? value >= target : value <= target
            met = .words(.phrase(Phrase(isMet ? "figure.kpis.met" : "figure.kpis.missed")))
        }
        var window = FigureTable.Cell.empty
        if let grade = indicator.grade {
            window = .words(.phrase(Phrase("figure.kpis.window", ["grade": .count(grade)])))
        }
        let sign = Phrase(
            indicator.better == .higher ? "figure.kpis.atLeast" : "figure.kpis.atMost")
        return FigureTable.Row(
            indicator.id, .phrase(indicator.phrase("name")),
            [
                found.value.map { .words(number($0)) }
                    ?? .words(.phrase(Phrase("figure.kpis.cannotSay"))),
                proportion, window, indicator.baseline.map { .words(number($0)) } ?? .empty,
                target.map { target in
                    .words(
                        .phrase(
                            Phrase(
                                isOwn ? "figure.kpis.ownTarget" : "figure.kpis.target",
                                ["sign": .phrase(sign), "value": number(target)])))
                } ?? .empty,
                met, .words(.phrase(indicator.phrase("published"))),
                indicator.contradicts
                    ? .words(.phrase(indicator.phrase("contradiction"))) : .empty,
            ], found.courses)
    }
}

extension IndicatorFigure {
    /// Counts each figure over the period.
    struct Counting {
        let courses: [CourseTrace]
        let facts: IndicatorFacts
        let span: ClosedRange<Day>
        let asOf: Instant

        private func inside(_ kind: Milestone.Kind) -> [CourseTrace] {
            courses.filter { $0.at(kind).map { span.contains($0.day) } ?? false }
        }

        func finding(_ indicator: Indicator) -> Finding {
            if let toxicity = indicator.toxicity, let grade = indicator.grade {
                return toxicityShare(toxicity, grade)
            }
            switch indicator.id {
            case "plan_within_24h": return plans()
            case "los": return stay()
            case "waiting_time": return waitChange()
            case "collection_efficiency_gain": return efficiency()
            case "manufacturing_failure":
                let started = inside(.started)
                return share(started) { $0.ending == .withdrawn(.manufacturingFailure) }
            case "annual_slots":
                let infused = inside(.infused)
                return Finding(value: Double(infused.count), courses: infused.map(\.id))
            case "deviation":
                let started = inside(.started)
                let with = Set(
                    facts.deviations.filter { span.contains($0.at.day) }.map(\.course))
                return share(started) { with.contains($0.id) }
            case "collection_success": return Finding(note: Phrase("figure.kpis.noMinimum"))
            default: return Finding(note: Phrase("figure.kpis.undefined"))
            }
        }

        private func share(
            _ members: [CourseTrace], _ isMet: (CourseTrace) -> Bool
        ) -> Finding {
            guard !members.isEmpty else { return Finding(note: Phrase("figure.kpis.nobody")) }
            let met = members.count(where: isMet)
            return Finding(
                value: 100 * Double(met) / Double(members.count), part: (met, members.count),
                courses: members.map(\.id))
        }

        private func plans() -> Finding {
            var scope = FigureScope(asOf: asOf)
            (scope.from, scope.to) = (span.lowerBound, span.upperBound)
            let cohort = WaitCohort(WaitPair(.referred, .planPresented), courses, scope)
            let part = cohort.inTime(hours: 24)
            guard part.of > 0 else { return Finding(note: Phrase("figure.kpis.nobody")) }
            return Finding(
                value: 100 * Double(part.met) / Double(part.of), part: part,
                courses: cohort.waits.map(\.course))
        }

        private func stay() -> Finding {
            let infused = inside(.infused)
            let home = infused.compactMap { trace -> Double? in
                guard let from = trace.at(.infused), let to = trace.at(.discharged) else {
                    return nil
                }
                return Double(to.day - from.day)
            }
            guard !home.isEmpty else { return Finding(note: Phrase("figure.kpis.nobody")) }
            return Finding(
                value: home.reduce(0, +) / Double(home.count),
                note: Phrase(
                    "figure.kpis.stay",
                    ["n": .count(home.count), "open": .count(infused.count - home.count)]),
                courses: infused.map(\.id))
        }

        private func waitChange() -> Finding {
            let length = span.upperBound - span.lowerBound + 1
            let before = (span.lowerBound - length)...(span.lowerBound - 1)
            func mean(_ days: ClosedRange<Day>) -> Double? {
                let waits = courses.compactMap { trace -> Double? in
                    guard let at = trace.at(.infused), days.contains(at.day) else { return nil }
                    return Double(at.minutes(since: trace.referred)) / 1440
                }
                return waits.isEmpty ? nil : waits.reduce(0, +) / Double(waits.count)
            }
            guard let now = mean(span), let then = mean(before), then > 0 else {
                return Finding(note: Phrase("figure.kpis.noBefore"))
            }
            return Finding(
                value: 100 * (now - then) / then,
                note: Phrase(
                    "figure.kpis.change",
                    ["before": .decimal(then, places: 1), "now": .decimal(now, places: 1)]),
                courses: inside(.infused).map(\.id))
        }

        private func efficiency() -> Finding {
            let (now, before) = (
                facts.collections.filter { span.contains($0.at.day) },
                facts.collections.filter { $0.at.day < span.lowerBound }
            )
            guard !now.isEmpty, !before.isEmpty else {
                return Finding(note: Phrase("figure.kpis.noBefore"))
            }
            let means = [now, before].map { runs in
                runs.map(\.efficiency).reduce(0, +) / Double(runs.count)
            }
            return Finding(
                value: 100 * (means[0] - means[1]) / means[1],
                note: Phrase(
                    "figure.kpis.change",
                    [
                        "before": .decimal(100 * means[1], places: 1),
                        "now": .decimal(100 * means[0], places: 1),
                    ]), courses: now.map(\.course).uniqued())
        }

        /// Whoever is still within the thirty days and has no event is not counted yet; whom
        /// nobody ever graded is not taken for well.
        private func toxicityShare(_ toxicity: Toxicity, _ least: Int) -> Finding {
            let infused = inside(.infused)
            var (met, of, early, ungraded) = (0, 0, 0, 0)
            for trace in infused {
                let worst = facts.grades[trace.id]?[toxicity] ?? 0
                let isOver = trace.at(.infused).map { $0.day + 30 < asOf.day } ?? false
                if worst >= least {
                    (met, of) = (met + 1, of + 1)
                } else if !isOver {
                    early += 1
                } else if facts.graded.contains(trace.id) {
                    of += 1
                } else {
                    ungraded += 1
                }
            }
            guard of > 0 else { return Finding(note: Phrase("figure.kpis.nobody")) }
            return Finding(
                value: 100 * Double(met) / Double(of), part: (met, of),
                note: Phrase(
                    "figure.kpis.early", ["early": .count(early), "ungraded": .count(ungraded)]),
                courses: infused.map(\.id))
        }
    }
}

extension Office {
    /// The key figures of the paper for this centre.
    public func indicators(_ scope: FigureScope) throws(StoreError) -> Figure {
        try look(.readFigures) { view throws(StoreError) in
            let history = try CentreHistory(reading: view)
            let facts = try view.indicatorFacts(asOf: scope.asOf)
            return IndicatorFigure.figure(history, facts, scope)
        }
    }
}
