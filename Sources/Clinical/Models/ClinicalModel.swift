import Domain

/// A score, a grading or a calculation with a full published formula, as a rule file states it.
public struct ClinicalModel: Sendable {
    public let id: String
    public let title: Bilingual
    public internal(set) var provenance: Provenance
    /// What it is and what it is not: population, performance, traps.
    public let note: Bilingual?
    public let inputs: [ModelInput]
    /// Names given to expressions, in the order in which they may build on each other.
    public let steps: [Step]
    /// What contradicts itself, with the sentence that says so.
    public let contradictions: [Contradiction]
    public let answer: [Answer]
    /// Steps that are grades by themselves: those that reach the grade decided it.
    public let deciding: [Deciding]
    public let timing: Timing?
    public let flag: FlagRule?
    /// Where it appears in the list of a patient's scores.
    public let listing: Listing
    /// The figures at which any of its expressions can turn.
    let limits: [Double]
    /// As its file has it: what an approval covers.
    let written: JSON

    func approved(_ approval: Approval) -> ClinicalModel {
        guard !provenance.state.isBinding else { return self }
        var model = self
        model.provenance = Provenance(
            state: .local, sources: provenance.sources, approval: approval)
        return model
    }

    /// The facts of a patient behind input names, as people know them.
    public func factNames(of inputs: [String]) -> [String] {
        inputs.map { name in
            self.inputs.first { $0.names.contains(name) }?.fact?.fact ?? name
        }
    }

    public enum Listing: String, CaseIterable, Sendable {
        case always
        /// Rests on values that are rarely measured: without them it would only say that it cannot.
        case whenKnown
    }

    public struct Step: Hashable, Sendable {
        public let name: String
        public let expression: Expression
    }

    public struct Contradiction: Hashable, Sendable {
        public let when: Expression
        public let says: Bilingual
    }

    public indirect enum Answer: Hashable, Sendable {
        case value(String, Expression)
        case group(String, [Answer])
    }

    public struct Deciding: Hashable, Sendable {
        public let step: String
        public let label: Bilingual
    }

    /// When a score is taken and how old its inputs may be.
    public struct Timing: Hashable, Sendable {
        public let point: Bilingual
        public let oldestDays: Int
        public let state: RuleState
    }

    /// When the result is shown as a flag.
    public struct FlagRule: Hashable, Sendable {
        public let concern: String
        public let raised: Expression
    }
}

/// Why a model refuses its inputs. An error goes before a missing input.
public enum ModelError: Error, Hashable {
    case unknownModel(String)
    case inputsMissing
    case wrongType(String, Wanted)
    case unknownWord(String, String, of: [String])
    case outside(String, Double, ModelInput.Bounds)
    case twoUnits([String])
    case contradiction(Bilingual)
    /// The arithmetic left the range of numbers.
    case notFinite

    public enum Wanted: String, Hashable, Sendable { case number, whole, truth, word, list, object }
}

/// What a model says: all of its values, or what is missing, or why it refuses.
public enum ModelOutcome: Hashable, Sendable {
    case values(ModelResult)
    case cannotSay([String])
    case refused(ModelError)
}

public struct ModelResult: Hashable, Sendable {
    public let values: [ResultValue]
    /// The findings that decided a grade, in the order of the rule file.
    public let deciding: [String]

    public indirect enum ResultValue: Hashable, Sendable {
        case value(String, ExpressionValue)
        case group(String, [ResultValue])
    }

    public subscript(name: String) -> ExpressionValue? {
        for case .value(let found, let value) in values where found == name { return value }
        return nil
    }

    func isSame(as other: ModelResult) -> Bool { Self.same(values, other.values) }

    private static func same(_ one: [ResultValue], _ two: [ResultValue]) -> Bool {
        one.count == two.count
            && zip(one, two).allSatisfy { left, right in
                switch (left, right) {
                case (.value(let name, let value), .value(let other, let otherValue)):
                    name == other && value.isSame(as: otherValue)
                case (.group(let name, let inner), .group(let other, let otherInner)):
                    name == other && same(inner, otherInner)
                default: false
                }
            }
    }
}
