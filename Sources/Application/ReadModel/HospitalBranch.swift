import Domain

extension Hospital {
    /// The hospital as it would be if some courses were planned otherwise. Nothing is booked: a
    /// place is counted by what it is and by its day, without a unit.
    func with(_ items: [Branch.Item]) -> Hospital {
        var hospital = self
        for item in items {
            guard var state = courses[item.plan.course] else { continue }
            state.record.product = item.plan.product
            state.bookings = bookings(of: state, under: item)
            hospital.courses[item.plan.course] = state
        }
        return hospital
    }

    private func bookings(
        of state: CourseState, under item: Branch.Item
    ) -> [Booking.ID: Stored<Booking>] {
        var bookings = state.bookings
        var planned = item.plan.activities
        for stored in state.standing {
            var booking = stored.record
            let place = planned.firstIndex {
                $0.kind == booking.activity && $0.part == booking.part
            }
            if booking.state == .done || booking.activity == .bridging
                || booking.activity == .icuStay
            {
                if let place { planned.remove(at: place) }
                continue
            }
            if let place {
                put(&booking, on: planned.remove(at: place), item)
            } else {
                (booking.places, booking.shares) = ([], [])
                try? booking.release()
            }
            bookings[booking.id] = Stored(booking, version: stored.version)
        }
        for (number, activity) in planned.enumerated() {
            let name = "whatif-\(item.plan.course.text)-\(number + 1)"
            guard let id = try? Booking.ID(name) else { continue }
            var booking = Booking(
                id: id, course: item.plan.course, activity: activity.kind, part: activity.part,
                span: activity.days, places: [])
            put(&booking, on: activity, item)
            // A hold that outlives whoever plays with it.
            try? booking.hold(
                until: Instant(activity.days.last + 3650, .midnight, offsetMinutes: 0))
            bookings[id] = Stored(booking, version: 0)
        }
        return bookings
    }

    private func put(_ booking: inout Booking, on activity: Activity, _ item: Branch.Item) {
        let moved = booking.span != activity.days
        booking.span = activity.days
        if booking.activity == .icuReserve { booking.shares = item.shares }
        guard moved || booking.places.isEmpty else { return }
        booking.time = nil
        booking.places = places(of: activity, item.plan.product)
    }

    private func places(of activity: Activity, _ product: Product.ID) -> [UnitDay] {
        guard activity.part == 1 || activity.kind == .infusion else { return [] }
        let serving = resources.values.filter {
            $0.kind.serves == activity.kind
                && (activity.kind != .manufacturing || $0.product == product)
        }
        guard let resource = serving.map(\.id).min() else { return [] }
        let days = activity.kind == .manufacturing ? DaySpan(activity.days.first) : activity.days
        return days.days.map { UnitDay(resource, $0, unit: 0) }
    }
}
