import Application
import Domain
import Glibc

/// The hospital's messages, received as they come.
enum ListenCommands {
    static let all = [listen]

    static let listen = Command(
        "listen", act: .receiveMessages,
        options: [
            .init(name: "host", value: "ADDRESS"), .init(name: "port", value: "N"),
            .init(name: "max-connections", value: "N"), .init(name: "max-message", value: "MIB"),
            .init(name: "idle-seconds", value: "S"), .init(name: "codes", value: "FILE"),
            .init(name: "units", value: "FILE"), .init(name: "first-byte-seconds", value: "S"),
            .init(name: "frame-seconds", value: "S"), .init(name: "tls-cert", value: "FILE"),
            .init(name: "tls-key", value: "FILE"), .init(name: "tls-ca", value: "FILE"),
        ]
    ) { invocation throws(CommandError) in
        let settings = try settings(invocation)
        let (place, clinic) = try invocation.ward()
        let codes = try ImportCommands.codes(invocation, place.office)
        let inbox = Inbox(place.office, codes: codes, under: clinic.knowledge, invocation.wording)
        let stop = StopSignal.descriptor()
        let desk = try refusing { () throws(ListenError) in
            try ListenDesk(
                settings, inbox: inbox, codes: codes,
                keys: KeySource { "C" + Secrets.token(bytes: 9) }, now: place.clock, ticks: ticks)
        }
        let console = invocation.console
        let ready = settings.protection == nil ? "ready" : "ready.protected"
        console.print(
            invocation.wording(
                Phrase(
                    "interop.listen.\(ready)",
                    ["host": .text(settings.host), "port": .text(String(desk.port))])))
        console.flush()
        var tally = ImportTally()
        func refuse(_ source: String, _ why: Phrase) { showRefused(source, why, invocation) }
        let failure = desk.run(stop: stop, idle: console.flush, refused: refuse) { item, receipt in
            tally.count(receipt)
            show(item, receipt, invocation)
        }
        console.print(tally.line)
        if let failure { throw .unavailable(failure) }
        return .done
    }

    /// One line a message, and no word of any patient.
    private static func show(
        _ item: ImportedItem, _ receipt: Receipt, _ invocation: Invocation
    ) {
        if invocation.wantsJSON {
            invocation.console.print(
                JSON.object([
                    ("source", .string(item.source)), ("index", .int(item.index)),
                    ("id", .optional(receipt.id)), ("kind", .string(item.kindName)),
                    ("disposition", .string(receipt.disposition.rawValue)),
                    ("reason", .optional(receipt.reason)),
                ]))
            return
        }
        let words = [
            item.source, item.kindName, receipt.disposition.rawValue, receipt.reason ?? "",
            receipt.id ?? "",
        ]
        invocation.console.print(words.filter { !$0.isEmpty }.joined(separator: "  "))
    }

    private static func showRefused(
        _ source: String, _ why: Phrase, _ invocation: Invocation
    ) {
        if invocation.wantsJSON {
            invocation.console.print(
                JSON.object([
                    ("source", .string(source)), ("disposition", .string("refused")),
                    ("reason", .string(invocation.wording(why))),
                ]))
        } else {
            invocation.console.print("\(source)  \(invocation.wording(why))")
        }
    }

    /// A receiver is protected where it has a certificate to show.
    private static func protection(
        _ invocation: Invocation
    ) throws(CommandError) -> Protection? {
        let certificate = invocation.value("tls-cert")
        let (key, authority) = (invocation.value("tls-key"), invocation.value("tls-ca"))
        guard certificate != nil else {
            if key == nil, authority == nil { return nil }
            throw .usage(Phrase("tls.needsCertificate"))
        }
        return try refusing { () throws(ProtectionError) in
            try Protection(
                of: .receiver, certificate: certificate, key: key, authority: authority)
        }
    }

    private static func settings(
        _ invocation: Invocation
    ) throws(CommandError) -> ListenSettings {
        var settings = ListenSettings()
        if let host = invocation.value("host") { settings.host = host }
        if let port = try invocation.int("port", in: 0...65_535) { settings.port = UInt16(port) }
        if let most = try invocation.int("max-connections", in: 1...1024) {
            settings.mostConnections = most
        }
        if let size = try invocation.int("max-message", in: 1...256) {
            settings.largestMessage = size << 20
        }
        if let seconds = try invocation.int("idle-seconds", in: 1...86_400) {
            settings.idleSeconds = seconds
        }
        if let seconds = try invocation.int("first-byte-seconds", in: 1...86_400) {
            settings.firstByteSeconds = seconds
        }
        if let seconds = try invocation.int("frame-seconds", in: 1...86_400) {
            settings.frameSeconds = seconds
        }
        settings.protection = try protection(invocation)
        return settings
    }

    /// Milliseconds that only go forward.
    static func ticks() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
