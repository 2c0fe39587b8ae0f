/// When a resource is open, and with how many units: the days were worked out from weekdays and
/// holidays when it was made, so that a later change of a calendar closes nothing by itself.
public struct OpeningRecord: Equatable, Sendable {
    public typealias ID = Identifier<OpeningRecord>

    public let id: ID
    public let resource: Resource.ID
    public let span: DaySpan
    public let weekdays: [Weekday]
    /// Days inside the span that stay closed: holidays and closures.
    public let closedDays: [Day]
    /// For the reserve of intensive care: percent of a bed.
    public let units: Int
    /// The times of the units, in order; units beyond them have none.
    public let times: [ClockTime]

    public init(
        id: ID, resource: Resource.ID, span: DaySpan, weekdays: [Weekday] = Weekday.allCases,
        closedDays: [Day] = [], units: Int, times: [ClockTime] = []
    ) {
        self.id = id
        self.resource = resource
        self.span = span
        self.weekdays = weekdays
        self.closedDays = closedDays
        self.units = units
        self.times = times
    }

    /// The days on which it is open.
    public var days: [Day] {
        let (open, closed) = (Set(weekdays), Set(closedDays))
        return span.days.filter { open.contains($0.weekday) && !closed.contains($0) }
    }
}
