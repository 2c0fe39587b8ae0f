import Domain
import Scheduling

extension BoardModel {
    /// An earlier infusion than anybody can have alone, when one other course makes room for it.
    ///
    /// Only what was not confirmed to anybody moves, and only where the days won are worth more
    /// than those that the other loses. Nil where nothing of the kind is to be had.
    func makingRoom(_ id: Course.ID, than alone: CoursePlan, seed: UInt64) -> CoursePlan? {
        guard let planned = courses[id], let infusion = alone.infusion else { return nil }
        let product = alone.plan.product
        let own = problem(for: [id], .forgetful, only: [product])
        var request = Request(patient: 0, infusionBy: infusion - 1 - own.origin)
        let causes = Explainer(Model(own.instance), own.empty).explain(request).causes
        let neighbours = neighbours(of: id, causes, own)
        guard !neighbours.isEmpty, planned.facts[.ld] == nil else { return nil }
        var wider = problem(for: [id] + neighbours, .allButConfirmed, only: [product])
        wider.told.courses[0] = nil
        wider.instance.patients[0].former = Instance.Dates()
        let explainer = Explainer(Model(wider.instance), wider.told)
        guard let base = explainer.best(for: 0) else { return nil }
        request.infusionBy = infusion - 1 - wider.origin
        let limit = wider.cost(of: base)
        let remedies = explainer.explain(request).remedies.filter { remedy in
            remedy.other != nil && remedy.cost < limit
        }
        let best = remedies.min { one, other in
            (one.course.infusion, one.cost) < (other.course.infusion, other.cost)
        }
        return best.flatMap { withRoom(.earliest, $0, in: wider, id, seed: seed) }
    }

    /// The cheapest plan with an activity on a day that cannot be had alone, when one other course
    /// makes room for it: whoever asks for that very day decides over confirmed days as well.
    func makingRoom(
        _ id: Course.ID, of product: Product.ID, for activity: Scheduling.Activity, on day: Day,
        refused causes: [Explanation.Cause], in alone: BoardProblem
    ) -> CoursePlan? {
        let neighbours = neighbours(of: id, causes, alone)
        guard !neighbours.isEmpty else { return nil }
        var wider = problem(for: [id] + neighbours, .allButFacts, only: [product])
        wider.told.courses[0] = nil
        let request = Request(patient: 0, activity: activity, day: day - wider.origin)
        let remedies = Explainer(Model(wider.instance), wider.told).explain(request).remedies
        let best = remedies.filter { $0.other != nil }.min { $0.cost < $1.cost }
        return best.flatMap { withRoom(.leastDisturbance, $0, in: wider, id, samples: 0) }
    }

    private func withRoom(
        _ kind: CoursePlan.Kind, _ remedy: Explanation.Remedy, in wider: BoardProblem,
        _ id: Course.ID, seed: UInt64 = 1, samples: Int = 300
    ) -> CoursePlan? {
        guard let other = remedy.other, case .move(_, let days) = remedy.change else { return nil }
        let room = CoursePlan.Other(
            course: wider.members[other.patient],
            plan: plan(other.course, in: wider, of: other.patient), days: days,
            shares: shares(other.course, in: wider, of: other.patient))
        var beside = wider.told
        beside.courses[other.patient] = other.course
        let found = Found(
            problem: wider, course: remedy.course, cost: remedy.cost, beside: beside)
        return coursePlan(kind, found, id, seed: seed, samples: samples, others: [room])
    }
}
