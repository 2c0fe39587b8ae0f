public import Clinical
public import Domain

/// Every rule with its level, its state and its sources.
public struct RulesPage: Sendable {
    let citations: [Citation]
    let knowledge: ClinicalKnowledge

    public init(
        _ knowledge: ClinicalKnowledge, where isWanted: (Citation) -> Bool = { _ in true }
    ) {
        citations = knowledge.citations.filter(isWanted)
        self.knowledge = knowledge
    }

    public func lines(_ wording: Wording) -> [String] {
        citations.map { citation in
            let level = wording("ruleLevel.\(citation.level)")
            return "\(citation.rule)  \(level)  \(wording(citation.provenance))\n    "
                + wording(citation.says)
        }.flatMap { $0.split(separator: "\n").map(String.init) } + [count(wording)]
    }

    private func count(_ wording: Wording) -> String {
        let states = RuleState.allCases.compactMap { state -> Phrase.Value? in
            let count = citations.count { $0.provenance.state == state }
            guard count > 0 else { return nil }
            return .text("\(wording("ruleState.\(state.rawValue)")) \(count)")
        }
        return wording(
            Phrase(
                "rules.count", ["count": .count(citations.count), "states": .list(states)]))
    }

    public func json(_ wording: Wording) -> JSON {
        .array(
            citations.map { citation in
                .object([
                    ("rule", .string(citation.rule)), ("level", .string(citation.level)),
                    ("label", .string(wording(citation.label))),
                    ("says", .string(wording(citation.says))),
                    ("provenance", citation.provenance.json),
                ])
            })
    }
}
