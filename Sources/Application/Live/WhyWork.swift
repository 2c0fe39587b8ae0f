public import Domain

/// Why is the infusion of a course not earlier, and what would help?
public struct WhyWork: Work {
    public let course: Course.ID
    /// The what-if copy in which it is asked; nil for the board that stands.
    public let branch: Branch.ID?

    public init(_ course: Course.ID, branch: Branch.ID? = nil) {
        (self.course, self.branch) = (course, branch)
    }

    public struct Reply: Equatable, Sendable {
        public let name: String
        /// The best plan there is.
        public let best: CoursePlan?
        /// The first infusion as it is booked.
        public let booked: Day?
        /// What binds, the strongest first.
        public let causes: [BoardReason]
        /// What would make the infusion earlier, or possible at all.
        public let ways: [BoardExplanation.Way]
        /// What each way would book; nil where it needs more than a booking.
        public let taken: [[ChosenPlans.Item]?]
        public let seen: BookingVersions
    }

    public var title: Phrase { Phrase("why.working", ["course": .text(course.text)]) }

    public func material(with follower: Follower) throws(StoreError) -> PlanWork.Material {
        try PlanWork(course, branch: branch).material(with: follower)
    }

    public func reply(
        from material: PlanWork.Material, _ progress: WorkProgress
    ) throws(StoreError) -> Reply {
        let board = material.board
        guard let best = board.explain(course) else {
            throw .refused(
                board.whyUnplanned(course)
                    ?? Phrase("plan.unknownCourse", ["course": .text(course.text)]))
        }
        guard let day = best.plan?.infusion else {
            return reply(nil, best.causes, best.ways, board)
        }
        // The day before is refused, and whoever refuses it says what would help.
        let before = board.explain(course, activity: .infusion, day: day - 1)
        let ways = (before?.ways ?? []).filter { way in
            way.plan.infusion.map { $0 < day } ?? false
        }
        let causes = best.notEarlier.isEmpty ? before?.causes ?? [] : best.notEarlier
        return reply(best.plan, causes, ways.isEmpty ? before?.ways ?? [] : ways, board)
    }

    private func reply(
        _ best: CoursePlan?, _ causes: [BoardReason], _ ways: [BoardExplanation.Way],
        _ board: BoardModel
    ) -> Reply {
        let touched = [course] + ways.compactMap { $0.other?.course }
        return Reply(
            name: board.name(of: course), best: best,
            booked: board.hospital.courses[course]?.dayZero, causes: causes, ways: ways,
            taken: ways.map { board.items(taking: $0) },
            seen: BookingVersions(board.hospital, Set(touched)))
    }
}

extension BoardModel {
    /// What is booked when somebody takes a way out; nil where it needs something that no booking
    /// gives, such as one unit more on a day.
    public func items(taking way: BoardExplanation.Way) -> [ChosenPlans.Item]? {
        var items = [ChosenPlans.Item(way.plan, shares: shares(for: way.plan))]
        if let other = way.other {
            let booking = hospital.courses[other.course]?.standing.map(\.record).first {
                $0.activity == .infusion && $0.part == 1
            }
            guard let booking,
                let plan = move(
                    booking.id, of: other.course, to: booking.span.first + other.days)?.plan
            else { return nil }
            items.append(ChosenPlans.Item(plan.plan, shares: plan.shares))
        }
        let board = with(items)
        let holds = items.allSatisfy { board.broken($0.plan.course)?.isEmpty ?? false }
        return holds ? items : nil
    }
}
