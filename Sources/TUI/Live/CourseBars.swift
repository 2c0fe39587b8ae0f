import Application
import Domain

/// The bars of a course: what was booked, and what has happened of it.
enum CourseBars {
    static func bars(of course: CourseOverview, today: Day) -> [Bar] {
        var bars = course.bookings.flatMap { Self.bars(of: $0, course, today: today) }
        let conditioning = course.bookings.last { $0.activity == .conditioning }
        if let last = conditioning?.span.last, let zero = course.dayZero, zero - last > 1 {
            let state = state(of: conditioning?.state ?? .proposed)
            bars.append(Bar(.gap, state, (last + 1)...(zero - 1)))
        }
        return bars
    }

    /// A plan as it would lie.
    static func ghosts(of plan: Plan) -> [Bar] {
        var bars = plan.activities.flatMap { activity -> [Bar] in
            let days = activity.days.days
            switch activity.kind {
            case .apheresis: return [Bar(.collection, .ghost, days)]
            case .manufacturing:
                return [
                    Bar(.manufacturing, .ghost, days),
                    Bar(.ready, .ghost, activity.days.last...activity.days.last),
                ]
            case .receipt: return [Bar(.delivery, .ghost, days)]
            case .conditioning: return [Bar(.conditioning, .ghost, days)]
            case .infusion: return [Bar(.infusion, .ghost, days)]
            case .wardStay, .icuStay: return [Bar(.stay, .ghost, days)]
            case .processing, .courier, .bridging, .icuReserve: return []
            }
        }
        if let last = plan.first(.conditioning)?.days.last, let zero = plan.infusion,
            zero - last > 1
        {
            bars.append(Bar(.gap, .ghost, (last + 1)...(zero - 1)))
        }
        return bars
    }

    private static func bars(
        of booking: Booking, _ course: CourseOverview, today: Day
    ) -> [Bar] {
        let state = state(of: booking.state)
        let span = booking.span
        switch booking.activity {
        case .apheresis: return [Bar(.collection, state, span.days)]
        case .manufacturing:
            // The bar shows when the product really began and was released, where it did.
            let first = course.first(.started)?.at.day ?? span.first
            let last = max(first, course.first(.released)?.at.day ?? span.last)
            let isReleased = course.first(.released) != nil
            return [
                Bar(.manufacturing, isReleased ? .done : state, first...last),
                Bar(.ready, isReleased ? .done : state, last...last),
            ]
        case .receipt: return [Bar(.delivery, state, span.days)]
        case .conditioning: return [Bar(.conditioning, state, span.days)]
        case .infusion: return [Bar(.infusion, state, span.days)]
        case .wardStay, .icuStay: return stay(booking, state, course, today: today)
        case .processing, .courier, .bridging, .icuReserve: return []
        }
    }

    /// Nights that are over are solid, those to come are not yet.
    private static func stay(
        _ booking: Booking, _ state: Bar.State, _ course: CourseOverview, today: Day
    ) -> [Bar] {
        let span = booking.span
        let isIn = state == .confirmed || state == .done
        guard isIn, span.first <= today else { return [Bar(.stay, state, span.days)] }
        let discharge = course.first(.discharged)?.at.day
        let last = max(span.first, min(span.last, discharge ?? span.last))
        let past = min(last, today)
        let slept = Bar(.stay, .done, span.first...past)
        return past < last ? [slept, Bar(.stay, state, (past + 1)...last)] : [slept]
    }

    static func state(of state: Booking.State) -> Bar.State {
        switch state {
        case .proposed: .proposed
        case .held: .held
        case .confirmed: .confirmed
        case .done: .done
        case .released: .ghost
        }
    }
}
