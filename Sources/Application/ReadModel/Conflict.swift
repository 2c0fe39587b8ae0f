public import Domain
import Store

/// Reality breaks a constraint of a plan: a person has to decide what moves.
public enum Conflict: Hashable, Sendable {
    /// The place is closed or used by others, though it is booked.
    case blocked(Booking.ID, UnitDay, by: BlockRecord.ID)
    /// Two activities are closer together, or further apart, than they may be.
    case order(Booking.ID, Booking.ID, missing: Int)
    /// The day has passed and nobody has said that it took place.
    case overdue(Booking.ID, since: Day)
    /// The cells did not arrive by the day from which they are needed.
    case late(Milestone.Kind, needed: Day)

    public var phrase: Phrase {
        switch self {
        case .blocked(let booking, let place, _):
            Phrase(
                "conflict.blocked",
                [
                    "booking": .text(booking.text), "resource": .resource(place.resource),
                    "day": .day(place.day), "unit": .count(place.unit),
                ])
        case .order(let first, let second, let missing):
            Phrase(
                "conflict.order",
                [
                    "first": .text(first.text), "second": .text(second.text),
                    "days": .count(missing),
                ])
        case .overdue(let booking, let since):
            Phrase(
                "conflict.overdue", ["booking": .text(booking.text), "day": .day(since)])
        case .late(let kind, let needed):
            Phrase("conflict.late", ["what": .phrase(kind.phrase), "day": .day(needed)])
        }
    }
}

extension Conflict {
    /// What tells it from the others of its course, and stays while it stays.
    var name: String {
        switch self {
        case .blocked(let booking, let place, let block):
            "blocked \(booking.text) \(place.day.iso) \(block.text)"
        case .order(let first, let second, _): "order \(first.text) \(second.text)"
        case .overdue(let booking, _): "overdue \(booking.text)"
        case .late(let kind, _): "late \(kind.rawValue)"
        }
    }

    /// The first day that cannot be as it is booked.
    func day(among bookings: [Booking]) -> Day? {
        switch self {
        case .blocked(_, let place, _): place.day
        case .order(let first, let second, _):
            bookings.filter { $0.id == first || $0.id == second }.map(\.span.first).min()
        case .overdue(_, let since): since
        case .late(_, let needed): needed
        }
    }
}

extension Hospital {
    /// The conflicts of a course as of a day, the gravest first.
    public func conflicts(of course: CourseState, on today: Day) -> [Conflict] {
        let standing = course.standing.map(\.record)
        var found: [Conflict] = []
        for booking in standing where booking.state != .done {
            for block in blocks.values.sorted(by: { $0.id < $1.id }) {
                if let place = booking.places.first(where: {
                    block.covers($0) && !block.places.contains($0)
                }) {
                    found.append(.blocked(booking.id, place, by: block.id))
                }
            }
        }
        found += wrongOrders(standing)
        if course.first(.received) == nil, course.first(.collected) != nil,
            let needed = standing.first(where: { $0.activity == .conditioning })?.span.first,
            needed <= today
        {
            found.append(.late(.received, needed: needed))
        }
        for booking in standing
        where booking.state == .confirmed && booking.span.last < today
            && Self.isWitnessed(booking.activity)
        {
            found.append(.overdue(booking.id, since: booking.span.last))
        }
        return found
    }

    /// Activities of which somebody has to say that they took place.
    private static func isWitnessed(_ activity: Activity.Kind) -> Bool {
        activity == .apheresis || activity == .infusion || activity == .receipt
    }

    private func wrongOrders(_ standing: [Booking]) -> [Conflict] {
        let chain: [Activity.Kind] = [
            .apheresis, .manufacturing, .receipt, .conditioning, .infusion,
        ]
        let placed = chain.compactMap { kind in
            standing.first { $0.activity == kind && $0.part == 1 }
        }
        return zip(placed, placed.dropFirst()).compactMap { before, after in
            // Conditioning may begin on the day of receipt; everything else follows the end.
            let end =
                before.activity == .receipt || before.activity == .manufacturing
                ? before.span.first : before.span.last
            let missing = end - after.span.first
            return missing > 0 ? .order(before.id, after.id, missing: missing) : nil
        }
    }
}
