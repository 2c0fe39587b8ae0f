import Domain
import Solver

/// Insertion questions on one plan: for each patient, the best place beside all the others.
public struct Questions: Sendable {
    public static let format = "cart-timeline-queries/1"

    public let plan: Solution
    /// Patients by their place in the instance.
    public let patients: [Int]
    /// The costs that the file expects; nil where no chain exists.
    public let expected: [Int?]

    /// Questions without expected answers.
    init(plan: Solution, patients: Range<Int>) {
        (self.plan, self.patients) = (plan, Array(patients))
        expected = patients.map { _ in nil }
    }

    private init(plan: Solution, patients: [Int], expected: [Int?]) {
        (self.plan, self.patients, self.expected) = (plan, patients, expected)
    }

    public static func read(
        _ bytes: [UInt8], of instance: Instance
    ) throws(InstanceError) -> Questions {
        let root = try InstanceReader.plain { () throws(JSONError) -> JSONReader in
            try JSONReader(parsing: bytes, limits: .file)
        }
        let base = try InstanceReader.plain { () throws(JSONError) -> JSONReader in
            try root.member("plan")
        }
        let plan = try Solution.read(base, of: instance)
        let rows = try InstanceReader.plain { () throws(JSONError) -> [JSONReader] in
            try root.member("queries").elements()
        }
        let index = Dictionary(
            zip(instance.patients.map(\.id), instance.patients.indices)
        ) { first, _ in first }
        var patients: [Int] = []
        var expected: [Int?] = []
        for row in rows {
            let id = try InstanceReader.plain { () throws(JSONError) in
                try row.member("patient").string()
            }
            guard let patient = index[id] else {
                throw .unknownPatient(path: row.path, row.place, id: id)
            }
            patients.append(patient)
            expected.append(
                try InstanceReader.plain { () throws(JSONError) -> Int? in
                    try row.optional("best")?.int()
                })
        }
        return Questions(plan: plan, patients: patients, expected: expected)
    }

    public struct Answer: Sendable, Equatable {
        public let patient: Int
        public let best: Int?
        public let nanoseconds: Int
    }

    /// Answers each question by itself; nothing is carried from one to the next.
    ///
    /// - Parameter clock: nanoseconds from any beginning.
    public func answers(_ model: Model, clock: () -> Int) -> [Answer] {
        var board = Board(model.problem)
        board.load(model.plan(plan))
        let insertion = Insertion(model.problem)
        return patients.map { patient in
            let former = board[patient]
            if former.isPlaced { board.remove(patient) }
            let start = clock()
            let found = insertion.best(patient, in: board.ledger)
            let end = clock()
            if former.isPlaced { board.move(patient, to: former) }
            return Answer(patient: patient, best: found?.cost, nanoseconds: end - start)
        }
    }
}
