public import Domain

/// How figures become levels, and which facts feed the columns of trained models.
public struct FlagSettings: Sendable {
    public let version: String
    /// Against the share of events in the training rows.
    public let risk: Levels
    /// Against the published reference.
    public let odds: Levels
    /// The concern behind a model's outcome column.
    public let outcomes: [String: Flag.Concern]
    public let columns: [String: Column]

    public struct Levels: Sendable {
        public let raised: Double
        public let high: Double
        public let provenance: Provenance

        public func verdict(_ multiple: Double) -> Flag.Verdict {
            if Nearness.holds(multiple, .atLeast, high) { return .high }
            return Nearness.holds(multiple, .atLeast, raised) ? .raised : .low
        }
    }

    public enum Column: Sendable {
        /// The column is the fact divided by so much.
        case fact(String, over: Double)
        case product
        case costimulatoryDomain
    }

    private enum Trait: String, CaseIterable { case product, costimulatoryDomain }

    init(
        reading reader: JSONReader, _ sources: SourceList, _ facts: FactTable
    ) throws(JSONError) {
        try reader.allowOnly(["schema", "version", "note", "levels", "outcomes", "columns"])
        version = try reader.member("version").nonEmpty()
        let levels = try reader.member("levels")
        try levels.allowOnly(["risk", "odds"])
        risk = try Levels(reading: levels.member("risk"), sources)
        odds = try Levels(reading: levels.member("odds"), sources)
        var outcomes: [String: Flag.Concern] = [:]
        for (column, concern) in try reader.member("outcomes").members() {
            outcomes[column] = try concern.word(Flag.Concern.self)
        }
        self.outcomes = outcomes
        var columns: [String: Column] = [:]
        for (name, column) in try reader.member("columns").members() {
            try column.allowOnly(["fact", "over", "of"])
            if let trait = try column.optional("of")?.word(Trait.self) {
                columns[name] = trait == .product ? .product : .costimulatoryDomain
                continue
            }
            let fact = try column.member("fact")
            guard facts[try fact.nonEmpty()] != nil else {
                throw fact.refusal(
                    "rules.unknownName", ["name": .text(try fact.nonEmpty()), "text": ""])
            }
            columns[name] = .fact(
                try fact.nonEmpty(), over: try column.optionalDouble("over") ?? 1)
        }
        self.columns = columns
    }
}

extension FlagSettings.Levels {
    fileprivate init(reading reader: JSONReader, _ sources: SourceList) throws(JSONError) {
        try reader.allowOnly(["raised", "high", "state", "sources", "approved"])
        raised = try reader.member("raised").double()
        high = try reader.member("high").double()
        provenance = try reader.provenance(sources)
    }
}
