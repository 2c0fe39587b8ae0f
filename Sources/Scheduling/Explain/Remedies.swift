import Solver

extension Explainer {
    private static let mostMoves = 40
    /// More moves of others than these help nobody to choose.
    private static let mostTold = 5

    /// Ways out, cheapest first.
    func remedies(
        _ request: Request, _ refusal: Refusal, _ waivers: inout Waivers, _ usage: Usage
    ) -> [Explanation.Remedy] {
        var remedies: [Explanation.Remedy] = []
        remedies += otherDays(request, usage)
        remedies += otherProduct(request, refusal, &waivers)
        let lacking = waivers.lackingDays()
        remedies += extraUnits(request, lacking, &waivers)
        remedies += moves(request, lacking).sorted { $0.cost < $1.cost }.prefix(Self.mostTold)
        // A stable order for equal costs: as they were found.
        return remedies.enumerated().sorted {
            ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset)
        }.map(\.element)
    }

    /// The nearest days on which the activity could be.
    private func otherDays(_ request: Request, _ usage: Usage) -> [Explanation.Remedy] {
        guard let activity = request.activity, let day = request.day else { return [] }
        var found: [Explanation.Remedy] = []
        for direction in [-1, 1] {
            var other = day + direction
            while (0..<model.instance.horizon).contains(other) {
                let moved = Request(patient: request.patient, activity: activity, day: other)
                if let best = best(moved) {
                    found.append(
                        Explanation.Remedy(
                            change: .otherDay(activity, day: other), cost: best.cost,
                            course: best.course))
                    break
                }
                other += direction
            }
        }
        return found
    }

    /// The best course that meets a request beside the others as they are.
    private func best(_ request: Request) -> (course: Solution.Course, cost: Int)? {
        var plan = model.plan(solution)
        plan[request.patient] = .none
        var board = Board(model.problem)
        board.load(plan)
        return Explainer.best(model, board.ledger, request)
    }

    static func best(
        _ model: Model, _ ledger: borrowing Ledger, _ request: Request
    ) -> (course: Solution.Course, cost: Int)? {
        var found: (course: Solution.Course, cost: Int)?
        for number in model.problem.modes(of: request.patient) {
            var mode = model.problem.mode(number)
            if let activity = request.activity, let day = request.day {
                mode.pin(activity.step, to: day)
            }
            if let last = request.infusionBy {
                mode.latest.peak = min(mode.latest.peak, Int32(last))
            }
            let bar = found?.cost ?? Int.max >> 8
            if let best = ledger.best(mode, number: number, below: bar),
                let course = model.course(best.placement)
            {
                found = (course, best.cost)
            }
        }
        return found
    }

    private func otherProduct(
        _ request: Request, _ refusal: Refusal, _ waivers: inout Waivers
    ) -> [Explanation.Remedy] {
        guard refusal.causes.contains(.fixedProduct) else { return [] }
        waivers.keep(.fixedProduct, false)
        defer { waivers.keep(.fixedProduct, true) }
        guard let best = waivers.bestCourse() else { return [] }
        let name = model.instance.products[best.course.product].name
        return [
            Explanation.Remedy(change: .product(name), cost: best.cost, course: best.course)
        ]
    }

    private func extraUnits(
        _ request: Request, _ lacking: [Constraint], _ waivers: inout Waivers
    ) -> [Explanation.Remedy] {
        guard !lacking.isEmpty else { return [] }
        for constraint in lacking { waivers.keep(constraint, false) }
        defer { for constraint in lacking { waivers.keep(constraint, true) } }
        guard let best = waivers.bestCourse() else { return [] }
        return [
            Explanation.Remedy(
                change: .units(lacking.map { cause($0, request.patient) }), cost: best.cost,
                course: best.course)
        ]
    }

    /// One other patient makes room and is planned anew.
    private func moves(_ request: Request, _ lacking: [Constraint]) -> [Explanation.Remedy] {
        var candidates: [Int] = []
        for case .day(let code, let owner, let day) in lacking {
            for holder in holders(code, owner: owner, day: day, without: request.patient)
            where !candidates.contains(holder) {
                candidates.append(holder)
            }
        }
        var plan = model.plan(solution)
        plan[request.patient] = .none
        var board = Board(model.problem)
        board.load(plan)
        var found: [Explanation.Remedy] = []
        for other in candidates.prefix(Self.mostMoves) {
            let (former, before) = (board[other], board.cost(of: other))
            board.remove(other)
            if let best = Explainer.best(model, board.ledger, request) {
                board.move(
                    request.patient, to: model.placement(best.course, patient: request.patient))
                let anew = Request(patient: other)
                if let again = Explainer.best(model, board.ledger, anew) {
                    let days = again.course.infusion - Int(former.days.peak)
                    var remedy = Explanation.Remedy(
                        change: .move(patient: model.instance.patients[other].id, days: days),
                        cost: best.cost + again.cost - before, course: best.course)
                    remedy.other = (other, again.course)
                    found.append(remedy)
                }
                board.remove(request.patient)
            }
            board.move(other, to: former)
        }
        return found
    }
}

extension Waivers {
    /// The course that lacks units on the fewest days, all rules kept.
    func leastLacking() -> Solution.Course? {
        var found: (course: Solution.Course, lacking: Int)?
        for (number, mode) in candidateModes() {
            guard let best = ledgerLeastLacking(mode, number),
                found.map({ best.lacking < $0.lacking }) ?? true
            else { continue }
            found = best
        }
        return found?.course
    }

    /// Whether a course wants more of a day than is left of it.
    func lacks(_ constraint: Constraint, _ course: Solution.Course) -> Bool {
        guard case .day(let code, _, let day) = constraint else { return false }
        var amount = 1
        if code == .icu {
            let offset = day - course.infusion - 1
            let profile = instance.patients[request.patient].icu
            guard profile.indices.contains(offset) else { return false }
            amount = profile[offset]
        }
        return left(constraint) < amount
    }
}
