import Application
import Domain

/// Approvals in the store: a named physician takes rules over, or has reviewed a notice.
enum RulesCommands {
    static let all = [approve, withdraw, approvals]

    static let approve = Command(
        "rules", "approve", [.init(name: "RULE", repeats: true)], act: .approveRule,
        options: [Invocation.rulesOption] + Command.Option.act
    ) { invocation throws(CommandError) in
        let (desk, office) = try place(invocation)
        let rules = invocation.arguments.positionals
        let order = try invocation.order()
        let entry = try storing { () throws(StoreError) in
            try office.approve(rules, under: desk, order)
        }
        if invocation.wantsJSON {
            invocation.console.print(
                JSON.object([
                    ("approved", .array(rules.map { .string($0) })), ("entry", .int(Int(entry))),
                ]))
        } else {
            invocation.console.print(
                invocation.wording(
                    Phrase(
                        "rules.approved",
                        [
                            "rules": .list(rules.map { .text($0) }),
                            "by": .text(office.person.user.name), "entry": .count(Int(entry)),
                        ])))
        }
        return .done
    }

    static let withdraw = Command(
        "rules", "withdraw", [.init(name: "RULE")], act: .approveRule,
        options: Command.Option.act
    ) { invocation throws(CommandError) in
        let office = try Workplace.open(invocation).office
        let reason = try invocation.reason(default: .correction)
        let entry = try storing { () throws(StoreError) in
            try office.withdrawApproval(of: invocation.place(0), reason)
        }
        invocation.console.print(
            invocation.wantsJSON
                ? JSON.object([("entry", .int(Int(entry)))]).compact
                : invocation.wording(
                    Phrase(
                        "rules.withdrawn",
                        ["rule": .text(invocation.place(0)), "entry": .count(Int(entry))])))
        return .done
    }

    static let approvals = Command(
        "rules", "approvals", act: .readModels, options: [Invocation.rulesOption]
    ) { invocation throws(CommandError) in
        let (desk, office) = try place(invocation)
        let found = try storing { () throws(StoreError) in try office.approvals() }
        let lapsed = Set(desk.with(found).lapsed)
        let rows = found.map { approval in
            (
                json: JSON.object([
                    ("rule", .string(approval.rule)),
                    ("physician", .string(approval.physician.text)),
                    ("name", .string(approval.name)), ("on", .string(approval.on.iso)),
                    ("lapsed", .bool(lapsed.contains(approval.rule))),
                ]),
                cells: [
                    approval.rule, approval.name, approval.on.iso,
                    lapsed.contains(approval.rule) ? invocation.wording("rules.lapsed") : "",
                ]
            )
        }
        invocation.show(["rule", "user", "day", "note"], rows)
        return .done
    }

    private static func place(
        _ invocation: Invocation
    ) throws(CommandError) -> (ClinicalDesk, Office) {
        let rules = invocation.value("rules") ?? Environment.current["CARTAS_RULES"]
        let desk = try refusing { () throws(FileError) in
            try ClinicalDesk(rules: rules, invocation.wording)
        }
        return (desk, try Workplace.open(invocation).office)
    }
}
