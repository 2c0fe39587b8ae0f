import Application
import Domain
import Prediction
import Statistics
import Support
import Testing

struct RatioTests {
    static func settings(threads: Int = 1) -> RatioSearch.Settings {
        .init(folds: 4, repeats: 2, permutations: 20, seed: 3, threads: threads)
    }

    /// Columns of noise; the first over the second tells the outcomes apart when asked to.
    static func columns(
        _ random: inout RandomSource, _ outcomes: [Bool], width: Int, hasSignal: Bool
    ) throws -> Columns {
        var values = (0..<width).map { _ in
            outcomes.map { _ in Double.random(in: 1...10, using: &random) }
        }
        if hasSignal {
            // A common factor hides in both columns; only their ratio is free of it.
            for row in outcomes.indices {
                let common = Double.random(in: 0.1...10, using: &random)
                let noise = Double.random(in: 0.9...1.1, using: &random)
                values[0][row] = common * (outcomes[row] ? 1.5 : 1) * noise
                values[1][row] = common
            }
        }
        return try Columns(names: (0..<width).map { "p\($0)" }, values: values)
    }

    @Test func theHiddenRatioIsFound() throws {
        var random = RandomSource(seed: 51)
        let outcomes = (0..<40).map { $0 % 2 == 0 }
        let columns = try Self.columns(&random, outcomes, width: 12, hasSignal: true)
        let search = try RatioSearch(columns, outcomes: outcomes, Self.settings())
        let best = try #require(search.candidates.first)
        #expect(best.numerator == 0 && best.denominator == 1)
        #expect(search.nestedArea > 0.95)
        #expect(search.ratiosTried == 66)
        #expect(try #require(search.permutationP) < 0.06)
    }

    @Test func amongNoiseTheOptimismShows() throws {
        var random = RandomSource(seed: 52)
        let outcomes = (0..<30).map { $0 % 2 == 0 }
        let columns = try Self.columns(&random, outcomes, width: 30, hasSignal: false)
        let search = try RatioSearch(columns, outcomes: outcomes, Self.settings())
        let apparent = try #require(search.candidates.map(\.area).max())
        #expect(apparent > 0.75)
        #expect(search.nestedArea < apparent - 0.1)
        #expect(try #require(search.permutationP) > 0.05)
        #expect(abs(try #require(search.shuffledBestMean) - apparent) < 0.15)
    }

    @Test func areasAreThoseOfThePlainCurve() throws {
        var random = RandomSource(seed: 53)
        let outcomes = (0..<24).map { _ in random.chance(0.5) }
        let columns = try Self.columns(&random, outcomes, width: 6, hasSignal: false)
        let search = try RatioSearch(columns, outcomes: outcomes, Self.settings())
        for candidate in search.candidates {
            let scores = zip(
                columns.values[candidate.numerator], columns.values[candidate.denominator]
            ).map { $0 / $1 }
            let curve = try ReceiverOperating(scores: scores, outcomes: outcomes)
            #expect(abs(curve.area - candidate.area) < 1e-12)
        }
    }

    @Test func threadsChangeNothing() throws {
        var random = RandomSource(seed: 54)
        let outcomes = (0..<24).map { $0 % 3 == 0 }
        let columns = try Self.columns(&random, outcomes, width: 10, hasSignal: false)
        let one = try RatioSearch(columns, outcomes: outcomes, Self.settings())
        let two = try RatioSearch(columns, outcomes: outcomes, Self.settings(threads: 3))
        #expect(one.candidates == two.candidates)
        #expect(one.nestedArea == two.nestedArea)
        #expect(one.shuffledBest == two.shuffledBest)
    }

    @Test func theWinnerIsKeptWithItsCard() throws {
        let spec = """
            {"id": "csf", "label": "icans", "positive": 1, "predictors": "all",
             "permutations": 50, "repeats": 3, "simulated": true}
            """
        let desk = try ModelDesk.train(
            kind: "ratio",
            data: Repository.bytes("Tests/StatisticsTests/Fixtures/simulated_csf_ratio.csv"),
            dataName: "csf.csv", specification: Array(spec.utf8), seed: 1, threads: 1,
            today: try Day(year: 2026, month: 11, day: 21))
        guard case .ratio(let ratio) = desk.model.parameters else {
            Issue.record("no ratio")
            return
        }
        #expect(ratio.numerator == "c1rl" && ratio.denominator == "fuca2")
        #expect(abs(ratio.cutOff - 1.51290513444218) < 1e-9)
        #expect(abs(try #require(desk.model.apparent.discrimination) - 0.949874686716792) < 1e-9)
        let again = try DeskModel(reading: Array(desk.fileText.utf8))
        #expect(again.fileText == desk.fileText)
    }
}
