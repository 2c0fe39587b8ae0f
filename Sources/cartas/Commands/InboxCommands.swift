import Application
import Domain

/// What needs a person now, and who takes it or puts it off.
enum InboxCommands {
    static let all = [list, delegate, snooze]

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
}
