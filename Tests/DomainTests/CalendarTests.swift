import Application
import Domain
import Support
import Testing

struct CalendarTests {
    /// The table was made by two independent libraries; see Fixtures/README.md.
    @Test func japaneseHolidaysEqualTheTable() throws {
        let calendar = try #require(Calendars.holidays("JP"))
        let rows = Repository.text("Tests/DomainTests/Fixtures/jp_holidays_2024_2028.csv")
            .split(whereSeparator: \.isNewline).dropFirst()
        let expected = rows.map { row in
            let cells = row.split(separator: ",", omittingEmptySubsequences: false)
            return "\(cells[0]) \(cells[4]) \(cells[5])"
        }
        let found = (Int32(2024)...2028).flatMap { calendar.holidays(in: $0) }.map {
            "\($0.day) \($0.kind.rawValue) \($0.isProvisional ? 1 : 0)"
        }
        #expect(found == expected)
        #expect(found.count == 91)
    }

    @Test(arguments: [
        ("2026-07-03", true), ("2026-07-04", true), ("2027-11-25", true), ("2027-05-31", true),
        // The new year of 2028 falls on a Saturday and is observed in the year before.
        ("2027-12-31", true), ("2026-11-21", false),
    ])
    func americanHolidays(_ text: String, _ isHoliday: Bool) throws {
        let day = try Day(iso: text)
        let calendar = try #require(Calendars.holidays("US"))
        #expect(calendar.holidays(in: day.year).contains { $0.day == day } == isHoliday)
    }

    /// Dates of Easter Sunday as printed in church calendars.
    @Test(arguments: [
        (2024, "2024-03-31"), (2025, "2025-04-20"), (2026, "2026-04-05"), (2038, "2038-04-25"),
    ])
    func easter(_ year: Int32, _ text: String) {
        #expect(HolidayRule.easter(offset: 0).day(in: year)?.iso == text)
    }

    @Test func theCentreWorksAsItSays() throws {
        let calendar = WorkingCalendar(
            holidays: Calendars.holidays("JP"),
            yearlyClosures: [
                .init(name: "new year", fromMonth: 12, fromDay: 29, toMonth: 1, toDay: 3)
            ],
            closures: [(DaySpan(try Day(iso: "2026-10-05")), "founding day")],
            openDays: [try Day(iso: "2026-05-06"), try Day(iso: "2026-11-22")])
        func status(_ text: String) throws -> WorkingCalendar.Status {
            calendar.status(try Day(iso: text))
        }
        #expect(try status("2026-12-28") == .open)
        #expect(try status("2026-12-29") == .closure("new year"))
        #expect(try status("2027-01-03") == .closure("new year"))
        #expect(try status("2027-01-04") == .open)
        #expect(try status("2026-10-05") == .closure("founding day"))
        #expect(try status("2026-05-06") == .open)  // An open substitute holiday.
        #expect(try status("2026-11-22") == .open)  // An open Sunday.
        #expect(try status("2026-11-21") == .weekend)
        #expect(
            try status("2026-09-22")
                == .holiday(
                    names: ["en": "Citizens' Holiday", "ja": "国民の休日"], isProvisional: false))
        #expect(try status("2040-03-07") == .unknown)
        #expect(calendar.firstOpen(from: try Day(iso: "2026-12-29"))?.iso == "2027-01-04")
    }

    @Test func aFaultyFileIsNamedByItsLine() throws {
        let text = """
            {"format": "cartas-holidays/1", "country": "XX", "source": "site",
             "observance": "none", "years": [2026, 2027],
             "holidays": [
              {"names": {"en": "Day", "ja": "日"}, "on": {"month": 13, "day": 1}}]}
            """
        let failure = JSONError.wanted(
            .range("1…12"), path: "holidays[0].on.month", Place(line: 4, column: 55))
        #expect(throws: failure) { try HolidayCalendar(reading: JSONReader(parsing: text)) }
    }
}
