public import Domain
import Scheduling

/// How sure a course is of its date, all others staying where they are.
extension BoardModel {
    /// Nil for a course that is infused, and for one without a whole plan.
    public func certainty(
        _ course: Course.ID, samples: Int = 1000, seed: UInt64 = 1
    ) -> CourseCertainty? {
        guard let planned = courses[course], !planned.isInfused, planned.isComplete,
            let chosen = planned.chosen
        else { return nil }
        let problem = problem(for: [course], .allButFacts, only: [chosen])
        guard let told = problem.told.courses[0] else { return nil }
        let found = Found(problem: problem, course: told, cost: 0)
        return certainty(found, samples: samples, seed: seed)
    }

    func certainty(_ found: Found, samples: Int = 300, seed: UInt64) -> CourseCertainty? {
        var all = found.beside ?? found.problem.empty
        all.courses[0] = found.course
        var board = LiveBoard(Model(found.problem.instance), all)
        return board.certainty(of: 0, terms.uncertainty, samples: samples, seed: seed).map {
            CourseCertainty($0, in: found.problem)
        }
    }
}

/// How sure a course is of its date, in days of the calendar.
public struct CourseCertainty: Sendable, Equatable {
    /// The share of futures in which the infusion is on its day or before.
    public let onTime: Double
    public let median: Day?
    public let p90: Day?
    /// The share in which no infusion is possible within the calendar.
    public let never: Double
    public let sources: [String]

    init(_ certainty: Certainty, in problem: BoardProblem) {
        onTime = certainty.holdsDate
        median = certainty.median.map { problem.day($0) }
        p90 = certainty.p90.map { problem.day($0) }
        never = certainty.never
        sources = certainty.sources
    }

    public var json: JSON {
        .object([
            ("onTime", .double(onTime)), ("median", .optional(median?.iso)),
            ("p90", .optional(p90?.iso)), ("never", .double(never)),
            ("sources", .array(Set(sources).sorted().map { .string($0) })),
        ])
    }
}
