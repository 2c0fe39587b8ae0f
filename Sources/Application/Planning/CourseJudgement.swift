public import Clinical
public import Domain
import Scheduling

/// What the clinical rooms say of a course before it is planned: which products suit the patient,
/// and until when the values hold on which that rests.
public struct CourseJudgement: Sendable, Equatable {
    public struct Verdict: Sendable, Equatable {
        public let outcome: EligibilityOutcome
        /// The rules that spoke, the strongest first; what is missing where nothing can be said.
        public let says: [Phrase.Value]

        /// A binding rule speaks against the product; everything weaker is for people to weigh.
        var excludes: Bool { outcome == .notEligible }
    }

    /// A value that has to be measured again after a day.
    public struct Perishable: Sendable, Equatable {
        public let fact: Phrase.Value
        public let last: Day
        /// The fact whose definition says how old it may be, and where that comes from.
        public let source: String
        /// What nobody has checked is told and moves no date.
        public let isBinding: Bool
    }

    public let products: [Product.ID: Verdict]
    /// The first to perish first.
    public let perishables: [Perishable]

    public init(_ file: PatientFile, _ knowledge: ClinicalKnowledge) {
        let sheet = file.sheet(knowledge)
        var products: [Product.ID: Verdict] = [:]
        for verdict in knowledge.eligibility(sheet) {
            guard let id = try? Product.ID(verdict.product) else { continue }
            products[id] = Verdict(verdict, knowledge)
        }
        self.products = products
        let rules = knowledge.eligibility.rules
        let used = Set(rules.flatMap { $0.limits.flatMap(\.when.names) })
        // A value that is too old is none any more; when it became so is known all the same.
        var last: [String: Day] = [:]
        for case .stale(let name, let days, let oldest) in sheet.problems {
            last[name] = sheet.asOf.day - days + oldest
        }
        let found = used.sorted().compactMap { name -> Perishable? in
            guard let definition = knowledge.facts[name] else { return nil }
            let measured = sheet.entries[name]?.at.flatMap { at in
                definition.oldestDays.map { at.day + $0 }
            }
            guard let last = measured ?? last[name] else { return nil }
            let provenance = definition.provenance
            return Perishable(
                fact: definition.label.value, last: last,
                source: "\(name): \(provenance.sources.joined(separator: ", "))",
                isBinding: provenance.state.isBinding)
        }
        perishables = found.enumerated().sorted {
            ($0.element.last, $0.offset) < ($1.element.last, $1.offset)
        }.map(\.element)
    }

    /// Values that are too old on a day.
    func perished(by day: Day) -> [Perishable] { perishables.filter { $0.last < day } }

    /// Values that are too old already, as a date from which the next step may be.
    ///
    /// A step on a later day finds values that are measured until then; that they must be is told
    /// with its plan. Today there is none that counts, so today it cannot be.
    func recency(_ next: Scheduling.Activity, today: Day) -> [Situation.DatedReason] {
        let old = perished(by: today)
        return [false, true].compactMap { isSoft in
            let found = old.filter { $0.isBinding != isSoft }
            guard !found.isEmpty else { return nil }
            let facts = found.map { value in
                Phrase.Value.phrase(
                    Phrase("recency.value", ["fact": value.fact, "day": .day(value.last)]))
            }
            return Situation.DatedReason(
                next, .notBefore, today + 1, reason: Phrase("recency.old", ["facts": .list(facts)]),
                source: found.map(\.source).joined(separator: "; "), isSoft: isSoft)
        }
    }
}

extension CourseJudgement.Verdict {
    fileprivate init(_ verdict: EligibilityVerdict, _ knowledge: ClinicalKnowledge) {
        outcome = verdict.outcome
        if verdict.outcome == .cannotSay {
            says = verdict.missing.map { knowledge.facts[$0]?.label.value ?? .text($0) }
        } else {
            says = verdict.findings.filter { $0.outcome == verdict.outcome && !$0.isNote }
                .map { finding in
                    .phrase(
                        Phrase(
                            "planning.cited",
                            ["reason": finding.says.value, "source": .text(finding.rule)]))
                }
        }
    }
}

extension Bilingual {
    /// As a value of a phrase, which is told in the language that is asked for.
    var value: Phrase.Value { .either(english: english, japanese: japanese) }
}
