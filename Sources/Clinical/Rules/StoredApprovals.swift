public import Domain

/// Approvals that stand in the store instead of in the centre's file.
extension ClinicalKnowledge {
    /// The whole rule under a name, as a physician saw it; nil where there is nothing of that name.
    ///
    /// A limit that moves without a word of its sentence moving is another rule: so everything
    /// its file says is covered, and the units of the facts it compares. Taken before any approval
    /// is applied: an approval changes the state and not the rule.
    public func digest(of rule: String) -> String? {
        guard let parts = written(rule), !parts.isEmpty else { return nil }
        return SHA256.hexadecimal(parts.joined(separator: "\n").utf8)
    }

    private func written(_ rule: String) -> [String]? {
        if let notice = notice(rule) { return [notice.written.compact] }
        let parts = rule.split(separator: ":").map(String.init)
        switch (parts.first, parts.count) {
        case ("eligibility", 2): return written(eligibility.rules.first { $0.id == parts[1] })
        case ("apheresis", 2): return written(apheresis.triggers.first { $0.id == parts[1] })
        case ("washout", 2):
            return washouts.rules.first { $0.id == parts[1] }.map { [$0.written.compact] }
        case ("bridging", 2):
            return washouts.bridging.first { $0.id == parts[1] }.map { [$0.written.compact] }
        case ("product", 3):
            let product = products.all.first { $0.id == parts[1] }
            return written(product?.rules.first { $0.id == parts[2] })
        case ("model", 2): return model(parts[1]).map { [$0.written.compact] }
        default: return nil
        }
    }

    /// The rule, and of every fact it names the unit in which its limits are meant.
    private func written(_ rule: EligibilityRule?) -> [String]? {
        guard let rule else { return nil }
        let names = ([rule.applies] + rule.limits.map(\.when)).flatMap { $0?.names ?? [] }
        let units = Set(names).sorted().flatMap { name -> [String] in
            guard let fact = facts[name] else { return [] }
            let spellings = fact.units.sorted { $0.key < $1.key }
            return ["\(name) \(fact.unit)"] + spellings.map { "\($0.key) \($0.value)" }
        }
        return [rule.written.compact] + units
    }

    private static let noticePrefix = "notice:"

    private func notice(_ rule: String) -> SafetyNotice? {
        guard rule.hasPrefix(Self.noticePrefix) else { return nil }
        let id = rule.dropFirst(Self.noticePrefix.count)
        return products.notices.first { $0.id == id }
    }

    /// Whether an approval would change anything: a rule that already decides needs none.
    public func isOpenToApproval(_ rule: String) -> Bool {
        if let notice = notice(rule) { return notice.reviewed == nil }
        var tried = self
        guard tried.approve(rule, Approval(physician: "?", on: Day(number: 0))) else {
            return false
        }
        return citations.contains { $0.rule == rule && !$0.provenance.state.isBinding }
    }

    /// The knowledge with the store's approvals, and those that no longer cover what is said.
    public func approved(
        by approvals: [RuleApproval]
    ) -> (knowledge: ClinicalKnowledge, lapsed: [RuleApproval]) {
        var (knowledge, lapsed) = (self, [RuleApproval]())
        for kept in approvals {
            let approval = Approval(physician: kept.name, on: kept.on)
            guard digest(of: kept.rule) == kept.digest else {
                lapsed.append(kept)
                continue
            }
            if let notice = notice(kept.rule),
                let place = knowledge.products.notices.firstIndex(where: { $0.id == notice.id })
            {
                knowledge.products.notices[place].reviewed = approval
            } else if !knowledge.approve(kept.rule, approval) {
                lapsed.append(kept)
            }
        }
        return (knowledge, lapsed)
    }
}
