/// A what-if copy of the board: the plans that would be others, beside everything that stands.
///
/// It takes no place from anybody. Committed, it becomes one act that refuses where a booking has
/// changed since somebody looked; dropped, nothing has happened.
public struct Branch: Equatable, Sendable {
    public typealias ID = Identifier<Branch>

    /// A course's plan as it would be.
    public struct Item: Equatable, Sendable {
        public var plan: Plan
        public var shares: [ICUShare]

        public init(_ plan: Plan, shares: [ICUShare]) { (self.plan, self.shares) = (plan, shares) }
    }

    public let id: ID
    public var name: String
    public let author: User.ID
    public let at: Instant
    /// One for each course that differs, in the order of the courses.
    public private(set) var items: [Item]
    /// The versions of the bookings that the plans were made from.
    public private(set) var seen: [Booking.ID: Int64]

    public init(
        id: ID, name: String, author: User.ID, at: Instant, items: [Item] = [],
        seen: [Booking.ID: Int64] = [:]
    ) {
        (self.id, self.name, self.author, self.at) = (id, name, author, at)
        self.items = items.sorted { $0.plan.course < $1.plan.course }
        self.seen = seen
    }

    /// Plans a course otherwise; what was seen first is what commits against.
    public mutating func take(_ item: Item, seen: [Booking.ID: Int64]) {
        items.removeAll { $0.plan.course == item.plan.course }
        items.append(item)
        items.sort { $0.plan.course < $1.plan.course }
        self.seen.merge(seen) { first, _ in first }
    }

    /// The course stays as it stands.
    public mutating func drop(_ course: Course.ID) {
        items.removeAll { $0.plan.course == course }
    }
}
