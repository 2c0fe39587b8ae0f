import Application
import Domain

/// The apheresis sheet and the quick-reference table.
enum ApheresisCommands {
    static let all = [sheet, table]

    static let sheet = Command(
        "apheresis", "sheet", act: .compute,
        options: [
            .from, .out, Invocation.rulesOption, .init(name: "product", value: "PRODUCT"),
        ]
    ) { invocation throws(CommandError) in
        let desk = try invocation.desk()
        let file = try invocation.patient()
        guard let id = invocation.value("product") ?? file.product else {
            throw .usage(Phrase("cli.optionMissing", ["option": "--product"]))
        }
        let page = try refusing { () throws(ClinicalRefusal) in
            try desk.apheresisSheet(file, product: id)
        }
        return try invocation.show(page)
    }

    static let table = Command(
        "apheresis", "table", act: .compute, options: [.from, .out, Invocation.rulesOption]
    ) { invocation throws(CommandError) in
        let desk = try invocation.desk()
        let file = invocation.has("from") ? try invocation.patient() : nil
        return try invocation.show(desk.apheresisTable(file))
    }
}
