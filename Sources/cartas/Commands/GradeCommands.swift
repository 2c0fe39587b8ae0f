import Application
import Clinical
import Domain

/// Toxicity grades from findings.
enum GradeCommands {
    static let all = GradingScale.allCases.map(command)

    private static func command(_ scale: GradingScale) -> Command {
        Command(
            "grade", verb(scale), act: .compute, options: [.from, .out, Invocation.rulesOption]
        ) { invocation throws(CommandError) in
            let knowledge = try invocation.knowledge()
            let path = try invocation.needed("from")
            let bytes = try invocation.read(path)
            let now = try invocation.moment()
            let file = try refusing { () throws(FactFileError) in
                try FactFileError.reading(path) { () throws(JSONError) in
                    try GradeFile(reading: JSONReader(parsing: bytes), now: now)
                }
            }
            let page: GradePage
            do throws(GradeRefusal) {
                page = try GradePage(scale, file, knowledge, invocation.wording)
            } catch {
                if invocation.wantsJSON, !error.missing.isEmpty {
                    invocation.console.print(
                        JSON.object([
                            ("cannotSay", .array(error.missing.map { .string($0) }))
                        ]))
                }
                throw CommandError.refused(error)
            }
            try invocation.show(page.json(invocation.wording), page.lines(invocation.wording))
            return .done
        }
    }

    private static func verb(_ scale: GradingScale) -> String {
        switch scale {
        case .icansChild: "icans-child"
        case .thrombocytopenia: "t-icaht"
        default: scale.rawValue
        }
    }
}
