public import Domain

/// A change that a screen asks for. Data, so that what a key leads to can be compared.
public enum Deed: Equatable, Sendable {
    case confirm(Booking.ID)
    case release(Booking.ID, why: String)
    /// One unit on one day for a course, until somebody confirms it.
    case hold(Resource.ID, unit: Int, Day, Course.ID)
    case block(Resource.ID, unit: Int, Day, why: String)
}

extension Follower {
    /// How long a slot is held from the screen.
    public static let holdDays = 3

    /// Carries the deed out; the phrase says what was done.
    public func perform(_ deed: Deed) throws(StoreError) -> Phrase {
        switch deed {
        case .confirm(let booking):
            _ = try office().confirm([booking])
            return Phrase("notice.confirmed")
        case .release(let booking, let why):
            let order = Order(reason: Reason(.other, why))
            _ = try office().release([booking], order)
            return Phrase("notice.released")
        case .hold(let resource, let unit, let day, let course):
            let activity = try activity(of: resource)
            _ = try office().hold(
                [BookingRequest(activity, on: resource, span: DaySpan(day), unit: unit)],
                for: course, until: clock().adding(minutes: Self.holdDays * 24 * 60))
            return Phrase("notice.held", ["course": .text(course.text)])
        case .block(let resource, let unit, let day, let why):
            let found = try office().block(
                resource, DaySpan(day), unit: unit, kind: .closure, words: why,
                Order(reason: Reason(.other, why)))
            return found.affected.isEmpty
                ? Phrase("notice.blocked")
                : Phrase("notice.blockedBooked", ["count": .count(found.affected.count)])
        }
    }

    /// Beds and manufacturing take as many days as their plan says: one day alone would be a
    /// booking that nobody meant.
    private func activity(of resource: Resource.ID) throws(StoreError) -> Activity.Kind {
        switch self.resource(resource)?.kind {
        case .apheresisDevice: return .apheresis
        case .processingBench: return .processing
        case .courierPickup: return .courier
        case .receipt: return .receipt
        case .infusionSlot: return .infusion
        case .manufacturingStart, .wardBed, .icuBed, .staff:
            throw .refused(Phrase("slots.byPlanOnly"))
        case nil: throw .refused(Phrase("refusal.gone"))
        }
    }
}
