import Domain

/// A problem as the failure of a result.
struct FactRefusal: Error {
    let problem: FactProblem

    init(_ problem: FactProblem) { self.problem = problem }
}

extension FactDefinition {
    /// A fact after its own checks, before it is compared with its neighbours.
    private struct Checked {
        let value: ExpressionValue
        let fact: Fact
    }

    /// The newest usable of several values of this fact.
    func judge(
        _ facts: [Fact], asOf: Instant, slip: ClosedRange<Double>
    ) -> Result<FactSheet.Entry, FactRefusal> {
        var usable: [Checked] = []
        var refused: (at: Instant?, refusal: FactRefusal)?
        for fact in facts.sorted(by: Self.isBefore) {
            switch check(fact, asOf: asOf) {
            case .success(let value): usable.append(Checked(value: value, fact: fact))
            case .failure(let refusal): refused = (fact.at, refusal)
            }
        }
        guard let newest = usable.last else {
            return .failure(refused?.refusal ?? FactRefusal(.unknownFact(id)))
        }
        // A newer value that is in doubt is not passed over for an older one.
        if let refused, (refused.at ?? asOf) > (newest.fact.at ?? asOf) {
            return .failure(refused.refusal)
        }
        let twins = usable.filter { $0.fact.at == newest.fact.at }
        guard twins.allSatisfy({ $0.value.isSame(as: newest.value) }) else {
            return .failure(FactRefusal(.contradiction(id)))
        }
        if let jump = jump(to: newest, from: usable, slip) { return .failure(FactRefusal(jump)) }
        let age = newest.fact.at.map { asOf.day - $0.day }
        if let oldestDays, let age, age > oldestDays {
            return .failure(FactRefusal(.stale(id, days: age, oldest: oldestDays)))
        }
        return .success(
            FactSheet.Entry(
                id: id, value: newest.value, unit: unit, at: newest.fact.at, ageDays: age,
                state: .verified, derivedBy: nil))
    }

    /// By time, then by everything else, so that the order of entry decides nothing.
    private static func isBefore(_ one: Fact, _ other: Fact) -> Bool {
        if one.at != other.at {
            return (one.at?.utcMilliseconds ?? .min) < (other.at?.utcMilliseconds ?? .min)
        }
        return "\(one.value)\(one.unit)\(one.isConfirmed)"
            < "\(other.value)\(other.unit)\(other.isConfirmed)"
    }

    private func check(_ fact: Fact, asOf: Instant) -> Result<ExpressionValue, FactRefusal> {
        if oldestDays != nil, fact.at == nil { return .failure(FactRefusal(.timeMissing(id))) }
        if let at = fact.at, at > asOf { return .failure(FactRefusal(.inFuture(id, at: at))) }
        switch (kind, fact.value) {
        case (.truth, .truth(let truth)): return .success(.truth(truth))
        case (.word(let words), .word(let word)):
            guard words.contains(where: { $0.name == word }) else {
                return .failure(FactRefusal(.unknownWord(id, word: word)))
            }
            return .success(.text(word))
        case (.number, .number(let number)), (.whole, .number(let number)):
            return measured(number, fact)
        default: return .failure(FactRefusal(.wrongKind(id)))
        }
    }

    private func measured(
        _ number: Double, _ fact: Fact
    ) -> Result<ExpressionValue, FactRefusal> {
        if kind == .whole, number != number.rounded() {
            return .failure(FactRefusal(.wrongKind(id)))
        }
        var value = number
        if let upperLimit = fact.upperLimit, upperLimit > 0 {
            value = number / upperLimit
        } else if !units.isEmpty {
            guard !fact.unit.isEmpty else {
                return .failure(FactRefusal(.unitMissing(id, accepted: units.keys.sorted())))
            }
            guard let factor = units[fact.unit] else {
                return .failure(
                    FactRefusal(
                        .unknownUnit(id, unit: fact.unit, accepted: units.keys.sorted())))
            }
            value = number * factor
        }
        if let plausible, !fact.isConfirmed, !plausible.contains(value) {
            let perhaps = [value * 10, value / 10].first { plausible.contains($0) }
            return .failure(
                FactRefusal(
                    perhaps.map { .slip(id, value: value, perhaps: $0) }
                        ?? .implausible(id, value: value)))
        }
        return .success(.number(value))
    }

    /// A value ten times its predecessor within days in which it cannot change so.
    private func jump(
        to newest: Checked, from usable: [Checked], _ slip: ClosedRange<Double>
    ) -> FactProblem? {
        guard let steadyDays, !newest.fact.isConfirmed, let at = newest.fact.at,
            let value = newest.value.number, value > 0
        else { return nil }
        let before = usable.last { ($0.fact.at ?? at) < at }
        guard let before, let old = before.value.number, old > 0, let then = before.fact.at,
            at.day - then.day <= steadyDays
        else { return nil }
        let ratio = max(value / old, old / value)
        return slip.contains(ratio) ? .jump(id, value: value, before: old, at: then) : nil
    }
}
