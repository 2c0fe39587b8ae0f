import Clinical
import Domain
import Statistics
import Testing

@testable import Application

/// The back-test of the ICU forecast on simulated years: it finds nothing where the figures are
/// true, and something where they are not.
struct ICUBackTestTests {
    private static let rule = ICUSamples.rule
    private static let today = ICUSamples.today

    /// A year and a half with an infusion on six days of ten.
    ///
    /// - Parameter longer: by how much every stay is longer than the figures say.
    private static func year(seed: UInt64, longer: Int = 1) -> [ICUBackTest.Journey] {
        var random = SeededGenerator(seed: seed)
        var journeys: [ICUBackTest.Journey] = []
        for back in 0..<480 where random.unit() < 0.6 {
            let zero = today - back
            let isAdmitted = random.unit() < rule.chance(.init())
            let first = zero + rule.days.drawn(&random)
            let nights = rule.nights.drawn(&random) * longer
            journeys.append(
                ICUBackTest.Journey(
                    course: Course.ID(prefix: "K", number: journeys.count + 1), zero: zero,
                    domain: "", grades: [], stay: isAdmitted ? DaySpan(first, length: nights) : nil)
            )
        }
        return journeys
    }

    @Test func trueFiguresAreEven() {
        var (positions, foretold, happened) = ([Double](), 0.0, 0)
        for seed in 1...UInt64(12) {
            let test = ICUBackTest(Self.year(seed: seed), Self.rule, until: Self.today, seed: seed)
            #expect(test.nights == 52 * 14 && test.isEnough)
            positions += test.positions
            foretold += test.foretold
            happened += test.happened
            #expect(Double(test.covered) / Double(test.nights) > 0.78)
        }
        #expect(Evenness.distance(positions) < Evenness.limit(positions.count))
        #expect((0.9...1.1).contains(Double(happened) / foretold), "\(foretold) \(happened)")
    }

    @Test func figuresOfAnotherCentreAreNoticed() {
        let test = ICUBackTest(
            Self.year(seed: 3, longer: 4), Self.rule, until: Self.today, seed: 3)
        #expect(test.distance > test.limit)
        #expect(test.phrase.key == "icu.testedOff")
    }

    @Test func withoutStaysNothingIsSaid() {
        let none = Self.year(seed: 5).map {
            ICUBackTest.Journey(
                course: $0.course, zero: $0.zero, domain: "", grades: [], stay: nil)
        }
        let test = ICUBackTest(none, Self.rule, until: Self.today, seed: 1)
        #expect(!test.isEnough && test.phrase.key == "icu.untested")
    }

    /// Only what stood on the eve counts.
    @Test func aGradeOfTheDayIsNotKnownInTheMorning() {
        let journey = ICUBackTest.Journey(
            course: Course.ID(prefix: "K", number: 1), zero: Self.today - 5, domain: "",
            grades: [
                (Self.today - 3, .crs, 2), (Self.today - 2, .icans, 1), (Self.today - 1, .crs, 0),
                (Self.today, .crs, 4),
            ], stay: DaySpan(Self.today, length: 3))
        #expect(journey.candidate(on: Self.today - 1).grade == 2)
        #expect(journey.candidate(on: Self.today).grade == 1)
        #expect(journey.candidate(on: Self.today).admitted == nil)
        #expect(journey.candidate(on: Self.today + 1).admitted == Self.today)
        #expect(journey.candidate(on: Self.today + 3).isBack)
    }
}
