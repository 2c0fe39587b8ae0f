public import Domain
public import Prediction
import Statistics

/// What is said of a model on new rows.
extension ModelDesk {
    public static func evaluate(
        _ desk: DeskModel, data: [UInt8]
    ) throws(AnalysisError) -> ModelEvaluation {
        let model = desk.model
        let table = try analysing { () throws(CSVError) in try CSVTable.parse(data) }
        return try analysing { () throws(TrainingError) in try ModelEvaluation(model, table) }
    }

    public static func json(
        _ found: ModelEvaluation, _ desk: DeskModel, _ wording: Wording
    ) -> JSON {
        let model = desk.model
        let figures = found.figures
        // Figures of so few would tell of each of them.
        guard found.used >= SmallGroups.least else {
            return .object([
                ("model", .string(model.id)), ("version", .string(model.version)),
                ("simulated", .bool(model.card.isSimulated)), ("rows", .int(found.rows)),
                ("used", .string(SmallGroups.sign)), ("suppressed", .bool(true)),
            ])
        }
        return .object([
            ("suppressed", .bool(SmallGroups.isSmall(figures.events, of: found.used))),
            ("model", .string(model.id)), ("version", .string(model.version)),
            ("simulated", .bool(model.card.isSimulated)), ("rows", .int(found.rows)),
            ("used", .int(found.used)), ("cannot_say", .int(found.cannotSay)),
            ("without_outcome", .int(found.withoutOutcome)),
            ("events", SmallGroups.json(figures.events, of: found.used)),
            ("discrimination", .optional(figures.discrimination)),
            ("ci_low", .optional(figures.lower)), ("ci_high", .optional(figures.upper)),
            ("brier", .optional(figures.brier)),
            ("calibration_slope", .optional(figures.calibrationSlope)),
            ("calibration_in_the_large", .optional(figures.calibrationInTheLarge)),
            (
                "observed_over_expected",
                SmallGroups.isSmall(figures.events, of: found.used)
                    ? .null : .optional(figures.observedOverExpected)
            ),
            ("shift", .array(found.shift.findings.map { .string(wording($0.phrase)) })),
            ("profile", found.profile.map { json($0) } ?? .null),
        ])
    }

    private static func json(_ profile: RiskProfile) -> JSON {
        .object([
            ("median_score", .double(profile.medianScore)),
            ("low_n", SmallGroups.json(profile.low.curve.count)),
            ("high_n", SmallGroups.json(profile.high.curve.count)),
            ("low_median", isShown(profile.low) ? .optional(profile.low.median.time) : .null),
            ("high_median", isShown(profile.high) ? .optional(profile.high.median.time) : .null),
            ("logrank_chisq", .optional(profile.logRank?.chiSquare)),
            ("logrank_p", .optional(profile.logRank?.p)),
            (
                "factors",
                .array(
                    profile.factors.map {
                        .object([
                            ("column", .string($0.column)),
                            ("importance", .double($0.importance)),
                            ("spearman", .optional($0.correlation?.coefficient)),
                            ("spearman_p", .optional($0.correlation?.p)),
                        ])
                    })
            ),
        ])
    }

    private static func isShown(_ half: RiskProfile.Half) -> Bool {
        half.curve.count >= SmallGroups.least
    }

    private static func lines(_ profile: RiskProfile, _ wording: Wording) -> [String] {
        func half(_ key: String, _ half: RiskProfile.Half) -> String {
            guard isShown(half) else { return wording("evaluation.tooFew") }
            func text(_ time: Double?) -> Phrase.Value {
                time.map { .text(DecimalText.text($0)) } ?? .phrase(Phrase("profile.notReached"))
            }
            return wording(
                Phrase(
                    key,
                    [
                        "n": .count(half.curve.count),
                        "events": SmallGroups.value(half.curve.events, of: half.curve.count),
                        "median": text(half.median.time),
                        "low": text(half.median.logLog.lower),
                        "high": text(half.median.logLog.upper),
                    ]))
        }
        var lines = [half("profile.low", profile.low), half("profile.high", profile.high)]
        if let test = profile.logRank {
            lines.append(
                wording(
                    Phrase(
                        "profile.logRank",
                        [
                            "chi": .decimal(test.chiSquare, places: 2),
                            "p": .text(
                                test.p < 0.0001 ? "< 0.0001" : wording.decimal(test.p, places: 4)),
                        ])))
        }
        lines.append(wording("profile.factors"))
        for factor in profile.factors.prefix(30) {
            let correlation = factor.correlation.map { wording.decimal($0.coefficient, places: 2) }
            lines.append(
                "  \(factor.column) \(wording.decimal(factor.importance, places: 4)) · "
                    + (correlation ?? "–"))
        }
        return lines
    }

    public static func lines(
        _ found: ModelEvaluation, _ desk: DeskModel, _ wording: Wording
    ) -> [String] {
        let model = desk.model
        let figures = found.figures
        guard found.used >= SmallGroups.least else {
            return desk.marked([wording("evaluation.tooFew")], wording)
        }
        var lines = [
            wording(
                Phrase(
                    "evaluation.rows",
                    [
                        "rows": .count(found.rows), "used": .count(found.used),
                        "cannotSay": .count(found.cannotSay),
                        "withoutOutcome": .count(found.withoutOutcome),
                        "events": SmallGroups.value(figures.events, of: found.used),
                    ]))
        ]
        func add(_ name: String, _ value: Double?, places: Int = 3) {
            guard let value else { return }
            lines.append("\(name) \(wording.decimal(value, places: places))")
        }
        let isTime = if case .survival = model.outcome { true } else { false }
        add(isTime ? "C" : "AUC", figures.discrimination)
        if let lower = figures.lower, let upper = figures.upper {
            lines[lines.count - 1] +=
                " (\(wording.decimal(lower, places: 3))–\(wording.decimal(upper, places: 3)))"
        }
        add("Brier", figures.brier, places: 4)
        add(wording("model.card.slope"), figures.calibrationSlope)
        add(wording("evaluation.large"), figures.calibrationInTheLarge)
        if !SmallGroups.isSmall(figures.events, of: found.used) {
            add("O/E", figures.observedOverExpected)
        }
        if let profile = found.profile { lines += Self.lines(profile, wording) }
        if let calibration = found.calibration {
            if let plot = CalibrationPlot(calibration, probabilities: found.probabilities) {
                lines += [wording("evaluation.plot")] + plot.lines
            } else {
                lines.append(
                    wording(
                        Phrase(
                            "evaluation.noPlot",
                            [
                                "events": SmallGroups.value(figures.events, of: found.used),
                                "needed": .count(CalibrationPlot.leastEvents),
                            ])))
            }
        }
        for finding in found.shift.findings {
            lines.append(
                wording(Phrase("shift.warning", ["what": .phrase(finding.phrase)])))
        }
        return desk.marked(lines, wording)
    }

    // MARK: Watching

    /// - Parameter dateColumn: ISO dates; their months make the points of the chart.
    public static func watch(
        _ desk: DeskModel, data: [UInt8], dateColumn: String
    ) throws(AnalysisError) -> ModelWatch {
        let model = desk.model
        let table = try analysing { () throws(CSVError) in try CSVTable.parse(data) }
        let column = try analysing { () throws(CSVError) in try table.column(dateColumn) }
        var rows: [(month: String, risk: Double, outcome: Bool)] = []
        let outcomes = try analysing { () throws(TrainingError) in
            try model.outcomes(of: table)
        }
        for row in 0..<table.rowCount {
            guard let outcome = outcomes[row], let risk = model.predict(table, row: row).risk
            else { continue }
            let text = table[row, column]
            let day: Day
            do throws(DayError) {
                day = try Day(iso: text)
            } catch {
                throw .fault(error)
            }
            rows.append((String(day.iso.prefix(7)), risk, outcome))
        }
        guard !rows.isEmpty else { throw .estimate(.noRows) }
        return ModelWatch(rows)
    }

    public static func json(_ watch: ModelWatch) -> JSON {
        .object([
            ("suppressed", .bool(watch.isSmall)),
            ("observed", SmallGroups.json(watch.observed, of: watch.count)),
            ("expected", .double(watch.expected)),
            (
                "observed_over_expected",
                watch.isSmall ? .null : .optional(watch.observedOverExpected)
            ),
            ("p", watch.isSmall ? .null : .optional(watch.p)),
            ("recalibrate", .bool(watch.suggestsRecalibration)),
            (
                "months",
                .array(
                    watch.months.enumerated().map { index, month in
                        guard !month.isSmall else {
                            return .object([
                                ("month", .string(month.name)),
                                ("n", SmallGroups.json(month.count)),
                                ("suppressed", .bool(true)),
                            ])
                        }
                        return .object([
                            ("month", .string(month.name)), ("n", .int(month.count)),
                            ("observed", SmallGroups.json(month.observed, of: month.count)),
                            ("expected", .double(month.expected)),
                            (
                                "excess",
                                SmallGroups.isSmall(month.observed, of: month.count)
                                    ? .null : .double(month.excess)
                            ),
                            (
                                "flags",
                                .array(
                                    (watch.chart?.flags[index] ?? []).map { .string($0.rawValue) })
                            ),
                        ])
                    })
            ),
        ])
    }

    public static func lines(_ watch: ModelWatch, _ wording: Wording) -> [String] {
        var lines = watch.months.enumerated().map { index, month in
            guard !month.isSmall else {
                return wording(
                    Phrase(
                        "watch.small",
                        ["month": .text(month.name), "n": SmallGroups.value(month.count)]))
            }
            let flags = (watch.chart?.flags[index] ?? []).map { wording("xmr.\($0.rawValue)") }
            return wording(
                Phrase(
                    "watch.month",
                    [
                        "month": .text(month.name), "n": .count(month.count),
                        "observed": SmallGroups.value(month.observed, of: month.count),
                        "expected": .decimal(month.expected, places: 1),
                    ])) + (flags.isEmpty ? "" : " · " + wording.list(flags))
        }
        lines.append(
            wording(
                Phrase(
                    "watch.total",
                    [
                        "observed": SmallGroups.value(watch.observed, of: watch.count),
                        "expected": .decimal(watch.expected, places: 1),
                        "ratio": (watch.isSmall ? nil : watch.observedOverExpected)
                            .map { .decimal($0, places: 2) } ?? .text("–"),
                    ])))
        if watch.chart?.isProvisional ?? true { lines.append(wording("watch.provisional")) }
        if watch.suggestsRecalibration { lines.append(wording("watch.recalibrate")) }
        return lines
    }

    // MARK: Summary

    public static func summary(
        _ desk: DeskModel, path: String?, today: Day
    ) -> JSON {
        let model = desk.model
        return .object([
            ("id", .string(model.id)), ("version", .string(model.version)),
            ("kind", .string(model.kind.rawValue)), ("name", .string(model.card.name)),
            ("path", .optional(path)), ("outcome", .string(model.card.outcome)),
            ("prediction_time", .string(model.card.predictionTime.rawValue)),
            ("simulated", .bool(model.card.isSimulated)),
            ("approved_by", .optional(model.card.approvedBy)),
            ("review_due", .bool(model.card.isDue(on: today))),
            ("n", .int(model.training.count)), ("events", .int(model.training.events)),
            ("excluded_missing", .int(model.training.excluded)),
            ("predictors", .array(model.predictors.map { .string($0.column) })),
            ("apparent", .optional(model.apparent.discrimination)),
            (
                "validated",
                .array(
                    model.validated.map {
                        .object([
                            ("method", .string($0.method)),
                            ("discrimination", .optional($0.discrimination)),
                        ])
                    })
            ),
        ])
    }
}

extension ModelWatch {
    fileprivate var count: Int { months.reduce(0) { $0 + $1.count } }
    fileprivate var isSmall: Bool { SmallGroups.isSmall(observed, of: count) }
}

extension ModelWatch.Month {
    fileprivate var isSmall: Bool { SmallGroups.isSmall(count) }
}
