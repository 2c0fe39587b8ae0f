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

/// What would follow if a booking were put on another day: all other courses stay, unless it can
/// only be with one that makes room.
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
    /// What stops it while all others stay: broken rules of the course and full days, with who is
    /// there.
    public let stops: [BoardReason]

    public var isPossible: Bool { plan != nil }
    /// The courses that would have to make room.
    public var others: [CoursePlan.Other] { plan?.others ?? [] }
}

/// Something that stands in the way, in the words of the hospital.
public struct BoardReason: Sendable, Equatable {
    /// The rule or calendar by its name: `CAP_BEDS`, `SHELF`.
    public let code: String
    public let pool: Pool?
    public let day: Day?
    public let courses: [Course.ID]
    /// Who or what says so: a resource's opening, a block, a product's terms, a rule.
    public let source: Phrase.Value
    public let phrase: Phrase
    /// What would still stand in the way without it; empty where it stands alone.
    public var together: [BoardReason] = []

    /// The source alone, in words.
    public var named: Phrase { Phrase("reason.source", ["source": source]) }
}

extension BoardModel {
    /// What would follow from a move; the board stays as it is.
    ///
    /// Where the day is to be had, nobody else is asked to move.
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
            let roomier = makingRoom(
                course, of: product, for: place.activity, on: place.day,
                refused: explainer.explain(request).causes, in: problem)
            return MoveAnswer(
                booking: booking, course: course, day: day, plan: roomier,
                shifts: roomier.map { shifts(to: $0.plan) } ?? [],
                costChange: roomier.map { $0.cost - before } ?? 0,
                stops: stops(place, planned, problem, explainer))
        }
        let found = Found(problem: problem, course: best, cost: problem.cost(of: best))
        let plan = coursePlan(.leastDisturbance, found, course, samples: 0)
        return MoveAnswer(
            booking: booking, course: course, day: day, plan: plan,
            shifts: shifts(to: plan.plan), costChange: found.cost - before, stops: [])
    }

    /// What the checker finds in the plan that stands, beside all others; empty when it holds, nil
    /// where the course has no whole plan.
    public func broken(_ course: Course.ID) -> [BoardReason]? {
        guard let planned = courses[course], !planned.isInfused, let chosen = planned.chosen else {
            return nil
        }
        let problem = problem(for: [course], .allButFacts, only: [chosen])
        guard let told = problem.told.courses[0] else { return nil }
        let explainer = Explainer(Model(problem.instance), problem.empty)
        let found = explainer.broken(by: told, of: Request(patient: 0))
            .sorted { Constraint.isTold($0, before: $1) }
            .map { reason(explainer.cause(of: $0, patient: 0), in: problem) }
        // Bookings of another shape than the plan's take what they take, not what it would.
        let plan = plan(told, in: problem, of: 0)
        if shifts(to: plan).isEmpty, isBooked(plan) { return found }
        return found.filter { $0.pool == nil } + overdrawn(under: course)
    }

    /// Whether every activity of a plan has its booking: an old one may stand without a bench.
    private func isBooked(_ plan: Plan) -> Bool {
        let standing = hospital.courses[plan.course]?.standing.map(\.record) ?? []
        return plan.activities.allSatisfy { activity in
            standing.contains { $0.activity == activity.kind && $0.part == activity.part }
        }
    }

    private func overdrawn(under course: Course.ID) -> [BoardReason] {
        let days = Set(
            uses(of: course).map { CapacityBoard.Use(pool: $0.pool, day: $0.day, amount: 0) })
        return days.filter { (capacity.left($0.pool, $0.day) ?? 0) < 0 }
            .sorted { ($0.day, $0.pool.name) < ($1.day, $1.pool.name) }
            .map { lacking($0.pool, $0.day, code: $0.pool.code.rawValue, of: course) }
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
