import Domain

/// Rules as they stand in a specification and in a model file.
enum RuleFile {
    static func rules(
        _ reader: JSONReader, columns: [String]
    ) throws(JSONError) -> RuleSet {
        let rules = try reader.elements().map { (element) throws(JSONError) in
            try element.allowOnly(["name", "source", "state", "all"])
            return RuleSet.Rule(
                name: try element.member("name").string(),
                source: try element.member("source").string(),
                state: try element.member("state").word(RuleSet.State.self),
                conditions: try element.member("all").elements().map {
                    (part) throws(JSONError) in try condition(part)
                })
        }
        guard let set = RuleSet(columns: columns, rules: rules) else {
            throw reader.failure(.word(of: columns))
        }
        return set
    }

    private static func condition(
        _ reader: JSONReader
    ) throws(JSONError) -> RuleSet.Condition {
        try reader.allowOnly(["column", "at_least", "at_most"])
        let column = try reader.member("column").string()
        if let least = try reader.optional("at_least") {
            return .init(column: column, bound: .atLeast(try least.double()))
        }
        return .init(column: column, bound: .atMost(try reader.member("at_most").double()))
    }

    static func json(_ rules: RuleSet) -> JSON {
        .array(
            rules.rules.map { rule in
                .object([
                    ("name", .string(rule.name)), ("source", .string(rule.source)),
                    ("state", .string(rule.state.rawValue)),
                    ("all", .array(rule.conditions.map { json($0) })),
                ])
            })
    }

    private static func json(_ condition: RuleSet.Condition) -> JSON {
        switch condition.bound {
        case .atLeast(let least):
            .object([("column", .string(condition.column)), ("at_least", .double(least))])
        case .atMost(let most):
            .object([("column", .string(condition.column)), ("at_most", .double(most))])
        }
    }
}
