import Application
import Domain
import Scheduling
import Solver

/// The engine's figures on instances of one's own choice.
enum BenchCommands {
    static let all = [bench]

    static let bench = Command(
        "bench", nil, [.init(name: "INSTANCE", repeats: true)],
        options: [
            .init(name: "budgets", value: "LIST"), .init(name: "workers", value: "K"),
        ]
    ) { invocation throws(CommandError) in
        let text = invocation.value("budgets") ?? "1,10,60"
        let parts = text.split(separator: ",")
        let budgets = parts.compactMap { Double($0) }
        guard !budgets.isEmpty, budgets.count == parts.count, budgets.allSatisfy({ $0 > 0 }) else {
            throw .usage(Phrase("bench.badBudgets", ["text": .text(text)]))
        }
        let (console, wording) = (invocation.console, invocation.wording)
        if !invocation.wantsJSON { console.print(wording("bench.head")) }
        var rows: [Row] = []
        for path in invocation.arguments.positionals {
            let row = try measure(path, budgets, invocation)
            rows.append(row)
            if invocation.wantsJSON {
                console.print(row.json)
            } else {
                console.print(row.line(wording))
            }
            console.flush()
        }
        growth(rows, invocation)
        return .done
    }

    private struct Row {
        var name: String
        var patients: Int
        var readingSeconds: Double
        var firstSeconds: Double
        var cost: InsertionCost
        var objectives: [Int]
        var bound: Int

        private var gap: Double {
            objectives.min().map { Double($0 - bound) / Double(max(1, $0)) } ?? 0
        }

        func line(_ wording: Wording) -> String {
            let figures = [
                name, wording.number(patients), wording.decimal(readingSeconds * 1000, places: 1),
                wording.decimal(firstSeconds * 1000, places: 1),
                wording.decimal(Double(cost.medianNanoseconds) / 1000, places: 2) + ", "
                    + wording.decimal(Double(cost.p99Nanoseconds) / 1000, places: 2),
                wording.decimal(Double(cost.consequencesNanoseconds) / 1000, places: 1),
                objectives.map { wording.number($0) }.joined(separator: " → "),
                wording.number(bound), wording.decimal(gap * 100, places: 2) + " %",
            ]
            return figures.joined(separator: " · ")
        }

        var json: JSON {
            .object([
                ("instance", .string(name)), ("patients", .int(patients)),
                ("readingSeconds", .double(readingSeconds)),
                ("firstSolutionSeconds", .double(firstSeconds)),
                ("medianNanoseconds", .int(cost.medianNanoseconds)),
                ("p99Nanoseconds", .int(cost.p99Nanoseconds)),
                ("consequencesNanoseconds", .int(cost.consequencesNanoseconds)),
                ("objectives", .array(objectives.map { .int($0) })), ("bound", .int(bound)),
                ("gap", .double(gap)),
            ])
        }
    }

    private static func measure(
        _ path: String, _ budgets: [Double], _ invocation: Invocation
    ) throws(CommandError) -> Row {
        let workers = try invocation.int("workers", in: 1...256) ?? 2
        let seed = try invocation.seed(default: 1)
        let reading = StopWatch()
        let begun = reading.seconds
        let instance = try refusing { () throws(PlanningError) in
            try PlanningFiles.instance(path)
        }
        let readingSeconds = reading.seconds - begun
        let model = Model(instance)
        var row: Row?
        for budget in budgets {
            let watch = StopWatch()
            let offset = watch.seconds
            let run = PlanRun(
                budget: .seconds(max(budget * 0.5, budget - readingSeconds)), seed: seed,
                workers: workers, clock: { watch.seconds - offset })
            let outcome = try refusing { () throws(PlanningError) in try run.run(model) }
            if row == nil {
                row = Row(
                    name: instance.name, patients: instance.patients.count,
                    readingSeconds: readingSeconds,
                    firstSeconds: readingSeconds + outcome.firstSolutionSeconds,
                    cost: InsertionCost(model, outcome.solution) { watch.nanoseconds },
                    objectives: [], bound: 0)
            }
            let bound = max(row?.bound ?? 0, outcome.bound)
            row?.objectives.append(outcome.objective)
            row?.bound = bound
        }
        guard let row else { throw .usage(Phrase("bench.badBudgets", ["text": .text("")])) }
        return row
    }

    /// How much longer one question takes on the largest board than on the smallest.
    private static func growth(_ rows: [Row], _ invocation: Invocation) {
        guard !invocation.wantsJSON, let least = rows.min(by: { $0.patients < $1.patients }),
            let most = rows.max(by: { $0.patients < $1.patients }),
            least.patients < most.patients, least.cost.medianNanoseconds > 0
        else { return }
        let factor =
            Double(most.cost.medianNanoseconds) / Double(least.cost.medianNanoseconds)
        invocation.console.print(
            invocation.wording(
                Phrase(
                    "bench.growth",
                    [
                        "from": .count(least.patients), "to": .count(most.patients),
                        "factor": .decimal(factor, places: 1),
                    ])))
    }
}
