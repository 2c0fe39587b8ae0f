extension Explainer {
    /// For each cause of a refusal a course that respects all the others: the proof that each is
    /// needed. Nil when the request can be met.
    public func proof(of request: Request) -> [Constraint: Solution.Course]? {
        let usage = Usage(model.instance, solution, without: [request.patient])
        var waivers = Waivers(model.instance, request, usage: usage)
        guard let refusal = waivers.refusal() else { return nil }
        var proof: [Constraint: Solution.Course] = [:]
        for cause in refusal.causes {
            proof[cause] = waivers.witness(waiving: cause, of: refusal)
        }
        return proof
    }

    /// A course that becomes possible once a cause is dropped, and what it breaks.
    public struct DropProof: Sendable, Equatable {
        public let course: Solution.Course
        /// By the checker: nothing but the cause and what is named beside it.
        public let broken: [Explanation.Cause]
    }

    /// The proof that dropping a cause, with what is named beside it, makes a request possible.
    public func proof(of cause: Explanation.Cause, _ request: Request) -> DropProof? {
        let dropped = [cause.constraint] + cause.together.map(\.constraint)
        guard let course = witness(dropping: dropped, of: request) else { return nil }
        let broken = broken(by: course, of: request).sorted(by: Constraint.precedes)
        return DropProof(
            course: course, broken: broken.map { self.cause(of: $0, patient: request.patient) })
    }

    /// The constraints that a course breaks beside the others, by the checker.
    public func broken(
        by course: Solution.Course, of request: Request
    ) -> Set<Constraint> {
        let instance = model.instance
        let patient = instance.patients[request.patient]
        var found: Set<Constraint> = []
        guard let option = patient.options.first(where: { $0.product == course.product }) else {
            return [.rule(.product)]
        }
        let checker = Checker(instance)
        for violation in checker.violations(request.patient, course, option) {
            switch violation.code {
            case .fixed:
                for (activity, day) in patient.fixed.days where course[activity] != day {
                    found.insert(.fixed(activity))
                }
                if let product = patient.fixed.product, product != course.product {
                    found.insert(.fixedProduct)
                }
            case .past:
                for activity in Activity.allCases
                where patient.fixed.days[activity] == nil && course[activity] < instance.today {
                    found.insert(.past(activity))
                }
            case .domain:
                for (activity, days) in patient.domains {
                    if course[activity] < days.lowerBound { found.insert(.notBefore(activity)) }
                    if course[activity] > days.upperBound { found.insert(.notAfter(activity)) }
                }
            default: found.insert(.rule(violation.code))
            }
        }
        var beside = solution
        beside.objective = nil
        beside.courses[request.patient] = course
        for violation in checker.check(beside).violations {
            guard let owner = violation.owner, let day = violation.day else { continue }
            found.insert(.day(violation.code, owner: owner, day: day))
        }
        return found
    }
}
