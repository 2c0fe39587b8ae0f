import Application
import Domain

/// Messages that were set aside: look, mend, try again, give up.
enum QuarantineCommands {
    static let all = [list, show, retry, discard]

    private static func inbox(_ invocation: Invocation) throws(CommandError) -> Inbox {
        let (place, desk) = try invocation.ward()
        return Inbox(
            place.office, codes: try ImportCommands.codes(invocation, place.office),
            under: desk.knowledge, invocation.wording)
    }

    static let list = Command("quarantine", "list", act: .readMessages) {
        invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let inbox = Inbox(place.office, codes: try ImportCommands.codes(invocation, place.office))
        let rows = try storing { () throws(StoreError) in try inbox.quarantined() }
        let now = place.clock()
        invocation.show(
            ["message", "waited", "kind", "source", "reason"],
            rows.map { row in
                (
                    json(row),
                    [
                        row.id, "\(row.age(at: now) / 60) h", row.kind,
                        "\(row.peer) [\(row.position)]", invocation.wording(row.reasonPhrase),
                    ]
                )
            })
        return .done
    }

    private static func json(_ row: InboundMessage) -> JSON {
        .object([
            ("id", .string(row.id)), ("received", .string(row.received.iso)),
            ("source", .string(row.peer)), ("index", .int(row.position)),
            ("format", .string(row.format)), ("kind", .string(row.kind)),
            ("controlId", .string(row.control)), ("state", .string(row.state.rawValue)),
            ("reason", .string(row.reason)), ("detail", .string(row.detail)),
            ("bytes", .int(row.bytes.count)),
        ])
    }

    static let show = Command("quarantine", "show", [.init(name: "MESSAGE")], act: .readMessages) {
        invocation throws(CommandError) in
        let inbox = try inbox(invocation)
        let row = try storing { () throws(StoreError) in
            try inbox.message(invocation.place(0))
        }
        if invocation.wantsJSON {
            invocation.console.print(json(row))
            return .done
        }
        let wording = invocation.wording
        invocation.console.print("\(row.id)  \(row.kind)  \(row.peer) [\(row.position)]")
        invocation.console.print(wording(row.reasonPhrase))
        for line in row.lines { invocation.console.print("  " + line) }
        return .done
    }

    static let retry = Command(
        "quarantine", "retry", [.init(name: "MESSAGE")], act: .settleMessage,
        options: [.init(name: "codes", value: "FILE"), .init(name: "units", value: "FILE")]
    ) { invocation throws(CommandError) in
        let inbox = try inbox(invocation)
        let id = invocation.place(0)
        let receipt = try storing { () throws(StoreError) in try inbox.retry(id) }
        if invocation.wantsJSON {
            invocation.console.print(
                JSON.object([
                    ("id", .string(id)), ("disposition", .string(receipt.disposition.rawValue)),
                    ("reason", .optional(receipt.reason)),
                ]))
        } else {
            let key =
                receipt.disposition == .quarantined
                ? "interop.quarantine.still" : "interop.quarantine.taken"
            invocation.console.print(
                invocation.wording(
                    Phrase(key, ["id": .text(id), "why": receipt.why.map { .phrase($0) } ?? ""])))
        }
        return receipt.disposition == .quarantined ? .refused : .done
    }

    static let discard = Command(
        "quarantine", "discard", [.init(name: "MESSAGE")], act: .settleMessage,
        options: [.init(name: "reason", value: "TEXT")]
    ) { invocation throws(CommandError) in
        let inbox = try inbox(invocation)
        let id = invocation.place(0)
        let words = try invocation.needed("reason")
        try storing { () throws(StoreError) in
            try inbox.discard(id, Reason(.other, words))
        }
        if invocation.wantsJSON {
            invocation.console.print(
                JSON.object([("id", .string(id)), ("state", .string("discarded"))]))
        } else {
            invocation.console.print(
                invocation.wording(Phrase("interop.quarantine.discarded", ["id": .text(id)])))
        }
        return .done
    }
}
