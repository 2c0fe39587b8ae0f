/// The public holidays of a country, from a file of rules.
public struct HolidayCalendar: Sendable {
    public struct Holiday: Hashable, Sendable {
        public enum Kind: String, CaseIterable, Sendable {
            case national
            /// A free day in place of a holiday that fell on a free day.
            case substitute
            /// A working day between two holidays, free by Japanese law.
            case citizens
        }

        public let day: Day
        /// By language code; every file names its holidays in all languages of the program.
        public let names: [String: String]
        public let kind: Kind
        /// Computed, but not yet published by the authority that fixes the date.
        public let isProvisional: Bool
    }

    /// What happens when a holiday falls on a day that is free already.
    public enum Observance: String, CaseIterable, Sendable {
        case none
        /// Japan: from a Sunday to the next day that is no holiday.
        case nextFreeDayAfterSunday
        /// United States: from a Saturday to Friday, from a Sunday to Monday.
        case nearestWeekday
    }

    struct Entry: Sendable {
        let rule: HolidayRule
        let names: [String: String]
        let years: ClosedRange<Int32>
        let publishedThrough: Int32?
    }

    public let country: String
    /// Where the rules come from.
    public let source: String
    public let observance: Observance
    public let freesSandwichedDays: Bool
    /// Outside these years the file makes no promise, and a schedule that reaches further says so.
    public let years: ClosedRange<Int32>
    let entries: [Entry]

    /// All holidays of a year, by day.
    public func holidays(in year: Int32) -> [Holiday] {
        // An observed day can lie in the year before or after its holiday.
        let national = (year - 1...year + 1).flatMap { nationalHolidays(in: $0) }
        let days = Set(national.map(\.day))
        var found = national
        found += substitutes(for: national, days)
        if freesSandwichedDays {
            found += sandwiched(days).map {
                Holiday(
                    day: $0, names: ["en": "Citizens' Holiday", "ja": "国民の休日"],
                    kind: .citizens, isProvisional: false)
            }
        }
        return found.filter { $0.day.year == year }.sorted { $0.day < $1.day }
    }

    private func nationalHolidays(in year: Int32) -> [Holiday] {
        guard Day.years.contains(year) else { return [] }
        return entries.filter { $0.years.contains(year) }.compactMap { entry in
            entry.rule.day(in: year).map {
                Holiday(
                    day: $0, names: entry.names, kind: .national,
                    isProvisional: entry.publishedThrough.map { $0 < year } ?? false)
            }
        }
    }

    private func substitutes(for national: [Holiday], _ days: Set<Day>) -> [Holiday] {
        national.compactMap { holiday -> Holiday? in
            let observed: Day
            switch (observance, holiday.day.weekday) {
            case (.nextFreeDayAfterSunday, .sunday):
                var next = holiday.day + 1
                while days.contains(next) { next = next + 1 }
                observed = next
            case (.nearestWeekday, .saturday): observed = holiday.day - 1
            case (.nearestWeekday, .sunday): observed = holiday.day + 1
            default: return nil
            }
            return Holiday(
                day: observed,
                names: [
                    "en": "Substitute Holiday (\(holiday.names["en"] ?? ""))", "ja": "振替休日",
                ],
                kind: .substitute, isProvisional: holiday.isProvisional)
        }
    }

    private func sandwiched(_ days: Set<Day>) -> [Day] {
        days.sorted().compactMap { day in
            let between = day + 1
            let isFree =
                !days.contains(between) && days.contains(day + 2) && between.weekday != .sunday
            return isFree ? between : nil
        }
    }
}
