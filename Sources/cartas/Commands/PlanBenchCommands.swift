import Application
import Domain
import Glibc

/// The engine's figures on instances of one's own choice.
enum PlanBenchCommands {
    static let all = [plans]

    static let plans = Command(
        "bench", "plans", [.init(name: "INSTANCE", repeats: true)], act: .compute,
        options: [
            .init(name: "budgets", value: "LIST"), .init(name: "workers", value: "K"),
            .init(name: "scans", value: "N"), .init(name: "grow", value: "INSTANCE"),
        ]
    ) { invocation throws(CommandError) in
        let text = invocation.value("budgets") ?? "1,10,60"
        let parts = text.split(separator: ",")
        let budgets = parts.compactMap { Double($0) }
        guard !budgets.isEmpty, budgets.count == parts.count, budgets.allSatisfy({ $0 > 0 }) else {
            throw .usage(Phrase("bench.badBudgets", ["text": .text(text)]))
        }
        let watch = StopWatch()
        let bench = PlanBench(
            budgets: budgets, workers: try invocation.int("workers", in: 1...256) ?? 2,
            seed: try invocation.seed(default: 1),
            scans: try invocation.int("scans", in: 0...1_000_000) ?? 0, seconds: { watch.seconds },
            nanoseconds: { watch.nanoseconds })
        let (console, wording) = (invocation.console, invocation.wording)
        if !invocation.wantsJSON { console.print(wording("bench.head")) }
        func show(_ row: PlanBench.Row) {
            if invocation.wantsJSON {
                console.print(row.json)
            } else {
                console.print(row.line(wording))
            }
            console.flush()
        }
        var rows: [PlanBench.Row] = []
        for path in invocation.arguments.positionals {
            let row = try refusing { () throws(PlanningError) in try bench.measure(path) }
            guard let row else { continue }
            rows.append(row)
            show(row)
        }
        if let path = invocation.value("grow") {
            // Boards of one kind that differ in size alone say more of growth than the others.
            rows = []
            try refusing { () throws(PlanningError) in
                try bench.measureGrowth(path) { row in
                    rows.append(row)
                    show(row)
                }
            }
        }
        let memory = BenchUI.residentKilobytes(getpid())
        if invocation.wantsJSON {
            console.print(.object([("memoryKilobytes", .int(memory))]))
        } else {
            console.print(wording(Phrase("bench.memory", ["count": .count(memory / 1024)])))
        }
        if !invocation.wantsJSON, let growth = PlanBench.growth(rows) {
            console.print(wording(growth))
        }
        return .done
    }
}
