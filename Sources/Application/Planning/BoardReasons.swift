public import Domain
import Scheduling

/// Why a course is planned as it is or cannot be planned as asked, and the ways out.
public struct BoardExplanation: Sendable, Equatable {
    /// A way out, with the plans that it needs.
    public struct Way: Sendable, Equatable {
        public let change: Phrase
        public let cost: Int
        public let plan: Plan
        /// Another course that would have to move, by its infusion's days.
        public let other: (course: Course.ID, days: Int)?
        /// The plan of that other course, and its load of intensive care.
        public var otherPlan: ChosenPlans.Item?

        public static func == (left: Way, right: Way) -> Bool {
            left.change == right.change && left.cost == right.cost && left.plan == right.plan
        }
    }

    public let course: Course.ID
    public let isFeasible: Bool
    /// The best plan that meets the request.
    public let plan: CoursePlan?
    public let causes: [BoardReason]
    /// Each set, dropped, makes it possible with all else kept: single causes where one is enough,
    /// else a smallest set of blockers that are independent of each other.
    public let corrections: [[BoardReason]]
    public let ways: [Way]
    /// Why the infusion cannot be earlier than in `plan`.
    public let notEarlier: [BoardReason]
}

extension BoardModel {
    /// Courses that are asked whether they could make room.
    private static let mostNeighbours = 12

    /// Answers "may this be?" for any plan of a course, or for an activity on a day.
    public func explain(
        _ course: Course.ID, activity: Domain.Activity.Kind? = nil, day: Day? = nil
    ) -> BoardExplanation? {
        guard let planned = courses[course], !planned.isInfused,
            let product = planned.chosen ?? best(course, offers(for: planned), .forgetful).map({
                $0.problem.products[$0.course.product]
            }) ?? offers(for: planned).first
        else { return nil }
        let alone = problem(for: [course], .allButFacts, only: [product])
        let wish = activity.flatMap { Scheduling.Activity(kind: $0) }
        let first = Explainer(Model(alone.instance), alone.empty).explain(
            request(wish, day, alone))
        let neighbours = neighbours(of: course, first.causes, alone)
        let others = first.isFeasible ? [] : otherProducts(planned, product, wish, day)
        guard !neighbours.isEmpty else { return told(first, alone, course, others) }
        // Asked again with those who stand in the way as people who could move.
        var wider = problem(for: [course] + neighbours, .allButFacts, only: [product])
        wider.told.courses[0] = nil
        let answer = Explainer(Model(wider.instance), wider.told).explain(
            request(wish, day, wider))
        return told(answer, wider, course, others)
    }

    /// The same request with each other product that may be proposed.
    private func otherProducts(
        _ course: PlannedCourse, _ own: Product.ID, _ wish: Scheduling.Activity?, _ day: Day?
    ) -> [BoardExplanation.Way] {
        offers(for: course).filter { $0 != own }.compactMap { product in
            let problem = problem(for: [course.id], .allButFacts, only: [product])
            let explainer = Explainer(Model(problem.instance), problem.empty)
            guard let best = explainer.best(meeting: request(wish, day, problem)) else {
                return nil
            }
            return BoardExplanation.Way(
                change: Phrase("remedy.product", ["name": .text(product.text)]),
                cost: problem.cost(of: best), plan: plan(best, in: problem, of: 0), other: nil)
        }
    }

    private func request(
        _ activity: Scheduling.Activity?, _ day: Day?, _ problem: BoardProblem
    ) -> Request {
        guard let activity, let day else { return Request(patient: 0) }
        return Request(patient: 0, activity: activity, day: day - problem.origin)
    }

    /// Who holds what is wanted and could be planned otherwise.
    func neighbours(
        of course: Course.ID, _ causes: [Explanation.Cause], _ problem: BoardProblem
    ) -> [Course.ID] {
        var found: [Course.ID] = []
        for cause in causes {
            guard let (pool, day) = pool(of: cause.constraint, in: problem) else { continue }
            for holder in capacity.holders(pool, day) where holder != course {
                if !found.contains(holder), isMovable(holder) { found.append(holder) }
            }
        }
        return Array(found.prefix(Self.mostNeighbours))
    }

    /// A whole plan that keeps its own rules: others are not asked to move.
    func isMovable(_ id: Course.ID) -> Bool {
        guard let course = courses[id], !course.isInfused, course.isComplete,
            let chosen = course.chosen
        else { return false }
        let problem = problem(for: [id], .allButFacts, only: [chosen])
        guard let told = problem.told.courses[0],
            let option = problem.instance.patients[0].options.first
        else { return false }
        return Checker(problem.instance).violations(0, told, option).isEmpty
    }

    private func told(
        _ answer: Explanation, _ problem: BoardProblem, _ course: Course.ID,
        _ others: [BoardExplanation.Way]
    ) -> BoardExplanation {
        let best = answer.course.map { Found(problem: problem, course: $0, cost: answer.cost ?? 0) }
        return BoardExplanation(
            course: course, isFeasible: answer.isFeasible,
            plan: best.map { coursePlan(.earliest, $0, course, samples: 0) },
            causes: answer.causes.map { reason($0, in: problem) },
            corrections: answer.corrections.map { set in set.map { reason($0, in: problem) } },
            ways: (answer.remedies.map { way($0, in: problem) } + others).sorted {
                ($0.cost, $0.plan.infusion ?? today) < ($1.cost, $1.plan.infusion ?? today)
            },
            notEarlier: answer.notEarlier.map { reason($0, in: problem) })
    }

    private func way(
        _ remedy: Explanation.Remedy, in problem: BoardProblem
    ) -> BoardExplanation.Way {
        var other: (course: Course.ID, days: Int)?
        let change: Phrase
        switch remedy.change {
        case .otherDay(let activity, let day):
            change = Phrase(
                "way.day",
                ["activity": .phrase(activity.phrase), "day": .day(problem.day(day))])
        case .product(let name): change = Phrase("remedy.product", ["name": .text(name)])
        case .units(let causes):
            change = Phrase(
                "way.units",
                [
                    "units": .list(
                        causes.compactMap { cause in
                            pool(of: cause.constraint, in: problem).map { pool, day in
                                .phrase(
                                    Phrase(
                                        "way.unit",
                                        ["what": .phrase(pool.phrase), "day": .day(day)]))
                            }
                        })
                ])
        case .move(let patient, let days):
            let id = problem.members.first { $0.text == patient }
            other = id.map { ($0, days) }
            change = Phrase(
                days < 0 ? "way.moveEarlier" : "way.moveLater",
                ["patient": .text(id.map { name(of: $0) } ?? patient), "count": .count(abs(days))])
        }
        return BoardExplanation.Way(
            change: change, cost: remedy.cost, plan: plan(remedy.course, in: problem, of: 0),
            other: other,
            otherPlan: remedy.other.map { row in
                ChosenPlans.Item(
                    plan(row.course, in: problem, of: row.patient),
                    shares: shares(row.course, in: problem, of: row.patient))
            })
    }
}

extension Scheduling.Activity {
    /// The engine's activity that an activity of the hospital goes with.
    init?(kind: Domain.Activity.Kind) {
        switch kind {
        case .apheresis, .processing, .courier: self = .apheresis
        case .manufacturing: self = .start
        case .receipt: self = .receipt
        case .conditioning: self = .ld
        case .infusion, .wardStay, .icuReserve: self = .infusion
        case .bridging, .icuStay: return nil
        }
    }
}
