/// A time of the day at the centre, to the minute.
public struct ClockTime: Hashable, Sendable, Comparable {
    public let minutes: Int

    public init?(hour: Int?, minute: Int?) {
        guard let hour, let minute, (0..<24).contains(hour), (0..<60).contains(minute) else {
            return nil
        }
        minutes = hour * 60 + minute
    }

    /// For minutes already known to lie within a day.
    init(unchecked minutes: Int) { self.minutes = minutes }

    public static let midnight = ClockTime(unchecked: 0)

    public var hour: Int { minutes / 60 }
    public var minute: Int { minutes % 60 }

    /// `09:41`.
    public var text: String { "\(padded(hour, 2)):\(padded(minute, 2))" }

    public static func < (left: ClockTime, right: ClockTime) -> Bool {
        left.minutes < right.minutes
    }
}

extension ClockTime {
    /// Reads `9:41` or `09:41`.
    public init(_ text: String) throws(DayError) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let time = ClockTime(hour: Int(parts[0]), minute: Int(parts[1]))
        else { throw .unreadable(text) }
        self = time
    }
}
