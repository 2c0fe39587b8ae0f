public import Domain
import Statistics

/// The forecast of today's referral by product, the infusions of the next weeks, and how well such
/// forecasts have done.
public enum ForecastFigure {
    static let columns = [
        "basis", "likely", "half", "eight", "infusedShare",
    ]

    /// - Parameter icu: how the forecast of intensive care has done, where somebody asked.
    public static func figure(
        _ history: [CourseTrace], _ scope: FigureScope, icu: ICUBackTest? = nil
    ) -> Figure {
        let courses = scope.courses(of: history)
        let past = WaitForecast.past(courses)
        let today = scope.asOf.day
        let recent = past.filter { $0.infusion > today - WaitForecast.yearDays }
        let products = Set(recent.compactMap(\.product)).sorted()
        var table = FigureTable("figureGroup.product", columns)
        var whole = scope
        (whole.from, whole.to) = (today - 730, nil)
        for product in products.map(Optional.some) + [nil] {
            guard let forecast = WaitForecast(past, product: product, on: today + 1) else {
                continue
            }
            let cohort = WaitCohort(
                WaitPair(.referred, .infused),
                courses.filter { product == nil || $0.product == product }, whole)
            table.rows.append(row(product, forecast, cohort, today, courses))
        }
        let test = ForecastTest(past, until: today, seed: 1)
        var notes = weeks(courses, today)
        if test.count >= WaitForecast.least {
            notes.append(coverage(test))
        } else {
            notes.append(Phrase("figure.forecast.untested"))
        }
        if let icu { notes.append(icu.phrase) }
        return Figure(
            "forecast", Phrase("figure.forecast.title"),
            definitions: [
                Phrase("figure.forecast.define"), Phrase("figure.forecast.test"),
                Phrase("figure.forecast.weeks"),
            ], scope, table, plot: plot(test), notes: notes)
    }

    private static func row(
        _ product: Product.ID?, _ forecast: WaitForecast, _ cohort: WaitCohort, _ today: Day,
        _ courses: [CourseTrace]
    ) -> FigureTable.Row {
        func day(_ share: Double) -> Phrase.Value { .day(today + forecast.quantile(share)) }
        func range(_ low: Double, _ high: Double) -> FigureTable.Cell {
            .words(.phrase(Phrase("figure.period", ["from": day(low), "to": day(high)])))
        }
        let curve = cohort.sample.map { CumulativeIncidence($0, causeCount: 2) }
        let share = curve?.steps(cause: 1).last?.incidence
        let basis = Phrase(
            forecast.isOfProduct || product == nil
                ? "figure.forecast.own" : "figure.forecast.all",
            ["n": .count(forecast.waits.count)])
        return FigureTable.Row(
            product?.text ?? "all", product.map { .text($0.text) } ?? .phrase(Phrase("figure.all")),
            [
                .words(.phrase(basis)), .words(day(0.5)), range(0.25, 0.75), range(0.1, 0.9),
                .optional(share: share),
            ], cohort.waits.map(\.course))
    }

    private static func coverage(_ test: ForecastTest) -> Phrase {
        func part(_ met: Int) -> Phrase.Value {
            let interval = Distribution.wilson(successes: met, of: test.count)
            return .phrase(
                Phrase(
                    "figure.proportion",
                    [
                        "met": .count(met), "of": .count(test.count),
                        "share": .decimal(100 * Double(met) / Double(test.count), places: 1),
                        "low": .decimal(100 * (interval?.lower ?? 0), places: 1),
                        "high": .decimal(100 * (interval?.upper ?? 1), places: 1),
                    ]))
        }
        return Phrase(
            test.distance <= test.limit ? "figure.forecast.calibrated" : "figure.forecast.off",
            [
                "eighty": part(test.covered80), "fifty": part(test.covered50),
                "distance": .decimal(test.distance, places: 3),
                "limit": .decimal(test.limit, places: 3),
            ])
    }

    // MARK: Weeks

    /// Of those who are waiting, how many are infused in each of the next weeks, and how often the
    /// same forecast held on the Mondays behind us.
    private static func weeks(_ courses: [CourseTrace], _ today: Day) -> [Phrase] {
        let record = WaitRecord(courses)
        guard let forecast = WeekForecast(record, on: today) else {
            return [Phrase("figure.forecast.noWeeks", ["needed": .count(WaitForecast.least)])]
        }
        let parts = forecast.counts.map { week -> Phrase.Value in
            .phrase(
                Phrase(
                    "figure.forecast.week",
                    [
                        "mean": .decimal(week.mean, places: 1),
                        "low": .count(week.quantile(0.1)), "high": .count(week.quantile(0.9)),
                    ]))
        }
        let test = WeekTest(record, until: today, seed: 2)
        return [
            Phrase(
                "figure.forecast.infusions",
                ["monday": .day(forecast.monday), "weeks": .list(parts)]),
            test.horizons[0].count >= WeekTest.least
                ? coverage(test) : Phrase("figure.forecast.weeksUntested"),
        ]
    }

    private static func coverage(_ test: WeekTest) -> Phrase {
        let parts = test.horizons.map { horizon -> Phrase.Value in
            .phrase(
                Phrase(
                    "figure.forecast.weekTest",
                    [
                        "met": .count(horizon.covered), "of": .count(horizon.count),
                        "share": .decimal(
                            100 * Double(horizon.covered) / Double(max(1, horizon.count)),
                            places: 0),
                        "foretold": .decimal(horizon.foretold, places: 0),
                        "happened": .count(horizon.happened),
                    ]))
        }
        let worst = test.horizons.max { $0.distance / $0.limit < $1.distance / $1.limit }
        let (distance, limit) = (worst?.distance ?? 0, worst?.limit ?? 0)
        return Phrase(
            distance <= limit ? "figure.forecast.weeksCalibrated" : "figure.forecast.weeksOff",
            [
                "weeks": .list(parts), "distance": .decimal(distance, places: 3),
                "limit": .decimal(limit, places: 3),
            ])
    }

    private static func plot(_ test: ForecastTest) -> Plot? {
        guard test.count >= WaitForecast.least else { return nil }
        var bins = [Int](repeating: 0, count: 10)
        for position in test.positions { bins[min(9, Int(position * 10))] += 1 }
        var plot = Plot(
            across: Phrase("figure.forecast.axis"), up: Phrase("figure.axis.courses"),
            [
                Plot.Series(
                    .phrase(Phrase("figure.forecast.positions")), .columns,
                    bins.enumerated().map { Plot.Point(Double($0) + 0.5, Double($1)) })
            ])
        plot.levels = [
            Plot.Level(Double(test.count) / 10, .phrase(Phrase("figure.forecast.uniform")))
        ]
        plot.marks = stride(from: 0, through: 10, by: 2).map {
            Plot.Mark(Double($0), "\($0 * 10) %")
        }
        return plot
    }
}
