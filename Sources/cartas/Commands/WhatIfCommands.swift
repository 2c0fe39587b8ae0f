import Application
import Domain
import Glibc

/// Questions "what if" to a simulated centre that was fitted from the real one.
enum WhatIfCommands {
    static let all = [run, list]

    static let run = Command(
        "whatif", "run", [.init(name: "CHANGE", isOptional: true, repeats: true)],
        act: .readFigures,
        options: [
            .init(name: "replications", value: "N"), .init(name: "threads", value: "K"),
            .init(name: "save", value: "NAME"), .init(name: "csv"), .out,
        ] + Command.Option.act
    ) { invocation throws(CommandError) in
        let office = try Workplace.open(invocation, seedIsOwn: true).office
        let seed = try invocation.seed(default: 1)
        let replications = try invocation.int("replications", in: 2...10_000) ?? 100
        let threads = try invocation.int("threads", in: 1...256) ?? 2
        let texts = invocation.arguments.positionals
        let (watches, stop) = (invocation.console.showsProgress, StopSignal.descriptor())
        let wording = invocation.wording
        let found = try storing { () throws(StoreError) in
            try office.whatIf(
                texts, replications: replications, seed: seed, threads: threads, wording
            ) { share in
                if watches { ProgressSign.draw(share) }
                return !ProgressSign.isReadable(stop)
            }
        }
        if watches { ProgressSign.clear() }
        guard let answer = found else {
            throw .refused(StoreError.refused(Phrase("whatif.stopped")))
        }
        if let name = invocation.value("save") {
            let order = try invocation.order()
            let kept = try storing { () throws(StoreError) in
                try office.keep(answer, named: name, invocation.wording, order)
            }
            invocation.console.complain(
                invocation.wording(
                    Phrase(
                        "whatif.kept",
                        ["id": .text(kept.id), "entry": .count(Int(kept.entry))])))
        }
        if invocation.wantsJSON {
            try invocation.write(
                answer.json(asOf: office.now, invocation.wording).pretty,
                to: invocation.value("out") ?? "-")
            return .done
        }
        return try invocation.show(answer.figure(asOf: office.now))
    }

    static let list = Command("whatif", "list", act: .readFigures) {
        invocation throws(CommandError) in
        let office = try Workplace.open(invocation).office
        let found = try storing { () throws(StoreError) in try office.scenarios() }
        let rows = found.map { scenario in
            (
                json: JSON.object([
                    ("id", .string(scenario.id)), ("name", .string(scenario.name)),
                    ("author", .string(scenario.author.text)),
                    ("made_at", .string(scenario.madeAt.iso)),
                    ("assumptions", .string(scenario.assumptions)),
                    ("outcome", .string(scenario.outcome)),
                ]),
                cells: [
                    scenario.id, scenario.name, scenario.author.text,
                    invocation.wording.instant(scenario.madeAt), scenario.assumptions,
                ]
            )
        }
        invocation.show(["id", "name", "user", "time", "note"], rows)
        return .done
    }
}

/// How far a long work of several threads is, on the line of the terminal that is not kept.
private enum ProgressSign {
    static func draw(_ share: Double) { write("\r\u{1B}[K\(Int(share * 100)) %") }
    static func clear() { write("\r\u{1B}[K") }

    private static func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.write(2, bytes, bytes.count)
    }

    /// Whether somebody has asked the program to end.
    static func isReadable(_ descriptor: Int32) -> Bool {
        var wish = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return descriptor >= 0 && poll(&wish, 1, 0) > 0
    }
}
