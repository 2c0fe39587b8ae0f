public import Domain

/// Approvals that stand in the store instead of in the centre's file.
extension ClinicalKnowledge {
    /// The words under a name, as a physician saw them; nil where there is nothing of that name.
    ///
    /// Taken before any approval is applied: an approval changes the state and not the words.
    public func digest(of rule: String) -> String? {
        if let notice = notice(rule) {
            return SHA256.hexadecimal(
                "\(notice.on.iso)|\(notice.says.english)|\(notice.says.japanese)".utf8)
        }
        let parts = citations.filter { $0.rule == rule }.map { citation in
            "\(citation.level)|\(citation.says.english)|\(citation.says.japanese)"
                + "|\(citation.provenance.sources.joined(separator: ","))"
        }
        return parts.isEmpty ? nil : SHA256.hexadecimal(parts.joined(separator: "\n").utf8)
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
