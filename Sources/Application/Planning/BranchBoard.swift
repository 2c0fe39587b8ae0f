public import Domain

extension BoardModel {
    /// The board as it would be with the plans of a branch.
    public func with(_ branch: Branch) -> BoardModel { with(branch.items) }

    func with(_ items: [Branch.Item]) -> BoardModel {
        var board = self
        board.follow(hospital.with(items), changed: items.map(\.plan.course), now: now)
        return board
    }
}

/// What a branch comes to, beside what stands.
public struct BranchFigures: Equatable, Sendable {
    public let branch: Branch
    /// Days by which infusions would be later, and by which they would be earlier.
    public let later: Int
    public let earlier: Int
    /// What the engine finds broken in the courses that differ.
    public let broken: Int
    /// The mean probability that the infusions of these courses keep their days; nil where none
    /// of them has a whole plan.
    public let onTime: Double?
    /// Bookings that have changed since the branch was made from them.
    public let stale: [Booking.ID]
    /// Infusions by course; nil where a course has none.
    public let infusions: [Course.ID: Day?]
}

extension BoardModel {
    public func figures(of branch: Branch) -> BranchFigures {
        let board = with(branch)
        var (later, earlier, broken) = (0, 0, 0)
        var infusions: [Course.ID: Day?] = [:]
        var certain: [Double] = []
        for item in branch.items {
            let course = item.plan.course
            let day = board.hospital.courses[course]?.plannedInfusion
            infusions[course] = .some(day)
            if let day, let before = hospital.courses[course]?.plannedInfusion {
                if day > before { later += day - before } else { earlier += before - day }
            }
            broken += board.broken(course)?.count ?? 0
            if let onTime = board.certainty(course)?.onTime { certain.append(onTime) }
        }
        let current = Dictionary(
            hospital.courses.values.flatMap { state in
                state.bookings.values.map { ($0.record.id, $0.version) }
            }, uniquingKeysWith: { one, _ in one })
        return BranchFigures(
            branch: branch, later: later, earlier: earlier, broken: broken,
            onTime: certain.isEmpty ? nil : certain.reduce(0, +) / Double(certain.count),
            stale: branch.seen.filter { current[$0.key] != $0.value }.keys.sorted(),
            infusions: infusions)
    }

    /// Who has to hear of a branch when it is committed.
    public func changes(by branch: Branch) -> [CourseChange] {
        branch.items.map { change(to: $0.plan, shares: $0.shares) }
    }
}

/// Branches side by side: every course that one of them plans otherwise.
public struct BranchComparison: Equatable, Sendable {
    public struct Line: Equatable, Sendable {
        public let course: Course.ID
        public let name: String
        public let now: Day?
        /// One for each branch.
        public let days: [Day?]
    }

    public let figures: [BranchFigures]
    public let lines: [Line]

    public init(_ branches: [Branch], on board: BoardModel) {
        let figures = branches.map { board.figures(of: $0) }
        self.figures = figures
        let courses = Set(branches.flatMap { $0.items.map(\.plan.course) }).sorted()
        lines = courses.map { course in
            let now = board.hospital.courses[course]?.plannedInfusion
            return Line(
                course: course, name: board.name(of: course), now: now,
                days: figures.map { $0.infusions[course] ?? now })
        }
    }
}

extension BranchFigures {
    public var json: JSON {
        .object([
            ("branch", .string(branch.id.text)), ("name", .string(branch.name)),
            ("author", .string(branch.author.text)), ("at", .string(branch.at.iso)),
            ("courses", .int(branch.items.count)), ("later", .int(later)),
            ("earlier", .int(earlier)), ("broken", .int(broken)),
            ("onTime", onTime.map { .double($0) } ?? .null),
            ("stale", .array(stale.map { .string($0.text) })),
        ])
    }
}
