/// What would have to be dropped so that a refused request can be met.
///
/// A clash is minimal in itself: without any one of its causes the others can all be kept. That
/// does not yet make the request possible, because a second blocker may stand beside the clash
/// and share none of the dropped cause. What such a blocker needs is named with the cause, so that
/// dropping any one cause, with what is named beside it, always makes the request possible.
extension Waivers {
    /// What has to be dropped together with a cause of the clash so that the request can be met,
    /// everything else kept; empty where the cause alone is enough.
    ///
    /// Nothing in it can be left out. The other causes of the clash are kept.
    mutating func company(of cause: Constraint, in clash: [Constraint]) -> [Constraint] {
        if admits(dropping: [cause]) { return [] }
        let kept = clash.filter { $0 != cause }
        let others = constraints.filter { !clash.contains($0) }
        keep(cause, false)
        let lacking = Set(lackingDays())
        keep(cause, true)
        let rules = others.filter { $0.day == nil }
        let days = others.filter { $0.day != nil }
        let orders = [
            rules + days.filter { !lacking.contains($0) } + days.filter { lacking.contains($0) },
            days + rules,
        ]
        var smallest: [Constraint] = []
        for order in orders {
            let found = leftOut(keeping: order, beside: kept)
            if !found.isEmpty, smallest.isEmpty || found.count < smallest.count {
                smallest = found
            }
        }
        return smallest.sorted(by: Constraint.precedes)
    }

    /// Sets of which each, dropped, makes the request possible: the causes that are enough alone;
    /// where none is, the smallest of the causes with their company.
    static func corrections(_ causes: [Refusal.Cause]) -> [[Constraint]] {
        let single = causes.filter(\.company.isEmpty).map { [$0.constraint] }
        guard single.isEmpty else { return single }
        let smallest = causes.min { $0.company.count < $1.company.count }
        return smallest.map {
            [([$0.constraint] + $0.company).sorted(by: Constraint.precedes)]
        } ?? []
    }

    /// Whether the request can be met when these are dropped and all others kept.
    private mutating func admits(dropping dropped: [Constraint]) -> Bool {
        for constraint in dropped { keep(constraint, false) }
        defer { for constraint in dropped { keep(constraint, true) } }
        return isFeasible
    }

    /// A course for the request when these are dropped and all others kept.
    mutating func witness(dropping dropped: [Constraint]) -> Solution.Course? {
        for constraint in dropped { keep(constraint, false) }
        defer { for constraint in dropped { keep(constraint, true) } }
        return bestCourse()?.course
    }

    /// The fewest calendar days on which units are lacking, all kept rules kept.
    mutating func lackingDays() -> [Constraint] {
        guard let course = leastLacking() else { return [] }
        let uses = Usage.uses(instance, request.patient, course)
        let wanted = Set(uses.map { Constraint.day($0.code, owner: $0.owner, day: $0.day) })
        return constraints.filter { wanted.contains($0) && lacks($0, course) }
    }

    /// Keeps as much as can be kept beside what must be, earlier constraints first; what cannot
    /// is a set that suffices and of which nothing can be left out.
    private mutating func leftOut(
        keeping order: [Constraint], beside kept: [Constraint]
    ) -> [Constraint] {
        for constraint in constraints { keep(constraint, false) }
        for constraint in kept { keep(constraint, true) }
        defer { for constraint in constraints { keep(constraint, true) } }
        guard isFeasible else { return [] }
        return leftOut(order[...])
    }

    private mutating func leftOut(_ order: ArraySlice<Constraint>) -> [Constraint] {
        for constraint in order { keep(constraint, true) }
        if isFeasible { return [] }
        for constraint in order { keep(constraint, false) }
        guard order.count > 1 else { return Array(order) }
        let middle = order.startIndex + order.count / 2
        // The later half is asked after the earlier one has kept what it can.
        let early = leftOut(order[..<middle])
        return early + leftOut(order[middle...])
    }
}

extension Explainer {
    /// A course for a request that breaks no constraint but those dropped: the proof that they
    /// suffice. Nil where they do not.
    public func witness(dropping dropped: [Constraint], of request: Request) -> Solution.Course? {
        let usage = Usage(model.instance, solution, without: [request.patient])
        var waivers = Waivers(model.instance, request, usage: usage)
        return waivers.witness(dropping: dropped)
    }
}
