public import Domain
import Scheduling

/// A way for one course: every activity with its days, what it costs and what it leaves.
public struct CoursePlan: Sendable, Equatable {
    public enum Kind: String, Worded {
        public static let vocabulary = "plan.kind"

        case earliest, leastDisturbance, alternativeProduct
    }

    /// Another course that makes room, as the engine would plan it then.
    public struct Other: Sendable, Equatable {
        public let course: Course.ID
        public let plan: Plan
        /// Days by which its infusion moves.
        public let days: Int
        /// Its load of intensive care then.
        public var shares: [ICUShare] = []
    }

    public let kind: Kind
    /// The activities with their days; this is what is booked.
    public let plan: Plan
    public let shares: [ICUShare]
    public let others: [Other]
    public let cost: Int
    /// The fullest day of the reserve of intensive care with this course in it.
    public let reserveWorst: (day: Day, load: Int, capacity: Int)?
    public let certainty: CourseCertainty?
    public let reasons: [Phrase]

    public var infusion: Day? { plan.infusion }

    /// What is booked for it: the course's own plan, and those of all who make room.
    public var items: [ChosenPlans.Item] {
        [ChosenPlans.Item(plan, shares: shares)]
            + others.map { ChosenPlans.Item($0.plan, shares: $0.shares) }
    }

    public static func == (left: CoursePlan, right: CoursePlan) -> Bool {
        left.kind == right.kind && left.plan == right.plan && left.others == right.others
            && left.cost == right.cost && left.shares == right.shares
    }
}

extension BoardModel {
    /// The first infusion that can be had, the plan that changes least, and another product:
    /// those of the three that there are, no two the same.
    public func threePlans(_ course: Course.ID, seed: UInt64 = 1) -> [CoursePlan] {
        guard let planned = courses[course], !planned.isInfused else { return [] }
        let offers = offers(for: planned)
        let own = planned.chosen.map { [$0] } ?? offers
        var found: [CoursePlan] = []
        func add(_ kind: CoursePlan.Kind, _ products: [Product.ID], _ freedom: BoardProblem.Freedom)
        {
            guard let best = best(course, products, freedom) else { return }
            let plan = coursePlan(kind, best, course, seed: seed)
            if !found.contains(where: { $0.plan == plan.plan }) { found.append(plan) }
        }
        add(.earliest, own, .forgetful)
        if let alone = found.first, let roomier = makingRoom(course, than: alone, seed: seed) {
            // Somebody moves, and the patient comes sooner; the plan alone is the quiet one.
            found = [roomier]
        }
        if planned.told.isEmpty {
            if let quiet = quietest(course, own) {
                let plan = coursePlan(.leastDisturbance, quiet, course, seed: seed)
                if !found.contains(where: { $0.plan == plan.plan }) { found.append(plan) }
            }
        } else {
            add(.leastDisturbance, own, .allButFacts)
        }
        let first = found.first?.plan.product ?? planned.chosen
        add(.alternativeProduct, offers.filter { $0 != first }, .forgetful)
        return found
    }

    /// A chain with the problem in which it was found.
    struct Found {
        let problem: BoardProblem
        let course: Solution.Course
        let cost: Int
        /// Where the other members of the problem stand; nil where it has none.
        var beside: Solution?
    }

    /// The cheapest chain beside all others; each product is asked for itself, since their
    /// further infusions fall on other days.
    func best(
        _ id: Course.ID, _ products: [Product.ID], _ freedom: BoardProblem.Freedom
    ) -> Found? {
        var best: Found?
        for product in products {
            let problem = problem(for: [id], freedom, only: [product])
            let board = Explainer(Model(problem.instance), problem.empty)
            guard let course = board.best(for: 0) else { continue }
            let cost = problem.cost(of: course)
            if best.map({ cost < $0.cost }) ?? true {
                best = Found(problem: problem, course: course, cost: cost)
            }
        }
        return best
    }

    /// Of the cheapest chains the one that takes the fewest last places.
    private func quietest(_ id: Course.ID, _ products: [Product.ID]) -> Found? {
        var best: (found: Found, scarce: Int)?
        for product in products {
            let problem = problem(for: [id], .forgetful, only: [product])
            var board = LiveBoard(Model(problem.instance), problem.empty)
            for course in board.proposals(0, count: 24) {
                let scarce = problem.lastPlaces(course)
                let found = Found(
                    problem: problem, course: course, cost: problem.cost(of: course))
                if best.map({ (scarce, found.cost) < ($0.scarce, $0.found.cost) }) ?? true {
                    best = (found, scarce)
                }
            }
        }
        return best?.found
    }

    func coursePlan(
        _ kind: CoursePlan.Kind, _ found: Found, _ course: Course.ID, seed: UInt64 = 1,
        samples: Int = 300, others: [CoursePlan.Other] = []
    ) -> CoursePlan {
        let plan = plan(found.course, in: found.problem, of: 0)
        let shares = shares(found.course, in: found.problem, of: 0)
        return CoursePlan(
            kind: kind, plan: plan, shares: shares, others: others, cost: found.cost,
            reserveWorst: reserveWorst(shares, without: course),
            certainty: samples > 0 ? certainty(found, samples: samples, seed: seed) : nil,
            reasons: notes(found, course))
    }

    // MARK: What a plan leaves

    private func reserveWorst(
        _ shares: [ICUShare], without course: Course.ID
    ) -> (day: Day, load: Int, capacity: Int)? {
        guard capacity.lines[.reserve] != nil else { return nil }
        var own: [Day: Int] = [:]
        for use in uses(of: course) where use.pool == .reserve {
            own[use.day, default: 0] += use.amount
        }
        let loads = shares.map { share -> (day: Day, load: Int, capacity: Int) in
            let capacity = self.capacity.capacity(.reserve, share.day)
            let others = capacity - (self.capacity.left(.reserve, share.day) ?? 0)
            return (share.day, others - (own[share.day] ?? 0) + share.percent, capacity)
        }
        return loads.max { one, other in
            one.load * max(1, other.capacity) < other.load * max(1, one.capacity)
        }
    }

    private func notes(_ found: Found, _ course: Course.ID) -> [Phrase] {
        let product = found.problem.products[found.course.product]
        var notes = clinicalNotes(course, product) { found.problem.day(found.course[$0]) }
        let patient = found.problem.instance.patients[0]
        let late = found.course.infusion - patient.deadline
        if late > 0 {
            notes.append(
                Phrase(
                    "plan.late",
                    ["days": .count(late), "day": .day(found.problem.day(patient.deadline))]))
        }
        return notes
    }
}

extension BoardProblem {
    /// Nobody of the members is planned yet.
    var empty: Solution {
        Solution(instance: instance.name, courses: members.map { _ in nil })
    }

    func cost(of course: Solution.Course, member: Int = 0) -> Int {
        let patient = instance.patients[member]
        guard let option = patient.options.first(where: { $0.product == course.product }) else {
            return 0
        }
        return Checker(instance).cost(patient, course, option)
    }

    /// How many of the places of a course are the last ones of their day.
    func lastPlaces(_ course: Solution.Course) -> Int {
        let centre = instance.centres[0]
        let places = [
            (centre.apheresis, course.apheresis), (centre.receipt, course.receipt),
            (centre.infusion, course.infusion),
            (instance.products[course.product].starts, course.start),
        ]
        return places.count { $0.0.indices.contains($0.1) && $0.0[$0.1] == 1 }
    }
}
