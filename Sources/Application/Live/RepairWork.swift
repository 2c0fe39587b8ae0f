public import Domain

/// What can be done for courses in conflict, or for one to which something has happened?
public struct RepairWork: Work {
    /// Empty for every course in conflict.
    public let courses: [Course.ID]
    public let happening: Happening?
    /// Nothing but the plan that is left when the batch fails.
    public let onlyPlanB: Bool
    public let branch: Branch.ID?
    /// An emergency that takes somebody's place.
    public let bump: Bump?

    public init(
        _ courses: [Course.ID] = [], after happening: Happening? = nil, onlyPlanB: Bool = false,
        branch: Branch.ID? = nil
    ) {
        (self.courses, self.happening, self.onlyPlanB) = (courses, happening, onlyPlanB)
        (self.branch, bump) = (branch, nil)
    }

    public init(bumping bump: Bump) {
        (courses, happening, onlyPlanB) = ([bump.wanted, bump.holder], nil, false)
        (branch, self.bump) = (nil, bump)
    }

    public struct Reply: Equatable, Sendable {
        public let options: [RepairOption]
        /// How every course in them is told to people.
        public let names: [Course.ID: String]
        public let booked: [Course.ID: Day]
        public let conflicts: [Phrase]
        /// Why there is no plan B, where one was asked for.
        public let impossible: [Phrase]
        public let seen: BookingVersions
    }

    public var title: Phrase { Phrase("repair.working") }

    public func material(with follower: Follower) throws(StoreError) -> PlanWork.Material {
        try PlanWork.material(courses, branch, with: follower)
    }

    public func reply(
        from material: PlanWork.Material, _ progress: WorkProgress
    ) throws(StoreError) -> Reply {
        let board = material.board
        let asked = courses.isEmpty ? board.conflicted : courses
        let options: [RepairOption] =
            if let bump {
                board.bumpOption(bump).map { [$0] } ?? []
            } else if onlyPlanB {
                asked.compactMap { board.planBOption($0) }
            } else {
                board.repairOptions(for: asked, after: happening)
            }
        var impossible: [Phrase] = []
        if options.isEmpty, bump != nil {
            impossible = [Phrase("bump.impossible")]
        } else if options.isEmpty, let course = asked.first,
            case .impossible(let reasons)? = board.planB(course)
        {
            impossible = reasons.map(\.phrase)
        }
        let touched = Set(options.flatMap { $0.changes.map(\.course) } + asked).sorted()
        return Reply(
            options: options,
            names: Dictionary(
                touched.map { ($0, board.name(of: $0)) }, uniquingKeysWith: { one, _ in one }),
            booked: Dictionary(
                touched.compactMap { id in
                    board.hospital.courses[id]?.plannedInfusion.map { (id, $0) }
                }, uniquingKeysWith: { one, _ in one }),
            conflicts: asked.prefix(8).flatMap { id in
                (board.hospital.courses[id].map {
                    board.hospital.conflicts(of: $0, on: board.today)
                }
                    ?? []).map(\.phrase)
            },
            impossible: impossible, seen: BookingVersions(board.hospital, touched))
    }
}
