import Clinical
import Domain
import Prediction

/// Rules with who answers for them, and models with their cards.
extension AdminDesk {
    func clinicalDesk() throws(StoreError) -> ClinicalDesk { try follower.desk(words.language) }

    func rules() throws(StoreError) -> AdminSheet {
        let desk = try clinicalDesk()
        var seen: [String: Int] = [:]
        return AdminSheet(
            heads: ["rule", "label", "level", "state"],
            rows: desk.knowledge.citations.map { citation in
                // One rule may have several limits, and each is a line.
                let number = seen[citation.rule, default: 0]
                seen[citation.rule] = number + 1
                return AdminSheet.Row(
                    "\(citation.rule)#\(number)",
                    [
                        .init(citation.rule), .init(words(citation.label)),
                        .init(words("ruleLevel.\(citation.level)")),
                        .init(words("ruleState.\(citation.provenance.state.rawValue)")),
                    ])
            })
    }

    /// A line of the list without its number: the rule as approvals name it.
    static func rule(of row: String) -> String {
        row.lastIndex(of: "#").map { String(row[..<$0]) } ?? row
    }

    func rulePage(_ id: String) throws(StoreError) -> [String] {
        let (desk, rule) = (try clinicalDesk(), Self.rule(of: id))
        var lines = [line("rule", rule)]
        for citation in desk.knowledge.citations where citation.rule == rule {
            lines += [
                "", words(citation.label), words(citation.says),
                "\(words("ruleLevel.\(citation.level)")) · \(words(citation.provenance))",
            ]
        }
        if let approval = try office.approvals().first(where: { $0.rule == rule }) {
            lines += [
                "",
                words(
                    Phrase(
                        desk.lapsed.contains(rule) ? "admin.lapsed" : "admin.approved",
                        ["name": .text(approval.name), "day": .day(approval.on)])),
            ]
        }
        return lines
    }

    func models() throws(StoreError) -> AdminSheet {
        AdminSheet(
            heads: ["model", "kind", "name", "trained", "approved", "review"],
            rows: try office.keptModels().map { kept in
                AdminSheet.Row(
                    "\(kept.id)@\(kept.version)",
                    [
                        .init("\(kept.id) \(kept.version)"), .init(kept.kind), .init(kept.name),
                        .day(kept.trainedOn), .init(kept.approvedBy ?? "–"), .day(kept.reviewOn),
                    ])
            }
                + shippedModels().map { model in
                    let card = model.model.card
                    return AdminSheet.Row(
                        "\(model.id)@\(model.version)",
                        [
                            .init("\(model.id) \(model.version)"), .init(model.model.kind.rawValue),
                            .init(card.name), .day(card.date),
                            .init(card.approvedBy ?? "–"), .day(card.reviewDate),
                        ])
                })
    }

    /// Models that come with the program serve the demonstration alone.
    private func shippedModels() -> [DeskModel] {
        guard follower.isDemonstration, let shipped = try? ModelDesk.shipped() else { return [] }
        return shipped.map(\.model)
    }

    func modelPage(_ id: String) throws(StoreError) -> [String] {
        let kept = try office.keptModel(id)
        let model = kept ?? shippedModels().first { "\($0.id)@\($0.version)" == id }
        return model?.cardLines(words, today: today) ?? []
    }
}
