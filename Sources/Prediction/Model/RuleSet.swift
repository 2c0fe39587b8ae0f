/// Named rules over the inputs: none of them is a probability, each says where it comes from.
public struct RuleSet: Sendable, Hashable {
    public let columns: [String]
    public let rules: [Rule]

    public struct Rule: Sendable, Hashable {
        public let name: String
        /// The publication or the local decision behind it.
        public let source: String
        public let state: State
        /// All of them must hold.
        public let conditions: [Condition]

        public init(name: String, source: String, state: State, conditions: [Condition]) {
            (self.name, self.source) = (name, source)
            (self.state, self.conditions) = (state, conditions)
        }
    }

    /// How sure the source is.
    public enum State: String, CaseIterable, Sendable { case verified, recalled, local }

    public struct Condition: Sendable, Hashable {
        /// A coded column: `creatinine_ratio`, or `product=axi-cel` with at least 1.
        public let column: String
        public let bound: Bound

        public enum Bound: Sendable, Hashable {
            case atLeast(Double)
            case atMost(Double)
        }

        public init(column: String, bound: Bound) {
            (self.column, self.bound) = (column, bound)
        }

        func holds(_ value: Double) -> Bool {
            switch bound {
            case .atLeast(let least): value >= least
            case .atMost(let most): value <= most
            }
        }
    }

    /// - Returns: nil where a rule has no condition or looks at a column that the model has not.
    public init?(columns: [String], rules: [Rule]) {
        let known = Set(columns)
        guard !rules.isEmpty,
            rules.allSatisfy({ rule in
                !rule.conditions.isEmpty && rule.conditions.allSatisfy { known.contains($0.column) }
            })
        else { return nil }
        (self.columns, self.rules) = (columns, rules)
    }

    /// The rules whose conditions all hold, in their order.
    public func fired(by row: [Double]) -> [Rule] {
        rules.filter { rule in
            rule.conditions.allSatisfy { condition in
                columns.firstIndex(of: condition.column).map { condition.holds(row[$0]) } ?? false
            }
        }
    }
}
