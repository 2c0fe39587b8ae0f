public import Domain
import Store

/// Whole plans that a person has chosen, for one course or for several that make room for it.
public struct ChosenPlans: Sendable, Equatable {
    public typealias Item = Branch.Item

    public var items: [Item]
    /// The versions of the bookings that the person saw: one that has changed since stops the act.
    public var seen: [Booking.ID: Int64]
    public var expiry: Instant
    /// Who has to hear of it: tasks that are made in the same act.
    public var tells: [TellTask]

    public init(
        _ items: [Item], seen: [Booking.ID: Int64] = [:], until expiry: Instant,
        tells: [TellTask] = []
    ) {
        (self.items, self.seen, self.expiry, self.tells) = (items, seen, expiry, tells)
    }
}

extension Office {
    /// Books whole plans in one transaction with one entry: what stands moves and keeps its state,
    /// what is missing is held, what the plan no longer has is released. All of it, or nothing.
    public func book(
        _ chosen: ChosenPlans, _ order: Order = Order()
    ) throws(StoreError) -> Outcome<[Booking.ID]> {
        let now = now
        guard chosen.expiry > now else {
            throw .refused(Phrase("booking.expiryPassed", ["at": .instant(chosen.expiry)]))
        }
        // Somebody who may hold may move; the entry says which of the two it was.
        let isFirst = chosen.seen.isEmpty
        return try perform(isFirst ? .holdBookings : .moveBookings, order) {
            act throws(StoreError) in
            let booked = try act.settle(chosen)
            try act.insert(chosen.tells, at: now)
            return booked
        }
    }
}

extension Transaction {
    /// Gives whole plans their places, all of them or none.
    func settle(_ chosen: ChosenPlans) throws(StoreError) -> [Booking.ID] {
        for item in chosen.items { try choose(item.plan) }
        // All old places are given back first, so that courses can change places.
        var standing: [Stored<Booking>] = []
        for item in chosen.items { standing += try lift(item.plan, chosen.seen) }
        var booked: [Booking.ID] = []
        for item in chosen.items {
            let own = standing.filter { $0.record.course == item.plan.course }
            booked += try settle(item, own, until: chosen.expiry)
        }
        return booked
    }

    /// The course takes the plan's product.
    fileprivate func choose(_ plan: Plan) throws(StoreError) {
        try requireRunning(plan.course)
        let stored = try need(CourseRecord.self, plan.course.text)
        guard stored.record.product != plan.product else { return }
        var record = stored.record
        record.product = try need(ProductTerms.self, plan.product.text).record.product.id
        try update(record, expecting: stored.version)
    }

    /// Takes a course's movable bookings off their places.
    fileprivate func lift(
        _ plan: Plan, _ seen: [Booking.ID: Int64]
    ) throws(StoreError) -> [Stored<Booking>] {
        let stored = try all(.ahead(plan.course))
        // Bridging and the stay on intensive care are nobody's plan but the ward's.
        let movable = stored.filter {
            $0.record.activity != .bridging && $0.record.activity != .icuStay
        }
        for found in movable {
            if !seen.isEmpty, seen[found.record.id] != found.version {
                throw .refused(
                    Phrase("plan.stale", ["booking": .text(found.record.id.text)]))
            }
            var lifted = found.record
            (lifted.places, lifted.shares) = ([], [])
            if lifted != found.record { try update(lifted, expecting: nil) }
        }
        return movable
    }

    fileprivate func settle(
        _ item: ChosenPlans.Item, _ own: [Stored<Booking>], until expiry: Instant
    ) throws(StoreError) -> [Booking.ID] {
        var rest = own.map(\.record)
        var booked: [Booking.ID] = []
        let done = try all(.done(item.plan.course)).map(\.record)
        for activity in item.plan.activities {
            func isIt(_ booking: Booking) -> Bool {
                booking.activity == activity.kind && booking.part == activity.part
            }
            if done.contains(where: isIt) { continue }
            let shares = activity.kind == .icuReserve ? item.shares : []
            if let place = rest.firstIndex(where: isIt) {
                var booking = rest.remove(at: place)
                let former = booking.places.first
                if booking.span != activity.days { booking.time = nil }
                booking.span = activity.days
                try give(&booking, former, item.plan.product)
                booking.shares = shares
                if booking.state == .proposed {
                    try refuse { () throws(BookingError) in try booking.hold(until: expiry) }
                }
                try update(booking, expecting: nil)
                booked.append(booking.id)
            } else {
                var booking = Booking(
                    id: try nextID("B", "booking"), course: item.plan.course,
                    activity: activity.kind, part: activity.part, span: activity.days, places: [],
                    shares: shares)
                try give(&booking, nil, item.plan.product)
                try refuse { () throws(BookingError) in try booking.hold(until: expiry) }
                try insert(booking)
                booked.append(booking.id)
            }
        }
        for var booking in rest {
            (booking.places, booking.shares) = ([], [])
            try refuse { () throws(BookingError) in try booking.release() }
            try update(booking, expecting: nil)
        }
        return booked
    }

    /// Finds the places of a booking, and its time where the place has one.
    private func give(
        _ booking: inout Booking, _ former: UnitDay?, _ product: Product.ID
    ) throws(StoreError) {
        guard booking.part == 1 || booking.activity == .infusion else { return }
        let span = booking.span
        // A start slot is one day, however long the making is.
        let needed = booking.activity == .manufacturing ? DaySpan(span.first) : span
        let resources = try all(.resources).map(\.record).filter {
            $0.kind.serves == booking.activity
                && (booking.activity != .manufacturing || $0.product == product)
        }
        guard !resources.isEmpty else { return }
        booking.places = try bestPlaces(resources, needed, former)
        if booking.time == nil, let place = booking.places.first {
            booking.time = try time(of: place)
        }
    }

    /// One unit for all days, the former one where it can be; where no unit is free throughout,
    /// as few changes of bed as can be.
    private func bestPlaces(
        _ resources: [Resource], _ span: DaySpan, _ former: UnitDay?
    ) throws(StoreError) -> [UnitDay] {
        if let former, resources.contains(where: { $0.id == former.resource }),
            try isFree(former.resource, span, unit: former.unit)
        {
            return span.days.map { UnitDay(former.resource, $0, unit: former.unit) }
        }
        for resource in resources {
            if let unit = try freeUnit(resource.id, span) {
                return span.days.map { UnitDay(resource.id, $0, unit: unit) }
            }
        }
        var found: [UnitDay] = []
        var first = span.first
        while first <= span.last {
            let run = try longestRun(resources, DaySpan(first, length: span.last - first + 1))
            guard !run.isEmpty else {
                throw .refused(
                    Phrase(
                        "booking.full",
                        [
                            "resource": .resource(resources[0].id), "first": .day(first),
                            "last": .day(span.last),
                        ]))
            }
            found += run
            first = first + run.count
        }
        return found
    }

    private func longestRun(
        _ resources: [Resource], _ span: DaySpan
    ) throws(StoreError) -> [UnitDay] {
        for length in stride(from: span.length - 1, to: 0, by: -1) {
            for resource in resources {
                let part = DaySpan(span.first, length: length)
                if let unit = try freeUnit(resource.id, part) {
                    return part.days.map { UnitDay(resource.id, $0, unit: unit) }
                }
            }
        }
        return []
    }
}
