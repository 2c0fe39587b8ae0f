/// Something with a start and a length on the timeline of a course.
public struct Activity: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        case apheresis, processing, courier, manufacturing, receipt
        case bridging, conditioning, infusion, wardStay, icuReserve, icuStay
    }

    public let kind: Kind
    /// Which of several infusions (obe-cel has two) or components (liso-cel has two); the first
    /// is 1.
    public let part: Int
    public var days: DaySpan
    /// Where the activity has a time of day.
    public var time: ClockTime?

    public init(_ kind: Kind, part: Int = 1, days: DaySpan, time: ClockTime? = nil) {
        self.kind = kind
        self.part = part
        self.days = days
        self.time = time
    }
}

/// Whole days from a first to a last, both included: a stay of one night has length 1.
public struct DaySpan: Hashable, Sendable {
    public let first: Day
    public let length: Int

    /// - Parameter length: at least 1; something without length is a milestone.
    public init(_ first: Day, length: Int = 1) {
        (self.first, self.length) = (first, max(1, length))
    }

    public var last: Day { first + (length - 1) }
    public var days: ClosedRange<Day> { first...last }

    public func contains(_ day: Day) -> Bool { first <= day && day <= last }
    public func overlaps(_ other: DaySpan) -> Bool { first <= other.last && other.first <= last }
    public func moved(by days: Int) -> DaySpan { DaySpan(first + days, length: length) }
}

/// The least and most days between the starts of two activities, and who says so.
public struct Lag: Hashable, Sendable {
    public let from: Activity.Kind
    public let to: Activity.Kind
    public let least: Int?
    public let most: Int?
    /// The rule that demands it, as it is cited to the user: `W-07`, `label`, `centre`.
    public let source: String

    public init(
        from: Activity.Kind, to: Activity.Kind, least: Int? = nil, most: Int? = nil, source: String
    ) {
        (self.from, self.to, self.least, self.most, self.source) = (from, to, least, most, source)
    }

    /// The days by which two starts break the lag: 0 when it holds, negative when `to` is too
    /// early, positive when it is too late.
    public func breach(from start: Day, to other: Day) -> Int {
        let gap = other - start
        if let least, gap < least { return gap - least }
        if let most, gap > most { return gap - most }
        return 0
    }
}
