import Domain
import Statistics

enum RegressionCases {
    static func cox(_ question: CaseQuestion) throws(AnalysisError) -> JSON {
        let terms = try analysing { () throws(JSONError) in try question.reader.member("terms") }
        let columns = try CaseColumns(
            terms, header: question.rows.table.header,
            taken: [try question.text("time"), try question.text("event")])
        let values = try columns.read(question.rows)
        let survival = try question.survival(requiring: [values.map { $0 != nil }])
        let matrix = try columns.columns(survival.kept.compactMap { values[$0] })
        let model = try analysing { () throws(StatisticsError) in
            try CoxModel(survival.sample, matrix)
        }
        let risks = survival.kept.indices.map { model.linearPredictor(matrix.row($0)) }
        let concordance = try? Concordance.harrell(
            times: survival.sample.times, events: survival.sample.causes.map { $0 != 0 },
            risks: risks)
        func named(_ values: [Double]) -> JSON {
            .object(zip(model.names, values).map { ($0, .double($1)) })
        }
        return .object([
            ("n_rows", .int(question.rows.count)), ("n_used", .int(survival.kept.count)),
            ("n_excluded_missing", .int(question.rows.count - survival.kept.count)),
            ("events", .int(model.events)), ("coef", named(model.coefficients)),
            ("se", named(model.standardErrors)), ("loglik_null", .double(model.logLikelihoodNull)),
            ("loglik", .double(model.logLikelihood)),
            ("lr_chisq", .double(model.likelihoodRatio)), ("score_chisq", .double(model.score)),
            // The usual reference prints the Wald statistic with two decimals, and comparisons
            // are made with what it prints.
            ("wald_chisq", .double((model.wald * 100).rounded() / 100)),
            ("wald_chisq_exact", .double(model.wald)),
            ("concordance", .optional(concordance?.index)),
            ("profiles", try profiles(question, columns, model)),
        ])
    }

    private static func profiles(
        _ question: CaseQuestion, _ columns: CaseColumns, _ model: CoxModel
    ) throws(AnalysisError) -> JSON {
        let times = try question.numbers("profile_times")
        let list = try analysing { () throws(JSONError) in
            try question.reader.optional("profiles")
        }
        let profiles = try analysing { () throws(JSONError) in try list?.elements() ?? [] }
        return .array(
            try profiles.map { profile throws(AnalysisError) in
                let row = try analysing { () throws(JSONError) in
                    try Self.row(profile, columns)
                }
                return .object([
                    ("linear_predictor", .double(model.linearPredictor(row))),
                    ("survival", .array(times.map { .double(model.survival(row, at: $0)) })),
                ])
            })
    }

    private static func row(
        _ profile: JSONReader, _ columns: CaseColumns
    ) throws(JSONError) -> [Double] {
        var row: [Double] = []
        for term in columns.terms {
            let member = try profile.member(term.column)
            let text: String
            switch member.value.content {
            case .string(let word), .number(let word): text = word
            default: throw member.failure(.kind(.number))
            }
            guard let values = term.values(text) else { throw member.failure(.kind(.number)) }
            row.append(contentsOf: values)
        }
        return row
    }

    static func metrics(_ question: CaseQuestion) throws(AnalysisError) -> JSON {
        let (trainFilter, testFilter, tau) = try analysing { () throws(JSONError) in
            (
                try question.reader.member("train_rows"), try question.reader.member("test_rows"),
                try question.reader.optional("tau")?.double() ?? .infinity
            )
        }
        let columns = try analysing { () throws(JSONError) in
            try question.reader.member("survival_columns").elements().map {
                (column) throws(JSONError) in try column.string()
            }
        }
        let grid = try question.numbers("grid")
        guard grid.count == columns.count else { throw .estimate(.badSetting("grid")) }
        let train = try part(question, trainFilter, columns)
        let test = try part(question, testFilter, columns)
        let censoring = CensoringCurve(train.sample)
        let events = test.sample.causes.map { $0 != 0 }
        let (harrell, uno) = try analysing { () throws(StatisticsError) in
            (
                try Concordance.harrell(
                    times: test.sample.times, events: events, risks: test.risks),
                try Concordance.uno(
                    times: test.sample.times, events: events, risks: test.risks,
                    censoring: censoring, tau: tau)
            )
        }
        var scores: [Double] = []
        for (index, time) in grid.enumerated() {
            scores.append(
                try analysing { () throws(StatisticsError) in
                    try BrierScore.at(
                        time, times: test.sample.times, events: events,
                        survival: test.curves.map { $0[index] }, censoring: censoring)
                })
        }
        let integrated = try? BrierScore.integrated(grid: grid, scores: scores)
        return .object([
            ("n_train", .int(train.sample.count)), ("n_test", .int(test.sample.count)),
            ("harrell_c", .double(harrell.index)), ("concordant", .int(harrell.concordant)),
            ("discordant", .int(harrell.discordant)), ("tied_risk", .int(harrell.tiedRisk)),
            ("uno_c", .double(uno)),
            (
                "brier",
                .object(zip(grid, scores).map { (DecimalText.text($0), .double($1)) })
            ),
            ("integrated_brier", .optional(integrated)),
        ])
    }

    private struct Part {
        let sample: SurvivalSample
        let risks: [Double]
        let curves: [[Double]]
    }

    private static func part(
        _ question: CaseQuestion, _ filter: JSONReader, _ columns: [String]
    ) throws(AnalysisError) -> Part {
        let rows = try question.rows.selected(by: filter)
        let times = try rows.numbers(try question.text("time"))
        let events = try rows.matches(
            try question.text("event"), try question.values("event_values"))
        let risks = try rows.numbers(try question.text("risk"))
        let curves = try columns.map { name throws(AnalysisError) in try rows.numbers(name) }
        let kept = times.indices.filter { index in
            times[index] != nil && events[index] != nil && risks[index] != nil
                && curves.allSatisfy { $0[index] != nil }
        }
        let sample = try analysing { () throws(StatisticsError) in
            try SurvivalSample(
                times: kept.compactMap { times[$0] }, events: kept.compactMap { events[$0] })
        }
        return Part(
            sample: sample, risks: kept.compactMap { risks[$0] },
            curves: kept.map { index in curves.compactMap { $0[index] } })
    }
}
