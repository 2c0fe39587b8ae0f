/// What can be said of one product for one patient.
public enum EligibilityOutcome: String, CaseIterable, Sendable {
    case eligible, discuss, cannotSay, deferred, notEligible

    /// How strongly it speaks. *Not eligible* outweighs *cannot say*: what is still missing could
    /// not make it better.
    var strength: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// A rule that spoke, with everything that is needed to check it.
public struct EligibilityFinding: Sendable {
    public let rule: String
    public let label: Bilingual
    public let outcome: EligibilityOutcome
    /// What the rule would have given, had it been checked by somebody.
    public let softenedFrom: EligibilityLevel?
    public let isNote: Bool
    public let limit: Expression
    public let says: Bilingual
    public let provenance: Provenance
    /// The values that it looked at, in the order of their names.
    public let values: [FactSheet.Entry]
    /// The facts without which it cannot say.
    public let missing: [String]
    /// What would have to hold for the rule to be silent.
    public let change: Expression
}

public struct EligibilityVerdict: Sendable {
    public let product: String
    public let outcome: EligibilityOutcome
    /// The strongest first, then in the order of the rule files.
    public let findings: [EligibilityFinding]

    /// The facts that are still wanted, sorted.
    public var missing: [String] { Set(findings.flatMap(\.missing)).sorted() }
}

extension ClinicalKnowledge {
    /// Judges every product for one patient.
    public func eligibility(_ sheet: FactSheet) -> [EligibilityVerdict] {
        products.all.map { eligibility(sheet, for: $0) }
    }

    public func eligibility(_ sheet: FactSheet, for product: CellProduct) -> EligibilityVerdict {
        var known = sheet.known
        known["product.id"] = .text(product.id)
        known["product.antigen"] = .text(product.antigen)
        var findings: [EligibilityFinding] = []
        for rule in product.rules + eligibility.rules {
            if let finding = rule.judge(known, sheet) { findings.append(finding) }
        }
        let outcome = findings.lazy.map(\.outcome).max { $0.strength < $1.strength }
        let sorted = findings.enumerated().sorted { one, other in
            let (left, right) = (one.element.outcome.strength, other.element.outcome.strength)
            return left != right ? left > right : one.offset < other.offset
        }
        return EligibilityVerdict(
            product: product.id, outcome: outcome ?? .eligible, findings: sorted.map(\.element))
    }
}

extension EligibilityRule {
    /// Nil where the rule has nothing to say.
    func judge(
        _ known: [String: ExpressionValue], _ sheet: FactSheet
    ) -> EligibilityFinding? {
        let concerns = applies?.value(known) ?? .truth(true)
        if concerns == .truth(false) { return nil }
        for limit in limits {
            let value = limit.when.value(known)
            switch (concerns, value) {
            case (_, .truth(false)): continue
            // Whether the rule concerns the patient is the first question.
            case (.unknown(let names), _), (_, .unknown(let names)):
                // A note is worth nothing while it is not known to hold.
                if limit.gives == .note { continue }
                return unsaid(limit, names, known, sheet)
            default: return said(limit, sheet)
            }
        }
        return nil
    }

    private func said(_ limit: Limit, _ sheet: FactSheet) -> EligibilityFinding {
        let values = values(limit, sheet)
        let isBinding =
            limit.provenance.state.isBinding
            && values.allSatisfy { $0.state.isBinding || shows.contains($0.id) }
        let mayStop = limit.gives == .notEligible || limit.gives == .deferred
        let outcome: EligibilityOutcome =
            switch limit.gives {
            case .note: .eligible
            case .discuss: .discuss
            case .deferred: isBinding ? .deferred : .discuss
            case .notEligible: isBinding ? .notEligible : .discuss
            }
        return EligibilityFinding(
            rule: id, label: label, outcome: outcome,
            softenedFrom: mayStop && !isBinding ? limit.gives : nil,
            isNote: limit.gives == .note, limit: limit.when, says: limit.says,
            provenance: limit.provenance, values: values, missing: [], change: change(limit))
    }

    private func unsaid(
        _ limit: Limit, _ names: Set<String>, _ known: [String: ExpressionValue],
        _ sheet: FactSheet
    ) -> EligibilityFinding {
        EligibilityFinding(
            rule: id, label: label, outcome: .cannotSay, softenedFrom: nil, isNote: false,
            limit: limit.when, says: limit.says, provenance: limit.provenance,
            values: values(limit, sheet), missing: names.sorted(), change: change(limit))
    }

    /// Where the limit always holds, only the concern itself can pass.
    private func change(_ limit: Limit) -> Expression {
        limit.when == .truth(true)
            ? applies?.negated ?? .truth(false) : limit.when.negated
    }

    private func values(_ limit: Limit, _ sheet: FactSheet) -> [FactSheet.Entry] {
        let names = Set(limit.when.names).union(applies?.names ?? []).union(shows)
        return names.sorted().compactMap { sheet.entries[$0] }
    }
}

extension Expression {
    /// The opposite, said with the limits themselves: `platelets ≥ 45` and not “not < 45”.
    public var negated: Expression {
        switch self {
        case .truth(let truth): .truth(!truth)
        case .not(let inner): inner
        case .comparison(let comparison, let left, let right):
            .comparison(comparison.opposite, left, right)
        case .both(let left, let right): .either(left.negated, right.negated)
        case .either(let left, let right): .both(left.negated, right.negated)
        default: .not(self)
        }
    }
}
