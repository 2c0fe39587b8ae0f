import Domain
import Support
import Testing

struct DayTests {
    @Test func knownDays() throws {
        #expect(try Day(year: 1970, month: 1, day: 1).number == 0)
        let today = try Day(iso: "2026-11-21")
        #expect(today.weekday == .saturday)
        #expect((today + 40).iso == "2026-12-31")
        #expect(try Day(iso: "2028-02-29") - today == 465)
    }

    @Test(arguments: ["2027-02-29", "2026-13-01", "2026-04-31", "2026-00-10", "1700-01-01"])
    func daysThatDoNotExist(_ text: String) {
        #expect(throws: DayError.self) { try Day(iso: text) }
    }

    @Test(arguments: ["2026-1-01", "26-01-01", "2026/01/01", "2026-01-01 ", "", "2026-01-0１"])
    func textsThatAreNoDay(_ text: String) {
        #expect(throws: DayError.unreadable(text)) { try Day(iso: text) }
    }

    @Test func monthsEndWhereTheyEnd() throws {
        let last = try Day(iso: "2027-01-31")
        #expect(last.adding(months: 1).iso == "2027-02-28")
        #expect(last.adding(months: 13).iso == "2028-02-29")
        #expect(last.adding(months: -2).iso == "2026-11-30")
    }

    @Test func birthdays() throws {
        let leapling = try Day(iso: "2000-02-29")
        #expect(try Day(iso: "2026-02-28").wholeYears(since: leapling) == 25)
        #expect(try Day(iso: "2026-03-01").wholeYears(since: leapling) == 26)
    }

    /// 100,000 random sums, each compared with Python's calendar: weekday, date and difference.
    @Test func sumsEqualAnIndependentCalendar() throws {
        let script = """
            import datetime, random
            r = random.Random(20261121)
            first = datetime.date(1800, 1, 1)
            for _ in range(100000):
                a = first + datetime.timedelta(r.randrange(146000))
                n = r.randrange(-20000, 20000)
                b = a + datetime.timedelta(n)
                if not 1800 <= b.year < 2200: b, n = a, 0
                print(a.isoformat(), n, b.isoformat(), b.weekday())
            """
        let output = try Process.run("/usr/bin/python3", ["-c", script])
        #expect(output.code == 0)
        var count = 0
        for line in output.text.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            let (from, days) = (try Day(iso: words[0]), try #require(Int(words[1])))
            let sum = from + days
            guard sum.iso == words[2], String(sum.weekday.rawValue) == words[3], sum - from == days
            else {
                Issue.record("\(line): got \(sum) \(sum.weekday)")
                return
            }
            count += 1
        }
        #expect(count == 100_000)
    }

    @Test func instantsKeepTheirPlace() throws {
        let tokyo = try Instant(iso: "2026-11-22T00:30:00+09:00")
        #expect(tokyo.day.iso == "2026-11-22")
        #expect(tokyo.utcMilliseconds == (try Instant(iso: "2026-11-21T15:30:00Z")).utcMilliseconds)
        #expect(tokyo.iso == "2026-11-22T00:30:00+09:00")
        let old = try Instant(iso: "1969-12-31T23:59:59.250-00:30")
        #expect(old.day.iso == "1969-12-31")
        #expect(old.iso == "1969-12-31T23:59:59.250-00:30")
        #expect(throws: DayError.self) { try Instant(iso: "2026-11-22T00:30:00") }
        #expect(throws: DayError.self) { try Instant(iso: "2026-11-22T24:00Z") }
    }

    @Test func randomInstantsSurviveTheRoundTrip() throws {
        var random = RandomSource(seed: 3)
        for _ in 0..<20_000 {
            let instant = Instant(
                utcMilliseconds: Int64(random.int(in: -4_000_000_000_000...4_000_000_000_000)),
                offsetMinutes: Int16(random.int(in: -720...840)))
            #expect(try Instant(iso: instant.iso) == instant)
        }
    }

    @Test func eras() throws {
        let day = try Day(iso: "2026-04-01")
        #expect(JapaneseEra(of: day)?.year == 8)
        #expect(JapaneseEra.day(era: "R", year: 8, month: 4, day: 1) == day)
        #expect(JapaneseEra.day(era: "平成", year: 31, month: 4, day: 30) != nil)
        #expect(JapaneseEra.day(era: "平成", year: 31, month: 5, day: 1) == nil)
        #expect(JapaneseEra.day(era: "昭和", year: 64, month: 1, day: 7)?.iso == "1989-01-07")
        #expect(JapaneseEra(of: try Day(iso: "1868-10-23")) == nil)
    }
}
