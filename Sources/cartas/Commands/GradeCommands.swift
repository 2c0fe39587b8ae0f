import Application
import Domain

/// Toxicity grades from findings.
enum GradeCommands {
    static let all = ClinicalDesk.scales.map(command)

    private static func command(_ scale: String) -> Command {
        Command(
            "grade", scale, act: .compute,
            options: [
                .from, .course, .init(name: "record"), .out, Invocation.rulesOption,
            ] + Command.Option.act
        ) { invocation throws(CommandError) in
            let (desk, office) = try invocation.clinic()
            let now = try invocation.moment()
            let stored: PatientFile? =
                if let office, invocation.has("course") {
                    try invocation.stored(office, desk)
                } else { nil }
            let file: GradeFile =
                if stored != nil, !invocation.has("from") {
                    GradeFile(at: stored?.asOf ?? now)
                } else {
                    try invocation.facts { (reader) throws(JSONError) in
                        try GradeFile(reading: reader, now: stored?.asOf ?? now)
                    }
                }
            let answer: GradeAnswer
            do throws(GradeRefusal) {
                answer = try desk.grade(scale, file, of: stored)
            } catch {
                if invocation.wantsJSON, !error.missing.isEmpty {
                    let missing = JSON.array(error.missing.map { .string($0) })
                    invocation.console.print(JSON.object([("cannotSay", missing)]))
                }
                throw CommandError.refused(error)
            }
            if invocation.has("record") { try record(answer, office, desk, invocation) }
            return try invocation.show(answer.page)
        }
    }

    /// Keeps the grade with the course, as the person's own act.
    private static func record(
        _ answer: GradeAnswer, _ office: Office?, _ desk: ClinicalDesk, _ invocation: Invocation
    ) throws(CommandError) {
        let course: Course.ID = try invocation.id(try invocation.needed("course"))
        guard let grade = answer.grade, let office else {
            throw .usage(Phrase("grading.nothingToRecord"))
        }
        let order = try invocation.order()
        _ = try storing { () throws(StoreError) in
            try office.record(grade, of: course, under: desk.knowledge, order)
        }
    }
}
