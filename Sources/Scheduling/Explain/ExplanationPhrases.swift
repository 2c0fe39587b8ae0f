public import Domain

extension Constraint {
    /// The activity whose date is meant.
    public var activity: Activity? {
        switch self {
        case .fixed(let activity), .past(let activity), .notBefore(let activity),
            .notAfter(let activity):
            activity
        case .day(.apheresis, _, _), .day(.processing, _, _): .apheresis
        case .day(.start, _, _): .start
        case .day(.receipt, _, _): .receipt
        case .day(.infusion, _, _), .day(.beds, _, _), .day(.icu, _, _): .infusion
        default: nil
        }
    }
}

extension Explanation.Cause {
    public var phrase: Phrase {
        let who = Phrase.Value.list(patients.map { .text($0) })
        guard let resource, let day else {
            var values: [String: Phrase.Value] = ["who": who]
            if let activity = constraint.activity { values["activity"] = .phrase(activity.phrase) }
            return switch constraint {
            case .fixed: Phrase("cause.fixed", values)
            case .fixedProduct: Phrase("cause.fixedProduct", values)
            case .past: Phrase("cause.past", values)
            case .notBefore: Phrase("cause.notBefore", values)
            case .notAfter: Phrase("cause.notAfter", values)
            default: Phrase("cause.\(constraint.code.rawValue)", values)
            }
        }
        let state = patients.isEmpty ? ".closed" : ""
        return Phrase(
            "cause.\(constraint.code.rawValue)\(state)",
            ["resource": .text(resource), "day": .count(day), "who": who])
    }
}

extension Explanation.Change {
    public var phrase: Phrase {
        switch self {
        case .otherDay(let activity, let day):
            Phrase("remedy.day", ["activity": .phrase(activity.phrase), "day": .count(day)])
        case .product(let name): Phrase("remedy.product", ["name": .text(name)])
        case .units(let causes):
            Phrase(
                "remedy.units",
                [
                    "units": .list(
                        causes.map { cause in
                            .phrase(
                                Phrase(
                                    "remedy.unit.\(cause.constraint.code.rawValue)",
                                    [
                                        "resource": .text(cause.resource ?? ""),
                                        "day": .count(cause.day ?? 0),
                                    ]))
                        })
                ])
        case .move(let patient, let days):
            Phrase("remedy.move", ["patient": .text(patient), "count": .count(days)])
        }
    }
}

extension Activity {
    public var phrase: Phrase { Phrase("step.\(rawValue)") }
}
