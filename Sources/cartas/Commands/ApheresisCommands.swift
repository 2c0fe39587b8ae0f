import Application
import Domain

/// The apheresis sheet and the quick-reference table.
enum ApheresisCommands {
    static let all = [sheet, table]

    static let sheet = Command(
        "apheresis", "sheet", act: .compute,
        options: [
            .patient, .course, .out, Invocation.rulesOption,
            .init(name: "product", value: "PRODUCT"),
        ]
    ) { invocation throws(CommandError) in
        let (desk, file) = try invocation.patientAtDesk()
        guard let id = invocation.value("product") ?? file.product else {
            throw .usage(Phrase("cli.optionMissing", ["option": "--product"]))
        }
        let page = try refusing { () throws(ClinicalRefusal) in
            try desk.apheresisSheet(file, product: id)
        }
        return try invocation.show(page)
    }

    static let table = Command(
        "apheresis", "table", act: .compute,
        options: [.patient, .course, .out, Invocation.rulesOption]
    ) { invocation throws(CommandError) in
        guard invocation.has("from") || invocation.has("course") else {
            return try invocation.show(try invocation.desk().apheresisTable(nil))
        }
        let (desk, file) = try invocation.patientAtDesk()
        return try invocation.show(desk.apheresisTable(file))
    }
}
