import Application
import Domain

/// Grades that people gave: recorded, corrected, listed.
enum GradeRecordCommands {
    static let all = [list, record, withdraw]

    static let list = Command(
        "grades", "list", [.init(name: "COURSE")], act: .readPatients,
        options: [.init(name: "withdrawn")]
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let course: Course.ID = try invocation.id(invocation.place(0))
        let found = try storing { () throws(StoreError) in
            _ = try place.office.course(course)
            return try place.office.grades(of: course)
        }.filter { invocation.has("withdrawn") || !$0.isWithdrawn }
        let wording = invocation.wording
        invocation.show(
            ["grade", "at", "toxicity", "level", "deciding", "state"],
            found.map { record in
                let grade = record.grade
                return (
                    json(record),
                    [
                        record.id, wording.instant(grade.at), wording(grade.toxicity.phrase),
                        String(grade.level), wording.list(grade.deciding.map(\.name)),
                        record.isWithdrawn ? wording("record.withdrawn") : "",
                    ]
                )
            })
        return .done
    }

    private static func json(_ record: GradeRecord) -> JSON {
        let grade = record.grade
        return .object([
            ("id", .string(record.id)), ("course", .string(record.course.text)),
            ("toxicity", .string(grade.toxicity.rawValue)), ("level", .int(grade.level)),
            ("at", .string(grade.at.iso)),
            ("deciding", .array(grade.deciding.map { .string($0.name) })),
            ("overruled", .optional(grade.overruled?.words)),
            ("withdrawn", .bool(record.isWithdrawn)),
        ])
    }

    static let record = Command(
        "grades", "record", [.init(name: "COURSE")], act: .recordGrade,
        options: [.from, .corrects] + Command.Option.act
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let course: Course.ID = try invocation.id(invocation.place(0))
        let grade = try grade(invocation, place.clock())
        let wrong = invocation.value("corrects")
        let order = Order(
            reason: try invocation.reason(default: wrong == nil ? .routine : .correction),
            key: invocation.value("key"))
        let rules = try invocation.desk().knowledge
        let outcome = try storing { () throws(StoreError) in
            try place.office.record(
                grade, of: course, correcting: wrong, under: rules, order)
        }
        guard case .saved(let id, let sequence) = outcome else {
            invocation.done(Phrase("cli.repeated"), outcome.sequence)
            return .done
        }
        invocation.done(
            Phrase(
                "grades.recorded",
                [
                    "course": .text(course.text), "toxicity": .phrase(grade.toxicity.phrase),
                    "level": .count(grade.level), "id": .text(id),
                ]), sequence, [("grade", .string(id))])
        return .done
    }

    private static func grade(
        _ invocation: Invocation, _ now: Instant
    ) throws(CommandError) -> Grade {
        let facts = try invocation.facts()
        let (toxicity, level, at, deciding, overruled) = try refusing { () throws(JSONError) in
            try facts.allowOnly(["toxicity", "level", "at", "deciding", "overruled"])
            let at = try facts.optional("at")?.instant() ?? now
            return (
                try facts.member("toxicity").word(Toxicity.self),
                try facts.member("level").int(), at,
                try facts.optional("deciding")?.elements().map { reader throws(JSONError) in
                    Finding(try reader.string(), at: at)
                } ?? [],
                try facts.optional("overruled")?.string()
            )
        }
        return try refusing { () throws(GradeError) in
            try Grade(
                toxicity, level, at: at, deciding: deciding,
                overruled: overruled.map { Reason(.override, $0) })
        }
    }

    static let withdraw = Command(
        "grades", "withdraw", [.init(name: "GRADE")], act: .withdrawGrade,
        options: [.reason, .words]
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let reason = try invocation.reason(default: .correction)
        let sequence = try storing { () throws(StoreError) in
            try place.office.withdrawGrade(invocation.place(0), reason)
        }
        invocation.done(Phrase("record.isWithdrawn", ["id": .text(invocation.place(0))]), sequence)
        return .done
    }
}
