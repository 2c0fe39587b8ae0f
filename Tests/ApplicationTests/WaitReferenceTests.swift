import Domain
import Statistics
import Support
import Testing

@testable import Application

/// The figures of the screen against the procedures that are held to the reference cases, on the
/// simulated waiting list.
struct WaitReferenceTests {
    /// Referral, wait and end of every row of the simulated cohort.
    private static func courses() throws -> (courses: [CourseTrace], now: Instant) {
        let text = Repository.text("Tests/StatisticsTests/Fixtures/simulated_waiting.csv")
        let table = try CSVTable.parse(Array(text.utf8))
        var found: [CourseTrace] = []
        var last = Day(number: 0)
        for row in 0..<table.rowCount {
            func cell(_ name: String) throws -> String { table[row, try table.column(name)] }
            let day = try Day(iso: try cell("referral_date"))
            let end = day + (Int(try cell("wait_days")) ?? 0)
            last = max(last, end)
            let at = Instant(day, .midnight, offsetMinutes: 0)
            let ended = Instant(end, .midnight, offsetMinutes: 0)
            var record = CourseRecord(
                id: try Course.ID("K-\(row)"), patient: try Patient.ID("P-\(row)"), product: nil,
                referral: Referral(
                    at: at, hospital: try cell("group"), indication: .lymphoma, urgency: .soon))
            switch try cell("status") {
            case "2": (record.ending, record.ended) = (.withdrawn(.death), ended)
            case "3": (record.ending, record.ended) = (.withdrawn(.declined), ended)
            // Still waiting: each was watched to a day of its own, as a completed course is.
            case "0": (record.ending, record.ended) = (.completed, ended)
            default: break
            }
            var trace = CourseTrace(record, sex: .unknown, birth: day - 20_000)
            if try cell("status") == "1" { trace.note(.infused, at: ended) }
            found.append(trace)
        }
        return (found, Instant(last, .midnight, offsetMinutes: 0))
    }

    @Test func theFiguresAreThoseOfTheProcedures() throws {
        let (courses, now) = try Self.courses()
        #expect(courses.count == 500)
        let scope = FigureScope(asOf: now)
        let cohort = WaitCohort(WaitPair(.referred, .infused), courses, scope)
        let sample = try #require(cohort.sample)
        let naive = KaplanMeier(try #require(cohort.naiveSample)).quantile(0.5)
        let curve = CumulativeIncidence(sample, causeCount: 2)
        let median = WaitQuantile(0.5, curve)
        let time = try #require(median.time)
        #expect(curve.point(cause: 1, at: time).incidence >= 0.5)
        #expect(curve.point(cause: 1, at: time - 0.5).incidence < 0.5)
        #expect(try #require(median.lower) <= time)
        // Counting those who died as if they could still come flatters the wait.
        #expect(try #require(naive.time) < time)
        let figure = WaitFigure.pair(WaitPair(.referred, .infused), courses, scope)
        let row = try #require(figure.table.rows.last)
        func cell(_ name: String) throws -> FigureTable.Cell {
            row.cells[try #require(figure.table.columns.firstIndex(of: name))]
        }
        #expect(try cell("median") == .number(time, places: 1))
        #expect(try cell("naiveMedian") == .number(try #require(naive.time), places: 1))
        #expect(try cell("n") == .count(500))
        // The curve that is drawn is the curve that is counted.
        let drawn = try #require(figure.plot?.series.first)
        for point in drawn.points {
            #expect(abs(curve.point(cause: 1, at: point.x).incidence - point.y) < 1e-12)
        }
        let atRisk = try #require(figure.plot?.atRisk.first?.counts.first)
        #expect(atRisk == 500)
    }

    @Test func grayOfTheScreenIsGraysTest() throws {
        let (courses, now) = try Self.courses()
        var scope = FigureScope(asOf: now)
        scope.grouping = .hospital
        let figure = WaitFigure.pair(WaitPair(.referred, .infused), courses, scope)
        let cohort = WaitCohort(WaitPair(.referred, .infused), courses, scope)
        let groups = cohort.waits.map { $0.trace.hospital == "before" ? 1 : 0 }
        let test = try GrayTest(
            try #require(cohort.sample), cause: 1, groups: groups, groupCount: 2)
        let wanted = Phrase.Value.decimal(test.statistic, places: 2)
        #expect(figure.notes.contains { $0.values["chi"] == wanted })
    }

    // MARK: Forecast

    /// Waits of chance, the same for ever: the forecast has to be calibrated.
    private static func stationary(_ count: Int, seed: UInt64, drift: Double = 0)
        -> [WaitForecast.PastWait]
    {
        var random = SeededGenerator(seed: seed)
        return (0..<count).map { number in
            let day = Day(number: 19_000) + number * 2
            let spread = (random.unit() + random.unit() + random.unit()) * 12
            let wait = 25 + Int(spread + drift * Double(number))
            return WaitForecast.PastWait(referral: day, infusion: day + wait, product: nil)
        }.sorted { ($0.infusion, $0.referral) < ($1.infusion, $1.referral) }
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64]) func forecastsAreCalibrated(_ seed: UInt64) {
        let past = Self.stationary(900, seed: seed)
        let test = ForecastTest(past, until: Day(number: 22_000), seed: seed)
        #expect(test.count > 700)
        #expect(test.distance < test.limit, "\(test.distance)")
        let share = Double(test.covered80) / Double(test.count)
        #expect((0.76...0.86).contains(share))
    }

    /// A test that cannot fail shows nothing: waits that grow have to be noticed.
    @Test func aDriftIsNoticed() {
        let past = Self.stationary(900, seed: 5, drift: 0.1)
        let test = ForecastTest(past, until: Day(number: 22_000), seed: 5)
        #expect(test.distance > test.limit)
    }

    /// Nothing of the day itself or later is known to a forecast of that day.
    @Test func aForecastKnowsNoFuture() throws {
        let past = Self.stationary(300, seed: 6)
        let day = Day(number: 19_300)
        let known = past.filter { $0.infusion < day }
        let one = try #require(WaitForecast(past, product: nil, on: day))
        let two = try #require(WaitForecast(known, product: nil, on: day))
        #expect(one.waits == two.waits)
    }
}
