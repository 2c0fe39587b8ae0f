/// The days on which a centre, a department or a maker works.
public struct WorkingCalendar: Sendable {
    public enum Status: Hashable, Sendable {
        case open
        case weekend
        case holiday(names: [String: String], isProvisional: Bool)
        case closure(String)
        /// The calendar's files do not reach this year, so an open day is only presumed.
        case unknown
    }

    /// A closure that returns every year, such as 29 December to 3 January.
    public struct YearlyClosure: Hashable, Sendable {
        public let name: String
        public let fromMonth: Int32, fromDay: Int32
        public let toMonth: Int32, toDay: Int32

        public init(
            name: String, fromMonth: Int32, fromDay: Int32, toMonth: Int32, toDay: Int32
        ) {
            self.name = name
            (self.fromMonth, self.fromDay) = (fromMonth, fromDay)
            (self.toMonth, self.toDay) = (toMonth, toDay)
        }

        /// The new year closure begins in one year and ends in the next.
        func contains(_ day: Day) -> Bool {
            let (_, month, dayOfMonth) = day.civil
            let from = (fromMonth, fromDay)
            let to = (toMonth, toDay)
            let at = (month, dayOfMonth)
            return from <= to ? from <= at && at <= to : from <= at || at <= to
        }
    }

    public let closedWeekdays: Set<Weekday>
    public let yearlyClosures: [YearlyClosure]
    public let closures: [(span: DaySpan, name: String)]
    /// Days of work that weekend and holidays do not take away: an open holiday. A closure still
    /// wins, because it is newer than the plan to open.
    public let openDays: Set<Day>
    private let holidays: [Day: HolidayCalendar.Holiday]
    private let knownYears: ClosedRange<Int32>?

    public init(
        closedWeekdays: Set<Weekday> = [.saturday, .sunday], holidays: HolidayCalendar? = nil,
        yearlyClosures: [YearlyClosure] = [], closures: [(span: DaySpan, name: String)] = [],
        openDays: Set<Day> = []
    ) {
        self.closedWeekdays = closedWeekdays
        self.yearlyClosures = yearlyClosures
        self.closures = closures
        self.openDays = openDays
        knownYears = holidays?.years
        var days: [Day: HolidayCalendar.Holiday] = [:]
        if let holidays {
            for year in holidays.years {
                for holiday in holidays.holidays(in: year) { days[holiday.day] = holiday }
            }
        }
        self.holidays = days
    }

    public func status(_ day: Day) -> Status {
        if let closure = closures.first(where: { $0.span.contains(day) }) {
            return .closure(closure.name)
        }
        if openDays.contains(day) { return .open }
        if let closure = yearlyClosures.first(where: { $0.contains(day) }) {
            return .closure(closure.name)
        }
        if let holiday = holidays[day] {
            return .holiday(names: holiday.names, isProvisional: holiday.isProvisional)
        }
        if closedWeekdays.contains(day.weekday) { return .weekend }
        if let knownYears, !knownYears.contains(day.year) { return .unknown }
        return .open
    }

    public func isOpen(_ day: Day) -> Bool {
        switch status(day) {
        case .open, .unknown: true
        case .weekend, .holiday, .closure: false
        }
    }

    /// The first day of work on or after a day; nil if there is none within a year.
    public func firstOpen(from day: Day) -> Day? {
        (0..<366).lazy.map { day + $0 }.first(where: isOpen)
    }
}
