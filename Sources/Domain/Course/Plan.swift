/// A full set of activities of a course with dates. The engine proposes it; a person commits it.
public struct Plan: Equatable, Sendable {
    public let course: Course.ID
    public let product: Product.ID
    /// Sorted by first day, then by kind.
    public let activities: [Activity]

    public init(course: Course.ID, product: Product.ID, activities: [Activity]) {
        self.course = course
        self.product = product
        self.activities = activities.sorted {
            ($0.days.first, $0.kind.rawValue, $0.part) < ($1.days.first, $1.kind.rawValue, $1.part)
        }
    }

    public func first(_ kind: Activity.Kind, part: Int = 1) -> Activity? {
        activities.first { $0.kind == kind && $0.part == part }
    }

    /// The planned day 0.
    public var infusion: Day? { first(.infusion)?.days.first }

    /// The lags that this plan breaks, with the days by which it does.
    public func breaches(of lags: [Lag]) -> [(lag: Lag, days: Int)] {
        lags.compactMap { lag in
            guard let from = first(lag.from), let to = first(lag.to) else { return nil }
            let days = lag.breach(from: from.days.first, to: to.days.first)
            return days == 0 ? nil : (lag, days)
        }
    }
}
