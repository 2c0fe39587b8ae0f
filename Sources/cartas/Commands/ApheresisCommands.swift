import Application
import Clinical
import Domain

/// The apheresis sheet and the quick-reference table.
enum ApheresisCommands {
    static let all = [sheet, table]

    static let sheet = Command(
        "apheresis", "sheet",
        act: .compute,
        options: [
            .from, .out, Invocation.rulesOption, .init(name: "product", value: "PRODUCT"),
        ]
    ) { invocation throws(CommandError) in
        let knowledge = try invocation.knowledge()
        let file = try invocation.patient()
        guard let id = invocation.value("product") ?? file.product else {
            throw .usage(Phrase("cli.optionMissing", ["option": "--product"]))
        }
        let page = ApheresisPage(file, try invocation.product(id, knowledge), knowledge)
        try invocation.show(page.json(invocation.wording), page.lines(invocation.wording))
        return .done
    }

    static let table = Command(
        "apheresis", "table", act: .compute, options: [.from, .out, Invocation.rulesOption]
    ) { invocation throws(CommandError) in
        let knowledge = try invocation.knowledge()
        var table = knowledge.quickTable()
        if invocation.has("from") {
            let file = try invocation.patient()
            let efficiency = knowledge.efficiency(file.runs)
            var columns: [Double]?
            if case .centre = efficiency.basis { columns = [efficiency.value] }
            table = knowledge.quickTable(
                efficiencies: columns,
                bloodVolumeLitres: knowledge.bloodVolume(file.sheet(knowledge)))
        }
        let page = QuickTablePage(table, knowledge)
        try invocation.show(page.json, page.lines(invocation.wording))
        return .done
    }
}
