import Clinical
import Domain
import Glibc
import Simulation
import Statistics
import Testing

@testable import Application

struct ICUForecastTests {
    static let rule = ICUSamples.rule
    static let today = ICUSamples.today

    private static func candidate(
        _ number: Int, zero: Int, grade: Int = 0, admitted: Int? = nil, isBack: Bool = false
    ) -> ICUCandidate {
        ICUCandidate(
            course: Course.ID(prefix: "K", number: number), dayZero: today + zero, grade: grade,
            admitted: admitted.map { today + $0 }, isBack: isBack)
    }

    /// The chance of each night, added up over every way through intensive care.
    @Test func aNightIsEveryWayThatLeadsToIt() {
        let chance = Self.rule.chance(.init())
        let nights = Self.rule.nights(.notYet(dayAfterInfusion: 0), chance: chance, count: 30)
        var wanted = [Double](repeating: 0, count: 30)
        for day in Self.rule.days.shares {
            for stay in Self.rule.nights.shares {
                for night in day.number..<(day.number + stay.number) where night < 30 {
                    wanted[night] += chance * day.share * stay.share
                }
            }
        }
        for (one, other) in zip(nights, wanted) { #expect(abs(one - other) < 1e-12) }
        #expect(abs(chance - 0.178) < 1e-9)
        // The figures that the settings are said to have.
        var sum = 0.0
        let cumulative = Self.rule.days.shares.map { day -> (Int, Double) in
            sum += day.share
            return (day.number, sum)
        }
        #expect(cumulative.first { $0.1 >= 0.25 }?.0 == 4)
        #expect(cumulative.first { $0.1 >= 0.5 }?.0 == 6)
        #expect(cumulative.first { $0.1 >= 0.75 }?.0 == 7)
    }

    @Test func whatHasPassedIsUsedUp() {
        let rule = Self.rule
        // After the last day of the figures nobody is admitted any more.
        #expect(rule.nights(.notYet(dayAfterInfusion: 10), chance: 0.3, count: 3) == [0, 0, 0])
        #expect(rule.nights(.back, chance: 0.3, count: 2) == [0, 0])
        let inside = rule.nights(.inside(nightsBefore: 0), chance: 1, count: 3)
        #expect(inside[0] == 1 && inside[1] < 1 && inside[2] < inside[1])
        let long = rule.nights(.inside(nightsBefore: 3), chance: 1, count: 2)
        #expect(long[0] == 1 && long[1] > inside[1] * 0.5)
        // A stay longer than any of the figures: there tonight, and no more is said.
        #expect(rule.nights(.inside(nightsBefore: 40), chance: 1, count: 2) == [1, 0])
    }

    @Test func risksAndGradesMoveTheOdds() {
        let rule = Self.rule
        let plain = rule.chance(.init())
        #expect(rule.chance(.init(verdict: .low)) < plain)
        #expect(rule.chance(.init(verdict: .high)) > rule.chance(.init(verdict: .raised)))
        #expect(rule.chance(.init(verdict: .cannotSay(["ldh"]))) == plain)
        #expect(rule.chance(.init(grade: 3)) > rule.chance(.init(grade: 2)))
        #expect(rule.chance(.init(domain: "CD28")) > rule.chance(.init(domain: "4-1BB")))
    }

    @Test func theForecastIsTheSameTwiceAndNamesWhoIsBehindIt() {
        let candidates = [
            Self.candidate(1, zero: -4), Self.candidate(2, zero: -1, grade: 3),
            Self.candidate(3, zero: 5), Self.candidate(4, zero: -9, admitted: -2),
        ]
        let beds = [ICUBeds](repeating: ICUBeds(open: 1, reservePercent: 200), count: 14)
        let forecast = ICUForecast.make(candidates, beds: beds, from: Self.today)
        #expect(forecast == ICUForecast.make(candidates, beds: beds, from: Self.today))
        #expect(forecast.nights.count == 14)
        let tonight = forecast.nights[0]
        #expect(tonight.behind.first?.course.text == "K-0004")
        #expect(tonight.behind.first?.chance == 1)
        #expect(tonight.overload > 0 && tonight.ninety >= 1)
        #expect(abs(tonight.expected - tonight.behind.reduce(0) { $0 + $1.chance }) < 0.01)
        // With a bed less, too few beds are likelier on every night with anybody behind it.
        let fewer = ICUForecast.make(
            candidates, beds: beds.map { _ in ICUBeds(open: 0) }, from: Self.today)
        for (one, other) in zip(forecast.nights, fewer.nights) where one.expected > 0.01 {
            #expect(other.overload > one.overload)
        }
    }

    // MARK: The long run

    /// Two beds to which 0.43 Erlang are offered refuse about 6 % in the long run: the beds of the
    /// simulation against Erlang's formula.
    @Test func twoBedsRefuseSixPercent() {
        let share = Self.refused(offered: 0.43, beds: 2)
        #expect(abs(share - ErlangLoss.refused(offered: 0.43, servers: 2)) < 0.003)
        #expect((0.055...0.066).contains(share), "\(share)")
        // The band is narrow enough to tell another load and another number of beds.
        for (offered, beds) in [(0.39, 2), (0.47, 2), (0.43, 1), (0.43, 3)] {
            let other = Self.refused(offered: offered, beds: beds)
            #expect(!(0.055...0.066).contains(other), "\(offered) \(beds)")
            #expect(abs(other - ErlangLoss.refused(offered: offered, servers: beds)) < 0.004)
        }
    }

    private static func refused(offered: Double, beds: Int) -> Double {
        var random = SeededGenerator(seed: 43)
        let rate = offered / rule.meanNights
        var clock = 0.0
        let visits = (0..<200_000).map { _ in
            clock -= log(1 - random.unit()) / rate
            return (arrival: clock, service: Double(rule.nights.drawn(&random)))
        }
        let outcome = Station(servers: beds, room: 0).serve(visits, countingFrom: 0)
        return Double(outcome.refused) / Double(visits.count)
    }

    /// A course of a simulated year, with what really became of it.
    private struct Journey {
        let zero: Int
        var admitted: Int?
        var nights: Int
        let grade: Int

        func isIn(_ day: Int) -> Bool {
            admitted.map { $0 <= day && day < $0 + nights } ?? false
        }
    }

    private static func journey(_ zero: Int, _ random: inout SeededGenerator) -> Journey {
        let grade = random.below(4)
        let isAdmitted = random.unit() < rule.chance(.init(grade: grade))
        let day = zero + rule.days.drawn(&random)
        return Journey(
            zero: zero, admitted: isAdmitted ? day : nil, nights: rule.nights.drawn(&random),
            grade: grade)
    }

    /// Over simulated years the counts are what was foretold: the randomised probability
    /// transform is uniform, and too few beds come as often as said.
    @Test func theForecastIsCalibrated() {
        let found = Calibration(years: 250) { zero, random in Self.journey(zero, &random) }
        #expect(found.isUniform, "\(found.classes)")
        #expect((0.9...1.1).contains(found.slope()), "\(found.slope())")
        // Forecasts that are a third too sure, or too timid, fall out of that band.
        #expect(found.slope(surer: 1.33) < 0.9 && found.slope(surer: 0.75) > 1.1)
        #expect(found.isEven, "\(found.foretold) \(found.happened)")
    }

    /// The same questions find a centre whose stays are longer, and one that brings fewer.
    @Test func figuresThatAreWrongAreFound() {
        let longer = Calibration(years: 60) { zero, random in
            var journey = Self.journey(zero, &random)
            journey.nights *= 2
            return journey
        }
        #expect(!longer.isUniform && !longer.isEven, "\(longer.classes)")
        let fewer = Calibration(years: 60) { zero, random in
            var journey = Self.journey(zero, &random)
            if random.unit() < 0.5 { journey.admitted = nil }
            return journey
        }
        #expect(!fewer.isUniform && !fewer.isEven, "\(fewer.classes)")
    }

    private struct Calibration {
        /// Transforms by tenths.
        var classes = [Int](repeating: 0, count: 10)
        private(set) var overloads: [(foretold: Double, happened: Bool)] = []

        /// Ten classes; the 99.9th percentile of chi square with nine degrees of freedom is 27.9.
        var isUniform: Bool {
            let expected = Double(classes.reduce(0, +)) / 10
            let square = classes.reduce(0.0) { sum, count in
                let gap = Double(count) - expected
                return sum + gap * gap / expected
            }
            return square < 27.9
        }

        /// - Parameter surer: by how much the logits of the forecasts are stretched.
        func slope(surer: Double = 1) -> Double { ICUForecastTests.slope(overloads, surer) }

        var foretold: Double { overloads.reduce(0) { $0 + $1.foretold } }
        var happened: Double { Double(overloads.count { $0.happened }) }
        var isEven: Bool { abs(foretold - happened) < 4 * foretold.squareRoot() }

        init(years: Int, _ journey: (Int, inout SeededGenerator) -> Journey) {
            var random = SeededGenerator(seed: 1_914)
            for _ in 0..<years {
                // A year with an infusion on six days of ten: beds are short often enough to count.
                var journeys: [Journey] = []
                for zero in 0..<365 where random.unit() < 0.6 {
                    journeys.append(journey(zero, &random))
                }
                // One question every four weeks, for one night ahead each: the answers are
                // independent.
                for now in stride(from: 28, to: 340, by: 28) { ask(journeys, on: now, &random) }
            }
        }

        private mutating func ask(
            _ journeys: [Journey], on now: Int, _ random: inout SeededGenerator
        ) {
            let candidates = journeys.enumerated().compactMap { number, journey in
                ICUForecastTests.seen(journey, number, on: now)
            }
            let open = random.below(3)
            let beds = [ICUBeds](repeating: ICUBeds(open: open), count: 14)
            let first = ICUForecastTests.today + now
            let forecast = ICUForecast.make(candidates, beds: beds, from: first)
            let night = forecast.nights[random.below(14)]
            let day = night.day - ICUForecastTests.today
            let count = journeys.count { $0.zero - now < 14 && $0.isIn(day) }
            let below = night.masses.prefix(count).reduce(0, +)
            let mass = night.masses.indices.contains(count) ? night.masses[count] : 0
            classes[min(9, Int((below + random.unit() * mass) * 10))] += 1
            overloads.append((night.overload, count > open))
        }
    }

    /// What a screen would know of a journey in the morning of a day.
    private static func seen(_ journey: Journey, _ number: Int, on now: Int) -> ICUCandidate? {
        guard journey.zero < now + 14 else { return nil }
        let isIn = journey.isIn(now) && (journey.admitted ?? now) < now
        let isBack = journey.admitted.map { $0 + journey.nights <= now } ?? false
        return ICUCandidate(
            course: Course.ID(prefix: "K", number: number), dayZero: today + journey.zero,
            grade: journey.grade, admitted: isIn ? journey.admitted.map { today + $0 } : nil,
            isBack: isBack)
    }

    /// The slope of what happened on the logit of what was foretold, by Newton's steps.
    private static func slope(
        _ cases: [(foretold: Double, happened: Bool)], _ surer: Double
    ) -> Double {
        var (a, b) = (0.0, 1.0)
        let points = cases.filter { $0.foretold > 1e-6 && $0.foretold < 1 - 1e-6 }
            .map { (surer * log($0.foretold / (1 - $0.foretold)), $0.happened ? 1.0 : 0.0) }
        for _ in 0..<30 {
            var (ga, gb, haa, hab, hbb) = (0.0, 0.0, 1e-9, 0.0, 1e-9)
            for (x, y) in points {
                let p = 1 / (1 + exp(-(a + b * x)))
                let weight = p * (1 - p)
                ga += y - p
                gb += (y - p) * x
                haa += weight
                hab += weight * x
                hbb += weight * x * x
            }
            let determinant = haa * hbb - hab * hab
            a += (hbb * ga - hab * gb) / determinant
            b += (haa * gb - hab * ga) / determinant
        }
        return b
    }
}
