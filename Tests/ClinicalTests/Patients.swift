import Application
import Clinical
import Domain
import Support

/// Facts of invented patients.
enum Patients {
    static let knowledge = ClinicalKnowledge.published
    // Written out here; a broken text would fail every test.
    static let asOf =
        (try? Instant(iso: "2026-11-21T09:00:00+09:00"))
        ?? Instant(
            utcMilliseconds: 0, offsetMinutes: 0)
    static let yesterday = asOf.adding(minutes: -24 * 60)

    /// A value that no rule objects to, for every fact that people or laboratories enter.
    static let normal: [String: Fact.Value] = [
        "jurisdiction": .word("JP"), "sex": .word("F"), "age": .number(58),
        "weight": .number(55), "height": .number(158), "diagnosis": .word("DLBCL"),
        "status": .word("refractory"), "lines": .number(2), "failed_chemotherapies": .number(2),
        "lines_after_transformation": .number(1), "relapse_months_after_first_line": .number(6),
        "auto_hsct_possible": .truth(true), "allo_hsct": .word("not_possible"),
        "months_since_allo_hsct": .number(20), "rituximab_anthracycline": .truth(true),
        "imid_pi_cd38": .truth(true), "relapsed_after_last": .truth(true),
        "lenalidomide_refractory": .truth(true), "prior_cart_cd19": .truth(false),
        "prior_cart_bcma": .truth(false), "prior_engager_cd19": .truth(false),
        "prior_engager_bcma": .truth(false), "ecog": .number(1), "crcl": .number(90),
        "egfr": .number(85), "creatinine": .number(0.7), "bilirubin": .number(0.8),
        "ast_x_uln": .number(1), "alt_x_uln": .number(1), "lvef": .number(62),
        "spo2": .number(97), "alc": .number(900), "cd3": .number(600), "cd4cd8": .number(0.8),
        "haemoglobin": .number(11), "platelets": .number(180), "anc": .number(2500),
        "wbc": .number(5000), "blasts_pct": .number(0), "ldh": .number(220),
        "crp": .number(0.4), "ferritin": .number(300), "phosphate": .number(3.2),
        "fibrinogen": .number(320), "active_infection": .truth(false), "hiv": .word("negative"),
        "hbv": .word("negative"), "hcv": .word("negative"), "htlv1": .word("negative"),
        "cns_disease": .truth(false), "seizure_disorder": .truth(false), "gvhd": .truth(false),
        "pregnancy": .truth(false), "autoimmune_active": .truth(false),
        "life_expectancy_weeks": .number(30), "severe4": .truth(false),
        "bendamustine_class": .word("none"),
    ]

    /// The fact with its own unit, measured yesterday.
    static func fact(_ id: String, _ value: Fact.Value) -> Fact {
        Fact(id, value, unit: unit(id), at: yesterday)
    }

    static func unit(_ id: String) -> String {
        knowledge.facts[id]?.units.first { $0.value == 1 }?.key ?? ""
    }

    static func normal(but changed: [String: Fact.Value] = [:], without: Set<String> = []) -> [Fact]
    {
        normal.merging(changed) { _, new in new }.filter { !without.contains($0.key) }
            .map { fact($0.key, $0.value) }
    }

    static func sheet(_ facts: [Fact]) -> FactSheet { FactSheet(facts, asOf: asOf, knowledge) }

    static func verdict(
        _ product: String, but changed: [String: Fact.Value] = [:], without: Set<String> = [],
        _ knowledge: ClinicalKnowledge = knowledge
    ) -> EligibilityVerdict? {
        let sheet = FactSheet(normal(but: changed, without: without), asOf: asOf, knowledge)
        return knowledge.products[product].map { knowledge.eligibility(sheet, for: $0) }
    }

    /// Any patient: each fact missing, normal, on a limit, or anything.
    static func random(_ source: inout RandomSource) -> [Fact] {
        var facts: [Fact] = []
        for definition in knowledge.facts.all {
            guard let usual = normal[definition.id], !source.chance(0.25) else { continue }
            var value = usual
            if source.chance(0.4) { value = any(definition, &source) }
            facts.append(fact(definition.id, value))
        }
        return facts
    }

    private static func any(
        _ definition: FactDefinition, _ source: inout RandomSource
    ) -> Fact.Value {
        switch definition.kind {
        case .truth: return .truth(source.chance(0.5))
        case .word(let words): return .word(source.pick(words).name)
        case .whole: return .number(Double(source.int(in: 0...5)))
        case .number:
            let range = definition.plausible ?? 0...100
            return .number(Double.random(in: range, using: &source))
        }
    }
}
