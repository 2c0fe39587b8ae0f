import Application
import Domain

/// What is left after reality broke a plan; taken, it is booked and everybody gets a task.
enum RepairCommands {
    static let all = [repair, planB]

    static let repair = Command(
        "courses", "repair", [.init(name: "COURSE", isOptional: true, repeats: true)],
        act: .readSchedule,
        options: [.init(name: "event", value: "EVENT"), .init(name: "delay", value: "N")]
            + BoardCommands.taking
    ) { invocation throws(CommandError) in
        let (office, board, now) = try BoardCommands.board(invocation)
        var wanted: [Course.ID] = try invocation.ids(from: 0)
        var happening: Happening?
        if let text = invocation.value("event") {
            let event: CourseEvent = try invocation.word(text)
            guard let course = wanted.first, wanted.count == 1 else {
                throw .usage(Phrase("repair.oneCourse"))
            }
            let days = try invocation.int("delay", in: 0...365) ?? 1
            happening = Happening(event, course, days: days)
        }
        if wanted.isEmpty { wanted = board.conflicted }
        let options = board.repairOptions(for: wanted, after: happening)
        guard let text = invocation.value("take") else {
            show(options, invocation)
            return .done
        }
        let kind: RepairOption.Kind = try invocation.word(text)
        guard let option = options.first(where: { $0.kind == kind }) else {
            let known = options.map { Phrase.Value.text($0.kind.rawValue) }
            throw .refused(StoreError.refused(Phrase("repair.none", ["known": .list(known)])))
        }
        let minutes = happening?.event.minutesToTell ?? CourseChange.minutesToTell
        return try take(
            option, within: minutes, board, until: try BoardCommands.expiry(invocation, now),
            office, invocation)
    }

    static let planB = Command(
        "courses", "plan-b", [.init(name: "COURSE")], act: .readSchedule,
        options: [.init(name: "take"), .init(name: "until", value: "INSTANT")]
            + Command.Option.act
    ) { invocation throws(CommandError) in
        let (office, board, now) = try BoardCommands.board(invocation)
        let id: Course.ID = try invocation.id(invocation.place(0))
        guard let answer = board.planB(id) else { throw BoardCommands.unplanned(id, on: board) }
        guard invocation.has("take"), let option = board.planBOption(id) else {
            invocation.console.print(answer.json(invocation.wording))
            return invocation.has("take") ? .refused : .done
        }
        return try take(
            option, within: CourseChange.minutesToTell, board,
            until: try BoardCommands.expiry(invocation, now), office, invocation)
    }

    static func take(
        _ option: RepairOption, within minutes: Int, _ board: BoardModel, until: Instant,
        _ office: Office, _ invocation: Invocation
    ) throws(CommandError) -> ExitCode {
        guard option.isWhole else {
            throw .refused(StoreError.refused(Phrase("repair.loses")))
        }
        let tells = option.changes.flatMap { $0.tells(invocation.wording, within: minutes) }
        return try BoardCommands.book(
            board.chosen(option.changes, until: until, tells: tells), office, invocation)
    }

    static func show(_ options: [RepairOption], _ invocation: Invocation) {
        let wording = invocation.wording
        for option in options {
            if invocation.wantsJSON {
                invocation.console.print(option.json(wording))
                continue
            }
            invocation.console.print("\(option.kind.rawValue): \(wording(option.kind.phrase))")
            for change in option.changes {
                BoardCommands.show(change.shifts, invocation)
                let words = change.audiences.map { wording($0) }
                invocation.console.print("  \(change.course.text)  \(wording.list(words))")
            }
        }
    }
}

extension RepairOption {
    fileprivate func json(_ wording: Wording) -> JSON {
        .object([
            ("kind", .string(kind.rawValue)), ("what", .string(wording(kind.phrase))),
            ("cost", cost.map { .int($0) } ?? .null), ("whole", .bool(isWhole)),
            ("changes", .array(changes.map { $0.json(wording) })),
        ])
    }
}
