import Statistics
import Support
import Testing

/// The fast forms against plain ones that follow the definitions word by word.
struct EstimatorTests {
    static func sample(
        _ random: inout RandomSource, count: Int, causes: Int
    ) throws -> SurvivalSample {
        try SurvivalSample(
            times: (0..<count).map { _ in Double(random.int(in: 0...12)) },
            causes: (0..<count).map { _ in random.int(in: 0...causes) })
    }

    @Test func concordanceCountsAllPairs() throws {
        var random = RandomSource(seed: 21)
        for _ in 0..<200 {
            let count = random.int(in: 2...30)
            let times = (0..<count).map { _ in Double(random.int(in: 1...8)) }
            let events = (0..<count).map { _ in random.chance(0.6) }
            let risks = (0..<count).map { _ in Double(random.int(in: 0...5)) }
            var (concordant, discordant, tied) = (0, 0, 0)
            for first in 0..<count where events[first] {
                for second in 0..<count where second != first {
                    let isShorter =
                        times[first] < times[second]
                        || (times[first] == times[second] && !events[second])
                    guard isShorter else { continue }
                    if abs(risks[first] - risks[second]) <= 1e-8 {
                        tied += 1
                    } else if risks[first] > risks[second] {
                        concordant += 1
                    } else {
                        discordant += 1
                    }
                }
            }
            guard concordant + discordant + tied > 0 else { continue }
            let found = try Concordance.harrell(times: times, events: events, risks: risks)
            #expect(found.concordant == concordant)
            #expect(found.discordant == discordant)
            #expect(found.tiedRisk == tied)
        }
    }

    @Test func areaCountsAllPairs() throws {
        var random = RandomSource(seed: 22)
        for _ in 0..<200 {
            let count = random.int(in: 2...25)
            let scores = (0..<count).map { _ in Double(random.int(in: 0...6)) }
            let outcomes = (0..<count).map { _ in random.chance(0.5) }
            var (sum, pairs) = (0.0, 0)
            for one in 0..<count where outcomes[one] {
                for other in 0..<count where !outcomes[other] {
                    sum += scores[one] > scores[other] ? 1 : scores[one] == scores[other] ? 0.5 : 0
                    pairs += 1
                }
            }
            guard pairs > 0 else { continue }
            let curve = try ReceiverOperating(scores: scores, outcomes: outcomes)
            #expect(abs(curve.area - sum / Double(pairs)) < 1e-12)
            let area = try #require(ReceiverOperating.area(scores: scores, outcomes: outcomes))
            #expect(abs(area - curve.area) < 1e-12)
            #expect(abs(try Self.youden(scores, outcomes) - curve.cutOff.youden) < 1e-12)
        }
    }

    static func youden(_ scores: [Double], _ outcomes: [Bool]) throws -> Double {
        let positives = Double(outcomes.count { $0 })
        let negatives = Double(outcomes.count) - positives
        return scores.map { cut in
            let found = zip(scores, outcomes).count { $0 >= cut && $1 }
            let spared = zip(scores, outcomes).count { $0 < cut && !$1 }
            return Double(found) / positives + Double(spared) / negatives - 1
        }.max() ?? -1
    }

    @Test func incidenceErrorsFollowAalensSums() throws {
        var random = RandomSource(seed: 23)
        for _ in 0..<100 {
            let sample = try Self.sample(&random, count: random.int(in: 3...40), causes: 2)
            let curves = CumulativeIncidence(sample, causeCount: 2)
            for time in [0.0, 3, 7, 12] {
                let point = curves.point(cause: 1, at: time)
                let (share, variance) = Self.aalen(sample, cause: 1, at: time)
                #expect(abs(point.incidence - share) < 1e-12)
                #expect(abs(point.standardError - max(0, variance).squareRoot()) < 1e-9)
            }
        }
    }

    /// The three sums as they are written, with a loop over the earlier times for each time.
    static func aalen(
        _ sample: SurvivalSample, cause: Int, at time: Double
    ) -> (share: Double, variance: Double) {
        struct Row {
            var n = 0.0, d = 0.0, own = 0.0, before = 1.0, share = 0.0
        }
        var rows: [Row] = []
        var (survival, share) = (1.0, 0.0)
        for moment in Set(sample.times).sorted() where moment <= time {
            var row = Row()
            row.n = Double(sample.times.count { $0 >= moment })
            let here = sample.times.indices.filter { sample.times[$0] == moment }
            row.d = Double(here.count { sample.causes[$0] != 0 })
            row.own = Double(here.count { sample.causes[$0] == cause })
            guard row.d > 0 else { continue }
            row.before = survival
            share += survival * row.own / row.n
            survival *= 1 - row.d / row.n
            row.share = share
            rows.append(row)
        }
        var variance = 0.0
        for row in rows where row.n > 1 {
            let rest = share - row.share
            variance +=
                row.before * row.before * row.own * (row.n - row.own)
                / (row.n * row.n * (row.n - 1))
            guard row.n > row.d else { continue }
            variance += rest * rest * row.d / ((row.n - 1) * (row.n - row.d))
            variance -=
                2 * rest * row.before * row.own * (row.n - row.own)
                / (row.n * (row.n - row.d) * (row.n - 1))
        }
        return (share, variance)
    }

    @Test func distributionsMeetKnownValues() {
        #expect(abs(Distribution.z(confidence: 0.95) - 1.959963984540054) < 1e-14)
        #expect(abs(Distribution.normalQuantile(0.001) + 3.090232306167813) < 1e-13)
        #expect(abs(Distribution.chiSquareUpper(3.841458820694124, degrees: 1) - 0.05) < 1e-14)
        #expect(abs(Distribution.chiSquareUpper(11.07049769351635, degrees: 5) - 0.05) < 1e-14)
        #expect(abs(Distribution.chiSquareUpper(9.487729036781154, degrees: 4) - 0.05) < 1e-14)
        #expect(abs(Distribution.studentTwoSided(2.2281388519862742, degrees: 10) - 0.05) < 1e-12)
        #expect(abs(Distribution.studentTwoSided(3.182446305284263, degrees: 3) - 0.05) < 1e-12)
        #expect(abs(Distribution.studentTwoSided(12.706204736174698, degrees: 1) - 0.05) < 1e-13)
    }

    @Test func sortingKeepsTheOrderOfEquals() {
        var random = RandomSource(seed: 24)
        for count in [0, 1, 5, 63, 64, 65, 1000] {
            let values = (0..<count).map { _ in
                random.chance(0.5)
                    ? Double(random.int(in: -3...3))
                    : Double.random(in: -1e9...1e9, using: &random)
            }
            let wanted = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
            #expect(Ordering.ascending(values).map { Int($0) } == wanted)
        }
        #expect(Ordering.ascending([0, -0.0, -1]) == [2, 0, 1])
        #expect(Ordering.midranks([5, 1, 5, 2]) == [3.5, 1, 3.5, 2])
    }

    @Test func bootstrapDependsOnItsSeedOnly() throws {
        var random = RandomSource(seed: 25)
        let sample = try Self.sample(&random, count: 60, causes: 1)
        let one = try MedianBootstrap(sample, resamples: 300, seed: 4)
        let same = try MedianBootstrap(sample, resamples: 300, seed: 4)
        #expect(one.standardDeviation == same.standardDeviation)
        #expect(one.lower == same.lower && one.upper == same.upper)
        let lower = try #require(one.lower)
        let upper = try #require(one.upper)
        let median = try #require(one.median)
        #expect(lower <= median && median <= upper)
    }

    @Test func threadsPutResultsIntoTheirPlaces() {
        let wanted = (0..<500).map { $0 * $0 }
        for threads in [1, 2, 7] {
            #expect(Parallel.map(count: 500, threads: threads) { $0 * $0 } == wanted)
        }
    }

    @Test func correlationFollowsOrder() throws {
        let up = try Correlation.spearman([1, 2, 3, 4, 5, 6], [1, 4, 9, 16, 25, 36])
        #expect(up.coefficient == 1)
        let some = try Correlation.spearman(
            [106, 86, 100, 101, 99, 103, 97, 113, 112, 110], [7, 0, 27, 50, 28, 29, 20, 12, 6, 17])
        #expect(abs(some.coefficient + 29.0 / 165.0) < 1e-12)
        #expect(abs(some.p - 0.6271883447764844) < 1e-9)
    }
}
