import Application
import Domain

/// What the centre's own data say of its products, and the early signs of one course.
enum OperationsCommands {
    static let all = [quality, signs]

    static let quality = Command(
        "stats", "quality", act: .readPatients, options: [.out]
    ) { invocation throws(CommandError) in
        let office = try Workplace.open(invocation).office
        let found = try storing { () throws(StoreError) in try office.productQuality() }
        if let out = invocation.value("out") { try invocation.write(found.csv, to: out) }
        if invocation.wantsJSON {
            invocation.console.print(found.answer)
        } else {
            for line in found.lines(invocation.wording) { invocation.console.print(line) }
        }
        return .done
    }

    static let signs = Command(
        "model", "signs", act: .readPatients, options: [.course, .out, Invocation.rulesOption]
    ) { invocation throws(CommandError) in
        let course: Course.ID = try invocation.id(try invocation.needed("course"))
        let (desk, office) = try invocation.clinic()
        guard let office else {
            throw .usage(Phrase("cli.optionMissing", ["option": "--course"]))
        }
        let found = try storing { () throws(StoreError) in
            try office.signs(of: course, under: desk)
        }
        guard let found else {
            throw .refused(
                StoreError.refused(Phrase("sign.notInfused", ["course": .text(course.text)])))
        }
        return try invocation.show(desk.page(found))
    }
}
