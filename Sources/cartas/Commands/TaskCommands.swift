import Application
import Domain

/// What is still to be done, and what did not go as it should.
enum TaskCommands {
    static let all = [list, add, done, drop, deviations, deviate]

    static let list = Command(
        "tasks", "list", act: .readSchedule, options: [.course, .init(name: "closed")]
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let course: Course.ID? =
            if let text = invocation.value("course") { try invocation.id(text) } else { nil }
        let tasks = try storing { () throws(StoreError) in
            try place.office.tasks(of: course, onlyOpen: !invocation.has("closed"))
        }
        let wording = invocation.wording
        let now = place.clock()
        invocation.show(
            ["task", "course", "due", "role", "what", "state"],
            tasks.map { task in
                (
                    json(task),
                    [
                        task.id.text, task.course?.text ?? "–", wording.instant(task.due),
                        wording(task.role.phrase), task.what,
                        wording(task.isOverdue(at: now) ? "taskState.overdue" : stateKey(task)),
                    ]
                )
            })
        return .done
    }

    private static func stateKey(_ task: CareTask) -> String {
        switch task.state {
        case .open: "taskState.open"
        case .done: "taskState.done"
        case .dropped: "taskState.dropped"
        }
    }

    private static func json(_ task: CareTask) -> JSON {
        let (state, by): (String, String?) =
            switch task.state {
            case .open: ("open", nil)
            case .done(let user, _): ("done", user.text)
            case .dropped(let user, _): ("dropped", user.text)
            }
        return .object([
            ("id", .string(task.id.text)), ("course", .optional(task.course?.text)),
            ("what", .string(task.what)), ("due", .string(task.due.iso)),
            ("role", .string(task.role.rawValue)), ("state", .string(state)),
            ("by", .optional(by)),
        ])
    }

    static let add = Command(
        "tasks", "add", act: .addTask, options: [.from] + Command.Option.act
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let facts = try invocation.facts()
        let order = try invocation.order()
        let (what, due, role, course) = try refusing { () throws(JSONError) in
            try facts.allowOnly(["what", "due", "role", "course"])
            return (
                try facts.member("what").string(), try facts.member("due").instant(),
                try facts.member("role").word(Role.self), try facts.optional("course")?.string()
            )
        }
        let id: Course.ID? = if let course { try invocation.id(course) } else { nil }
        let outcome = try storing { () throws(StoreError) in
            try place.office.addTask(what, for: id, due: due, role: role, order)
        }
        guard case .saved(let task, let sequence) = outcome else {
            invocation.done(Phrase("cli.repeated"), outcome.sequence)
            return .done
        }
        invocation.done(
            Phrase("tasks.added", ["task": .text(task.text), "due": .instant(due)]), sequence,
            [("task", .string(task.text))])
        return .done
    }

    static let done = Command("tasks", "done", [.init(name: "TASK")], act: .closeTask) {
        invocation throws(CommandError) in
        try close(invocation, dropped: nil)
    }

    static let drop = Command(
        "tasks", "drop", [.init(name: "TASK")], act: .closeTask, options: [.reason, .words]
    ) { invocation throws(CommandError) in
        try close(invocation, dropped: try invocation.reason(default: .other))
    }

    private static func close(
        _ invocation: Invocation, dropped: Reason?
    ) throws(CommandError) -> ExitCode {
        let place = try Workplace.open(invocation)
        let task: CareTask.ID = try invocation.id(invocation.place(0))
        let sequence = try storing { () throws(StoreError) in
            try place.office.closeTask(task, dropped: dropped)
        }
        let said = dropped == nil ? "notice.taskDone" : "notice.taskDropped"
        invocation.done(Phrase(said), sequence)
        return .done
    }

    static let deviations = Command(
        "deviations", "list", [.init(name: "COURSE")], act: .readPatients
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let course: Course.ID = try invocation.id(invocation.place(0))
        let found = try storing { () throws(StoreError) in
            try place.office.deviations(of: course)
        }
        let wording = invocation.wording
        invocation.show(
            ["deviation", "at", "severity", "what"],
            found.map { deviation in
                (
                    .object([
                        ("id", .string(deviation.id.text)),
                        ("course", .string(deviation.course.text)),
                        ("at", .string(deviation.at.iso)),
                        ("severity", .string(deviation.severity.rawValue)),
                        ("what", .string(deviation.what)),
                    ]),
                    [
                        deviation.id.text, wording.instant(deviation.at),
                        wording(deviation.severity.phrase), deviation.what,
                    ]
                )
            })
        return .done
    }

    static let deviate = Command(
        "deviations", "record", [.init(name: "COURSE")], act: .recordDeviation,
        options: [.from] + Command.Option.act
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let course: Course.ID = try invocation.id(invocation.place(0))
        let facts = try invocation.facts()
        let order = try invocation.order()
        let (what, severity) = try refusing { () throws(JSONError) in
            try facts.allowOnly(["what", "severity"])
            return (
                try facts.member("what").string(),
                try facts.member("severity").word(Deviation.Severity.self)
            )
        }
        let outcome = try storing { () throws(StoreError) in
            try place.office.recordDeviation(what, severity: severity, of: course, order)
        }
        guard case .saved(let id, let sequence) = outcome else {
            invocation.done(Phrase("cli.repeated"), outcome.sequence)
            return .done
        }
        invocation.done(
            Phrase(
                "deviations.recorded",
                ["course": .text(course.text), "deviation": .text(id.text)]), sequence,
            [("deviation", .string(id.text))])
        return .done
    }
}
