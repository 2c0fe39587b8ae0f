import Solver

/// The board of a hospital as the engine holds it: booked, moved, blocked and undone in place.
///
/// What the screen shows is read from here, and every question is asked here, so that the board
/// can never show one thing and the engine know another.
public struct LiveBoard: ~Copyable {
    public let model: Model
    private var board: Board
    private var history: [Change] = []

    private enum Change {
        case moved(patient: Int, from: Placement)
        case blocked(row: Int, day: Int, units: Int)
    }

    public init(_ model: Model, _ solution: Solution) {
        self.model = model
        board = Board(model.problem)
        board.load(model.plan(solution))
    }

    public subscript(patient: Int) -> Solution.Course? { model.course(board[patient]) }

    public var solution: Solution { model.solution(board.plan) }

    /// What is left of a calendar's day; negative when it is overdrawn.
    public func left(_ code: Checker.Code, owner: Int, day: Int) -> Int {
        board.ledger.free(row: model.row(code, owner: owner), day: day)
    }

    // MARK: Changes

    /// Books or moves a patient's course; nil takes it off the board.
    public mutating func book(_ patient: Int, _ course: Solution.Course?) {
        history.append(.moved(patient: patient, from: board[patient]))
        board.move(patient, to: model.placement(course, patient: patient))
    }

    /// Takes units of a day away: a closed bed, a broken device. Negative units open it again.
    public mutating func block(_ code: Checker.Code, owner: Int, day: Int, units: Int) {
        let row = model.row(code, owner: owner)
        history.append(.blocked(row: row, day: day, units: units))
        board.block(row: row, day: day, units: units)
    }

    /// Takes the last change back; false when there is none.
    @discardableResult
    public mutating func undo() -> Bool {
        switch history.popLast() {
        case .moved(let patient, let former): board.move(patient, to: former)
        case .blocked(let row, let day, let units): board.block(row: row, day: day, units: -units)
        case nil: return false
        }
        return true
    }

    // MARK: Questions

    /// The cheapest courses of a patient beside all others, as many as asked for.
    public mutating func proposals(_ patient: Int, count: Int) -> [Solution.Course] {
        let former = board[patient]
        board.move(patient, to: .none)
        defer { board.move(patient, to: former) }
        return board.ledger.alternatives(of: patient, count: count)
            .compactMap { model.course($0.placement) }
    }

    /// On which days each activity of a patient could be, all others staying.
    public mutating func windows(_ patient: Int) -> [Activity: [Int]] {
        let former = board[patient]
        board.move(patient, to: .none)
        defer { board.move(patient, to: former) }
        let windows = board.ledger.windows(of: patient)
        return Dictionary(
            uniqueKeysWithValues: Activity.allCases.map { ($0, windows.open($0.step)) })
    }

    /// What would follow from a move. The board is the same afterwards.
    public mutating func consequences(
        of patient: Int, movedTo course: Solution.Course
    ) -> Consequences {
        let (former, before) = (board[patient], board.cost(of: patient))
        board.move(patient, to: model.placement(course, patient: patient))
        defer { board.move(patient, to: former) }
        let instance = model.instance
        guard
            let option = instance.patients[patient].options.first(where: {
                $0.product == course.product
            })
        else { return Consequences(costChange: 0, broken: [.product], conflicts: []) }
        let broken = Checker(instance).violations(patient, course, option).map(\.code)
        var conflicts: [Consequences.Conflict] = []
        for use in Usage.uses(instance, patient, course)
        where (0..<instance.horizon).contains(use.day) {
            let left = left(use.code, owner: use.owner, day: use.day)
            guard left < 0 else { continue }
            conflicts.append(
                Consequences.Conflict(
                    code: use.code, owner: use.owner, day: use.day, over: -left,
                    others: holders(of: use, without: patient)))
        }
        return Consequences(
            costChange: board.cost(of: patient) - before, broken: broken, conflicts: conflicts)
    }

    // MARK: For what asks many times

    /// Takes a patient off the board for a question.
    mutating func withdrawn(_ patient: Int) -> Placement {
        let former = board[patient]
        board.move(patient, to: .none)
        return former
    }

    mutating func restore(_ patient: Int, _ placement: Placement) {
        board.move(patient, to: placement)
    }

    /// The first day of a peak beside all who are on the board.
    func firstPeak(_ mode: Mode) -> Int? {
        guard Step.allCases.allSatisfy({ mode.earliest[$0] <= mode.latest[$0] }) else {
            return nil
        }
        return board.ledger.firstPeak(mode)
    }

    private func holders(of use: Usage.Use, without patient: Int) -> [Int] {
        let instance = model.instance
        return instance.patients.indices.filter { index in
            guard index != patient, let course = self[index] else { return false }
            if use.code == .start {
                return course.product == use.owner && course.start == use.day
            }
            guard instance.patients[index].centre == use.owner else { return false }
            return Usage.uses(instance, index, course).contains {
                $0.code == use.code && $0.day == use.day
            }
        }
    }
}

/// What a move would bring about.
public struct Consequences: Sendable, Equatable {
    /// A day that would be overdrawn, and who else is on it.
    public struct Conflict: Sendable, Equatable {
        public let code: Checker.Code
        public let owner: Int
        public let day: Int
        public let over: Int
        public let others: [Int]
    }

    public let costChange: Int
    /// Rules of the course itself that would be broken.
    public let broken: [Checker.Code]
    public let conflicts: [Conflict]

    public var isClean: Bool { broken.isEmpty && conflicts.isEmpty }
}
