/// When a holiday is, in a way that needs no table of years.
public enum HolidayRule: Hashable, Sendable {
    case fixed(month: Int32, day: Int32)
    /// The nth such weekday of a month; negative counts from the end.
    case nth(Int, Weekday, month: Int32)
    case vernalEquinox
    case autumnalEquinox
    /// Days from Easter Sunday of the western churches.
    case easter(offset: Int)

    /// Nil where the year has no such day: a fifth Monday, 29 February.
    public func day(in year: Int32) -> Day? {
        switch self {
        case .fixed(let month, let day): try? Day(year: year, month: month, day: day)
        case .nth(let nth, let weekday, let month):
            Self.nth(nth, weekday, month: month, year: year)
        case .vernalEquinox: Self.equinox(base: 20.8431, month: 3, year: year)
        case .autumnalEquinox: Self.equinox(base: 23.2488, month: 9, year: year)
        case .easter(let offset): Self.easter(in: year).map { $0 + offset }
        }
    }

    private static func nth(_ nth: Int, _ weekday: Weekday, month: Int32, year: Int32) -> Day? {
        guard nth != 0, let first = try? Day(year: year, month: month, day: 1) else { return nil }
        let length = Int(Day.length(ofMonth: month, in: year))
        let ahead = (weekday.rawValue - first.weekday.rawValue + 7) % 7
        let count = (length - ahead + 6) / 7
        let index = nth > 0 ? nth - 1 : count + nth
        return (0..<count).contains(index) ? first + (ahead + 7 * index) : nil
    }

    /// The usual interpolation of the astronomical equinox in Japanese time, good for 1980–2099.
    /// The binding date is the one the Cabinet Office publishes in February of the year before.
    private static func equinox(base: Double, month: Int32, year: Int32) -> Day? {
        guard (1980...2099).contains(year) else { return nil }
        let passed = year - 1980
        let day = Int32(base + 0.242194 * Double(passed) - Double(passed / 4))
        return try? Day(year: year, month: month, day: day)
    }

    /// Gauss's computus in the form of Meeus, for the Gregorian calendar.
    private static func easter(in year: Int32) -> Day? {
        let (century, yearOfCentury) = (year / 100, year % 100)
        let golden = year % 19
        let correction = (8 * century + 13) / 25
        let epact = (19 * golden + century - century / 4 - correction + 15) % 30
        let weekday =
            (32 + 2 * (century % 4) + 2 * (yearOfCentury / 4) - epact - yearOfCentury % 4) % 7
        let shift = (golden + 11 * epact + 22 * weekday) / 451
        let total = epact + weekday - 7 * shift + 114
        return try? Day(year: year, month: total / 31, day: total % 31 + 1)
    }
}
