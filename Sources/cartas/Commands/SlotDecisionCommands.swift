import Application
import Domain

/// Who gets a place: whoever gains most by a free one, or an emergency instead of its holder.
enum SlotDecisionCommands {
    static let all = [gain, bump]

    static let gain = Command(
        "slots", "gain", [.init(name: "RESOURCE")], act: .readSchedule,
        options: [
            .day, .init(name: "take", value: "COURSE"), .init(name: "until", value: "INSTANT"),
        ] + Command.Option.act
    ) { invocation throws(CommandError) in
        let (office, board, now) = try BoardCommands.board(invocation)
        let work = GainWork(
            try invocation.id(invocation.place(0)), try invocation.neededDay("day"))
        let reply = try storing { () throws(StoreError) in try work.reply(on: board) }
        if let text = invocation.value("take") {
            let course: Course.ID = try invocation.id(text)
            guard let line = reply.lines.first(where: { $0.course == course }) else {
                throw .refused(
                    StoreError.refused(
                        Phrase("gain.notAmong", ["course": .text(course.text)])))
            }
            return try BoardCommands.book(
                board.chosen(line.plan, until: try BoardCommands.expiry(invocation, now)), office,
                invocation)
        }
        let wording = invocation.wording
        invocation.show(
            ["course", "days", "infusion", "score"],
            reply.lines.map { line in
                let score = line.candidate.score(reply.weights)
                return (
                    .object([
                        ("course", .string(line.course.text)), ("days", .int(line.gain)),
                        ("infusion", .optional(line.plan.infusion?.iso)),
                        ("score", .double(score)), ("plan", line.plan.json(wording)),
                    ]),
                    [
                        line.name, (-line.gain).signed,
                        line.plan.infusion.map { wording.shortDay($0) } ?? "–",
                        wording.decimal(score, places: 1),
                    ]
                )
            })
        return .done
    }

    static let bump = Command(
        "slots", "bump", [.init(name: "RESOURCE")], act: .readSchedule,
        options: [
            .day, .unit, .course, .init(name: "take"), .init(name: "until", value: "INSTANT"),
        ] + Command.Option.act
    ) { invocation throws(CommandError) in
        let (office, board, now) = try BoardCommands.board(invocation)
        let resource: Resource.ID = try invocation.id(invocation.place(0))
        let day = try invocation.neededDay("day")
        let unit = try invocation.int("unit", in: 1...10_000) ?? 1
        let wanted: Course.ID = try invocation.id(try invocation.needed("course"))
        let place = UnitDay(resource, day, unit: unit)
        guard let holder = board.holder(of: place),
            let activity = board.hospital.resources[resource]?.kind.serves,
            let option = board.bumpOption(Bump(wanted, instead: holder, activity, day))
        else { throw .refused(StoreError.refused(Phrase("bump.impossible"))) }
        guard invocation.has("take") else {
            RepairCommands.show([option], invocation)
            return .done
        }
        return try RepairCommands.take(
            option, within: CourseChange.minutesToTell, board,
            until: try BoardCommands.expiry(invocation, now), office, invocation)
    }
}
