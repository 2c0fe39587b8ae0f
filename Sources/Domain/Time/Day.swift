/// A calendar day of the centre, as the number of days since 1 January 1970.
///
/// A day is not an instant: "collection on Thursday" means the centre's Thursday wherever the
/// reader sits. Arithmetic is integer arithmetic, because the engine adds days millions of times
/// a second and a calendar object costs a thousand times more.
public struct Day: Hashable, Sendable, Comparable {
    public let number: Int32

    public init(number: Int32) { self.number = number }

    /// The years that this program accepts. A year outside them is a slip of the finger, and the
    /// text form stays at four digits.
    public static let years: ClosedRange<Int32> = 1800...2199

    /// - Throws: `DayError.noSuchDay` for a day the calendar does not have (29 February 2027).
    public init(year: Int32, month: Int32, day: Int32) throws(DayError) {
        guard
            Self.years.contains(year), (1...12).contains(month), day >= 1,
            day <= Day.length(ofMonth: month, in: year)
        else { throw .noSuchDay(year: year, month: month, day: day) }
        number = Day.number(year, month, day)
    }

    /// Reads the ISO form, `2026-11-21`, and nothing else.
    public init(iso text: String) throws(DayError) {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
            let year = Day.digits(parts[0]), let month = Day.digits(parts[1]),
            let day = Day.digits(parts[2])
        else { throw .unreadable(text) }
        try self.init(year: year, month: month, day: day)
    }

    public static func < (left: Day, right: Day) -> Bool { left.number < right.number }
    public static func + (day: Day, days: Int) -> Day { Day(number: day.number + Int32(days)) }
    public static func - (day: Day, days: Int) -> Day { Day(number: day.number - Int32(days)) }
    public static func - (later: Day, earlier: Day) -> Int { Int(later.number - earlier.number) }

    /// - Throws: nothing; a digit run of the wrong form is nil.
    private static func digits(_ bytes: Substring.UTF8View) -> Int32? {
        var value: Int32 = 0
        for byte in bytes {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            value = value * 10 + Int32(byte - UInt8(ascii: "0"))
        }
        return value
    }
}

extension Day {
    public var weekday: Weekday {
        // Day 0 was a Thursday.
        let index = (Int(number) + 3) % 7
        return Weekday.allCases[index < 0 ? index + 7 : index]
    }

    public var year: Int32 { civil.year }
    public var month: Int32 { civil.month }
    public var dayOfMonth: Int32 { civil.day }

    /// The proleptic Gregorian date. The year begins in March here, so that the leap day is the
    /// last of its year and needs no case of its own.
    public var civil: (year: Int32, month: Int32, day: Int32) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let march = (5 * dayOfYear + 2) / 153
        let month = march < 10 ? march + 3 : march - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * march + 2) / 5 + 1)
    }

    static func number(_ year: Int32, _ month: Int32, _ day: Int32) -> Int32 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - 719_468
    }

    public static func isLeap(_ year: Int32) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    public static func length(ofMonth month: Int32, in year: Int32) -> Int32 {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The same day of the month so many months on, or the month's last day where it has no such
    /// day: follow-up "one month after 31 January" is 28 February.
    public func adding(months: Int) -> Day {
        let (year, month, day) = civil
        let total = Int(year) * 12 + Int(month) - 1 + months
        let newYear = Int32((total >= 0 ? total : total - 11) / 12)
        let newMonth = Int32(total - Int(newYear) * 12) + 1
        let newDay = min(day, Day.length(ofMonth: newMonth, in: newYear))
        return Day(number: Day.number(newYear, newMonth, newDay))
    }

    /// Whole years from `birth` to this day, as ages are counted: on the birthday one more, and
    /// on 1 March for those born on 29 February.
    public func wholeYears(since birth: Day) -> Int {
        let (year, month, day) = civil
        let born = birth.civil
        let reached = (month, day) >= (born.month, born.day)
        return Int(year - born.year) - (reached ? 0 : 1)
    }

    /// The ISO form, `2026-11-21`.
    public var iso: String {
        let (year, month, day) = civil
        return "\(padded(Int(year), 4))-\(padded(Int(month), 2))-\(padded(Int(day), 2))"
    }
}

extension Day: CustomStringConvertible {
    public var description: String { iso }
}

extension Day: Strideable {
    public func distance(to other: Day) -> Int { other - self }
    public func advanced(by days: Int) -> Day { self + days }
}

public enum Weekday: Int, CaseIterable, Sendable, Hashable, Comparable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    public var isWeekend: Bool { self >= .saturday }

    public static func < (left: Weekday, right: Weekday) -> Bool { left.rawValue < right.rawValue }
}

public enum DayError: Error, Hashable {
    case noSuchDay(year: Int32, month: Int32, day: Int32)
    case unreadable(String)
}

extension DayError: Reportable {
    public var phrase: Phrase {
        switch self {
        case .noSuchDay(let year, let month, let day):
            Phrase("day.noSuch", ["date": .text("\(year)-\(month)-\(day)")])
        case .unreadable(let text): Phrase("day.unreadable", ["text": .text(text)])
        }
    }
}

/// A number with leading zeros, for the text forms of days and times.
func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
