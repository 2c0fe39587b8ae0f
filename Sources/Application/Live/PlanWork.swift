public import Domain

/// Which complete plans are there for a course?
///
/// A work and not a question: every plan is tried in hundreds of futures, to say how sure it is.
public struct PlanWork: Work {
    public let course: Course.ID

    public init(_ course: Course.ID) { self.course = course }

    public struct Reply: Equatable, Sendable {
        /// The course's number and the patient's name.
        public let name: String
        public let plans: [CoursePlan]
        /// The bookings as they were when the plans were made.
        public let seen: BookingVersions
    }

    public struct Material: Sendable {
        let board: BoardModel
        let seen: BookingVersions
    }

    public var title: Phrase { Phrase("plans.working", ["course": .text(course.text)]) }

    public func material(with follower: Follower) throws(StoreError) -> Material {
        Material(
            board: try follower.planning(course), seen: BookingVersions(follower.hospital, [course])
        )
    }

    public func reply(
        from material: Material, _ progress: WorkProgress
    ) throws(StoreError) -> Reply {
        let plans = material.board.threePlans(course)
        let others = plans.flatMap { $0.others.map(\.course) }
        return Reply(
            name: material.board.name(of: course), plans: plans,
            seen: BookingVersions(joining: [
                material.seen, BookingVersions(material.board.hospital, others),
            ]))
    }
}

/// The versions of the bookings that stand, so that a plan made from them is not booked over what
/// somebody else has changed since.
public struct BookingVersions: Equatable, Sendable {
    let versions: [Booking.ID: Int64]

    init(_ hospital: Hospital, _ courses: some Sequence<Course.ID>) {
        var versions: [Booking.ID: Int64] = [:]
        for course in courses {
            for booking in hospital.courses[course]?.standing ?? [] {
                versions[booking.record.id] = booking.version
            }
        }
        self.versions = versions
    }

    public init(joining parts: [BookingVersions]) {
        versions = parts.reduce(into: [:]) { all, part in
            all.merge(part.versions) { first, _ in first }
        }
    }
}

/// Books whole plans that somebody has chosen, all of them or none.
public struct BookPlans: Deed {
    public let plans: [ChosenPlans.Item]
    public let seen: BookingVersions

    public init(_ plans: [ChosenPlans.Item], seen: BookingVersions) {
        (self.plans, self.seen) = (plans, seen)
    }

    public init(_ plan: CoursePlan, seen: BookingVersions) {
        self.init(plan.items, seen: seen)
    }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        let expiry = follower.clock().adding(minutes: HoldSlot.days * 24 * 60)
        let courses = plans.map(\.plan.course)
        let chosen = ChosenPlans(plans, seen: seen.versions, until: expiry)
        guard case .saved(let bookings, _) = try follower.office().book(chosen) else {
            return Phrase("notice.repeated")
        }
        return Phrase(
            "notice.planned",
            [
                "courses": .list(courses.map { .text($0.text) }),
                "count": .count(bookings.count), "until": .instant(expiry),
            ])
    }
}
