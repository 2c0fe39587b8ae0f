import Application
import Domain

/// Toxicity grades from findings.
enum GradeCommands {
    static let all = ClinicalDesk.scales.map(command)

    private static func command(_ scale: String) -> Command {
        Command(
            "grade", scale, act: .compute, options: [.from, .out, Invocation.rulesOption]
        ) { invocation throws(CommandError) in
            let desk = try invocation.desk()
            let now = try invocation.moment()
            let file = try invocation.facts { (reader) throws(JSONError) in
                try GradeFile(reading: reader, now: now)
            }
            let page: ClinicalPage
            do throws(GradeRefusal) {
                page = try desk.grade(scale, file)
            } catch {
                if invocation.wantsJSON, !error.missing.isEmpty {
                    let missing = JSON.array(error.missing.map { .string($0) })
                    invocation.console.print(JSON.object([("cannotSay", missing)]))
                }
                throw CommandError.refused(error)
            }
            return try invocation.show(page)
        }
    }
}
