import Dispatch
import Scheduling
import Solver
import Support
import Testing

/// The best plan of all, its bound and its independence of threads.
struct WholeBoardTests {
    static let cases = max(40, InsertionTests.cases / 6)

    static let serial = PlanSearch.Surroundings(
        clock: { 0 }, perform: { for piece in $0 { piece() } }, isCancelled: { false })

    /// Every piece on a thread of its own.
    static let parallel = PlanSearch.Surroundings(
        clock: { 0 },
        perform: { pieces in
            DispatchQueue.concurrentPerform(iterations: pieces.count) { pieces[$0]() }
        }, isCancelled: { false })

    /// The least cost of all plans of a small instance, by trying all.
    static func optimum(_ instance: Instance) -> Int? {
        let none = Solution(instance: instance.name, courses: instance.patients.map { _ in nil })
        var state = BruteForce(instance, others: none, without: -1)
        let choices = instance.patients.indices.map {
            state.courses($0).sorted { $0.cost < $1.cost }
        }
        var best = Int.max
        func place(_ patient: Int, _ cost: Int) {
            guard cost < best else { return }
            guard patient < choices.count else {
                best = cost
                return
            }
            for (course, own) in choices[patient] {
                if cost + own >= best { break }
                guard state.fits(patient, course) else { continue }
                state.add(patient, course)
                place(patient + 1, cost + own)
                state.remove(patient, course)
            }
            place(patient + 1, cost + instance.patients[patient].unscheduledCost)
        }
        place(0, 0)
        return best < Int.max ? best : nil
    }

    @Test func smallPlansAreTheBestAndProven() {
        var random = RandomSource(seed: 77)
        var proven = 0
        for number in 0..<Self.cases {
            let instance = RandomInstances.make(&random, patients: 3)
            let model = Model(instance)
            var search = PlanSearch(
                model.problem, seed: 3, budget: .steps(4000), surroundings: Self.serial)
            var bound = 0
            let plan = search.run { bound = $0.bound }
            let solution = model.solution(plan)
            let verdict = Checker(instance).check(solution)
            #expect(verdict.violations.isEmpty)
            let best = Self.optimum(instance)
            #expect(verdict.objective == best, "case \(number), bound \(bound)")
            #expect(bound <= best ?? 0, "a bound above the optimum, case \(number)")
            if bound == verdict.objective { proven += 1 }
        }
        #expect(proven * 10 >= Self.cases * 9)
    }

    @Test(arguments: ["congested-20", "reschedule-40", "congested-50"])
    func threadsDoNotChangeThePlan(_ name: String) throws {
        let bytes = Repository.bytes("Tests/SchedulingTests/Fixtures/\(name).json")
        let instance = try InstanceReader.read(bytes)
        let model = Model(instance)
        let backwards = PlanSearch.Surroundings(
            clock: { 0 }, perform: { for piece in $0.reversed() { piece() } },
            isCancelled: { false })
        var plans: [[Placement]] = []
        for surroundings in [Self.serial, backwards, Self.parallel] {
            var search = PlanSearch(
                model.problem, seed: 5, budget: .steps(6000), surroundings: surroundings)
            plans.append(search.run { _ in })
        }
        #expect(plans[0] == plans[1])
        #expect(plans[0] == plans[2])
        var other = PlanSearch(
            model.problem, seed: 6, budget: .steps(200), surroundings: Self.serial)
        #expect(Checker(instance).check(model.solution(other.run { _ in })).violations.isEmpty)
        let verdict = Checker(instance).check(model.solution(plans[0]))
        #expect(verdict.violations.isEmpty)
        let known = ["congested-20": 3656, "reschedule-40": 6007, "congested-50": 11425]
        #expect(verdict.objective <= known[name, default: 0] * 102 / 100)
    }

    @Test(arguments: [("congested-20", 3656), ("reschedule-40", 6007)])
    func smallBoardsAreProven(_ name: String, _ least: Int) throws {
        let bytes = Repository.bytes("Tests/SchedulingTests/Fixtures/\(name).json")
        let model = Model(try InstanceReader.read(bytes))
        var search = PlanSearch(
            model.problem, seed: 1, budget: .steps(20_000), surroundings: Self.serial)
        var bound = 0
        let plan = search.run { bound = $0.bound }
        #expect(model.problem.cost(of: plan) == least && bound == least)
    }

    @Test func repeatedHospitalsAreAsCrowded() throws {
        let bytes = Repository.bytes("Tests/SchedulingTests/Fixtures/congested-20.json")
        let instance = try InstanceReader.read(bytes)
        let model = Model(instance)
        var search = PlanSearch(
            model.problem, seed: 1, budget: .steps(2000), surroundings: Self.serial)
        let plan = model.solution(search.run { _ in })
        let whole = instance.repeated(3)
        let courses = [Solution.Course?](repeatElement(plan.courses, count: 3).joined())
        let verdict = Checker(whole).check(Solution(instance: whole.name, courses: courses))
        #expect(verdict.violations.isEmpty)
        #expect(verdict.objective == 3 * Checker(instance).check(plan).objective)
        #expect(Set(whole.patients.map(\.id)).count == 60)
        // Starts are shared by all: the copies together use no more than three times as many.
        #expect(
            whole.products.map { $0.starts.reduce(0, +) }
                == instance.products.map { 3 * $0.starts.reduce(0, +) })
    }

    @Test func cancellingStopsAndKeepsThePlan() throws {
        let bytes = Repository.bytes("Tests/SchedulingTests/Fixtures/centre-50.json")
        let instance = try InstanceReader.read(bytes)
        let model = Model(instance)
        var search = PlanSearch(
            model.problem, seed: 1, budget: .steps(1_000_000_000),
            surroundings: PlanSearch.Surroundings(
                clock: { 0 }, perform: { for piece in $0 { piece() } }, isCancelled: { true }))
        let plan = search.run { _ in }
        #expect(Checker(instance).check(model.solution(plan)).violations.isEmpty)
    }
}
