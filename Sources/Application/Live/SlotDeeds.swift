public import Domain

/// A held booking is to stand.
public struct ConfirmBooking: Deed {
    public let booking: Booking.ID
    /// With all of its course that is held until the same minute.
    public let isWithChain: Bool

    public init(_ booking: Booking.ID, withChain: Bool = false) {
        (self.booking, isWithChain) = (booking, withChain)
    }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        let office = try follower.office()
        var chain = [booking]
        if isWithChain {
            let record = try office.booking(booking).record
            let others = follower.standing(of: record.course)
            chain = record.heldTogether(among: others).map(\.id)
        }
        _ = try office.confirm(chain)
        return chain.count == 1
            ? Phrase("notice.confirmed")
            : Phrase("notice.chainConfirmed", ["count": .count(chain.count)])
    }
}

extension Booking {
    /// What of the same course runs out at the same minute, itself among it; itself alone where
    /// it is not held.
    func heldTogether(among bookings: [Booking]) -> [Booking] {
        guard state == .held, let holdExpires else { return [self] }
        return bookings.filter {
            $0.course == course && $0.state == .held && $0.holdExpires == holdExpires
        }
    }
}

/// A booking gives its places back.
public struct ReleaseBooking: Deed {
    public let booking: Booking.ID
    public let why: String

    public init(_ booking: Booking.ID, why: String) { (self.booking, self.why) = (booking, why) }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        _ = try follower.office().release([booking], Order(reason: Reason(.other, why)))
        return Phrase("notice.released")
    }
}

/// One unit on one day for a course, until somebody confirms it.
public struct HoldSlot: Deed {
    public let resource: Resource.ID
    public let unit: Int
    public let day: Day
    public let course: Course.ID

    public init(_ resource: Resource.ID, unit: Int, _ day: Day, _ course: Course.ID) {
        (self.resource, self.unit, self.day, self.course) = (resource, unit, day, course)
    }

    /// How long a slot is held from the screen.
    public static let days = 3

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        let request = BookingRequest(
            try activity(follower), on: resource, span: DaySpan(day), unit: unit)
        _ = try follower.office().hold(
            [request], for: course, until: follower.clock().adding(minutes: Self.days * 24 * 60))
        return Phrase("notice.held", ["course": .text(course.text)])
    }

    /// Beds and manufacturing take as many days as their plan says: one day alone would be a
    /// booking that nobody meant.
    private func activity(_ follower: Follower) throws(StoreError) -> Activity.Kind {
        guard let kind = follower.resource(resource)?.kind else {
            throw .refused(Phrase("refusal.gone"))
        }
        guard !kind.isBed, kind != .manufacturingStart, let activity = kind.serves else {
            throw .refused(Phrase("slots.byPlanOnly"))
        }
        return activity
    }
}

/// Units are taken away for some days.
public struct BlockUnit: Deed {
    public let resource: Resource.ID
    /// Nil for all of them.
    public let unit: Int?
    public let span: DaySpan
    public let kind: BlockRecord.Kind
    public let why: String

    public init(
        _ resource: Resource.ID, unit: Int?, _ span: DaySpan, _ kind: BlockRecord.Kind, why: String
    ) {
        (self.resource, self.unit, self.span) = (resource, unit, span)
        (self.kind, self.why) = (kind, why)
    }

    /// One unit for a day.
    public init(_ resource: Resource.ID, unit: Int, _ day: Day, why: String) {
        self.init(resource, unit: unit, DaySpan(day), .closure, why: why)
    }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        let found = try follower.office().block(
            resource, span, unit: unit, kind: kind, words: why, Order(reason: Reason(.other, why)))
        return found.affected.isEmpty
            ? Phrase("notice.blocked")
            : Phrase("notice.blockedBooked", ["count": .count(found.affected.count)])
    }
}

/// What was taken away is given back.
public struct Unblock: Deed {
    public let block: BlockRecord.ID
    public let why: String

    public init(_ block: BlockRecord.ID, why: String) { (self.block, self.why) = (block, why) }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        _ = try follower.office().unblock(block, Order(reason: Reason(.other, why)))
        return Phrase("notice.unblocked")
    }
}
