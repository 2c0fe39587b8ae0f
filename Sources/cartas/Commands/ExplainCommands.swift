import Application
import Domain
import Scheduling

/// Why a patient cannot be planned as asked, and the ways out.
enum ExplainCommands {
    static let all = [explain]

    static let explain = Command(
        "explain", nil, [.init(name: "INSTANCE")],
        act: .compute,
        options: [
            .init(name: "plan", value: "SOLUTION"), .init(name: "patient", value: "ID"),
            .init(name: "activity", value: "ACTIVITY"), .init(name: "day", value: "DAY"),
        ]
    ) { invocation throws(CommandError) in
        let instance = try refusing { () throws(PlanningError) in
            try PlanningFiles.instance(invocation.place(0))
        }
        let solution =
            if let path = invocation.value("plan") {
                try refusing { () throws(PlanningError) in
                    try PlanningFiles.solution(path, of: instance)
                }
            } else {
                Solution(
                    instance: instance.name, courses: instance.patients.map { _ in nil })
            }
        let request = try request(invocation, instance)
        let explainer = Explainer(Model(instance), solution)
        let explanation = explainer.explain(request)
        invocation.console.print(json(explanation, instance, invocation.wording))
        return .done
    }

    private static func request(
        _ invocation: Invocation, _ instance: Instance
    ) throws(CommandError) -> Request {
        let id = try invocation.needed("patient")
        guard let patient = instance.patients.firstIndex(where: { $0.id == id }) else {
            throw .refused(PlanningError.unknownPatient(id))
        }
        var request = Request(patient: patient)
        request.day = try invocation.int("day", in: -100_000...100_000)
        if let word = invocation.value("activity") {
            guard let activity = Activity(rawValue: word) else {
                let words = Activity.allCases.map { Phrase.Value.text($0.rawValue) }
                throw .usage(
                    Phrase("planning.noActivity", ["text": .text(word), "words": .list(words)]))
            }
            request.activity = activity
        }
        guard (request.activity == nil) == (request.day == nil) else {
            throw .usage(Phrase("planning.activityAndDay"))
        }
        return request
    }

    // MARK: JSON

    static func json(
        _ explanation: Explanation, _ instance: Instance, _ wording: Wording
    ) -> JSON {
        var members: [(String, JSON)] = [
            ("feasible", .bool(explanation.isFeasible)),
            ("causes", .array(explanation.causes.map { json($0, wording) })),
            (
                "remedies",
                .array(
                    explanation.remedies.map { remedy in
                        .object(
                            [
                                ("change", .string(wording(remedy.change.phrase))),
                                ("cost", .int(remedy.cost)),
                            ] + remedy.change.facts + [("course", json(remedy.course))])
                    })
            ),
        ]
        if let course = explanation.course, let cost = explanation.cost {
            members.append(("best", json(course)))
            members.append(("cost", .int(cost)))
            members.append(
                ("notEarlier", .array(explanation.notEarlier.map { json($0, wording) })))
        }
        return .object(members)
    }

    private static func json(_ cause: Explanation.Cause, _ wording: Wording) -> JSON {
        .object([
            ("code", .string(cause.constraint.code.rawValue)),
            ("resource", .optional(cause.resource)),
            ("day", cause.day.map { .int($0) } ?? .null),
            ("patient", .optional(cause.patients.first)),
            ("patients", .array(cause.patients.map { .string($0) })),
            ("activity", .optional(cause.constraint.activity?.rawValue)),
            ("source", .string(cause.source)),
            ("reason", .string(wording(cause.phrase))),
        ])
    }

    private static func json(_ course: Solution.Course) -> JSON {
        .object(
            [("product", .int(course.product))]
                + Activity.allCases.map { ($0.rawValue, .int(course[$0])) })
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
