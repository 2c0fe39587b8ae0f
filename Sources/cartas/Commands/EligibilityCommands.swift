import Application
import Clinical
import Domain

/// Eligibility and wash-outs of one patient.
enum EligibilityCommands {
    static let all = [eligibility, washouts]

    static let eligibility = Command(
        "eligibility",
        act: .compute,
        options: [
            .from, .out, Invocation.rulesOption, .init(name: "product", value: "PRODUCT"),
        ]
    ) { invocation throws(CommandError) in
        let knowledge = try invocation.knowledge()
        let file = try invocation.patient()
        let id = invocation.value("product")
        if let id { _ = try invocation.product(id, knowledge) }
        let page = EligibilityPage(file, knowledge, product: id)
        try invocation.show(page.json(invocation.wording), page.lines(invocation.wording))
        return .done
    }

    static let washouts = Command(
        "washouts", act: .compute, options: [.from, .out, Invocation.rulesOption]
    ) { invocation throws(CommandError) in
        let page = WashoutPage(try invocation.patient(), try invocation.knowledge())
        try invocation.show(page.json(invocation.wording), page.lines(invocation.wording))
        return .done
    }
}
