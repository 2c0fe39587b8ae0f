public import Domain

extension Situation {
    /// The planning problem of this situation.
    ///
    /// Further infusions take their slots with the first.
    public var instance: Instance {
        var instance = Instance(
            name: name, horizon: dayCount, today: max(0, index(of: today)),
            products: products.map { offer($0) }, centres: [centre],
            patients: courses.map { patient($0) })
        instance.changeCost = changeCost
        return instance
    }

    private var centre: Instance.Centre {
        var rows: [Checker.Code: [Int]] = [:]
        for capacity in capacities where (0..<dayCount).contains(index(of: capacity.day)) {
            rows[capacity.code, default: Array(repeating: 0, count: dayCount)][
                index(of: capacity.day)] += capacity.units
        }
        func row(_ code: Checker.Code) -> [Int] {
            rows[code] ?? Array(repeating: 0, count: dayCount)
        }
        return Instance.Centre(
            name: name, remote: 0, apheresis: row(.apheresis), processing: row(.processing),
            receipt: row(.receipt), infusion: row(.infusion), beds: row(.beds), icu: row(.icu))
    }

    /// A start can only be used when a courier fetched the cells in time for it.
    private func offer(_ offer: ProductOffer) -> Instance.Product {
        var product = offer.product
        guard let pickUps = offer.pickUps else { return product }
        for day in product.starts.indices where product.starts[day] > 0 {
            let fetched = firstDay + (day - product.transport)
            if !pickUps.contains(fetched) { product.starts[day] = 0 }
        }
        return product
    }

    private func patient(_ wish: CourseWish) -> Instance.Patient {
        var patient = wish.patient
        patient.referral = index(of: wish.referral)
        patient.deadline = index(of: wish.deadline)
        patient.release = max(
            0,
            wish.reasons.filter { $0.activity == .apheresis && $0.limit == .notBefore }
                .map { index(of: $0.day) }.max() ?? 0)
        for option in patient.options.indices {
            patient.options[option].furtherInfusions = wish.furtherInfusions
        }
        patient.fixed.days = [:]
        patient.former.days = [:]
        for booking in wish.bookings {
            let day = index(of: booking.day)
            if booking.binds(at: now) {
                patient.fixed.days[booking.activity] = day
            } else {
                patient.former.days[booking.activity] = day
            }
        }
        return patient
    }

    // MARK: Back to the hospital's terms

    /// The reason that binds the first collection, to be named with its source.
    public func bindingReason(of course: Int) -> DatedReason? {
        courses[course].reasons
            .filter { $0.activity == .apheresis && $0.limit == .notBefore }
            .max { $0.day < $1.day }
    }

    /// Reasons that a plan does not respect, such as a laboratory value that has gone stale by
    /// then. The engine plans by release dates; the other limits are held against the result.
    public func broken(by course: Solution.Course, of wish: Int) -> [DatedReason] {
        courses[wish].reasons.filter { reason in
            let day = firstDay + course[reason.activity]
            return switch reason.limit {
            case .notBefore: day < reason.day
            case .notAfter: day > reason.day
            }
        }
    }

    /// Holds that bind the plan and when the first of them must be confirmed.
    public func nextExpiry(of course: Int) -> (activity: Activity, until: Instant)? {
        courses[course].bookings.compactMap { booking -> (activity: Activity, until: Instant)? in
            guard case .held(let until) = booking.state, until > now else { return nil }
            return (booking.activity, until)
        }.min { $0.until < $1.until }
    }

    /// Further infusions of a plan that find no free slot on their day: of one that was made
    /// elsewhere, or before a slot was lost.
    public func clashes(_ solution: Solution) -> [(course: Int, day: Day)] {
        var left = centre.infusion
        for course in solution.courses {
            if let course, left.indices.contains(course.infusion) { left[course.infusion] -= 1 }
        }
        var found: [(course: Int, day: Day)] = []
        for (index, wish) in courses.enumerated() {
            guard let course = solution.courses[index] else { continue }
            for offset in wish.furtherInfusions {
                let day = course.infusion + offset
                if left.indices.contains(day), left[day] > 0 {
                    left[day] -= 1
                } else {
                    found.append((index, firstDay + day))
                }
            }
        }
        return found
    }

    /// Times of day for the appointments of one day: those that were told keep theirs, the others
    /// get the first that is free, in the order of the courses.
    ///
    /// - Parameter times: the times at which an appointment may begin, one unit each.
    public func appointments(
        _ activity: Activity, on day: Day, in solution: Solution, times: [ClockTime]
    ) -> [(course: Int, time: ClockTime?)] {
        var free = times
        var found: [(course: Int, time: ClockTime?)] = []
        let present = solution.courses.indices.filter {
            solution.courses[$0].map { firstDay + $0[activity] == day } ?? false
        }
        for course in present {
            let told = courses[course].bookings.first {
                $0.activity == activity && $0.day == day && $0.time != nil
            }?.time
            if let told, let place = free.firstIndex(of: told) {
                free.remove(at: place)
                found.append((course, told))
            }
        }
        for course in present where !found.contains(where: { $0.course == course }) {
            found.append((course, free.isEmpty ? nil : free.removeFirst()))
        }
        return found.sorted { $0.course < $1.course }
    }
}
