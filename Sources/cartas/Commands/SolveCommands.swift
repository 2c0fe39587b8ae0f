import Application
import Domain
import Glibc
import Scheduling
import Solver

enum SolveCommands {
    static let all = [solve]
    static let solve = Command(
        "solve", nil, [.init(name: "INSTANCE")],
        options: [.init(name: "seconds", value: "S"), .init(name: "work", value: "N"), .init(name: "workers", value: "K"), .out, .init(name: "trace", value: "FILE"),
        .init(name: "p", value: "X", repeats: true)]
    ) { invocation throws(CommandError) in
        @Sendable func now() -> Double { var t = timespec(); clock_gettime(CLOCK_MONOTONIC, &t); return Double(t.tv_sec) + Double(t.tv_nsec) * 1e-9 }
        let t0 = now()
        let bytes = try invocation.read(invocation.place(0))
        let instance = try refusing { () throws(InstanceError) in try InstanceReader.read(bytes) }
        let t1 = now()
        let model = Model(instance)
        let seconds = try invocation.double("seconds", in: 0.0...1e6) ?? 10
        var s = Annealer.Settings()
        let ps = invocation.values("p").map { Double($0)! }
        if ps.count > 0 { s.heatFrom = ps[0] }
        if ps.count > 1 { s.heatTo = ps[1] }
        if ps.count > 2 { s.meanRemoved = Int(ps[2]) }
        if ps.count > 3 { s.skipChance = ps[3] }
        let workers = try invocation.int("workers", in: 1...64) ?? 2
        let work = try invocation.int("work", in: 1...Int.max)
        var search = PlanSearch(model.problem, seed: try invocation.seed(default: 1), budget: work.map { .steps($0) } ?? .seconds(seconds), surroundings: .init(clock: { now() - t0 }, perform: { Threads.perform($0, on: workers) }, isCancelled: { false }), settings: s)
        var steps = 0
        var first = 0.0
        let plan = search.run { steps = $0.steps; if first == 0 { first = $0.seconds } }
        let solution = model.solution(plan)
        let verdict = Checker(instance).check(solution)
        if let out = invocation.value("out") { try invocation.write(solution.json(for: instance).compact, to: out) }
        invocation.console.print(JSON.object([("objective", .int(solution.objective!)), ("bad", .int(verdict.violations.count)), ("steps", .int(steps)), ("parse", .double(t1 - t0)), ("first", .double(first)), ("seconds", .double(now() - t0))]))
        return .done
    }
}
