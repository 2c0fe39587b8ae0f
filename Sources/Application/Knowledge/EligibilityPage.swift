public import Clinical
public import Domain

/// The eligibility of a patient, as lines for people and as JSON for machines.
public struct EligibilityPage: Sendable {
    let sheet: FactSheet
    let verdicts: [EligibilityVerdict]
    let knowledge: ClinicalKnowledge

    public init(_ file: PatientFile, _ knowledge: ClinicalKnowledge, product: String? = nil) {
        sheet = file.sheet(knowledge)
        verdicts = knowledge.eligibility(sheet).filter { product == nil || $0.product == product }
        self.knowledge = knowledge
    }

    public func lines(_ wording: Wording) -> [String] {
        var lines: [String] = []
        for verdict in verdicts {
            let mark = Self.mark(verdict.outcome)
            let name = knowledge.products[verdict.product].map { wording($0.name) } ?? ""
            let outcome = wording("eligibility.\(verdict.outcome.rawValue)")
            lines.append("\(mark) \(verdict.product)  \(outcome)  \(name)")
            for finding in verdict.findings { lines += self.lines(finding, wording) }
            if !verdict.missing.isEmpty {
                let names = verdict.missing.map { name in
                    knowledge.facts[name].map { wording($0.label) } ?? name
                }
                lines.append(
                    "    "
                        + wording(
                            Phrase(
                                "eligibility.missing",
                                ["facts": .list(names.map { .text($0) })])))
            }
            lines.append("")
        }
        if !sheet.problems.isEmpty {
            lines.append(wording("facts.notUsed"))
            lines += sheet.problems.map { "  " + wording($0, knowledge.facts) }
        }
        return lines
    }

    /// A sign beside the word, so that nothing rests on a colour.
    static func mark(_ outcome: EligibilityOutcome) -> String {
        switch outcome {
        case .eligible: "+"
        case .discuss: "?"
        case .cannotSay: "…"
        case .deferred: "~"
        case .notEligible: "×"
        }
    }

    private func lines(_ finding: EligibilityFinding, _ wording: Wording) -> [String] {
        if finding.outcome == .cannotSay { return [] }  // Named once, in the list of the missing.
        let mark = finding.isNote ? "·" : Self.mark(finding.outcome)
        var lines = ["  \(mark) \(wording(finding.label)): \(wording(finding.says))"]
        if !finding.values.isEmpty {
            let values = finding.values.map { wording($0, knowledge.facts) }
            lines.append(
                "      "
                    + wording(
                        Phrase(
                            "eligibility.valueAndLimit",
                            [
                                "values": .list(values.map { .text($0) }),
                                "limit": .text(wording(finding.limit, knowledge.facts)),
                            ])))
        }
        if !finding.isNote {
            let change = wording(finding.change, knowledge.facts)
            lines.append(
                "      " + wording(Phrase("eligibility.change", ["change": .text(change)])))
        }
        if finding.softenedFrom != nil { lines.append("      " + wording("eligibility.softened")) }
        lines.append("      [\(finding.rule)] \(wording(finding.provenance))")
        return lines
    }

    public func json(_ wording: Wording) -> JSON {
        .object([
            ("asOf", .string(sheet.asOf.iso)),
            ("products", .array(verdicts.map { json($0, wording) })),
            (
                "problems",
                .array(
                    sheet.problems.map { problem in
                        .object([
                            ("fact", .string(problem.fact)), ("problem", .string(problem.name)),
                            ("says", .string(wording(problem, knowledge.facts))),
                        ])
                    })
            ),
        ])
    }

    private func json(_ verdict: EligibilityVerdict, _ wording: Wording) -> JSON {
        .object([
            ("product", .string(verdict.product)), ("outcome", .string(verdict.outcome.rawValue)),
            ("missing", .array(verdict.missing.map { .string($0) })),
            ("findings", .array(verdict.findings.map { json($0, wording) })),
        ])
    }

    private func json(_ finding: EligibilityFinding, _ wording: Wording) -> JSON {
        .object([
            ("rule", .string(finding.rule)), ("outcome", .string(finding.outcome.rawValue)),
            ("note", .bool(finding.isNote)),
            ("softenedFrom", .optional(finding.softenedFrom?.rawValue)),
            ("says", .string(wording(finding.says))),
            ("values", .array(finding.values.map(\.json))),
            ("limit", .string(wording(finding.limit, knowledge.facts))),
            ("change", .string(wording(finding.change, knowledge.facts))),
            ("missing", .array(finding.missing.map { .string($0) })),
            ("provenance", finding.provenance.json),
        ])
    }
}
