import Application
import Domain
import Glibc

/// Grades that rose: who waits for an answer, and how somebody is called.
enum EscalationCommands {
    static let all = [list, acknowledge, notify]

    static let list = Command(
        "escalations", "list", act: .readPatients, options: [.course, .init(name: "closed")]
    ) { invocation throws(CommandError) in
        let (place, desk) = try invocation.ward()
        let course: Course.ID? =
            if let text = invocation.value("course") { try invocation.id(text) } else { nil }
        let found = try storing { () throws(StoreError) in
            try place.office.escalations(of: course, onlyOpen: !invocation.has("closed"))
        }
        let wording = invocation.wording
        invocation.show(
            ["escalation", "course", "at", "what", "due", "state"],
            found.map { escalation in
                (
                    desk.json(escalation),
                    [
                        escalation.id.text, escalation.course.text,
                        wording.instant(escalation.at),
                        "\(wording(escalation.toxicity.phrase)) \(escalation.before)"
                            + " → \(escalation.level)",
                        wording.instant(escalation.due), wording(state(escalation)),
                    ]
                )
            })
        return .done
    }

    private static func state(_ escalation: Escalation) -> String {
        switch escalation.state {
        case .open: "escalationState.open"
        case .acknowledged: "escalationState.acknowledged"
        case .withdrawn: "escalationState.withdrawn"
        }
    }

    static let acknowledge = Command(
        "escalations", "acknowledge", [.init(name: "ESCALATION")], act: .acknowledgeEscalation,
        options: Command.Option.act
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let id: Escalation.ID = try invocation.id(invocation.place(0))
        let order = try invocation.order()
        let sequence = try storing { () throws(StoreError) in
            try place.office.acknowledge(id, words: order.reason.words, order)
        }
        invocation.done(
            Phrase("escalations.acknowledged", ["escalation": .text(id.text)]), sequence)
        return .done
    }

    /// Calls again and again until every rise has its answer.
    static let notify = Command(
        "escalations", "notify", act: .readPatients,
        options: [.init(name: "once"), .init(name: "pause", value: "SECONDS")]
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        guard let command = Environment.current["CARTAS_NOTIFY"] else {
            throw .usage(Phrase("escalations.noCommand"))
        }
        let seconds = try invocation.int("pause", in: 1...3600) ?? 60
        if invocation.has("once") {
            let (waiting, isTold) = try tell(command, place, invocation)
            if invocation.wantsJSON {
                invocation.console.print(JSON.object([("told", .int(isTold ? waiting : 0))]))
            } else {
                invocation.console.print(
                    invocation.wording(
                        Phrase("escalations.told", ["count": .count(isTold ? waiting : 0)])))
            }
            return isTold || waiting == 0 ? .done : .refused
        }
        var stop = pollfd(fd: StopSignal.descriptor(), events: Int16(POLLIN), revents: 0)
        repeat {
            _ = try tell(command, place, invocation)
        } while poll(&stop, 1, Int32(seconds) * 1000) == 0
        return .done
    }

    /// - Returns: how many wait, and whether the command took it.
    private static func tell(
        _ command: String, _ place: Workplace, _ invocation: Invocation
    ) throws(CommandError) -> (waiting: Int, isTold: Bool) {
        let waiting = try storing { () throws(StoreError) in
            try place.office.escalations().count
        }
        guard waiting > 0 else { return (0, false) }
        do throws(Notifier.Failure) {
            try Notifier.run(command, waiting: waiting)
            return (waiting, true)
        } catch {
            let status: Int32 = if case .ended(let code) = error { code } else { 127 }
            invocation.console.complain(
                invocation.wording(
                    Phrase("escalations.failed", ["status": .count(Int(status))])))
            return (waiting, false)
        }
    }
}
