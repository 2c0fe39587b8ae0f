import Clinical
public import Domain

/// What do the facts typed so far say of every product?
///
/// Facts are typed as words and values, `ecog 1 crcl 48 diagnosis lbcl`, in the unit in which the
/// rules count; the reply repeats what was understood, so that a slip is seen at once.
public struct IntakeQuestion: Question {
    public let typed: String
    public let birth: Day?
    public let sex: Sex
    public let language: Language

    public init(_ typed: String, birth: Day?, sex: Sex, language: Language) {
        (self.typed, self.birth, self.sex, self.language) = (typed, birth, sex, language)
    }

    public struct Reply: Equatable, Sendable {
        /// The best first.
        public let verdicts: [Verdict]
        /// `ECOG 1`, as it was understood.
        public let understood: [String]
        public let unknown: [String]
    }

    public struct Verdict: Equatable, Sendable {
        public let product: String
        public let mark: String
        public let outcome: Phrase
        /// The strongest rule that spoke, or what is missing.
        public let why: String
    }

    public func reply(with follower: Follower) throws(StoreError) -> Reply {
        reply(at: follower.clock(), under: try follower.desk(language).knowledge)
    }

    func reply(at now: Instant, under knowledge: ClinicalKnowledge) -> Reply {
        var facts: [Fact] = []
        var (understood, unknown): ([String], [String]) = ([], [])
        if let birth, birth <= now.day {
            facts.append(Fact("age", .number(Double(now.day.wholeYears(since: birth))), unit: "a"))
        }
        if sex == .female || sex == .male { facts.append(Fact("sex", .word(sex.rawValue))) }
        var words = typed.split { $0.isWhitespace || $0 == "=" || $0 == "、" }.map(String.init)
        while !words.isEmpty {
            let name = words.removeFirst().lowercased()
            guard let definition = knowledge.facts[name] else {
                unknown.append(name)
                continue
            }
            guard let text = words.first, let value = Self.value(text, definition) else {
                unknown.append(name)
                continue
            }
            words.removeFirst()
            facts.append(Fact(name, value, unit: definition.unit, at: now))
            let unit = definition.unit.isEmpty ? "" : " " + definition.unit
            understood.append("\(say(definition.label)) \(text)\(unit)")
        }
        let sheet = FactSheet(facts, asOf: now, knowledge)
        unknown += sheet.problems.map(\.fact)
        let verdicts = knowledge.eligibility(sheet).enumerated().sorted { one, other in
            let (left, right) = (rank(one.element.outcome), rank(other.element.outcome))
            return left != right ? left < right : one.offset < other.offset
        }.map { verdict($0.element, knowledge) }
        return Reply(verdicts: verdicts, understood: understood, unknown: unknown)
    }

    private static func value(_ text: String, _ definition: FactDefinition) -> Fact.Value? {
        switch definition.kind {
        case .number, .whole: return Double(text).map { .number($0) }
        case .truth:
            if ["yes", "true", "+", "1", "有", "あり"].contains(text.lowercased()) {
                return .truth(true)
            }
            return ["no", "false", "-", "0", "無", "なし"].contains(text.lowercased())
                ? .truth(false) : nil
        case .word(let words):
            let name = text.lowercased()
            return words.contains { $0.name == name } ? .word(name) : nil
        }
    }

    private func rank(_ outcome: EligibilityOutcome) -> Int {
        EligibilityOutcome.allCases.firstIndex(of: outcome) ?? 0
    }

    private func say(_ text: Bilingual) -> String {
        language == .japanese ? text.japanese : text.english
    }

    private func verdict(
        _ verdict: EligibilityVerdict, _ knowledge: ClinicalKnowledge
    ) -> Verdict {
        let loudest = verdict.findings.first { !$0.isNote && $0.outcome == verdict.outcome }
        let missing = verdict.missing.prefix(4).map { name in
            knowledge.facts[name].map { say($0.label) } ?? name
        }
        let why =
            verdict.outcome == .cannotSay
            ? missing.joined(separator: ", ")
            : loudest.map { "\(say($0.label)): \(say($0.says))" } ?? ""
        return Verdict(
            product: verdict.product, mark: EligibilityPage.mark(verdict.outcome),
            outcome: Phrase("eligibility.\(verdict.outcome.rawValue)"), why: why)
    }
}
