import Scheduling
import Solver
import Support
import Testing

/// Small boards that reality has broken, planned anew and held against trying everything.
struct RescheduleTests {
    static let cases = max(40, InsertionTests.cases / 6)

    /// A plan that was told, a few days later and with some units lost.
    private func disrupted(_ random: inout RandomSource) -> Instance {
        var instance = RandomInstances.make(&random, patients: 3)
        instance.today = 0
        for index in instance.patients.indices {
            (instance.patients[index].fixed, instance.patients[index].former) =
                (Instance.Dates(), Instance.Dates())
        }
        let model = Model(instance)
        var board = Board(model.problem)
        let insertion = Insertion(model.problem)
        for patient in instance.patients.indices {
            if let found = insertion.best(patient, in: board.ledger) {
                board.move(patient, to: found.placement)
            }
        }
        let told = model.solution(board.plan)
        instance.today = random.int(in: 1...8)
        for index in instance.patients.indices {
            guard let course = told.courses[index] else { continue }
            instance.patients[index].former.product = course.product
            for activity in Activity.allCases {
                let day = course[activity]
                instance.patients[index].former.days[activity] = day
                if day < instance.today { instance.patients[index].fixed.days[activity] = day }
            }
            if course.apheresis < instance.today {
                instance.patients[index].fixed.product = course.product
            }
        }
        lose(&instance, &random)
        return instance
    }

    /// Closes days to come on which somebody is, and others: beds, slots, starts.
    private func lose(_ instance: inout Instance, _ random: inout RandomSource) {
        let told = instance.patients.flatMap(\.former.days.values).filter { $0 >= instance.today }
            .sorted()
        for _ in 0..<random.int(in: 2...8) {
            var day = random.int(in: instance.today...instance.horizon - 1)
            if !told.isEmpty, random.chance(0.7) { day = random.pick(told) }
            switch random.int(in: 0...4) {
            case 0: instance.centres[0].beds[day] = max(0, instance.centres[0].beds[day] - 1)
            case 1: instance.centres[0].infusion[day] = 0
            case 2: instance.centres[0].receipt[day] = 0
            case 3: instance.centres[0].apheresis[day] = 0
            default: instance.products[0].starts[day] = 0
            }
        }
    }

    @Test func theCheapestChangeIsFound() {
        var random = RandomSource(seed: 99)
        var (moved, left) = (0, 0)
        for number in 0..<Self.cases {
            let instance = disrupted(&random)
            let model = Model(instance)
            var search = PlanSearch(
                model.problem, seed: 3, budget: .steps(4000), surroundings: WholeBoardTests.serial)
            var bound = 0
            let solution = model.solution(search.run { bound = $0.bound })
            let verdict = Checker(instance).check(solution)
            #expect(verdict.violations.isEmpty)
            let best = WholeBoardTests.optimum(instance)
            #expect(verdict.objective == best, "case \(number), bound \(bound)")
            #expect(bound <= best ?? 0, "a bound above the optimum, case \(number)")
            for (index, course) in solution.courses.enumerated() {
                let former = instance.patients[index].former
                guard !former.isEmpty else { continue }
                guard let course else {
                    left += 1
                    continue
                }
                if former.days.contains(where: { course[$0.key] != $0.value }) { moved += 1 }
            }
        }
        // Both must occur, or nothing was disrupted.
        #expect(moved > Self.cases / 10 && left > 0)
    }
}
