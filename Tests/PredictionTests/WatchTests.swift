import Prediction
import Statistics
import Support
import Testing

struct WatchTests {
    static func rows(
        _ random: inout RandomSource, months: Int, odds: (Int) -> Double
    ) -> [(month: String, risk: Double, outcome: Bool)] {
        (0..<months * 20).map { index in
            let month = index / 20
            let risk = Double.random(in: 0.05...0.4, using: &random)
            let name = "20\(24 + month / 12)-\(month % 12 < 9 ? "0" : "")\(month % 12 + 1)"
            return (name, risk, random.chance(min(1, risk * odds(month))))
        }
    }

    @Test func aTrueModelIsLeftAlone() {
        var random = RandomSource(seed: 61)
        let watch = ModelWatch(Self.rows(&random, months: 20) { _ in 1 })
        #expect(watch.months.count == 20)
        #expect(watch.months.allSatisfy { $0.count == 20 })
        #expect(!watch.suggestsRecalibration)
    }

    @Test func aModelThatHasGoneWrongIsFound() throws {
        var random = RandomSource(seed: 62)
        let watch = ModelWatch(Self.rows(&random, months: 24) { $0 < 12 ? 1 : 2.2 })
        #expect(watch.suggestsRecalibration)
        #expect(try #require(watch.observedOverExpected) > 1.2)
    }

    @Test func phosphateIsConvertedBeforeItIsJudged() throws {
        let falls = try #require(EarlySign.phosphate(baseline: 3.4, latest: 2.0, unit: .mgPerDL))
        #expect(abs(falls.changePercent + 41.1764705882353) < 1e-9)
        #expect(falls.isLow)
        let stays = try #require(EarlySign.phosphate(baseline: 3.4, latest: 2.9, unit: .mgPerDL))
        #expect(!stays.isLow)
        let limit = try #require(EarlySign.phosphate(baseline: 3.4, latest: 2.5, unit: .mgPerDL))
        #expect(!limit.isLow)
        let molar = try #require(EarlySign.phosphate(baseline: 1.1, latest: 0.8, unit: .mmolPerL))
        #expect(abs(molar.latest - 2.47792) < 1e-9)
        #expect(molar.isLow)
        #expect(EarlySign.phosphate(baseline: 0, latest: 1, unit: .mgPerDL) == nil)
    }

    @Test func pai1IsATrendAndNothingElse() throws {
        let sign = try #require(EarlySign.pai1(baseline: 22.5, latest: 41))
        #expect(!sign.isLow)
        #expect(abs(sign.changePercent - 82.2222222222222) < 1e-9)
    }
}
