import Domain
import Statistics

/// Charts of a series that stands in the case itself.
enum ChartCases {
    static func xmr(_ reader: JSONReader) throws(AnalysisError) -> JSON {
        let (series, settings) = try analysing { () throws(JSONError) in
            (
                try doubles(reader.member("series")),
                XmRChart.Settings(
                    baselinePoints: try reader.optional("baseline_points")?.int(),
                    rebaseAt: try reader.optional("rebase_at")?.ints() ?? [],
                    screensMovingRanges: try reader.optional("screen_moving_ranges")?.bool()
                        ?? false)
            )
        }
        let chart = try analysing { () throws(StatisticsError) in try XmRChart(series, settings) }
        return .object([
            ("segments", .array(chart.segments.map { json($0) })),
            ("flags", json(chart.flags.map { $0.map(\.rawValue) })),
            ("provisional_limits", .bool(chart.isProvisional)),
        ])
    }

    /// By the place of the point, counted from 0; points without a flag are left out.
    private static func json(_ flags: [[String]]) -> JSON {
        .object(
            flags.enumerated().filter { !$0.element.isEmpty }.map { index, names in
                (String(index), JSON.array(names.map { .string($0) }))
            })
    }

    private static func doubles(_ reader: JSONReader) throws(JSONError) -> [Double] {
        try reader.elements().map { element throws(JSONError) in try element.double() }
    }

    private static func json(_ segment: XmRChart.Segment) -> JSON {
        .object([
            ("first", .int(segment.first)), ("last", .int(segment.last)),
            ("centre", .double(segment.centre)),
            ("mean_moving_range", .double(segment.meanMovingRange)),
            ("moving_ranges_used", .int(segment.movingRangesUsed)),
            ("upper", .double(segment.upper)), ("lower", .double(segment.lower)),
            ("upper_two_thirds", .double(segment.upperTwoThirds)),
            ("lower_two_thirds", .double(segment.lowerTwoThirds)),
            ("moving_range_upper", .double(segment.movingRangeUpper)),
        ])
    }

    /// `outcomes` as 0 and 1, `risk` as one number or a list, `odds_ratio`, `limit`.
    static func cusum(_ reader: JSONReader) throws(AnalysisError) -> JSON {
        let (outcomes, risks, ratio, limit) = try analysing { () throws(JSONError) in
            let outcomes = try reader.member("outcomes").ints(in: 0...1).map { $0 == 1 }
            let risk = try reader.member("risk")
            let risks: [Double]
            if case .array = risk.value.content {
                risks = try doubles(risk)
                guard risks.count == outcomes.count else {
                    throw risk.failure(.range("\(outcomes.count)"))
                }
            } else {
                risks = Array(repeating: try risk.double(), count: outcomes.count)
            }
            return (
                outcomes, risks, try reader.member("odds_ratio").double(),
                try reader.member("limit").double()
            )
        }
        let chart = try analysing { () throws(StatisticsError) in
            try CusumChart(outcomes: outcomes, risks: risks, oddsRatio: ratio, limit: limit)
        }
        let expected = Mean.of(risks)
        let length = CusumChart.averageRunLength(
            expected: expected, actual: expected, oddsRatio: ratio, limit: limit)
        return .object([
            ("path", .array(chart.path.map { .double($0) })),
            ("signals", .array(chart.signals.map { .int($0) })),
            ("average_run_length_in_control", .optional(length)),
        ])
    }

    /// `outcomes` as 0 and 1 in the order of time, or `gaps`.
    static func geometric(_ reader: JSONReader) throws(AnalysisError) -> JSON {
        let (outcomes, gaps) = try analysing { () throws(JSONError) in
            (try reader.optional("outcomes")?.ints(in: 0...1), try reader.optional("gaps")?.ints())
        }
        let chart = try analysing { () throws(StatisticsError) in
            if let gaps { return try GeometricChart(gaps: gaps) }
            return try GeometricChart(outcomes: (outcomes ?? []).map { $0 == 1 })
        }
        return .object([
            ("gaps", .array(chart.gaps.map { .int($0) })), ("centre", .double(chart.centre)),
            ("median", .double(chart.median)), ("upper", .double(chart.upper)),
            ("lower", .double(chart.lower)),
            ("flags", json(chart.flags.map { $0.map(\.rawValue) })),
        ])
    }
}
