public import Domain
import Scheduling

/// A booking that would lie on other days.
public struct BookingShift: Sendable, Equatable {
    public let booking: Booking.ID
    public let activity: Domain.Activity.Kind
    public let part: Int
    public let from: DaySpan
    public let to: DaySpan

    public var days: Int { to.first - from.first }
}

/// What would follow if a booking were put on another day, all other courses staying.
public struct MoveAnswer: Sendable, Equatable {
    public let booking: Booking.ID
    public let course: Course.ID
    public let day: Day
    /// The course's plan with that day; nil when it cannot be.
    public let plan: CoursePlan?
    /// The course's bookings that would go along, the asked one among them.
    public let shifts: [BookingShift]
    /// What the plan costs more than the one that stands.
    public let costChange: Int
    /// What stops it: broken rules of the course and full days, with who is there.
    public let stops: [BoardReason]

    public var isPossible: Bool { plan != nil }
}

/// Something that stands in the way, in the words of the hospital.
public struct BoardReason: Sendable, Equatable {
    /// The rule or calendar by its name: `CAP_BEDS`, `SHELF`.
    public let code: String
    public let pool: Pool?
    public let day: Day?
    public let courses: [Course.ID]
    /// Who or what says so: a resource's opening, a block, a product's terms, a rule.
    public let source: String
    public let phrase: Phrase
}

extension BoardModel {
    /// What would follow from a move; the board stays as it is.
    ///
    /// - Returns: nil for a booking that is not of a running course, or of nothing that the
    ///   engine places.
    public func move(_ booking: Booking.ID, of course: Course.ID, to day: Day) -> MoveAnswer? {
        guard let stored = hospital.courses[course]?.bookings[booking],
            let planned = courses[course], !planned.isInfused,
            let product = planned.chosen ?? offers(for: planned).first,
            let place = place(of: stored.record, to: day, planned)
        else { return nil }
        let problem = problem(for: [course], .allButFacts, only: [product])
        let explainer = Explainer(Model(problem.instance), problem.empty)
        let index = place.day - problem.origin
        let request = Request(patient: 0, activity: place.activity, day: index)
        let before = problem.told.courses[0].map { problem.cost(of: $0) } ?? 0
        guard let best = explainer.best(meeting: request) else {
            return MoveAnswer(
                booking: booking, course: course, day: day, plan: nil, shifts: [], costChange: 0,
                stops: stops(place, planned, problem, explainer))
        }
        let found = Found(problem: problem, course: best, cost: problem.cost(of: best))
        let plan = coursePlan(.leastDisturbance, found, course, samples: 0)
        return MoveAnswer(
            booking: booking, course: course, day: day, plan: plan,
            shifts: shifts(to: plan.plan), costChange: found.cost - before, stops: [])
    }

    /// Which of the engine's activities a booking is, and on which day that one would be.
    private func place(
        of booking: Booking, to day: Day, _ course: PlannedCourse
    ) -> (activity: Scheduling.Activity, day: Day)? {
        let shift = day - booking.span.first
        switch booking.activity {
        case .apheresis, .processing, .courier:
            return (.apheresis, (course.told[.apheresis] ?? booking.span.first) + shift)
        case .manufacturing: return (.start, day)
        case .receipt: return (.receipt, day)
        case .conditioning: return (.ld, day)
        case .infusion, .wardStay, .icuReserve:
            return (.infusion, (course.told[.infusion] ?? booking.span.first) + shift)
        case .bridging, .icuStay: return nil
        }
    }

    /// What the asked day alone lacks: the plan that stands, with that one day changed.
    private func stops(
        _ place: (activity: Scheduling.Activity, day: Day), _ course: PlannedCourse,
        _ problem: BoardProblem, _ explainer: Explainer
    ) -> [BoardReason] {
        let index = place.day - problem.origin
        let request = Request(patient: 0, activity: place.activity, day: index)
        guard var told = problem.told.courses[0] else {
            return explainer.explain(request).causes.map { reason($0, in: problem) }
        }
        told[place.activity] = index
        let broken = explainer.broken(by: told, of: request)
        return broken.sorted { Constraint.isTold($0, before: $1) }.map {
            reason(explainer.cause(of: $0, patient: 0), in: problem)
        }
    }

    /// The bookings of a course that a plan would put on other days.
    public func shifts(to plan: Plan) -> [BookingShift] {
        guard let state = hospital.courses[plan.course] else { return [] }
        return state.standing.map(\.record).compactMap { booking in
            guard booking.state != .done,
                let activity = plan.first(booking.activity, part: booking.part),
                activity.days != booking.span
            else { return nil }
            return BookingShift(
                booking: booking.id, activity: booking.activity, part: booking.part,
                from: booking.span, to: activity.days)
        }
    }
}
