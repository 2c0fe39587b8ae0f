import Application
import Domain

/// What clinical questions rest on: into the store from a file, and out of it again.
enum FactsCommands {
    static let all = [record, show]

    static let record = Command(
        "facts", "record", act: .recordHistory,
        options: [.course, .patient, Invocation.rulesOption] + Command.Option.act
    ) { invocation throws(CommandError) in
        let course: Course.ID = try invocation.id(try invocation.needed("course"))
        let (desk, office) = try invocation.clinic()
        let file = try invocation.patient()
        let codes = try refusing { () throws(SiteCodesError) in try SiteCodes.load() }
        guard let office else {
            throw .usage(Phrase("cli.optionMissing", ["option": "--course"]))
        }
        let order = try invocation.order()
        let entry = try storing { () throws(StoreError) in
            try office.record(file, of: course, under: desk, codes, order)
        }
        invocation.console.print(
            invocation.wantsJSON
                ? JSON.object([("entry", .int(Int(entry)))]).compact
                : invocation.wording(
                    Phrase(
                        "facts.recorded",
                        [
                            "course": .text(course.text), "facts": .count(file.facts.count),
                            "drugs": .count(file.drugs?.count ?? 0),
                            "runs": .count(file.collections.count), "entry": .count(Int(entry)),
                        ])))
        return .done
    }

    static let show = Command(
        "facts", "show", act: .readPatients, options: [.course, .patient, Invocation.rulesOption]
    ) { invocation throws(CommandError) in
        let (desk, file) = try invocation.patientAtDesk()
        return try invocation.show(desk.facts(file))
    }
}
