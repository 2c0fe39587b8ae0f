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
    static let normal: [String: Fact.Value] = Dictionary(
        usual.facts.map { ($0.id, $0.value) }, uniquingKeysWith: { _, new in new })

    /// The same patient as the benchmark takes. A broken file would fail every test.
    static let usual: PatientFile = {
        let path = "Tests/ClinicalTests/Fixtures/usual-patient.json"
        guard
            let reader = try? JSONReader(parsing: Repository.bytes(path)),
            let file = try? PatientFile(reading: reader, now: asOf)
        else { preconditionFailure("\(path) cannot be read") }
        return file
    }()

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
}
