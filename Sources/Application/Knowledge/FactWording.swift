public import Clinical
import Domain

extension Wording {
    /// Why a value cannot be used, with what to do.
    public func callAsFunction(_ problem: FactProblem, _ facts: FactTable) -> String {
        let label = facts[problem.fact].map { self($0.label) } ?? problem.fact
        let unit = facts[problem.fact].map { shownUnit($0.unit) } ?? ""
        func measured(_ value: Double) -> Phrase.Value {
            .text(unit.isEmpty ? plainNumber(value) : "\(plainNumber(value)) \(unit)")
        }
        var values: [String: Phrase.Value] = ["fact": .text(label)]
        switch problem {
        case .unknownFact, .wrongKind, .timeMissing, .contradiction: break
        case .unknownWord(let fact, let word):
            values["word"] = .text(word)
            values["words"] = .list((facts[fact]?.words ?? []).map { .text($0.name) })
        case .unitMissing(_, let accepted): values["units"] = .list(accepted.map { .text($0) })
        case .unknownUnit(_, let unit, let accepted):
            values["unit"] = .text(unit)
            values["units"] = .list(accepted.map { .text($0) })
        case .inFuture(_, let at): values["at"] = .instant(at)
        case .stale(_, let days, let oldest):
            values["days"] = .count(days)
            values["oldest"] = .count(oldest)
        case .slip(_, let value, let perhaps):
            values["value"] = measured(value)
            values["perhaps"] = measured(perhaps)
        case .implausible(_, let value): values["value"] = measured(value)
        case .jump(_, let value, let before, let at):
            values["value"] = measured(value)
            values["before"] = measured(before)
            values["at"] = .day(at.day)
        }
        return self(Phrase("facts.problem.\(problem.name)", values))
    }

    /// State, approval and sources of a statement in one line.
    public func callAsFunction(_ provenance: Provenance) -> String {
        let state = self("ruleState.\(provenance.state.rawValue)")
        let sources = list(provenance.sources)
        guard let approval = provenance.approval else { return "\(state) · \(sources)" }
        let by = self(
            Phrase(
                "rules.approvedBy",
                ["by": .text(approval.physician), "on": .day(approval.on)]))
        return "\(state) · \(by) · \(sources)"
    }
}

extension FactProblem {
    /// The name of the case, as phrases and JSON have it.
    public var name: String {
        switch self {
        case .unknownFact: "unknownFact"
        case .wrongKind: "wrongKind"
        case .unknownWord: "unknownWord"
        case .unitMissing: "unitMissing"
        case .unknownUnit: "unknownUnit"
        case .timeMissing: "timeMissing"
        case .inFuture: "inFuture"
        case .stale: "stale"
        case .slip: "slip"
        case .implausible: "implausible"
        case .jump: "jump"
        case .contradiction: "contradiction"
        }
    }
}

extension Provenance {
    var json: JSON {
        var members: [(String, JSON)] = [
            ("state", .string(state.rawValue)),
            ("sources", .array(sources.map { .string($0) })),
        ]
        if let approval {
            members.append(
                (
                    "approved",
                    .object([
                        ("by", .string(approval.physician)), ("on", .string(approval.on.iso)),
                    ])
                ))
        }
        return .object(members)
    }
}

extension FactSheet.Entry {
    var json: JSON {
        .object([
            ("fact", .string(id)), ("value", value.json), ("unit", .string(unit)),
            ("at", .optional(at?.iso)), ("ageDays", ageDays.map { .int($0) } ?? .null),
            ("derivedBy", .optional(derivedBy)),
        ])
    }
}
