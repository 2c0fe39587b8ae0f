import Application
import Domain

/// What needs a person now, and who takes it or puts it off.
enum InboxCommands {
    static let all = [list, delegate, snooze, escalate, acknowledge, notices, notify]

    static let list = Command("inbox", "list", act: .readSchedule) {
        invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let follower = Follower(place.premises, person: place.person, clock: place.clock)
        try storing { () throws(StoreError) in try place.office.demand(.readSchedule) }
        let found = try storing { () throws(StoreError) in try follower.load().matters }
        let wording = invocation.wording
        let sorted = found.enumerated().sorted { one, other in
            let (left, right) = (one.element.due, other.element.due)
            if left?.utcMilliseconds == right?.utcMilliseconds { return one.offset < other.offset }
            guard let left else { return false }
            return right.map { left < $0 } ?? true
        }.map(\.element)
        invocation.show(
            ["matter", "due", "what", "course", "role"],
            sorted.map { matter in
                (
                    .object([
                        ("id", .string(matter.id)), ("due", .optional(matter.due?.iso)),
                        ("what", .string(wording(matter.what))),
                        ("course", .optional(matter.course?.text)),
                        ("role", .string(matter.role.rawValue)),
                        ("delegate", .optional(matter.delegate?.id.text)),
                    ]),
                    [
                        matter.id, matter.due.map { wording.instant($0) } ?? "–",
                        wording(matter.what), matter.course?.text ?? "–",
                        matter.delegate?.name ?? wording(matter.role.phrase),
                    ]
                )
            })
        return .done
    }

    static let delegate = Command(
        "inbox", "delegate", [.init(name: "MATTER"), .init(name: "USER")], act: .noteMatter,
        options: Command.Option.act
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let (matter, order) = (invocation.place(0), try invocation.order())
        let user: User.ID = try invocation.id(invocation.place(1))
        let outcome = try storing { () throws(StoreError) in
            try place.office.note(
                matter, delegate: user, until: nil, words: order.reason.words, order)
        }
        guard case .saved(_, let sequence) = outcome else {
            invocation.done(Phrase("cli.repeated"), outcome.sequence)
            return .done
        }
        invocation.done(Phrase("notice.delegated", ["user": .text(user.text)]), sequence)
        return .done
    }

    static let snooze = Command(
        "inbox", "snooze", [.init(name: "MATTER")], act: .noteMatter,
        options: [.init(name: "until", value: "INSTANT")] + Command.Option.act
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let (matter, order) = (invocation.place(0), try invocation.order())
        _ = try invocation.needed("until")
        let until = try invocation.instant("until")
        let outcome = try storing { () throws(StoreError) in
            try place.office.note(
                matter, delegate: nil, until: until, words: order.reason.words, order)
        }
        guard case .saved(_, let sequence) = outcome else {
            invocation.done(Phrase("cli.repeated"), outcome.sequence)
            return .done
        }
        invocation.done(
            Phrase("notice.snoozed", ["at": .instant(until ?? place.clock())]), sequence)
        return .done
    }

    static let escalate = Command(
        "inbox", "escalate", [.init(name: "MATTER"), .init(name: "ROLE")], act: .escalateMatter,
        options: Command.Option.act
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let (matter, order) = (invocation.place(0), try invocation.order())
        let role: Role = try invocation.word(invocation.place(1))
        let outcome = try storing { () throws(StoreError) in
            try place.office.escalate(matter, role: role, order)
        }
        tell(outcome, "notice.escalated", invocation)
        return .done
    }

    static let acknowledge = Command(
        "inbox", "acknowledge", [.init(name: "NOTICE")], act: .acknowledgeNotice,
        options: Command.Option.act
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let id: Notice.ID = try invocation.id(invocation.place(0))
        let order = try invocation.order()
        let outcome = try storing { () throws(StoreError) in
            try place.office.acknowledge(id, order)
        }
        tell(outcome, "notice.acknowledged", invocation)
        return .done
    }

    private static func tell(
        _ outcome: Outcome<Notice.ID>, _ key: String, _ invocation: Invocation
    ) {
        guard case .saved(let id, let sequence) = outcome else {
            return invocation.done(Phrase("cli.repeated"), outcome.sequence)
        }
        invocation.done(
            Phrase(key, ["notice": .text(id.text)]), sequence, [("notice", .string(id.text))])
    }

    static let notices = Command("inbox", "notices", act: .readSchedule) {
        invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let found = try storing { () throws(StoreError) in try place.office.openNotices() }
        show(found.map { NoticeCall(notice: $0, wasTaken: false) }, invocation)
        return .done
    }

    /// Calls everybody who is due, once; a timer of the machine runs it again.
    static let notify = Command(
        "inbox", "notify", act: .callNotices,
        options: [
            .init(name: "command", value: "LINE"), .init(name: "every", value: "MINUTES"),
            .init(name: "attempts", value: "N"),
        ]
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        guard let path = invocation.value("command") ?? Environment.current["CARTAS_NOTIFY"] else {
            throw .usage(Phrase("notify.noCommand"))
        }
        let rhythm = NoticeRhythm(
            minutes: try invocation.int("every", in: 1...1440) ?? 5,
            attempts: try invocation.int("attempts", in: 1...100) ?? 3)
        let calls = try storing { () throws(StoreError) in
            try place.office.callDue(rhythm) { notice in
                // Opaque words only: what it is about is read in the program.
                let told = [notice.id.text, notice.to.text, notice.role.rawValue, notice.kind]
                return (try? Notifier.run(path, waiting: 1, telling: told)) != nil
            }
        }
        show(calls, invocation)
        return calls.allSatisfy(\.wasTaken) ? .done : .refused
    }

    private static func show(_ calls: [NoticeCall], _ invocation: Invocation) {
        let wording = invocation.wording
        invocation.show(
            ["notice", "matter", "user", "role", "attempts", "state"],
            calls.map { call in
                let notice = call.notice
                return (
                    .object([
                        ("id", .string(notice.id.text)), ("matter", .string(notice.matter)),
                        ("to", .string(notice.to.text)),
                        ("before", .array(notice.before.map { .string($0.text) })),
                        ("role", .string(notice.role.rawValue)),
                        ("attempts", .int(notice.attempts)), ("taken", .bool(call.wasTaken)),
                    ]),
                    [
                        notice.id.text, notice.matter, notice.to.text,
                        wording(notice.role.phrase), String(notice.attempts),
                        wording(call.wasTaken ? "notify.taken" : "notify.open"),
                    ]
                )
            })
    }
}
