import Domain

/// What a rule may say about a course. The order is that of strength.
public enum EligibilityLevel: String, CaseIterable, Sendable {
    /// Worth knowing; changes nothing.
    case note
    case discuss
    /// Not now; the reason is expected to pass.
    case deferred
    case notEligible
}

/// One question with its limits, the strongest first.
public struct EligibilityRule: Sendable {
    public let id: String
    public let label: Bilingual
    /// Whom the rule concerns; nil for everybody.
    public let applies: Expression?
    public let limits: [Limit]
    public let note: Bilingual?
    /// Facts that are shown beside the ones the limits name.
    public let shows: [String]
    /// As its file has it: limits, levels, words and sources, which an approval covers together.
    let written: JSON

    public struct Limit: Sendable {
        public let gives: EligibilityLevel
        public let when: Expression
        public let says: Bilingual
        public let provenance: Provenance
    }

    init(
        reading reader: JSONReader, _ sources: SourceList, knowing names: Set<String>
    ) throws(JSONError) {
        try reader.allowOnly(["id", "label", "applies", "limits", "note", "shows"])
        written = reader.value
        id = try reader.member("id").nonEmpty()
        label = try reader.member("label").bilingual()
        applies = try reader.optional("applies").map { (text) throws(JSONError) in
            try text.expression(knowing: names)
        }
        var limits: [Limit] = []
        let listed = try reader.member("limits")
        for element in try listed.elements() {
            try element.allowOnly(["gives", "when", "says", "state", "sources", "approved"])
            limits.append(
                Limit(
                    gives: try element.member("gives").word(EligibilityLevel.self),
                    when: try element.member("when").expression(knowing: names),
                    says: try element.member("says").bilingual(),
                    provenance: try element.provenance(sources)))
        }
        guard !limits.isEmpty else { throw listed.refusal("rules.limitMissing") }
        self.limits = limits
        note = try reader.optionalBilingual("note")
        shows = try reader.optionalStrings("shows")
        for name in shows where !names.contains(name) {
            throw reader.refusal("rules.unknownName", ["name": .text(name), "text": .text(id)])
        }
    }

    private init(
        _ rule: EligibilityRule, limits: [Limit]
    ) {
        (id, label, applies, note) = (rule.id, rule.label, rule.applies, rule.note)
        (shows, written, self.limits) = (rule.shows, rule.written, limits)
    }

    /// The rule with its unchecked limits taken over by a named physician.
    func approved(_ approval: Approval) -> EligibilityRule {
        EligibilityRule(
            self,
            limits: limits.map { limit in
                guard !limit.provenance.state.isBinding else { return limit }
                return Limit(
                    gives: limit.gives, when: limit.when, says: limit.says,
                    provenance: Provenance(
                        state: .local, sources: limit.provenance.sources, approval: approval))
            })
    }
}

/// The rules that hold for every product.
public struct EligibilityFile: Sendable {
    public let version: String
    public var rules: [EligibilityRule]

    /// Names that a rule may use beside the facts: what product is being judged.
    static let productNames: Set<String> = ["product.id", "product.antigen"]

    init(
        reading reader: JSONReader, _ sources: SourceList, _ facts: FactTable
    ) throws(JSONError) {
        try reader.allowOnly(["schema", "version", "note", "rules"])
        version = try reader.member("version").nonEmpty()
        rules = try Self.rules(try reader.member("rules"), sources, facts)
    }

    static func rules(
        _ reader: JSONReader, _ sources: SourceList, _ facts: FactTable
    ) throws(JSONError) -> [EligibilityRule] {
        let names = facts.names.union(productNames)
        var rules: [EligibilityRule] = []
        for element in try reader.elements() {
            let rule = try EligibilityRule(reading: element, sources, knowing: names)
            guard !rules.contains(where: { $0.id == rule.id }) else {
                throw try element.member("id").refusal("rules.idAgain", ["id": .text(rule.id)])
            }
            rules.append(rule)
        }
        return rules
    }
}
