public import Domain
import Solver

/// All courses planned anew, as far as nothing that happened or was confirmed binds them.
public struct ReplanWork: Work {
    /// A search is as long as its steps, so that the same board gives the same list anywhere.
    public let steps: Int
    /// The what-if copy in which it is asked; nil for the board that stands.
    public let branch: Branch.ID?

    public init(steps: Int = 60_000, branch: Branch.ID? = nil) {
        (self.steps, self.branch) = (steps, branch)
    }

    public struct Reply: Equatable, Sendable {
        public let lines: [Line]
        /// How many courses were planned.
        public let courses: Int
        public let cost: Int
        /// No plan of these courses costs less.
        public let bound: Int
        /// What the plan that stands costs; nil where it does not hold.
        public let before: Int?
    }

    /// A course that would be planned otherwise.
    public struct Line: Equatable, Sendable {
        public let name: String
        public let change: CourseChange
        public let seen: BookingVersions
        /// The infusion as it is booked.
        public let booked: Day?
    }

    public struct Material: Sendable {
        let board: BoardModel
    }

    public var title: Phrase { Phrase("replan.working") }

    public func material(with follower: Follower) throws(StoreError) -> Material {
        Material(board: try follower.planning(in: branch))
    }

    public func reply(
        from material: Material, _ progress: WorkProgress
    ) throws(StoreError) -> Reply {
        let board = material.board
        do throws(PlanningError) {
            let found = try board.replanning().run(
                .work(steps), clock: { 0 }, isCancelled: { progress.isCancelled },
                report: { best in
                    progress.report(
                        nil,
                        Phrase(
                            "replan.progress",
                            ["cost": .count(best.objective), "bound": .count(best.bound)]))
                })
            return Reply(
                lines: found.changes.map { change in
                    Line(
                        name: board.name(of: change.course), change: change,
                        seen: BookingVersions(board.hospital, [change.course]),
                        booked: board.hospital.courses[change.course]?.dayZero)
                },
                courses: found.courses, cost: found.cost, bound: found.bound, before: found.before)
        } catch {
            throw .refused(error.phrase)
        }
    }
}
