/// What would have to be dropped so that a refused request can be met.
///
/// Two blockers may each suffice to refuse it; then no single cause can be dropped with success,
/// and a smallest set is named whose members must be dropped together. Where one cause alone can
/// be dropped, each such cause is a set of its own.
extension Waivers {
    mutating func corrections(of refusal: Refusal) -> [[Constraint]] {
        // Whatever can be dropped alone is part of every clash, and so of the one that was found.
        let single = refusal.causes.filter { admits(dropping: [$0]) }
        guard single.isEmpty else { return single.map { [$0] } }
        var smallest = lackingDays()
        if !smallest.isEmpty, !admits(dropping: smallest) { smallest = [] }
        let rules = constraints.filter { $0.day == nil }
        let days = constraints.filter { $0.day != nil }
        for order in [rules + days, days + rules] {
            let found = leftOut(keeping: order)
            if !found.isEmpty, smallest.isEmpty || found.count < smallest.count {
                smallest = found
            }
        }
        return smallest.isEmpty ? [] : [smallest.sorted(by: Constraint.precedes)]
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

    /// The fewest calendar days on which units are lacking, all rules kept.
    mutating func lackingDays() -> [Constraint] {
        guard let course = leastLacking() else { return [] }
        let uses = Usage.uses(instance, request.patient, course)
        let wanted = Set(uses.map { Constraint.day($0.code, owner: $0.owner, day: $0.day) })
        return constraints.filter { wanted.contains($0) && lacks($0, course) }
    }

    /// Keeps as much as can be kept, earlier constraints first; what cannot is a set that
    /// suffices and of which nothing can be left out.
    private mutating func leftOut(keeping order: [Constraint]) -> [Constraint] {
        for constraint in constraints { keep(constraint, false) }
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
