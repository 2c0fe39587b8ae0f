import Application
import Domain

/// What has to be done by a time: the twins of the Inbox.
enum TaskCommands {
    static let all = [list, done, drop]

    static let list = Command("tasks", "list", act: .readSchedule) {
        invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let hospital = try storing { () throws(StoreError) in try place.office.hospital() }
        let tasks = hospital.tasks.values.sorted { ($0.due, $0.id) < ($1.due, $1.id) }
        invocation.show(
            ["task", "due", "course", "role", "what"],
            tasks.map { task in
                (
                    .object([
                        ("id", .string(task.id.text)), ("due", .string(task.due.iso)),
                        ("course", .optional(task.course?.text)),
                        ("role", .string(task.role.rawValue)), ("what", .string(task.what)),
                    ]),
                    [
                        task.id.text, invocation.wording.instant(task.due),
                        task.course?.text ?? "–", invocation.wording(task.role.phrase), task.what,
                    ]
                )
            })
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
}
