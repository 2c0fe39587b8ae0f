import Solver

/// Gives each patient the best place beside all who have one, as the desk does from day to day:
/// what a simulated centre books with.
///
/// It is the same exact insertion that answers a coordinator, without the questions of a screen.
public struct Allocator: ~Copyable {
    public let model: Model
    private var board: Board
    private let insertion: Insertion

    public init(_ model: Model) {
        self.model = model
        board = Board(model.problem)
        insertion = Insertion(model.problem)
    }

    public subscript(patient: Int) -> Solution.Course? { model.course(board[patient]) }

    /// What is left of a calendar's day; negative when it is overdrawn.
    public func left(_ code: Checker.Code, owner: Int, day: Int) -> Int {
        board.ledger.free(row: model.row(code, owner: owner), day: day)
    }

    /// Books the cheapest place; nil where the calendar has none.
    public mutating func place(_ patient: Int) -> Solution.Course? {
        board.move(patient, to: .none)
        guard let found = insertion.best(patient, in: board.ledger) else { return nil }
        board.move(patient, to: found.placement)
        return model.course(found.placement)
    }

    /// Takes a patient off the board.
    public mutating func release(_ patient: Int) { board.move(patient, to: .none) }

    /// What reality has made of a plan.
    public struct Turn: Sendable {
        /// Days that are past and stay as they were.
        public var fixed: [Activity: Int]
        /// Days of manufacturing and release, as they turned out.
        public var manufacturingDays: Int
        /// Nothing else can be on an earlier day.
        public var today: Int

        public init(fixed: [Activity: Int], manufacturingDays: Int, today: Int) {
            (self.fixed, self.manufacturingDays, self.today) = (fixed, manufacturingDays, today)
        }
    }

    /// Plans the rest of a course anew after a batch came late or failed; nil where the calendar
    /// has no place, and the patient is then off the board.
    public mutating func replan(_ patient: Int, _ turn: Turn) -> Solution.Course? {
        let former = board[patient]
        guard former.isPlaced else { return nil }
        board.move(patient, to: .none)
        let number = Int(former.mode)
        var mode = model.problem.mode(number)
        let option = model.instance.patients[patient].options.first {
            $0.product == Int(mode.tag)
        }
        let longer = turn.manufacturingDays - (option?.manufacturingDays ?? turn.manufacturingDays)
        mode.arrivalLeast += Int32(longer)
        mode.arrivalMost += Int32(longer)
        for activity in Activity.allCases {
            if let day = turn.fixed[activity] {
                mode.earliest[activity.step] = Int32(day)
                mode.latest[activity.step] = Int32(day)
            } else {
                mode.earliest[activity.step] = max(
                    mode.earliest[activity.step], Int32(turn.today))
            }
        }
        guard let found = board.ledger.best(mode, number: number, below: Int.max >> 8) else {
            return nil
        }
        board.move(patient, to: found.placement)
        return model.course(found.placement)
    }
}
