public import Domain

/// Which complete plans are there for a course?
///
/// A work and not a question: every plan is tried in hundreds of futures, to say how sure it is.
public struct PlanWork: Work {
    public let course: Course.ID
    /// The what-if copy in which it is asked; nil for the board that stands.
    public let branch: Branch.ID?

    public init(_ course: Course.ID, branch: Branch.ID? = nil) {
        (self.course, self.branch) = (course, branch)
    }

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
        try Self.material([course], branch, with: follower)
    }

    static func material(
        _ courses: [Course.ID], _ branch: Branch.ID?, with follower: Follower
    ) throws(StoreError) -> Material {
        Material(
            board: try follower.planning(in: branch, asking: courses),
            seen: BookingVersions(follower.hospital, courses))
    }

    public func reply(
        from material: Material, _ progress: WorkProgress
    ) throws(StoreError) -> Reply {
        if let why = material.board.whyUnplanned(course) { throw .refused(why) }
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

/// Books whole plans that somebody has chosen, all of them or none; in a what-if copy it books
/// nothing and plans them there.
public struct BookPlans: Deed {
    public let plans: [ChosenPlans.Item]
    public let seen: BookingVersions
    public let branch: Branch.ID?
    /// Who has to hear of it.
    public let tells: [TellTask]
    public let reason: Reason

    public init(
        _ plans: [ChosenPlans.Item], seen: BookingVersions, branch: Branch.ID? = nil,
        tells: [TellTask] = [], reason: Reason = .routine
    ) {
        (self.plans, self.seen, self.branch, self.tells) = (plans, seen, branch, tells)
        self.reason = reason
    }

    public init(_ plan: CoursePlan, seen: BookingVersions, branch: Branch.ID? = nil) {
        self.init(plan.items, seen: seen, branch: branch)
    }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        let courses: [Phrase.Value] = plans.map { .text($0.plan.course.text) }
        if let branch {
            let name = try follower.branch(branch).name
            _ = try follower.office().plan(plans, seen: seen.versions, in: branch)
            return Phrase(
                "notice.branchPlanned", ["courses": .list(courses), "branch": .text(name)])
        }
        let expiry = follower.clock().adding(minutes: HoldSlot.days * 24 * 60)
        let chosen = ChosenPlans(plans, seen: seen.versions, until: expiry, tells: tells)
        guard
            case .saved(let bookings, _) = try follower.office().book(
                chosen, Order(reason: reason))
        else {
            return Phrase("notice.repeated")
        }
        return Phrase(
            tells.isEmpty ? "notice.planned" : "notice.repaired",
            [
                "courses": .list(courses), "count": .count(bookings.count),
                "until": .instant(expiry), "tasks": .count(tells.count),
            ])
    }
}
