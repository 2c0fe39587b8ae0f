import Clinical
public import Domain
import Store

/// Rules that a physician of the centre takes over, and notices that one has reviewed.
extension Office {
    public func approvals() throws(StoreError) -> [RuleApproval] {
        try look(.readModels) { view throws(StoreError) in
            try view.all(.ruleApprovals).map(\.record)
        }
    }

    /// Takes rules over in the person's own name: from then on they are local and may decide.
    ///
    /// - Parameter rules: as `clinical rules` names them; `notice:ID` for a safety notice.
    public func approve(
        _ rules: [String], under desk: ClinicalDesk, _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        let (published, today, user) = (desk.unapproved, now.day, person.user)
        var approvals: [RuleApproval] = []
        for rule in rules {
            guard let digest = published.digest(of: rule), published.isOpenToApproval(rule) else {
                throw .refused(Phrase("rules.nothingToApprove", ["rule": .text(rule)]))
            }
            approvals.append(
                RuleApproval(
                    rule: rule, physician: user.id, name: user.name, on: today, digest: digest))
        }
        return try perform(.approveRule, order) { act throws(StoreError) in
            for approval in approvals {
                if let old = try act.get(RuleApproval.self, [.text(approval.rule)]) {
                    try act.update(approval, expecting: old.version)
                } else {
                    try act.insert(approval)
                }
            }
        }.sequence
    }

    /// An approval is taken back: the rule is as published again.
    public func withdrawApproval(
        of rule: String, _ reason: Reason
    ) throws(StoreError) -> Int64 {
        try perform(.approveRule, Order(reason: reason)) { act throws(StoreError) in
            let old = try act.need(RuleApproval.self, rule)
            try act.delete(RuleApproval.self, [.text(rule)], expecting: old.version)
        }.sequence
    }
}
