public import Domain

/// Which branches are there, what does each come to, and how do the named ones differ?
public struct BranchesWork: Work {
    /// Those that are compared course by course; empty for all.
    public let compared: [Branch.ID]

    public init(comparing compared: [Branch.ID] = []) { self.compared = compared }

    public typealias Reply = BranchComparison

    public struct Material: Sendable {
        let board: BoardModel
        let branches: [Branch]
    }

    public var title: Phrase { Phrase("branch.working") }

    public func material(with follower: Follower) throws(StoreError) -> Material {
        let all = follower.hospital.branches.values.map(\.record).sorted { $0.id < $1.id }
        return Material(
            board: try follower.planning(),
            branches: compared.isEmpty ? all : all.filter { compared.contains($0.id) })
    }

    public func reply(
        from material: Material, _ progress: WorkProgress
    ) throws(StoreError) -> BranchComparison {
        BranchComparison(material.branches, on: material.board)
    }
}

/// What do the courses look like that a branch plans otherwise?
public struct BranchQuestion: Question {
    public let branch: Branch.ID

    public init(_ branch: Branch.ID) { self.branch = branch }

    public struct Reply: Equatable, Sendable {
        public let name: String
        public let courses: [CourseOverview]
    }

    public func reply(with follower: Follower) throws(StoreError) -> Reply {
        let record = try follower.branch(branch)
        let board = try follower.planning().with(record)
        return Reply(
            name: record.name,
            courses: record.items.compactMap { item in
                let course = item.plan.course
                return board.hospital.courses[course].flatMap { state in
                    CourseOverview(
                        state, in: board.hospital, on: board.today,
                        onTime: board.certainty(course)?.onTime)
                }
            })
    }
}

/// How did everything stand at a past minute?
public struct PastQuestion: Question {
    public let at: Instant

    public init(_ at: Instant) { self.at = at }

    public struct Reply: Equatable, Sendable {
        /// The journal entry up to which it is true.
        public let sequence: Int64
        public let courses: [CourseOverview]
    }

    public func reply(with follower: Follower) throws(StoreError) -> Reply {
        let hospital = try follower.office().hospital(asOf: at)
        let board = BoardModel(hospital, now: at)
        return Reply(
            sequence: hospital.sequence,
            courses: hospital.courses.values.compactMap { state in
                CourseOverview(
                    state, in: hospital, on: at.day,
                    onTime: board.certainty(state.record.id)?.onTime)
            }.sorted { $0.id < $1.id })
    }
}

extension Follower {
    func branch(_ id: Branch.ID) throws(StoreError) -> Branch {
        guard let branch = hospital.branches[id]?.record else {
            throw .refused(Phrase("branch.gone", ["branch": .text(id.text)]))
        }
        return branch
    }

    /// The board that stands, or the one of a branch.
    ///
    /// - Parameter courses: those that are asked about: what the rules say of them comes along.
    func planning(
        in branch: Branch.ID?, asking courses: [Course.ID] = []
    ) throws(StoreError) -> BoardModel {
        var board = try planning()
        for course in courses { board = try planning(course) }
        guard let branch else { return board }
        return board.with(try self.branch(branch))
    }
}

extension Office {
    /// Everything as it was running at a past moment.
    public func hospital(asOf moment: Instant) throws(StoreError) -> Hospital {
        guard moment <= now else {
            throw .refused(Phrase("past.future", ["at": .instant(moment)]))
        }
        return try look(.readSchedule) { view throws(StoreError) in
            try Hospital(reading: view, asOf: moment)
        }
    }

    /// A running course as it stood at a past moment.
    public func course(
        _ id: Course.ID, asOf moment: Instant
    ) throws(StoreError) -> (course: Course, bookings: [Stored<Booking>]) {
        guard let state = try hospital(asOf: moment).courses[id] else {
            throw .refused(
                Phrase("past.noCourse", ["course": .text(id.text), "at": .instant(moment)]))
        }
        var course = Course(
            id: id, patient: state.record.patient, referral: state.record.referral,
            product: state.record.product)
        for milestone in state.milestones where milestone.kind != .referred {
            try refuse { () throws(CourseError) in try course.record(milestone) }
        }
        let bookings = state.bookings.values.sorted {
            ($0.record.span.first, $0.record.id) < ($1.record.span.first, $1.record.id)
        }
        return (course, bookings)
    }
}
