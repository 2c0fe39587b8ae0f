import Application
import Clinical
import Domain

/// The product catalogue.
enum ProductCommands {
    static let all = [show, check]

    static let show = Command(
        "products", "show", [.init(name: "PRODUCT", isOptional: true)],
        act: .compute, options: [.out, Invocation.rulesOption]
    ) { invocation throws(CommandError) in
        let knowledge = try invocation.knowledge()
        var products = knowledge.products.all
        if let id = invocation.optionalPlace(0) {
            products = [try invocation.product(id, knowledge)]
        }
        let pages = products.map { ProductPage($0, knowledge) }
        let wording = invocation.wording
        try invocation.show(
            .array(pages.map { $0.json(wording) }), pages.flatMap { $0.lines(wording) + [""] })
        return .done
    }

    /// What in the catalogue nobody has checked yet, and which notices nobody has reviewed.
    static let check = Command(
        "products", "check", act: .compute, options: [.out, Invocation.rulesOption]
    ) { invocation throws(CommandError) in
        let knowledge = try invocation.knowledge()
        let page = RulesPage(knowledge) {
            $0.rule.hasPrefix("product:") && !$0.provenance.state.isBinding
        }
        let notices = knowledge.products.notices.filter { $0.reviewed == nil }
        let wording = invocation.wording
        let lines =
            page.lines(wording)
            + notices.map { "\($0.id)  \(wording("products.notReviewed"))" }
        try invocation.show(
            .object([
                ("unchecked", page.json(wording)),
                ("unreviewedNotices", .array(notices.map { .string($0.id) })),
            ]), lines)
        return .done
    }
}
