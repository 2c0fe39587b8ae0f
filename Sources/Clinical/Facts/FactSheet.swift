public import Domain

/// The facts of one patient at one time, checked: what can be used, and what cannot and why.
public struct FactSheet: Sendable {
    /// A value that rules may rest on.
    public struct Entry: Hashable, Sendable {
        public let id: String
        /// In the unit of the rules.
        public let value: ExpressionValue
        public let unit: String
        public let at: Instant?
        public let ageDays: Int?
        /// Not as certain as it looks: computed by a formula that nobody has checked.
        public let state: RuleState
        /// The model that computed it.
        public let derivedBy: String?
    }

    public let asOf: Instant
    public let entries: [String: Entry]
    /// Sorted by fact.
    public let problems: [FactProblem]

    public var known: [String: ExpressionValue] { entries.mapValues(\.value) }

    /// What stands in the way of a fact that is not usable; empty where it was never entered.
    public func problems(of fact: String) -> [FactProblem] {
        problems.filter { $0.fact == fact }
    }

    /// - Parameter facts: in any order; of several values the newest that can be used counts.
    public init(_ facts: [Fact], asOf: Instant, _ knowledge: ClinicalKnowledge) {
        self.asOf = asOf
        let table = knowledge.facts
        var entries: [String: Entry] = [:]
        var problems: [FactProblem] = []
        var groups: [String: [Fact]] = [:]
        for fact in facts { groups[fact.id, default: []].append(fact) }
        for id in groups.keys.sorted() {
            guard let definition = table[id] else {
                problems.append(.unknownFact(id))
                continue
            }
            switch definition.judge(groups[id, default: []], asOf: asOf, slip: table.slip) {
            case .success(let entry): entries[id] = entry
            case .failure(let found): problems.append(found.problem)
            }
        }
        for definition in table.all where entries[definition.id] == nil {
            // A value that was entered and refused is not replaced by a setting.
            guard groups[definition.id] == nil, let fallback = definition.fallback else {
                continue
            }
            entries[definition.id] = Entry(
                id: definition.id, value: fallback, unit: definition.unit, at: nil, ageDays: nil,
                state: definition.provenance.state, derivedBy: nil)
        }
        for definition in table.all where entries[definition.id] == nil {
            guard groups[definition.id] == nil, let derivation = definition.derivation else {
                continue
            }
            entries[definition.id] = Self.derive(definition, derivation, entries, knowledge)
        }
        (self.entries, self.problems) = (entries, problems)
    }

    /// Nil where an input of the formula is not known.
    private static func derive(
        _ definition: FactDefinition, _ derivation: FactDefinition.Derivation,
        _ entries: [String: Entry], _ knowledge: ClinicalKnowledge
    ) -> Entry? {
        guard let model = knowledge.model(derivation.model) else { return nil }
        let (inputs, used) = model.inputs(from: entries)
        guard case .values(let result) = model.evaluate(inputs),
            let value = result[derivation.answer]
        else { return nil }
        let oldest = used.compactMap(\.at).min()
        return Entry(
            id: definition.id, value: value, unit: definition.unit, at: oldest,
            ageDays: used.compactMap(\.ageDays).max(), state: model.provenance.state,
            derivedBy: model.id)
    }
}

extension ClinicalModel {
    /// The inputs that a patient's facts give where nobody entered them, and the facts they are.
    public func filled(_ entered: JSON, from sheet: FactSheet) -> (JSON, [FactSheet.Entry]) {
        guard case .object(let given) = entered.content else { return (entered, []) }
        var members = given.map { ($0.name, $0.value) }
        var used: [FactSheet.Entry] = []
        for input in inputs {
            guard let binding = input.fact, let entry = sheet.entries[binding.fact],
                !given.contains(where: { input.names.contains($0.name) })
            else { continue }
            members.append((binding.name, entry.value.json))
            used.append(entry)
        }
        return (.object(members), used)
    }

    /// The inputs that a patient's facts give, under the names that the model declares for them.
    func inputs(from entries: [String: FactSheet.Entry]) -> (JSON, [FactSheet.Entry]) {
        var members: [(String, JSON)] = []
        var used: [FactSheet.Entry] = []
        for input in inputs {
            guard let binding = input.fact, let entry = entries[binding.fact] else { continue }
            members.append((binding.name, entry.value.json))
            used.append(entry)
        }
        return (.object(members), used)
    }
}
