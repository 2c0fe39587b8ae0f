public import Domain
import Scheduling

extension PlanningDesk {
    /// The words by which an activity of a planning file is named.
    public static let activityWords = Scheduling.Activity.allCases.map(\.rawValue)

    /// Why a patient cannot be planned as asked, or not earlier, and the ways out.
    ///
    /// - Parameters:
    ///   - wish: an activity and the day it was wanted on.
    ///   - isProving: gives with each cause a course that becomes possible once it is dropped,
    ///     and what the checker finds that course to break.
    public func explain(
        patient id: String, wish: (activity: String, day: Int)?, plan path: String?,
        proving isProving: Bool = false, _ wording: Wording
    ) throws(PlanningError) -> JSON {
        guard let patient = instance.patients.firstIndex(where: { $0.id == id }) else {
            throw .unknownPatient(id)
        }
        let solution: Solution
        if let path {
            solution = try PlanningFiles.solution(path, of: instance)
        } else {
            solution = Solution(
                instance: instance.name, courses: instance.patients.map { _ in nil })
        }
        var request = Request(patient: patient)
        if let wish {
            (request.activity, request.day) = (
                Scheduling.Activity(rawValue: wish.activity), wish.day
            )
        }
        let explainer = Explainer(Model(instance), solution)
        let answer = explainer.explain(request)
        let causes = answer.causes.map { cause in
            json(cause, isProving ? explainer.proof(of: cause, request) : nil, wording)
        }
        return json(answer, causes: causes, wording)
    }

    private func json(
        _ explanation: Explanation, causes: [JSON], _ wording: Wording
    ) -> JSON {
        let remedies = explanation.remedies.map { remedy in
            JSON.object(
                [
                    ("change", .string(wording(remedy.change.phrase))),
                    ("cost", .int(remedy.cost)),
                ] + remedy.change.facts + [("course", json(remedy.course))])
        }
        var members: [(String, JSON)] = [
            ("feasible", .bool(explanation.isFeasible)),
            ("causes", .array(causes)),
            (
                "corrections",
                .array(
                    explanation.corrections.map { set in
                        .array(set.map { .object(facts($0, wording)) })
                    })
            ),
            ("remedies", .array(remedies)),
        ]
        if let course = explanation.course, let cost = explanation.cost {
            members.append(("best", json(course)))
            members.append(("cost", .int(cost)))
            members.append(
                (
                    "notEarlier",
                    .array(explanation.notEarlier.map { .object(facts($0, wording)) })
                ))
        }
        return .object(members)
    }

    private func json(
        _ cause: Explanation.Cause, _ proof: Explainer.DropProof?, _ wording: Wording
    ) -> JSON {
        var members = facts(cause, wording)
        members.append(
            ("with", .array(cause.together.map { .object(facts($0, wording)) })))
        if let proof {
            let broken = proof.broken.map { JSON.object(facts($0, wording)) }
            members.append(
                (
                    "proof",
                    .object([("course", json(proof.course)), ("breaks", .array(broken))])
                ))
        }
        return .object(members)
    }

    private func facts(
        _ cause: Explanation.Cause, _ wording: Wording
    ) -> [(String, JSON)] {
        [
            ("code", .string(cause.constraint.code.rawValue)),
            ("resource", .optional(cause.resource)),
            ("day", cause.day.map { .int($0) } ?? .null),
            ("patient", .optional(cause.patients.first)),
            ("patients", .array(cause.patients.map { .string($0) })),
            ("activity", .optional(cause.constraint.activity?.rawValue)),
            ("source", .string(cause.source)),
            ("reason", .string(wording(cause.phrase))),
        ]
    }

    private func json(_ course: Solution.Course) -> JSON {
        .object(
            [("product", .int(course.product))]
                + Scheduling.Activity.allCases.map { ($0.rawValue, .int(course[$0])) })
    }
}

extension Explanation.Change {
    /// The remedy's facts for machines.
    fileprivate var facts: [(String, JSON)] {
        switch self {
        case .otherDay(let activity, let day):
            [
                ("kind", .string("day")), ("activity", .string(activity.rawValue)),
                ("day", .int(day)),
            ]
        case .product(let name): [("kind", .string("product")), ("product", .string(name))]
        case .units(let causes):
            [
                ("kind", .string("units")),
                (
                    "units",
                    .array(
                        causes.map {
                            .object([
                                ("code", .string($0.constraint.code.rawValue)),
                                ("resource", .optional($0.resource)),
                                ("day", $0.day.map { .int($0) } ?? .null),
                            ])
                        })
                ),
            ]
        case .move(let patient, let days):
            [
                ("kind", .string("move")), ("patient", .string(patient)), ("days", .int(days)),
            ]
        }
    }
}
