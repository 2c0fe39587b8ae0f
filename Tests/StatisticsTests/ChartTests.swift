import Glibc
import Statistics
import Testing

struct ChartTests {
    @Test func constantDecimalsAreNotFlagged() throws {
        for value in [0.1, 33.3, 1e-7] {
            let chart = try XmRChart(Array(repeating: value, count: 30))
            #expect(chart.flags.allSatisfy { $0.isEmpty })
            #expect(chart.segments[0].centre == value)
        }
    }

    @Test func aMovingRangeNeverSpansTwoSegments() throws {
        let series: [Double] = [1, 2, 1, 2, 101, 102, 101, 102]
        let chart = try XmRChart(series, .init(rebaseAt: [4]))
        #expect(chart.segments.map(\.meanMovingRange) == [1, 1])
        #expect(chart.segments.map(\.centre) == [1.5, 101.5])
        #expect(chart.isProvisional)
        #expect(throws: StatisticsError.tooFewRows(found: 1, needed: 2)) {
            try XmRChart([1, 2, 3], .init(rebaseAt: [2]))
        }
    }

    @Test func cusumAddsTheLogarithmsOfLikelihoods() throws {
        // Odds ratio 2 at a risk of 0.2: an event adds log(2 / 1.2), none adds log(1 / 1.2).
        let up = log(2 / 1.2)
        let down = log(1 / 1.2)
        let chart = try CusumChart(
            outcomes: [true, false, false, false, true, true],
            risks: Array(repeating: 0.2, count: 6), oddsRatio: 2, limit: 1)
        let wanted = [up, up + down, up + 2 * down, max(0, up + 3 * down)]
        for (found, value) in zip(chart.path, wanted) { #expect(abs(found - value) < 1e-12) }
        #expect(chart.signals == [5])
    }

    @Test func cusumStartsAgainAfterASignal() throws {
        let chart = try CusumChart(
            outcomes: [true, true, true, true], risks: Array(repeating: 0.1, count: 4),
            oddsRatio: 3, limit: 1)
        #expect(chart.signals == [1, 3])
        #expect(chart.path[2] == chart.path[0])
    }

    /// Against runs that are drawn.
    @Test func runLengthsAreWhatSimulationFinds() throws {
        let exact = try #require(
            CusumChart.averageRunLength(
                expected: 0.1, actual: 0.1, oddsRatio: 2, limit: 2, steps: 300))
        var generator = SeededGenerator(seed: 5)
        var total = 0
        let runs = 1500
        for _ in 0..<runs {
            var (sum, length) = (0.0, 0)
            while sum < 2 {
                let outcome = generator.unit() < 0.1
                sum = max(0, sum + log((outcome ? 2 : 1) / (1 - 0.1 + 2 * 0.1)))
                length += 1
            }
            total += length
        }
        let mean = Double(total) / Double(runs)
        #expect(abs(mean - exact) / exact < 0.1)
        let changed = try #require(
            CusumChart.averageRunLength(expected: 0.1, actual: 0.2, oddsRatio: 2, limit: 2))
        #expect(changed < exact / 2)
    }

    @Test func rareEventsAreChartedByTheirGaps() throws {
        var outcomes = [Bool](repeating: false, count: 40)
        for place in [0, 4, 10, 13] { outcomes[place] = true }
        let chart = try GeometricChart(outcomes: outcomes)
        #expect(chart.gaps == [3, 5, 2])
        #expect(abs(chart.centre - 10.0 / 3) < 1e-12)
        let mean = 10.0 / 3
        #expect(abs(chart.upper - (mean + 3 * (mean * (mean + 1)).squareRoot())) < 1e-12)
        #expect(chart.lower == 0)
        #expect(chart.median < chart.centre)
        let late = try GeometricChart(gaps: [3, 2, 4, 3, 2, 5, 3, 2, 4, 3, 2, 60])
        #expect(late.flags.last == [.outsideLimits])
        #expect(throws: StatisticsError.tooFewRows(found: 1, needed: 2)) {
            try GeometricChart(outcomes: [false, true, false])
        }
    }
}
