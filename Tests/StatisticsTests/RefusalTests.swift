import Statistics
import Support
import Testing

/// What cannot be estimated is refused or nil, never filled in.
struct RefusalTests {
    static func columns(_ values: [Double], _ others: [Double]? = nil) throws -> Columns {
        try Columns(
            names: others == nil ? ["x"] : ["x", "y"],
            values: [values] + (others.map { [$0] } ?? []))
    }

    @Test func completeSeparationIsNamed() throws {
        let x: [Double] = [1, 2, 3, 4, 5, 6, 7, 8]
        #expect(throws: StatisticsError.separation("x")) {
            try LogisticModel(
                outcomes: x.map { $0 > 4 }, Self.columns(x), penalty: .none, standardise: false)
        }
    }

    @Test func quasiSeparationIsNamed() throws {
        let x: [Double] = [0, 0, 0, 0, 1, 1, 1, 1]
        let outcomes = [true, false, true, false, true, true, true, true]
        #expect(throws: StatisticsError.separation("x")) {
            try LogisticModel(
                outcomes: outcomes, Self.columns(x), penalty: .none, standardise: false)
        }
        // With a penalty there is an answer.
        let fit = try LogisticModel(
            outcomes: outcomes, Self.columns(x), penalty: .ridge(inverseStrength: 1),
            standardise: true)
        #expect(fit.coefficients[0] > 0)
    }

    @Test func strongButOverlappingColumnsAreFitted() throws {
        var random = RandomSource(seed: 11)
        for _ in 0..<20 {
            let x = (0..<300).map { _ in Double.random(in: -3...3, using: &random) }
            var outcomes = x.map { $0 > 0 }
            outcomes[0].toggle()
            outcomes[1].toggle()
            outcomes[2].toggle()
            let fit = try LogisticModel(
                outcomes: outcomes, Self.columns(x), penalty: .none, standardise: false)
            #expect(fit.coefficients[0].isFinite)
        }
    }

    @Test func dependentColumnsAreNamed() throws {
        let x: [Double] = [1, 2, 3, 4, 5, 6, 7, 8]
        let outcomes = [false, true, false, true, true, false, true, true]
        #expect(throws: StatisticsError.constantColumn("x")) {
            try LogisticModel(
                outcomes: outcomes, Self.columns(x.map { _ in 2 }), penalty: .none,
                standardise: false)
        }
        #expect(throws: StatisticsError.collinearColumn("y")) {
            try LogisticModel(
                outcomes: outcomes, Self.columns(x, x.map { 3 * $0 + 1 }), penalty: .none,
                standardise: false)
        }
    }

    @Test func infiniteHazardIsNamed() throws {
        let sample = try SurvivalSample(
            times: [1, 2, 3, 4, 5, 6], events: [true, true, true, false, false, false])
        #expect(throws: StatisticsError.monotoneLikelihood("x")) {
            try CoxModel(sample, Self.columns([1, 1, 1, 0, 0, 0]))
        }
        let none = try SurvivalSample(times: [1, 2], events: [false, false])
        #expect(throws: StatisticsError.noEvents) { try CoxModel(none, Self.columns([1, 2])) }
    }

    @Test func oneOutcomeHasNoCurve() {
        #expect(throws: StatisticsError.oneOutcome(positives: 2, negatives: 0)) {
            try ReceiverOperating(scores: [1, 2], outcomes: [true, true])
        }
    }

    @Test func onePatientHasNoVariance() throws {
        let curve = try ReceiverOperating(scores: [3, 1, 2], outcomes: [true, false, false])
        #expect(curve.area == 1)
        #expect(curve.standardError == nil)
        #expect(curve.interval == nil)
        #expect(curve.logitInterval == nil)
    }

    @Test func timesMustBeTimes() {
        #expect(throws: StatisticsError.negativeTime(row: 1)) {
            try SurvivalSample(times: [1, -1], events: [true, true])
        }
        #expect(throws: StatisticsError.notFinite(row: 0)) {
            try SurvivalSample(times: [.nan], events: [true])
        }
        #expect(throws: StatisticsError.noRows) { try SurvivalSample(times: [], events: []) }
    }

    @Test func curveAtZeroHasNoError() throws {
        let curve = KaplanMeier(try SurvivalSample(times: [1, 2], events: [true, true]))
        let end = curve.point(at: 5)
        #expect(end.survival == 0)
        #expect(end.standardError == nil)
        #expect(end.logLog == nil)
        #expect(end.atRisk == 0)
        let start = curve.point(at: 0.5)
        #expect(start.logLog == Interval(1, 1))
        #expect(start.atRisk == 2)
    }

    @Test func medianOfAFlatPieceLiesInItsMiddle() throws {
        let curve = KaplanMeier(
            try SurvivalSample(times: [1, 2, 6, 9], events: [true, true, true, true]))
        #expect(curve.quantile(0.5).time == 4)
        let open = KaplanMeier(
            try SurvivalSample(times: [1, 2, 6, 9], events: [true, true, false, false]))
        #expect(open.quantile(0.5).time == 5.5)
        #expect(open.quantile(0.9).time == nil)
    }

    @Test func oneGroupCannotBeCompared() throws {
        let sample = try SurvivalSample(times: [1, 2, 3], events: [true, false, true])
        #expect(throws: StatisticsError.oneGroup) {
            try LogRank(sample, groups: [0, 0, 0], groupCount: 1)
        }
        // Nobody of the second group is left when the first event happens.
        let apart = try SurvivalSample(times: [1, 1, 3, 4], events: [false, false, true, true])
        #expect(throws: StatisticsError.oneGroup) {
            try LogRank(apart, groups: [1, 1, 0, 0], groupCount: 2)
        }
    }

    @Test func probabilitiesMustBeProbabilities() {
        #expect(throws: StatisticsError.probabilityOutside(row: 1)) {
            try Calibration(probabilities: [0.5, 1.2], outcomes: [true, false], groups: 2)
        }
    }

    @Test func calibrationWithoutSlopeSaysSo() throws {
        let found = try Calibration(
            probabilities: [0.1, 0.2, 0.8, 0.9], outcomes: [false, false, true, true], groups: 2)
        #expect(found.line == nil)
        #expect(found.area == 1)
        #expect(found.observedOverExpected == 1)
    }
}
