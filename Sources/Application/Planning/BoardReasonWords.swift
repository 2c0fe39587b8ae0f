import Domain
import Scheduling

/// The engine's constraints in the words of the hospital.
extension BoardModel {
    func reason(_ cause: Explanation.Cause, in problem: BoardProblem) -> BoardReason {
        let constraint = cause.constraint
        let course = problem.members[0]
        guard let (pool, day) = pool(of: constraint, in: problem) else {
            let cited = reasonCited(constraint, course)
            return together(
                cause, problem,
                BoardReason(
                    code: constraint.code.rawValue, pool: nil, day: dated(constraint, in: problem),
                    courses: [course],
                    source: cited.map { .text($0.source) } ?? ruleSource(constraint, in: problem),
                    phrase: cited.map {
                        Phrase(
                            "planning.cited",
                            ["reason": .phrase($0.reason), "source": .text($0.source)])
                    } ?? own(cause, course)))
        }
        let reason = lacking(pool, day, code: constraint.code.rawValue, of: course)
        return together(cause, problem, reason)
    }

    /// Says what would still stand in the way without the reason, where something would.
    private func together(
        _ cause: Explanation.Cause, _ problem: BoardProblem, _ reason: BoardReason
    ) -> BoardReason {
        guard !cause.together.isEmpty else { return reason }
        let others = cause.together.map { self.reason($0, in: problem) }
        return BoardReason(
            code: reason.code, pool: reason.pool, day: reason.day, courses: reason.courses,
            source: reason.source,
            phrase: Phrase(
                "reason.together",
                [
                    "reason": .phrase(reason.phrase),
                    "others": .list(others.map { .phrase($0.phrase) }),
                ]), together: others)
    }

    /// A day that has nothing left for a course, with who is there.
    func lacking(_ pool: Pool, _ day: Day, code: String, of course: Course.ID) -> BoardReason {
        let holders = capacity.holders(pool, day).filter { $0 != course }
        let names = holders.map { Phrase.Value.text(name(of: $0)) }
        return BoardReason(
            code: code, pool: pool, day: day, courses: holders, source: source(pool, day),
            phrase: Phrase(
                holders.isEmpty ? "reason.closed" : "reason.full",
                ["what": .phrase(pool.phrase), "day": .day(day), "who": .list(names)]))
    }

    private func own(_ cause: Explanation.Cause, _ course: Course.ID) -> Phrase {
        var values = cause.phrase.values
        values["who"] = .text(name(of: course))
        return Phrase(cause.phrase.key, values)
    }

    /// The pool and day of a calendar's constraint. Where two pools share a calendar of the
    /// engine, the one that lacks is meant.
    func pool(of constraint: Constraint, in problem: BoardProblem) -> (Pool, Day)? {
        guard case .day(let code, let owner, let index) = constraint else { return nil }
        let day = problem.day(index)
        func lacks(_ pool: Pool, _ day: Day) -> Bool {
            let own = uses(of: problem.members[0]).filter { $0.pool == pool && $0.day == day }
            return (capacity.left(pool, day) ?? Self.plenty) + own.reduce(0) { $0 + $1.amount } < 1
        }
        switch code {
        case .apheresis:
            return (lacks(.apheresis, day) || !lacks(.courier, day) ? .apheresis : .courier, day)
        case .processing: return (.processing, day)
        case .receipt: return (.receipt, day)
        case .infusion: return (.infusion, day)
        case .beds: return (.beds, day)
        case .icu: return (.reserve, day)
        default: return (.start(problem.products[owner]), day)
        }
    }

    /// What took the units away, where it is a block; else the opening that gives no more.
    private func source(_ pool: Pool, _ day: Day) -> Phrase.Value {
        let isShift = capacity.isShortOfStaff(pool, day)
        let resources = hospital.resources.values
            .filter { (isShift ? Pool(servedBy: $0) : Pool($0)) == pool }.map(\.id).sorted()
        let blocks = hospital.blocks.values
            .filter { resources.contains($0.resource) && $0.span.contains(day) }
            .sorted { $0.id < $1.id }
        if !blocks.isEmpty {
            return .list(blocks.map { .text("\($0.id.text) \($0.words)") })
        }
        let openings = hospital.openings.values
            .filter { resources.contains($0.resource) && $0.span.contains(day) }
            .map(\.id.text).sorted()
        return .list(resources.map { .resource($0) } + openings.map { .text($0) })
    }

    private func ruleSource(
        _ constraint: Constraint, in problem: BoardProblem
    ) -> Phrase.Value {
        switch constraint {
        case .rule(.startWindow), .rule(.receiptWindow), .rule(.shelf):
            .text(problem.products.first.flatMap { hospital.products[$0]?.source } ?? "")
        case .rule(.ldGap): terms.source
        case .fixed, .fixedProduct: .phrase(Phrase("reason.source.milestone"))
        case .past: .phrase(Phrase("reason.source.today"))
        case .rule(.horizon): .phrase(Phrase("reason.source.openings"))
        default: .phrase(Phrase("reason.source.steps"))
        }
    }

    /// The reason of the hospital's own behind a date.
    private func reasonCited(
        _ constraint: Constraint, _ course: Course.ID
    ) -> Situation.DatedReason? {
        let all = bounds(of: course).filter { !$0.isSoft }
        switch constraint {
        case .notBefore(let activity):
            return all.filter { $0.activity == activity && $0.limit == .notBefore }
                .max { $0.day < $1.day }
        case .notAfter(let activity):
            return all.filter { $0.activity == activity && $0.limit == .notAfter }
                .min { $0.day < $1.day }
        default: return nil
        }
    }

    private func dated(_ constraint: Constraint, in problem: BoardProblem) -> Day? {
        switch constraint {
        case .fixed(let activity):
            problem.instance.patients[0].fixed.days[activity].map { problem.day($0) }
        case .notBefore, .notAfter: reasonCited(constraint, problem.members[0])?.day
        case .past: today
        default: nil
        }
    }
}
