import Domain
import Glibc
import Support
import Testing

@testable import Application

/// Infusions a week, foretold of simulated histories that nothing was fitted to.
struct WeekForecastTests {
    private static let start = Day(number: 19_000)
    private static let end = 1_500

    private static func unit(_ random: inout RandomSource) -> Double {
        (Double(random.next() >> 11) + 0.5) / Double(1 << 53)
    }

    /// Referrals at random; each is infused after a wait of its own, or leaves before.
    ///
    /// - Parameter settle: moves the day of an infusion, to spoil what the forecast assumes.
    private static func history(
        seed: UInt64, settle: (Int) -> Int = { $0 }
    ) throws -> [CourseTrace] {
        var random = RandomSource(seed: seed)
        var courses: [CourseTrace] = []
        var clock = 0.0
        while clock < Double(end) {
            clock -= log(unit(&random)) / 0.6
            let referral = Int(clock)
            // A shortest way of four weeks and something that nobody can know.
            var wait = 28.0
            for _ in 0..<3 { wait -= 7 * log(unit(&random)) }
            let leaving = -220 * log(unit(&random))
            let product = random.next() % 3 == 0 ? "tisa-cel" : "axi-cel"
            let number = courses.count
            let at = Instant(start + referral, .midnight, offsetMinutes: 540).adding(minutes: 540)
            var record = CourseRecord(
                id: try Course.ID("K-\(10_000 + number)"),
                patient: try Patient.ID("P-\(10_000 + number)"),
                product: try Product.ID(product),
                referral: Referral(
                    at: at, hospital: "H", indication: .lymphoma, urgency: .soon))
            let infused = settle(referral + Int(wait))
            let left = referral + Int(leaving) + 1
            if left < infused, left < end {
                (record.ending, record.ended) = (
                    .withdrawn(.death), at.adding(minutes: (left - referral) * 1440)
                )
            }
            var trace = CourseTrace(record, sex: .female, birth: start - 20_000)
            if infused <= left, infused < end {
                trace.note(.infused, at: at.adding(minutes: (infused - referral) * 1440))
            }
            courses.append(trace)
        }
        return courses
    }

    private static func test(_ courses: [CourseTrace], seed: UInt64) -> WeekTest {
        WeekTest(WaitRecord(courses), until: start + end, seed: seed)
    }

    @Test func everyWeekIsCalibrated() throws {
        var positions = [[Double]](repeating: [], count: WeekForecast.weeks)
        var (foretold, happened, covered, count) = (0.0, 0, 0, 0)
        for seed in 1...UInt64(8) {
            let test = Self.test(try Self.history(seed: seed), seed: seed)
            for (week, horizon) in test.horizons.enumerated() {
                #expect(horizon.count == WeekTest.mondays)
                positions[week] += horizon.positions
                foretold += horizon.foretold
                happened += horizon.happened
                covered += horizon.covered
                count += horizon.count
            }
        }
        for (week, found) in positions.enumerated() {
            let distance = Evenness.distance(found)
            #expect(distance < Evenness.limit(found.count), "week \(week + 1): \(distance)")
        }
        let ratio = Double(happened) / foretold
        #expect((0.97...1.03).contains(ratio), "\(ratio)")
        // Counts are whole: their 80 % interval holds at least that, and not nearly everything.
        let share = Double(covered) / Double(count)
        #expect((0.80...0.93).contains(share), "\(share)")
    }

    /// Cells run on Mondays and Tuesdays alone: the weeks of the past are the same days.
    @Test func weekdaysAreNoBias() throws {
        var (foretold, happened) = ([Double](repeating: 0, count: 4), [Int](repeating: 0, count: 4))
        var first: [Double] = []
        for seed in 21...UInt64(26) {
            let courses = try Self.history(seed: seed) { day in
                var day = day
                while ![.monday, .tuesday].contains((Self.start + day).weekday) { day += 1 }
                return day
            }
            let test = Self.test(courses, seed: seed)
            first += test.horizons[0].positions
            for (week, horizon) in test.horizons.enumerated() {
                foretold[week] += horizon.foretold
                happened[week] += horizon.happened
            }
        }
        for week in 0..<4 {
            let ratio = Double(happened[week]) / foretold[week]
            #expect((0.95...1.05).contains(ratio), "week \(week + 1): \(ratio)")
        }
        #expect(Evenness.distance(first) < Evenness.limit(first.count))
    }

    /// A test that cannot fail shows nothing: infusions that come in heaps have to be noticed.
    @Test func heapsAreNoticed() throws {
        let heaped = try Self.history(seed: 3) { day in (day + 27) / 28 * 28 }
        let found = Self.test(heaped, seed: 3).horizons[0]
        #expect(found.distance > found.limit)
    }

    @Test func aForecastKnowsNoFuture() throws {
        let courses = try Self.history(seed: 4)
        let day = Self.start + 900
        let moment = Instant(day, .midnight, offsetMinutes: 540).adding(minutes: 1439)
        let known = courses.compactMap { $0.asOf(moment) }
        let one = try #require(WeekForecast(WaitRecord(courses), on: day))
        let two = try #require(WeekForecast(WaitRecord(known), on: day))
        #expect(one.counts == two.counts)
        #expect(WeekForecast(WaitRecord(known), on: Self.start + 30) == nil)
    }

    @Test func theFigureSaysHowOftenItHeld() throws {
        let courses = try Self.history(seed: 5)
        let now = Instant(Self.start + Self.end, .midnight, offsetMinutes: 540)
        let notes = ForecastFigure.figure(courses, FigureScope(asOf: now)).notes.map(\.key)
        #expect(notes.contains("figure.forecast.infusions"))
        #expect(notes.contains("figure.forecast.weeksCalibrated"))
    }
}
