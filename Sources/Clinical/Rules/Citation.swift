import Domain

/// One statement of the knowledge with who says so: what a list of rules shows.
public struct Citation: Sendable {
    /// As approvals name it: `eligibility:lvef`, `product:tisa-cel:age-all`.
    public let rule: String
    public let label: Bilingual
    /// What it may give: a level of eligibility, of a wash-out, or the kind of statement.
    public let level: String
    public let says: Bilingual
    public let provenance: Provenance
}

extension ClinicalKnowledge {
    /// Every rule and figure, in the order of the files.
    public var citations: [Citation] {
        var found: [Citation] = []
        for model in allModels {
            found.append(
                Citation(
                    rule: "model:\(model.id)", label: model.title, level: "model",
                    says: model.note ?? model.title, provenance: model.provenance))
        }
        found += Self.cite("eligibility", eligibility.rules)
        found += Self.cite("washout", washouts.rules) + Self.cite("bridging", washouts.bridging)
        found += Self.cite("apheresis", apheresis.triggers)
        for product in products.all {
            found += Self.cite("product:\(product.id)", product.rules)
            found += product.figures.map { figure in
                Citation(
                    rule: "product:\(product.id):\(figure.id)", label: figure.label,
                    level: "figure", says: figure.label, provenance: figure.provenance)
            }
            found += (product.approvals + product.remarks).map { statement in
                Citation(
                    rule: "product:\(product.id)", label: product.name, level: "statement",
                    says: statement.says, provenance: statement.provenance)
            }
        }
        found += guidance.management.map { text in
            Citation(
                rule: "guidance:\(text.toxicity.rawValue):\(text.grade)", label: text.says,
                level: "guidance", says: text.says, provenance: text.provenance)
        }
        return found + ward.citations
    }

    private static func cite(_ scope: String, _ rules: [EligibilityRule]) -> [Citation] {
        rules.flatMap { rule in
            rule.limits.map { limit in
                Citation(
                    rule: "\(scope):\(rule.id)", label: rule.label, level: limit.gives.rawValue,
                    says: limit.says, provenance: limit.provenance)
            }
        }
    }

    private static func cite(_ scope: String, _ rules: [WashoutRule]) -> [Citation] {
        rules.flatMap { rule in
            rule.intervals.map { interval in
                Citation(
                    rule: "\(scope):\(rule.id)", label: rule.label,
                    level: interval.gives.rawValue, says: interval.says,
                    provenance: interval.provenance)
            }
        }
    }
}
