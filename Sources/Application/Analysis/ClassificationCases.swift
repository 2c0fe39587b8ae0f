import Domain
import Statistics

enum ClassificationCases {
    /// A column, or the ratio of two.
    private static func scores(
        _ question: CaseQuestion, _ name: String
    ) throws(AnalysisError) -> [Double?] {
        let (column, ratio) = try analysing { () throws(JSONError) in
            let score = try question.reader.member(name)
            try score.allowOnly(["column", "ratio"])
            guard let ratio = try score.optional("ratio") else {
                return (try score.member("column").string(), [String]())
            }
            let parts = try ratio.elements().map { part throws(JSONError) in try part.string() }
            guard parts.count == 2 else { throw ratio.failure(.range("2")) }
            return ("", parts)
        }
        guard ratio.count == 2 else { return try question.rows.numbers(column) }
        let top = try question.rows.numbers(ratio[0])
        let bottom = try question.rows.numbers(ratio[1])
        return zip(top, bottom).map { top, bottom in
            guard let top, let bottom, bottom != 0 else { return nil }
            return top / bottom
        }
    }

    static func roc(_ question: CaseQuestion) throws(AnalysisError) -> JSON {
        let scores = try scores(question, "score")
        let outcomes = try question.outcomes()
        let kept = scores.indices.filter { scores[$0] != nil && outcomes[$0] != nil }
        let direction = try question.optionalText("direction") ?? "higher"
        let confidence = try question.confidence
        let curve = try analysing { () throws(StatisticsError) in
            try ReceiverOperating(
                scores: kept.compactMap { scores[$0] }, outcomes: kept.compactMap { outcomes[$0] },
                higherIsPositive: direction != "lower", confidence: confidence)
        }
        return .object([
            ("n_positive", .int(curve.positives)), ("n_negative", .int(curve.negatives)),
            ("n_excluded_missing", .int(scores.count - kept.count)),
            ("auc", .double(curve.area)), ("se_delong", .optional(curve.standardError)),
            ("ci_low", .optional(curve.interval?.lower)),
            ("ci_high", .optional(curve.interval?.upper)),
            ("ci_low_logit", .optional(curve.logitInterval?.lower)),
            ("ci_high_logit", .optional(curve.logitInterval?.upper)),
            ("youden_j", .double(curve.cutOff.youden)), ("cutoff", .double(curve.cutOff.score)),
            ("sensitivity", .double(curve.cutOff.sensitivity)),
            ("specificity", .double(curve.cutOff.specificity)),
        ])
    }

    static func compare(_ question: CaseQuestion) throws(AnalysisError) -> JSON {
        let first = try scores(question, "score")
        let second = try scores(question, "score2")
        let outcomes = try question.outcomes()
        let kept = first.indices.filter {
            first[$0] != nil && second[$0] != nil && outcomes[$0] != nil
        }
        let pair = try analysing { () throws(StatisticsError) in
            try PairedAreas(
                kept.compactMap { first[$0] }, kept.compactMap { second[$0] },
                outcomes: kept.compactMap { outcomes[$0] })
        }
        return .object([
            ("n", .int(kept.count)), ("auc1", .double(pair.first.area)),
            ("auc2", .double(pair.second.area)), ("difference", .double(pair.difference)),
            ("z", .optional(pair.z)), ("p", .optional(pair.p)),
            ("covariance", .double(pair.covariance)),
        ])
    }

    static func calibration(_ question: CaseQuestion) throws(AnalysisError) -> JSON {
        let probabilities = try question.rows.numbers(try question.text("probability"))
        let outcomes = try question.outcomes()
        let kept = outcomes.indices.filter { outcomes[$0] != nil && probabilities[$0] != nil }
        let bins = try question.int("bins", default: 10)
        let found = try analysing { () throws(StatisticsError) in
            try Calibration(
                probabilities: kept.compactMap { probabilities[$0] },
                outcomes: kept.compactMap { outcomes[$0] }, groups: bins)
        }
        return .object([
            ("n", .int(found.count)), ("events", .int(found.events)),
            ("n_excluded_missing", .int(outcomes.count - kept.count)),
            ("slope", .optional(found.line?.slope)),
            ("slope_se", .optional(found.line?.slopeError)),
            ("intercept_joint", .optional(found.line?.intercept)),
            ("calibration_in_the_large", .optional(found.level?.intercept)),
            ("citl_se", .optional(found.level?.error)),
            ("observed_over_expected", .optional(found.observedOverExpected)),
            ("brier", .double(found.brier)), ("scaled_brier", .optional(found.scaledBrier)),
            ("log_loss", .double(found.logLoss)), ("auc", .optional(found.area)),
            ("ece", .double(found.expectedError)),
            (
                "bins",
                .array(
                    found.bins.enumerated().map { index, bin in
                        .object([
                            ("bin", .int(index + 1)), ("n", .int(bin.count)),
                            ("mean_predicted", .double(bin.meanPredicted)),
                            ("observed", .double(bin.observed)),
                            ("wilson_low", .optional(bin.wilson?.lower)),
                            ("wilson_high", .optional(bin.wilson?.upper)),
                        ])
                    })
            ),
        ])
    }

    static func logistic(_ question: CaseQuestion) throws(AnalysisError) -> JSON {
        let features = try analysing { () throws(JSONError) in
            try question.reader.member("features")
        }
        let columns = try CaseColumns(
            features, header: question.rows.table.header, taken: [try question.text("label")])
        let values = try columns.read(question.rows)
        let outcomes = try question.outcomes()
        let kept = outcomes.indices.filter { outcomes[$0] != nil && values[$0] != nil }
        let matrix = try columns.columns(kept.compactMap { values[$0] })
        let labels = kept.compactMap { outcomes[$0] }
        let penalty = try penalty(question)
        let standardise = try question.flag("standardise")
        let fit = try analysing { () throws(StatisticsError) in
            try LogisticModel(
                outcomes: labels, matrix, penalty: penalty, standardise: standardise)
        }
        return answer(fit, matrix, labels, excluded: outcomes.count - kept.count)
    }

    private static func penalty(
        _ question: CaseQuestion
    ) throws(AnalysisError) -> LogisticModel.Penalty {
        try analysing { () throws(JSONError) in
            let member = try question.reader.optional("penalty")
            switch try member?.string() ?? "none" {
            case "none": return .none
            case "l2":
                return .ridge(inverseStrength: try question.reader.member("C").double())
            default: throw question.reader.failure(.word(of: ["none", "l2"]))
            }
        }
    }

    private static func answer(
        _ fit: LogisticModel, _ matrix: Columns, _ labels: [Bool], excluded: Int
    ) -> JSON {
        let probabilities = labels.indices.map { fit.probability(matrix.row($0)) }
        let brier = zip(probabilities, labels).reduce(0.0) {
            $0 + ($1.0 - ($1.1 ? 1 : 0)) * ($1.0 - ($1.1 ? 1 : 0))
        }
        func named(_ values: [Double]) -> JSON {
            .object(zip(fit.names, values).map { ($0, .double($1)) })
        }
        var members: [(String, JSON)] = [
            ("n_used", .int(labels.count)), ("n_excluded_missing", .int(excluded)),
            ("events", .int(labels.count { $0 })), ("intercept", .double(fit.intercept)),
            ("coef", named(fit.coefficients)),
            ("mean_log_loss", .double(-fit.logLikelihood / Double(labels.count))),
            (
                "auc_apparent",
                .optional(ReceiverOperating.area(scores: probabilities, outcomes: labels))
            ),
            ("brier_apparent", .double(brier / Double(labels.count))),
            ("first_probabilities", .array(probabilities.prefix(5).map { .double($0) })),
            ("loglik", .double(fit.logLikelihood)),
        ]
        if fit.isStandardised {
            members.append(("feature_mean", named(fit.means)))
            members.append(("feature_sd_population", named(fit.deviations)))
        }
        if let errors = fit.standardErrors {
            members.append(
                ("se", .object(zip(["intercept"] + fit.names, errors).map { ($0, .double($1)) })))
        }
        return .object(members)
    }
}
