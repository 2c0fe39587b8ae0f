import Statistics
import Support
import Testing

struct PoissonBinomialTests {
    /// Every way in which some of the things happen, added up one by one.
    private static func enumerated(_ chances: [Double]) -> [Double] {
        var masses = [Double](repeating: 0, count: chances.count + 1)
        for pattern in 0..<(1 << chances.count) {
            var (chance, count) = (1.0, 0)
            for (index, each) in chances.enumerated() {
                let happens = pattern >> index & 1 == 1
                chance *= happens ? each : 1 - each
                if happens { count += 1 }
            }
            masses[count] += chance
        }
        return masses
    }

    @Test func itIsWhatCountingEveryPatternGives() {
        var random = RandomSource(seed: 10)
        for _ in 0..<200 {
            let chances = (0..<random.int(in: 0...9)).map { _ in
                Double(random.int(in: 0...1000)) / 1000
            }
            let found = PoissonBinomial(chances)
            let wanted = Self.enumerated(chances)
            for count in wanted.indices {
                let mass = found.masses.indices.contains(count) ? found.masses[count] : 0
                #expect(abs(mass - wanted[count]) < 1e-12)
                let more = wanted.dropFirst(count + 1).reduce(0, +)
                #expect(abs(found.probability(moreThan: count) - more) < 1e-12)
            }
            #expect(abs(found.mean - chances.reduce(0, +)) < 1e-12)
            let median = found.quantile(0.5)
            #expect(found.cumulative(median) >= 0.5 - 1e-9)
            #expect(median == 0 || found.cumulative(median - 1) < 0.5 + 1e-9)
        }
    }

    @Test func nobodyNeedsNothing() {
        let nobody = PoissonBinomial([])
        #expect(nobody.masses == [1] && nobody.mean == 0 && nobody.quantile(0.9) == 0)
        #expect(nobody.probability(moreThan: 0) == 0 && nobody.probability(moreThan: -1) == 1)
        #expect(PoissonBinomial([1, 1]).masses == [0, 0, 1])
        #expect(PoissonBinomial([.nan, 2]).masses == [0, 1])
    }

    /// Erlang's own recursion against his sum.
    @Test(arguments: [(0.43, 2, 0.0607), (1, 1, 0.5), (2, 3, 0.2105), (0, 2, 0), (5, 0, 1)])
    func whatServersTurnAway(_ offered: Double, _ servers: Int, _ share: Double) {
        #expect(abs(ErlangLoss.refused(offered: offered, servers: servers) - share) < 6e-5)
        var (term, sum) = (1.0, 1.0)
        for count in 1..<(servers + 1) where servers > 0 {
            term *= offered / Double(count)
            sum += term
        }
        #expect(
            abs(ErlangLoss.refused(offered: offered, servers: servers) - term / sum) < 1e-12
                || offered == 0)
    }
}
