import Application
import Domain
import Glibc

/// What other systems are told of our bookings: queued with each change, delivered by `send`.
enum OutboxCommands {
    static let all = [open, close, list, show, retry, drop, send]

    private static func outbox(_ invocation: Invocation) throws(CommandError) -> Outbox {
        Outbox(try Workplace.open(invocation).office)
    }

    static let open = Command(
        "outbox", "open", act: .sendMessages, options: Command.Option.act
    ) { invocation throws(CommandError) in
        let outbox = try outbox(invocation)
        let order = try invocation.order()
        // In front of every control number: no two stores may speak under the same.
        let tag = Secrets.token(bytes: 4)
        let sequence = try storing { () throws(StoreError) in
            try outbox.open(tag: tag, order)
        }
        invocation.done(Phrase("outbox.opened"), sequence)
        return .done
    }

    static let close = Command(
        "outbox", "close", act: .sendMessages, options: Command.Option.act
    ) { invocation throws(CommandError) in
        let outbox = try outbox(invocation)
        let order = try invocation.order()
        let sequence = try storing { () throws(StoreError) in try outbox.close(order) }
        invocation.done(Phrase("outbox.closed"), sequence)
        return .done
    }

    static let list = Command(
        "outbox", "list", act: .readMessages, options: [.init(name: "all")]
    ) { invocation throws(CommandError) in
        let outbox = try outbox(invocation)
        let all = invocation.has("all")
        let messages = try storing { () throws(StoreError) in try outbox.list(all: all) }
        invocation.show(
            ["message", "kind", "booking", "made", "state", "tries", "answer"],
            messages.map { message in
                (
                    json(message),
                    [
                        String(message.id), message.kind, message.booking.text, message.made.iso,
                        invocation.wording(message.state.phrase), String(message.tries),
                        message.answer,
                    ]
                )
            })
        return .done
    }

    private static func json(_ message: OutboundMessage) -> JSON {
        .object([
            ("id", .int(Int(message.id))), ("kind", .string(message.kind)),
            ("booking", .string(message.booking.text)), ("entry", .int(Int(message.entry))),
            ("made", .string(message.made.iso)), ("controlId", .string(message.control)),
            ("state", .string(message.state.rawValue)), ("tries", .int(message.tries)),
            ("tried", .optional(message.tried?.iso)), ("answer", .string(message.answer)),
            ("words", .string(message.words)),
        ])
    }

    static let show = Command("outbox", "show", [.init(name: "MESSAGE")], act: .readMessages) {
        invocation throws(CommandError) in
        let outbox = try outbox(invocation)
        let id = try number(invocation)
        let message = try storing { () throws(StoreError) in try outbox.message(id) }
        if invocation.wantsJSON {
            invocation.console.print(json(message))
            return .done
        }
        for line in String(decoding: message.bytes, as: UTF8.self).split(separator: "\r") {
            invocation.console.print(String(line))
        }
        return .done
    }

    static let retry = Command(
        "outbox", "retry", [.init(name: "MESSAGE")], act: .settleMessage,
        options: Command.Option.act
    ) { invocation throws(CommandError) in
        let outbox = try outbox(invocation)
        let id = try number(invocation)
        let order = try invocation.order()
        let sequence = try storing { () throws(StoreError) in try outbox.retry(id, order) }
        invocation.done(Phrase("outbox.retried", ["message": .count(Int(id))]), sequence)
        return .done
    }

    static let drop = Command(
        "outbox", "drop", [.init(name: "MESSAGE")], act: .settleMessage,
        options: [.init(name: "reason", value: "TEXT")]
    ) { invocation throws(CommandError) in
        let outbox = try outbox(invocation)
        let id = try number(invocation)
        let words = try invocation.needed("reason")
        let sequence = try storing { () throws(StoreError) in
            try outbox.drop(id, Order(reason: Reason(.other, words)))
        }
        invocation.done(Phrase("outbox.dropped", ["message": .count(Int(id))]), sequence)
        return .done
    }

    /// One line a try, and no word of any patient.
    static let send = Command(
        "send", act: .sendMessages,
        options: [
            .init(name: "peer", value: "HOST:PORT"), .init(name: "answer-seconds", value: "S"),
            .init(name: "until-empty"), .init(name: "tls"),
            .init(name: "tls-ca", value: "FILE"), .init(name: "tls-cert", value: "FILE"),
            .init(name: "tls-key", value: "FILE"),
        ]
    ) { invocation throws(CommandError) in
        var settings = SendSettings()
        let peer = try invocation.needed("peer")
        guard let colon = peer.lastIndex(of: ":"), colon != peer.startIndex,
            let port = UInt16(peer[peer.index(after: colon)...])
        else { throw .usage(Phrase("send.badPeer", ["text": .text(peer)])) }
        (settings.host, settings.port) = (String(peer[..<colon]), port)
        if let seconds = try invocation.int("answer-seconds", in: 1...3600) {
            settings.answerSeconds = seconds
        }
        settings.endsWhenEmpty = invocation.has("until-empty")
        settings.protection = try protection(invocation)
        let outbox = try outbox(invocation)
        let stop = StopSignal.descriptor()
        let isDone = try storing { () throws(StoreError) in
            try Sender(outbox, settings, ticks: ListenCommands.ticks).run(stop: stop) {
                tell($0, $1, invocation)
            }
        }
        return isDone ? .done : .refused
    }

    private static func protection(
        _ invocation: Invocation
    ) throws(CommandError) -> Protection? {
        let certificate = invocation.value("tls-cert")
        let (key, authority) = (invocation.value("tls-key"), invocation.value("tls-ca"))
        if key != nil, certificate == nil { throw .usage(Phrase("tls.needsCertificate")) }
        guard invocation.has("tls") || certificate != nil || authority != nil else { return nil }
        return try refusing { () throws(ProtectionError) in
            try Protection(
                of: .sender, certificate: certificate, key: key, authority: authority)
        }
    }

    private static func tell(
        _ message: OutboundMessage, _ outcome: Sender.Outcome, _ invocation: Invocation
    ) {
        let (name, words): (String, String) =
            switch outcome {
            case .sent: ("sent", "")
            case .refused(let code): ("refused", code)
            case .unanswered(let why): ("unanswered", invocation.wording(why))
            }
        if invocation.wantsJSON {
            invocation.console.print(
                JSON.object([
                    ("id", .int(Int(message.id))), ("kind", .string(message.kind)),
                    ("controlId", .string(message.control)), ("outcome", .string(name)),
                    ("words", .string(words)),
                ]))
        } else {
            let parts = [String(message.id), message.kind, message.booking.text, name, words]
            invocation.console.print(parts.filter { !$0.isEmpty }.joined(separator: "  "))
        }
        invocation.console.flush()
    }

    private static func number(_ invocation: Invocation) throws(CommandError) -> Int64 {
        guard let number = Int64(invocation.place(0)), number > 0 else {
            throw .usage(Phrase("journal.badNumber", ["text": .text(invocation.place(0))]))
        }
        return number
    }
}
