import Domain
import Statistics

enum SurvivalCases {
    // MARK: Kaplan–Meier

    static func kaplanMeier(_ question: CaseQuestion) throws(AnalysisError) -> JSON {
        let group = try question.optionalText("group")
        let labels = try group.map { name throws(AnalysisError) in
            try question.rows.labels(name)
        }
        let survival = try question.survival(
            requiring: labels.map { [$0.map { $0 != nil }] } ?? [])
        let excluded = question.rows.count - survival.kept.count
        guard let labels else {
            return .object(
                try curve(question, survival.sample) + [("n_excluded_missing", .int(excluded))])
        }
        let grouping = Grouping(survival.kept.compactMap { labels[$0] })
        var groups: [(String, JSON)] = []
        for (index, name) in grouping.names.enumerated() {
            let part = try analysing { () throws(StatisticsError) in
                try survival.sample.rows { grouping.members[$0] == index }
            }
            groups.append((name, .object(try curve(question, part))))
        }
        return .object([("groups", .object(groups)), ("n_excluded_missing", .int(excluded))])
    }

    private static func curve(
        _ question: CaseQuestion, _ sample: SurvivalSample
    ) throws(AnalysisError) -> [(String, JSON)] {
        let curve = KaplanMeier(sample, confidence: try question.confidence)
        var members: [(String, JSON)] = [("n", .int(curve.count)), ("events", .int(curve.events))]
        let points = try question.numbers("report_times").map { curve.point(at: $0) }
        members.append(("at_times", .array(points.map { json($0) })))
        let quantiles = try question.numbers("quantiles").map { curve.quantile($0) }
        members.append(("quantiles", .array(quantiles.map { json($0) })))
        if try question.flag("table") {
            members.append(("table", .array(curve.steps.map { json($0) })))
        }
        return members
    }

    private static func json(_ point: KaplanMeier.Point) -> JSON {
        .object([
            ("time", .double(point.time)), ("n_risk", .int(point.atRisk)),
            ("surv", .double(point.survival)), ("se_greenwood", .optional(point.standardError)),
            ("lower_loglog", .optional(point.logLog?.lower)),
            ("upper_loglog", .optional(point.logLog?.upper)),
            ("lower_plain", .optional(point.plain?.lower)),
            ("upper_plain", .optional(point.plain?.upper)),
        ])
    }

    private static func json(_ quantile: KaplanMeier.Quantile) -> JSON {
        .object([
            ("p", .double(quantile.share)), ("time", .optional(quantile.time)),
            ("lower_loglog", .optional(quantile.logLog.lower)),
            ("upper_loglog", .optional(quantile.logLog.upper)),
            ("lower_plain", .optional(quantile.plain.lower)),
            ("upper_plain", .optional(quantile.plain.upper)),
        ])
    }

    private static func json(_ step: KaplanMeier.Step) -> JSON {
        .object([
            ("time", .double(step.time)), ("n_risk", .int(step.atRisk)),
            ("n_event", .int(step.events)), ("surv", .double(step.survival)),
            ("se_greenwood", .optional(step.standardError)),
            ("lower_loglog", .optional(step.logLog?.lower)),
            ("upper_loglog", .optional(step.logLog?.upper)),
        ])
    }

    // MARK: Log-rank

    static func logRank(_ question: CaseQuestion) throws(AnalysisError) -> JSON {
        let labels = try question.rows.labels(try question.text("group"))
        let strata = try question.optionalText("strata").map { name throws(AnalysisError) in
            try question.rows.labels(name)
        }
        var required = [labels.map { $0 != nil }]
        if let strata { required.append(strata.map { $0 != nil }) }
        let survival = try question.survival(requiring: required)
        let grouping = Grouping(survival.kept.compactMap { labels[$0] })
        let layers = strata.map { strata in Grouping(survival.kept.compactMap { strata[$0] }) }
        let test = try analysing { () throws(StatisticsError) in
            try LogRank(
                survival.sample, groups: grouping.members, groupCount: grouping.names.count,
                strata: layers?.members ?? [])
        }
        return .object([
            ("chisq", .double(test.chiSquare)), ("df", .int(test.degrees)),
            ("p", .double(test.p)), ("groups", .array(grouping.names.map { .string($0) })),
            ("observed", .array(test.observed.map { .int($0) })),
            ("expected", .array(test.expected.map { .double($0) })),
            ("n_excluded_missing", .int(question.rows.count - survival.kept.count)),
        ])
    }

    // MARK: Cumulative incidence

    static func incidence(_ question: CaseQuestion) throws(AnalysisError) -> JSON {
        let causes = try question.values("causes")
        let names = causes.map { cause in
            switch cause.content {
            case .string(let text), .number(let text): text
            default: cause.compact
            }
        }
        let group = try question.optionalText("group")
        let labels = try group.map { name throws(AnalysisError) in
            try question.rows.labels(name)
        }
        let times = try question.rows.numbers(try question.text("time"))
        let codes = try codes(question, causes)
        let kept = times.indices.filter { index in
            times[index] != nil && codes[index] != nil && (labels.map { $0[index] != nil } ?? true)
        }
        let sample = try analysing { () throws(StatisticsError) in
            try SurvivalSample(
                times: kept.compactMap { times[$0] }, causes: kept.compactMap { codes[$0] })
        }
        let grouping = Grouping(kept.map { index in labels?[index] ?? "all" })
        var groups: [(String, JSON)] = []
        for (index, name) in grouping.names.enumerated() {
            let part = try analysing { () throws(StatisticsError) in
                try sample.rows { grouping.members[$0] == index }
            }
            groups.append((name, try curves(question, part, names)))
        }
        var members = [
            ("groups", JSON.object(groups)),
            ("n_excluded_missing", .int(question.rows.count - kept.count)),
        ]
        if labels != nil, grouping.names.count > 1 {
            members.append(
                ("gray", .array(names.indices.map { gray(sample, grouping, names, $0) })))
        }
        return .object(members)
    }

    /// 0 for the censored, the place of a cause from 1, and one more for any other event: it
    /// competes although nobody asked for its curve.
    private static func codes(
        _ question: CaseQuestion, _ causes: [JSON]
    ) throws(AnalysisError) -> [Int?] {
        let column = try question.text("event")
        let censored = try question.rows.matches(
            column,
            try analysing { () throws(JSONError) in
                CaseRows.values(try question.reader.member("censored").value)
            })
        var codes = censored.map { $0.map { $0 ? 0 : causes.count + 1 } }
        for (index, cause) in causes.enumerated() {
            for (row, hit) in try question.rows.matches(column, [cause]).enumerated()
            where hit == true { codes[row] = index + 1 }
        }
        return codes
    }

    private static func curves(
        _ question: CaseQuestion, _ sample: SurvivalSample, _ names: [String]
    ) throws(AnalysisError) -> JSON {
        let curves = CumulativeIncidence(
            sample, causeCount: names.count, confidence: try question.confidence)
        let times = try question.numbers("report_times")
        return .object([
            ("n", .int(curves.count)), ("censored", .int(curves.censored)),
            (
                "causes",
                .object(
                    names.enumerated().map { index, name in
                        let points = times.map { curves.point(cause: index + 1, at: $0) }
                        return (name, .array(points.map { json($0) }))
                    })
            ),
        ])
    }

    private static func json(_ point: CumulativeIncidence.Point) -> JSON {
        .object([
            ("time", .double(point.time)), ("cif", .double(point.incidence)),
            ("se_aalen", .double(point.standardError)),
            ("lower_loglog", .optional(point.logLog?.lower)),
            ("upper_loglog", .optional(point.logLog?.upper)),
        ])
    }

    /// A cause that never occurs cannot be tested; the others still can.
    private static func gray(
        _ sample: SurvivalSample, _ grouping: Grouping, _ names: [String], _ index: Int
    ) -> JSON {
        let test = try? GrayTest(
            sample, cause: index + 1, groups: grouping.members, groupCount: grouping.names.count)
        return .object([
            ("cause", .string(names[index])), ("statistic", .optional(test?.statistic)),
            ("df", test.map { .int($0.degrees) } ?? .null), ("p", .optional(test?.p)),
        ])
    }

    // MARK: Bootstrap

    static func bootstrap(
        _ question: CaseQuestion, seed: UInt64
    ) throws(AnalysisError) -> JSON {
        let survival = try question.survival()
        let resamples = try question.int("resamples", default: 2000)
        let confidence = try question.confidence
        let found = try analysing { () throws(StatisticsError) in
            try MedianBootstrap(
                survival.sample, resamples: resamples, confidence: confidence, seed: seed)
        }
        return .object([
            ("n", .int(survival.sample.count)), ("events", .int(survival.sample.eventCount)),
            ("median", .optional(found.median)), ("lower", .optional(found.lower)),
            ("upper", .optional(found.upper)),
            ("bootstrap_sd", .optional(found.standardDeviation)),
            ("undefined_resamples", .int(found.undefined)),
        ])
    }
}
