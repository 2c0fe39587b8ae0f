import Application
import Clinical
import Domain
import Statistics

/// What the tests of intensive care share: the published figures, and draws from them.
enum ICUSamples {
    static let rule = ClinicalKnowledge.published.ward.icu
    static let today = Day(number: 20_778)
}

extension ICURule.Weights {
    func drawn(_ random: inout SeededGenerator) -> Int {
        var left = random.unit()
        for each in shares {
            left -= each.share
            if left < 0 { return each.number }
        }
        return shares.last?.number ?? 0
    }
}
