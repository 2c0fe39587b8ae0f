import Solver

/// Explains what can be had beside the others, and what stands in the way.
public struct Explainer: Sendable {
    public let model: Model
    public let solution: Solution
    private var instance: Instance { model.instance }

    public init(_ model: Model, _ solution: Solution) {
        (self.model, self.solution) = (model, solution)
    }

    public func explain(_ request: Request) -> Explanation {
        let usage = Usage(instance, solution, without: [request.patient])
        var waivers = Waivers(instance, request, usage: usage)
        guard let refusal = waivers.refusal() else {
            let best = waivers.bestCourse()
            var answer = Explanation(isFeasible: true, course: best?.course, cost: best?.cost)
            if let course = best?.course, request.activity == nil {
                answer.notEarlier = notEarlier(than: course, request.patient, usage)
            }
            return answer
        }
        var answer = Explanation(isFeasible: false)
        let causes = told(refusal, &waivers)
        answer.causes = causes.map { row in
            var told = cause(row.constraint, request.patient)
            told.together = row.company.map { cause($0, request.patient) }
            return told
        }
        if !refusal.isFinal {
            answer.corrections = Waivers.corrections(causes).map { set in
                set.map { cause($0, request.patient) }
            }
        }
        answer.remedies = remedies(request, refusal, &waivers, usage)
        return answer
    }

    private func told(_ refusal: Refusal, _ waivers: inout Waivers) -> [Refusal.Cause] {
        var causes: [Refusal.Cause] = []
        for constraint in refusal.causes {
            let company =
                refusal.isFinal ? [] : waivers.company(of: constraint, in: refusal.causes)
            causes.append(Refusal.Cause(constraint: constraint, company: company))
        }
        return causes
    }

    /// The cheapest course of a patient beside the others; nil when there is none.
    public func best(for patient: Int) -> Solution.Course? {
        best(meeting: Request(patient: patient))
    }

    /// The cheapest course that meets a request beside the others; nil when there is none.
    public func best(meeting request: Request) -> Solution.Course? {
        var plan = model.plan(solution)
        plan[request.patient] = .none
        var board = Board(model.problem)
        board.load(plan)
        return Explainer.best(model, board.ledger, request)?.course
    }

    /// A constraint that a course meets, with who and what stands behind it.
    public func cause(of constraint: Constraint, patient: Int) -> Explanation.Cause {
        cause(constraint, patient)
    }

    /// The constraints that clash with an infusion before the course's own.
    private func notEarlier(
        than course: Solution.Course, _ patient: Int, _ usage: Usage
    ) -> [Explanation.Cause] {
        let request = Request(patient: patient, infusionBy: course.infusion - 1)
        var waivers = Waivers(instance, request, usage: usage)
        return waivers.refusal()?.causes.map { cause($0, patient) } ?? []
    }

    // MARK: Words for constraints

    func cause(_ constraint: Constraint, _ patient: Int) -> Explanation.Cause {
        guard case .day(let code, let owner, let day) = constraint else {
            return Explanation.Cause(
                constraint: constraint, resource: nil, day: nil,
                patients: [instance.patients[patient].id],
                source: source(of: constraint, patient))
        }
        let name =
            code == .start ? instance.products[owner].name : instance.centres[owner].name
        return Explanation.Cause(
            constraint: constraint, resource: name, day: day,
            patients: holders(code, owner: owner, day: day, without: patient)
                .map { instance.patients[$0].id },
            source: source(of: constraint, patient))
    }

    /// Who uses a day of a calendar.
    func holders(_ code: Checker.Code, owner: Int, day: Int, without patient: Int) -> [Int] {
        solution.courses.indices.filter { index in
            guard index != patient, let course = solution.courses[index] else { return false }
            if code != .start, instance.patients[index].centre != owner { return false }
            return Usage.uses(instance, index, course).contains {
                $0.code == code && $0.owner == owner && $0.day == day
            }
        }
    }

    private func source(of constraint: Constraint, _ patient: Int) -> String {
        let owner = "patients[\(patient)]"
        return switch constraint {
        case .rule(.release): owner + ".release"
        case .rule(.bridgeGap): owner + ".bridgeGap"
        case .rule(.ldGap): owner + ".ldGap"
        case .rule(.product), .fixedProduct: owner + ".options"
        case .rule(.startWindow): "products.holdMin, holdMax, transport"
        case .rule(.receiptWindow): owner + ".options.mfgDays; products.shipping, releaseHold"
        case .rule(.shelf): "products.shelf"
        case .rule(.horizon): "horizon"
        case .rule(let code): code.rawValue
        case .fixed(let activity): owner + ".fixed." + activity.rawValue
        case .past: "today"
        case .notBefore(let activity), .notAfter(let activity):
            owner + ".domains." + activity.rawValue
        case .day(.start, let product, let day): "products[\(product)].starts[\(day)]"
        case .day(let code, let centre, let day):
            "centres[\(centre)].\(Explainer.calendarName(code))[\(day)]"
        }
    }

    static func calendarName(_ code: Checker.Code) -> String {
        switch code {
        case .apheresis: "apheresis"
        case .processing: "processing"
        case .receipt: "receipt"
        case .infusion: "infusion"
        case .beds: "beds"
        default: "icu"
        }
    }
}
