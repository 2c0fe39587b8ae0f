public import Clinical
import Statistics

/// What must hold of the rules for any patient, tried on many random ones.
///
/// The tests and the benchmark share it, so that the large run checks what the small one does.
public struct KnowledgeTrial: Sendable {
    public enum Property: String, CaseIterable, Sendable {
        /// The order of the facts never changes an answer.
        case order
        /// A usual value that is added never makes *not eligible* into anything else.
        case addition
        /// A value is the same in whatever unit it comes.
        case units
    }

    public struct Failure: Hashable, Sendable {
        public let property: Property
        /// The random patient, counted from 0.
        public let patient: Int
        public let fact: String
    }

    /// How often each property was put to the test.
    public private(set) var checks: [Property: Int] = [:]
    public private(set) var failures: [Failure] = []

    private let knowledge: ClinicalKnowledge
    private let usual: PatientFile
    private let values: [String: Fact]
    private var random: SeededGenerator

    /// - Parameter usual: a patient to whom no rule objects; the random ones are varied from it.
    public init(
        _ usual: PatientFile, _ knowledge: ClinicalKnowledge, patients: Int, seed: UInt64
    ) {
        self.knowledge = knowledge
        self.usual = usual
        values = Dictionary(usual.facts.map { ($0.id, $0) }, uniquingKeysWith: { _, new in new })
        random = SeededGenerator(seed: seed)
        for patient in 0..<patients { check(patient) }
    }

    private mutating func check(_ patient: Int) {
        let facts = anybody()
        let verdicts = judge(facts)
        var shuffled = facts
        random.shuffle(&shuffled)
        count(.order, patient, "", holds: Self.areSame(verdicts, judge(shuffled)))
        let present = Set(facts.map(\.id))
        let absent = usual.facts.filter { !present.contains($0.id) }
        if !absent.isEmpty {
            let added = absent[random.below(absent.count)]
            let after = judge(facts + [added])
            let holds = zip(verdicts, after).allSatisfy { old, new in
                old.outcome != .notEligible || new.outcome == .notEligible
            }
            count(.addition, patient, added.id, holds: holds)
        }
        checkUnits(patient)
    }

    private mutating func count(
        _ property: Property, _ patient: Int, _ fact: String, holds: Bool
    ) {
        checks[property, default: 0] += 1
        guard !holds else { return }
        failures.append(Failure(property: property, patient: patient, fact: fact))
    }

    private func judge(_ facts: [Fact]) -> [EligibilityVerdict] {
        knowledge.eligibility(FactSheet(facts, asOf: usual.asOf, knowledge))
    }

    private static func areSame(
        _ one: [EligibilityVerdict], _ other: [EligibilityVerdict]
    ) -> Bool {
        one.elementsEqual(other) { left, right in
            left.product == right.product && left.outcome == right.outcome
                && left.missing == right.missing
                && left.findings.elementsEqual(right.findings) {
                    $0.rule == $1.rule && $0.outcome == $1.outcome && $0.limit == $1.limit
                }
        }
    }

    // MARK: Random patients

    /// Any patient: each fact missing, usual, or anything that can be entered.
    private mutating func anybody() -> [Fact] {
        var facts: [Fact] = []
        for definition in knowledge.facts.all {
            guard let fact = values[definition.id], random.below(4) > 0 else { continue }
            facts.append(random.below(5) < 2 ? any(definition, like: fact) : fact)
        }
        return facts
    }

    private mutating func any(_ definition: FactDefinition, like fact: Fact) -> Fact {
        let value: Fact.Value
        switch definition.kind {
        case .truth: value = .truth(random.below(2) == 0)
        case .word(let words): value = .word(words[random.below(words.count)].name)
        case .whole: value = .number(Double(random.below(6)))
        case .number:
            value = .number(Double.random(in: definition.plausible ?? 0...100, using: &random))
        }
        return Fact(fact.id, value, unit: fact.unit, at: fact.at)
    }

    private mutating func checkUnits(_ patient: Int) {
        let all = knowledge.facts.all
        let definition = all[random.below(all.count)]
        let spellings = definition.units.sorted { $0.key < $1.key }
        guard let range = definition.plausible, definition.kind == .number, !spellings.isEmpty
        else { return }
        let (unit, factor) = spellings[random.below(spellings.count)]
        let value = Double.random(in: range, using: &random)
        // At an end of the range the last binary digit may fall outside it.
        let fact = Fact(
            definition.id, .number(value / factor), unit: unit, at: usual.asOf, isConfirmed: true)
        let sheet = FactSheet([fact], asOf: usual.asOf, knowledge)
        let error = abs((sheet.entries[definition.id]?.value.number ?? .nan) - value)
        count(.units, patient, definition.id, holds: error <= 1e-12 * max(1, abs(value)))
    }
}
