import Glibc
import Scheduling
import Solver
import Support
import Testing

/// One course beside the others, against brute force.
struct InsertionTests {
    /// The full count is asked for with `CARTAS_CASES=10000`.
    static let cases = getenv("CARTAS_CASES").flatMap { Int(String(cString: $0)) } ?? 300

    /// A board with all but the first patient placed, greedily and in part at random.
    private func board(
        _ model: Model, _ random: inout RandomSource
    ) -> [Placement] {
        var board = Board(model.problem)
        let insertion = Insertion(model.problem)
        for patient in 1..<model.instance.patients.count where random.chance(0.8) {
            if let found = insertion.best(patient, in: board.ledger) {
                board.move(patient, to: found.placement)
            }
        }
        return board.plan
    }

    @Test func agreesWithBruteForce() {
        var random = RandomSource(seed: 4)
        var (feasible, infeasible) = (0, 0)
        for number in 0..<Self.cases {
            let instance = RandomInstances.make(&random)
            let model = Model(instance)
            let plan = board(model, &random)
            let solution = model.solution(plan)
            #expect(Checker(instance).check(solution).violations.allSatisfy { $0.patient == 0 })
            let all = BruteForce(instance, others: solution, without: 0).courses(0)
            var state = Board(model.problem)
            state.load(plan)
            let found = Insertion(model.problem).best(0, in: state.ledger)
            let least = all.map(\.cost).min()
            var scan = ExhaustiveScan(instance, solution)
            #expect(scan.least(0, own: solution.courses[0]) == least, "scan of case \(number)")
            #expect(found?.cost == least, "best chain of case \(number)")
            if let found, let course = model.course(found.placement) {
                #expect(all.contains { $0.course == course }, "real chain in case \(number)")
                feasible += 1
            } else {
                infeasible += 1
            }
            checkWindows(state.ledger, all.map(\.course), number)
            checkAlternatives(state.ledger, model, all, number)
        }
        // Both answers must occur, or the comparison says little.
        #expect(feasible > Self.cases / 4 && infeasible > Self.cases / 20)
    }

    private func checkWindows(
        _ ledger: borrowing Ledger, _ courses: [Solution.Course], _ number: Int
    ) {
        let windows = ledger.windows(of: 0)
        for activity in Activity.allCases {
            let expected = Set(courses.map { $0[activity] }).sorted()
            #expect(
                windows.open(activity.step) == expected, "window of \(activity), case \(number)")
        }
    }

    private func checkAlternatives(
        _ ledger: borrowing Ledger, _ model: Model,
        _ all: [(course: Solution.Course, cost: Int)], _ number: Int
    ) {
        let best = ledger.alternatives(of: 0, count: 7)
        #expect(
            best.map(\.cost) == Array(all.map(\.cost).sorted().prefix(7)),
            "seven best of case \(number)")
        #expect(Set(best.map(\.placement)).count == best.count)
        for row in best {
            let course = model.course(row.placement)
            #expect(all.contains { $0.course == course && $0.cost == row.cost })
        }
    }

    @Test func bookingAndUndoingLeaveNothingBehind() {
        var random = RandomSource(seed: 9)
        for _ in 0..<50 {
            let instance = RandomInstances.make(&random, patients: 5)
            let model = Model(instance)
            let plan = board(model, &random)
            var state = Board(model.problem)
            let before = model.problem.cost(of: state.plan)
            state.load(plan)
            #expect(model.problem.cost(of: state.plan) == model.problem.cost(of: plan))
            for patient in instance.patients.indices { state.move(patient, to: .none) }
            #expect(model.problem.cost(of: state.plan) == before)
            for row in 0..<model.problem.rowCount {
                for day in 0..<instance.horizon {
                    #expect(
                        state.ledger.free(row: row, day: day)
                            == model.problem.capacity(row: row, day: day))
                }
            }
        }
    }

    @Test(arguments: ["centre-50", "congested-50"])
    func publicQuestionsHaveTheirExpectedAnswers(_ name: String) throws {
        let folder = "Tests/SchedulingTests/Fixtures/"
        let instance = try InstanceReader.read(Repository.bytes("\(folder)\(name).json"))
        let questions = try Questions.read(
            Repository.bytes("\(folder)queries-\(name).json"), of: instance)
        #expect(Checker(instance).check(questions.plan).violations.isEmpty)
        let answers = questions.answers(Model(instance)) { 0 }
        #expect(answers.map(\.best) == questions.expected)
        #expect(answers.count == 10)
    }
}
