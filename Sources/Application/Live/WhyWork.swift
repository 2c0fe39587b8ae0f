public import Domain

/// Why is the infusion of a course not earlier, and what would help?
public struct WhyWork: Work {
    public let course: Course.ID

    public init(_ course: Course.ID) { self.course = course }

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
        public let seen: BookingVersions
    }

    public var title: Phrase { Phrase("why.working", ["course": .text(course.text)]) }

    public func material(with follower: Follower) throws(StoreError) -> PlanWork.Material {
        try PlanWork(course).material(with: follower)
    }

    public func reply(
        from material: PlanWork.Material, _ progress: WorkProgress
    ) throws(StoreError) -> Reply {
        let board = material.board
        guard let best = board.explain(course) else {
            throw .refused(Phrase("plan.unknownCourse", ["course": .text(course.text)]))
        }
        guard let day = best.plan?.infusion else {
            return Reply(
                name: board.name(of: course), best: nil, booked: booked(board),
                causes: best.causes, ways: best.ways, seen: material.seen)
        }
        // The day before is refused, and whoever refuses it says what would help.
        let before = board.explain(course, activity: .infusion, day: day - 1)
        let ways = (before?.ways ?? []).filter { way in
            way.plan.infusion.map { $0 < day } ?? false
        }
        let causes = best.notEarlier.isEmpty ? before?.causes ?? [] : best.notEarlier
        return Reply(
            name: board.name(of: course), best: best.plan, booked: booked(board), causes: causes,
            ways: ways.isEmpty ? before?.ways ?? [] : ways, seen: material.seen)
    }

    private func booked(_ board: BoardModel) -> Day? { board.hospital.courses[course]?.dayZero }
}
