public import Domain
import Scheduling
import Solver

/// The engine's figures on instances of one's own choice: what a plan costs after so many
/// seconds, what is proven, and how long one question takes.
public struct PlanBench {
    let budgets: [Double]
    let workers: Int
    let seed: UInt64
    let scans: Int
    /// Seconds and nanoseconds since the same moment.
    let seconds: @Sendable () -> Double
    let nanoseconds: @Sendable () -> Int

    public init(
        budgets: [Double], workers: Int, seed: UInt64, scans: Int = 0,
        seconds: @escaping @Sendable () -> Double, nanoseconds: @escaping @Sendable () -> Int
    ) {
        (self.budgets, self.workers, self.seed) = (budgets, workers, seed)
        self.scans = scans
        (self.seconds, self.nanoseconds) = (seconds, nanoseconds)
    }

    /// Measures one instance; nil without a budget.
    public func measure(_ path: String) throws(PlanningError) -> Row? {
        let begun = seconds()
        let instance = try PlanningFiles.instance(path)
        return try measure(instance, budgets: budgets, readingSeconds: seconds() - begun)
    }

    /// How many patients the boards have that show how figures grow.
    private static let sizes = [100, 1000, 10_000]

    /// Measures the hospitals of an instance over and over, for the shortest budget: only the size
    /// of the board differs between the rows.
    public func measureGrowth(_ path: String, report: (Row) -> Void) throws(PlanningError) {
        let instance = try PlanningFiles.instance(path)
        for size in Self.sizes {
            let count = max(1, size / max(1, instance.patients.count))
            let shortest = budgets.min().map { [$0] } ?? []
            let row = try measure(
                instance.repeated(count), budgets: shortest, readingSeconds: 0)
            if let row { report(row) }
        }
    }

    private func measure(
        _ instance: Instance, budgets: [Double], readingSeconds: Double
    ) throws(PlanningError) -> Row? {
        let model = Model(instance)
        var row: Row?
        for budget in budgets {
            let (start, clock) = (seconds(), seconds)
            let run = PlanRun(
                budget: .seconds(max(budget * 0.5, budget - readingSeconds)), seed: seed,
                workers: workers, clock: { clock() - start })
            let outcome = try run.run(model)
            if row == nil {
                row = Row(
                    name: instance.name, patients: instance.patients.count,
                    readingSeconds: readingSeconds,
                    firstSeconds: readingSeconds + outcome.firstSolutionSeconds,
                    cost: InsertionCost(
                        model, outcome.solution, scans: scans, clock: nanoseconds),
                    objectives: [], bound: 0)
            }
            row?.objectives.append(outcome.objective)
            let bound = max(row?.bound ?? 0, outcome.bound)
            row?.bound = bound
        }
        row?.cancelSeconds = try cancelSeconds(model)
        row?.isSameOnThreads = try isSameOnThreads(model)
        return row
    }

    /// The longest that a search went on after it was told to stop, told at several moments.
    private func cancelSeconds(_ model: Model) throws(PlanningError) -> Double {
        var most = 0.0
        for wait in [0.05, 0.13, 0.31, 0.77] {
            let (start, clock) = (seconds(), seconds)
            let run = PlanRun(
                budget: .seconds(60), seed: seed, workers: workers, clock: { clock() - start },
                isCancelled: { clock() - start > wait })
            _ = try run.run(model)
            // A first plan is made whatever happens; after it a search is there to be stopped.
            most = max(most, clock() - start - wait)
        }
        return most
    }

    /// Whether one thread and several find the same plan for the same work.
    private func isSameOnThreads(_ model: Model) throws(PlanningError) -> Bool {
        var plans: [Solution] = []
        for workers in [1, max(2, workers)] {
            let run = PlanRun(
                budget: .steps(Self.comparedSteps), seed: seed, workers: workers, clock: { 0 })
            plans.append(try run.run(model).solution)
        }
        return plans[0] == plans[1]
    }

    private static let comparedSteps = 20_000

    /// How much longer a question and a first plan take on the largest board than on the smallest.
    public static func growth(_ rows: [Row]) -> Phrase? {
        guard let least = rows.min(by: { $0.patients < $1.patients }),
            let most = rows.max(by: { $0.patients < $1.patients }),
            least.patients < most.patients, least.cost.medianNanoseconds > 0,
            least.firstSeconds > 0
        else { return nil }
        let factor = Double(most.cost.medianNanoseconds) / Double(least.cost.medianNanoseconds)
        return Phrase(
            "bench.growth",
            [
                "from": .count(least.patients), "to": .count(most.patients),
                "factor": .decimal(factor, places: 1),
                "first": .decimal(most.firstSeconds / least.firstSeconds, places: 1),
            ])
    }

    /// The figures of one instance.
    public struct Row: Sendable {
        var name: String
        var patients: Int
        var readingSeconds: Double
        var firstSeconds: Double
        var cost: InsertionCost
        var objectives: [Int]
        var bound: Int
        var cancelSeconds = 0.0
        var isSameOnThreads = true

        private var gap: Double {
            objectives.min().map { Double($0 - bound) / Double(max(1, $0)) } ?? 0
        }

        public func line(_ wording: Wording) -> String {
            let figures = [
                name, wording.number(patients), wording.decimal(readingSeconds * 1000, places: 1),
                wording.decimal(firstSeconds * 1000, places: 1),
                wording.decimal(Double(cost.medianNanoseconds) / 1000, places: 2) + ", "
                    + wording.decimal(Double(cost.p99Nanoseconds) / 1000, places: 2),
                wording.decimal(Double(cost.consequencesNanoseconds) / 1000, places: 1),
                objectives.map { wording.number($0) }.joined(separator: " → "),
                wording.number(bound), wording.decimal(gap * 100, places: 2) + " %",
                wording.decimal(cancelSeconds * 1000, places: 1),
                wording(Phrase(isSameOnThreads ? "bench.same" : "bench.notSame")),
            ]
            return figures.joined(separator: " · ")
        }

        public var json: JSON {
            .object([
                ("instance", .string(name)), ("patients", .int(patients)),
                ("readingSeconds", .double(readingSeconds)),
                ("firstSolutionSeconds", .double(firstSeconds)),
                ("medianNanoseconds", .int(cost.medianNanoseconds)),
                ("p99Nanoseconds", .int(cost.p99Nanoseconds)),
                ("consequencesNanoseconds", .int(cost.consequencesNanoseconds)),
                ("scanned", .int(cost.scanned)), ("wrong", .int(cost.wrong)),
                ("objectives", .array(objectives.map { .int($0) })), ("bound", .int(bound)),
                ("gap", .double(gap)), ("cancelSeconds", .double(cancelSeconds)),
                ("sameOnThreads", .bool(isSameOnThreads)),
            ])
        }
    }
}
