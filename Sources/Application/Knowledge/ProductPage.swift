public import Clinical
public import Domain

/// Everything that is known of a product, with who says so.
public struct ProductPage: Sendable {
    let product: CellProduct
    let knowledge: ClinicalKnowledge

    public init(_ product: CellProduct, _ knowledge: ClinicalKnowledge) {
        (self.product, self.knowledge) = (product, knowledge)
    }

    public func lines(_ wording: Wording) -> [String] {
        var lines = [
            "\(product.id)  \(wording(product.name))  \(product.company)",
            "  "
                + wording(
                    Phrase(
                        "products.construct",
                        [
                            "target": .text(product.target),
                            "domain": .text(product.costimulatoryDomain),
                            "vector": .text(product.vector),
                            "mode": .phrase(product.mode.phrase),
                            "components": .count(product.components),
                            "infusions": .count(product.infusionDays.count),
                        ])) + "  [\(wording(product.modeProvenance))]",
        ]
        for approval in product.approvals {
            lines.append("  \(approval.scope ?? ""): \(wording(approval.says))")
            lines.append("      [\(wording(approval.provenance))]")
        }
        lines.append(wording("products.conditioning"))
        for regimen in product.conditioning {
            lines.append("  \(regimen.indication): \(wording(regimen.regimen))")
            lines.append("      [\(wording(regimen.regimenProvenance))]")
            let window = wording(
                Phrase(
                    "products.window",
                    [
                        "least": .count(regimen.window.lowerBound),
                        "most": .count(regimen.window.upperBound),
                    ]))
            lines.append("      \(window)  [\(wording(regimen.windowProvenance))]")
        }
        lines.append(wording("products.figures"))
        for figure in product.figures {
            let value =
                figure.value.map { shown($0, figure.unit, wording) } ?? wording("products.notFound")
            lines.append(
                "  \(wording(figure.label)): \(value)  [\(wording(figure.provenance))]")
        }
        lines.append(wording("products.rates"))
        for rate in product.rates { lines.append("  " + line(rate, wording)) }
        lines += product.remarks.map {
            "· \(wording($0.says))  [\(wording($0.provenance))]"
        }
        let engagers = knowledge.products.engagers.filter { $0.antigen == product.antigen }
        if !engagers.isEmpty { lines.append(wording("products.engagers")) }
        lines += engagers.map { "  \(wording($0.name))  [\(wording($0.provenance))]" }
        return lines + notices(wording)
    }

    private func shown(_ value: Double, _ unit: String, _ wording: Wording) -> String {
        if value >= 1e6 { return wording.plainNumber(value / 1e9) + " ×10⁹" }
        return "\(wording.plainNumber(value)) \(wording.shownUnit(unit))"
    }

    private func line(_ rate: CellProduct.ToxicityRate, _ wording: Wording) -> String {
        func percent(_ value: Double?) -> Phrase.Value {
            .text(value.map { wording.plainNumber($0) + " %" } ?? "–")
        }
        func days(_ value: Double?) -> Phrase.Value {
            .text(value.map { wording.plainNumber($0) } ?? "–")
        }
        let said = wording(
            Phrase(
                "products.rate",
                [
                    "toxicity": .phrase(rate.toxicity.phrase), "population": .text(rate.population),
                    "scale": .text(rate.scale), "any": percent(rate.anyGradePercent),
                    "grade3": percent(rate.grade3Percent), "onset": days(rate.onsetMedianDay),
                    "duration": days(rate.durationMedianDays),
                    "window": rate.window.map { .text($0) }
                        ?? .phrase(Phrase("products.windowNotStated")),
                ]))
        let note = rate.note.map { " · " + wording($0) } ?? ""
        return "\(said)\(note)  [\(wording(rate.provenance))]"
    }

    private func notices(_ wording: Wording) -> [String] {
        let notices = knowledge.products.notices(for: product.id)
        guard !notices.isEmpty else { return [] }
        return [wording("products.notices")]
            + notices.flatMap { notice in
                [
                    "  \(wording.day(notice.on))  \(wording(notice.says))",
                    "      [\(wording(notice.provenance))]  "
                        + (notice.reviewed.map { review in
                            wording(
                                Phrase(
                                    "products.reviewed",
                                    [
                                        "by": .text(review.physician),
                                        "on": .day(review.on),
                                    ]))
                        } ?? wording("products.notReviewed")),
                ]
            }
    }

    public func json(_ wording: Wording) -> JSON {
        let approvals = product.approvals.map { approval in
            JSON.object([
                ("scope", .optional(approval.scope)), ("says", .string(wording(approval.says))),
                ("provenance", approval.provenance.json),
            ])
        }
        let figures = product.figures.map { figure in
            JSON.object([
                ("id", .string(figure.id)), ("label", .string(wording(figure.label))),
                ("value", figure.value.map { .double($0) } ?? .null),
                ("unit", .string(figure.unit)), ("provenance", figure.provenance.json),
            ])
        }
        let regimens = product.conditioning.map { Self.json($0, wording) }
        let notices = knowledge.products.notices(for: product.id).map { Self.json($0, wording) }
        let days: [JSON] = product.infusionDays.map { .int($0) }
        let members: [(String, JSON)] = [
            ("id", .string(product.id)), ("name", .string(wording(product.name))),
            ("company", .string(product.company)), ("target", .string(product.target)),
            ("costimulatoryDomain", .string(product.costimulatoryDomain)),
            ("mode", .string(product.mode.rawValue)), ("components", .int(product.components)),
            ("infusionDays", .array(days)), ("approvals", .array(approvals)),
            ("conditioning", .array(regimens)), ("figures", .array(figures)),
            ("rates", .array(product.rates.map { Self.json($0) })), ("notices", .array(notices)),
        ]
        return .object(members)
    }

    private static func json(_ regimen: CellProduct.Conditioning, _ wording: Wording) -> JSON {
        .object([
            ("indication", .string(regimen.indication)),
            ("regimen", .string(wording(regimen.regimen))),
            ("regimenProvenance", regimen.regimenProvenance.json),
            ("daysToInfusionLeast", .int(regimen.window.lowerBound)),
            ("daysToInfusionMost", .int(regimen.window.upperBound)),
            ("windowProvenance", regimen.windowProvenance.json),
        ])
    }

    private static func json(_ notice: SafetyNotice, _ wording: Wording) -> JSON {
        .object([
            ("id", .string(notice.id)), ("on", .string(notice.on.iso)),
            ("says", .string(wording(notice.says))), ("provenance", notice.provenance.json),
            ("reviewedBy", .optional(notice.reviewed?.physician)),
            ("reviewedOn", .optional(notice.reviewed?.on.iso)),
        ])
    }

    private static func json(_ rate: CellProduct.ToxicityRate) -> JSON {
        .object([
            ("toxicity", .string(rate.toxicity.rawValue)),
            ("population", .string(rate.population)), ("scale", .string(rate.scale)),
            ("window", .optional(rate.window)),
            ("anyGradePercent", rate.anyGradePercent.map { .double($0) } ?? .null),
            ("grade3Percent", rate.grade3Percent.map { .double($0) } ?? .null),
            ("onsetMedianDay", rate.onsetMedianDay.map { .double($0) } ?? .null),
            ("durationMedianDays", rate.durationMedianDays.map { .double($0) } ?? .null),
            ("provenance", rate.provenance.json),
        ])
    }
}
