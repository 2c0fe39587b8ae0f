import Application
import Domain

/// What is to be feared for a course.
enum FlagCommands {
    static let all = [flags]

    static let flags = Command(
        "model", "flags", act: .readPatients, options: [.course, Invocation.rulesOption]
    ) { invocation throws(CommandError) in
        let course: Course.ID = try invocation.id(try invocation.needed("course"))
        let (desk, office) = try invocation.clinic()
        guard let office else {
            throw .usage(Phrase("cli.optionMissing", ["option": "--course"]))
        }
        var models = try storing { () throws(StoreError) in try office.currentModels() }
        // Nobody stands behind the models of the program: only a demonstration shows them.
        if try Workplace.open(invocation, seedIsOwn: true).premises.isDemonstration {
            models += try refusing { () throws(AnalysisError) in
                try ModelDesk.shipped().map(\.model)
            }
        }
        let all = models
        let found = try storing { () throws(StoreError) in
            try office.flags(of: course, under: desk, all)
        }
        return try invocation.show(desk.page(found))
    }
}
