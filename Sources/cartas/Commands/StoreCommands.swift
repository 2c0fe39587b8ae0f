import Application
import Domain
import Glibc

/// Making, checking and copying a store.
enum StoreCommands {
    static let all = [initialise, demo, verify, backup, RestoreCommand.restore]

    static let initialise = Command(
        "init", nil, act: .createStore, options: [.init(name: "test"), .from]
    ) { invocation throws(CommandError) in
        let address = Workplace.address(invocation)
        let isTest = invocation.has("test")
        // The journal of a real store begins when it was made, not when somebody says.
        if invocation.has("now"), !isTest {
            throw .refused(StoreError.refused(Phrase("cli.nowOnReal")))
        }
        Folders.make(for: address)
        let now = try Workplace.now(invocation) ?? Workplace.machineNow()
        let first = isTest ? nil : try FirstUser(invocation)
        try storing { () throws(StoreError) in
            if let first {
                try Founding.hospital(address, first.user, passwordHash: first.hash, now: now)
            } else {
                try Founding.testBench(address, now: now)
            }
        }
        let key = isTest ? "init.testDone" : "init.done"
        invocation.done(Phrase(key, ["store": .text(address)]), 1)
        return .done
    }

    /// Who opens a real store: from `--from` or asked for, since a process list is public.
    private struct FirstUser {
        let user: User
        let hash: String

        init(_ invocation: Invocation) throws(CommandError) {
            let (id, name, password) =
                invocation.has("from")
                ? try Self.read(try invocation.facts()) : try Self.ask(invocation)
            user = User(
                id: try invocation.id(id), name: name, roles: [.administrator],
                prefersJapanese: invocation.wording.language == .japanese)
            hash = try storing { () throws(StoreError) in try Office.checked(password) }
        }

        private typealias Facts = (id: String, name: String, password: String)

        private static func read(_ facts: JSONReader) throws(CommandError) -> Facts {
            try refusing { () throws(JSONError) in
                (
                    try facts.member("user").string(), try facts.member("name").string(),
                    try facts.member("password").string()
                )
            }
        }

        private static func ask(_ invocation: Invocation) throws(CommandError) -> Facts {
            guard isatty(0) == 1 else { throw .usage(Phrase("init.needsTerminal")) }
            let (wording, console) = (invocation.wording, invocation.console)
            let id = console.ask(wording("init.askUser"))
            let name = console.ask(wording("init.askName"))
            let password = console.ask(wording("login.askPassword"), hidden: true)
            guard console.ask(wording("init.askAgain"), hidden: true) == password else {
                throw .refused(StoreError.refused(Phrase("init.notTheSame")))
            }
            return (id, name, password)
        }
    }

    static let verify = Command(
        "verify", nil, act: .verifyStore, options: [.init(name: "anchor", value: "FILE")]
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let anchor: Anchor? =
            if let path = invocation.value("anchor") {
                try AnchorFile.read(path, invocation)
            } else { nil }
        var told: Int64 = 0
        let found = try storing { () throws(StoreError) in
            try place.office.verify(against: anchor) { entries in
                guard entries - told >= 50_000 else { return }
                told = entries
                invocation.console.progress(
                    invocation.wording(Phrase("verify.progress", ["n": .count(Int(entries))])))
            }
        }
        invocation.console.progress("")
        if invocation.wantsJSON {
            invocation.console.print(
                JSON.object([
                    ("entries", .int(Int(found.entries))), ("rows", .int(found.rows)),
                    (
                        "faults",
                        .array(found.faults.map { .string(invocation.wording($0.phrase)) })
                    ),
                ]))
        } else {
            for fault in found.faults { invocation.console.print(invocation.wording(fault.phrase)) }
            let key = found.faults.isEmpty ? "verify.sound" : "verify.unsound"
            invocation.console.print(
                invocation.wording(
                    Phrase(
                        key,
                        [
                            "entries": .count(Int(found.entries)), "rows": .count(found.rows),
                            "faults": .count(found.faults.count),
                        ])))
        }
        return found.faults.isEmpty ? .done : .refused
    }

    static let backup = Command(
        "backup", nil, [.init(name: "FILE")], act: .backUpStore
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let sequence = try storing { () throws(StoreError) in
            try place.office.backUp(to: invocation.place(0))
        }
        invocation.done(Phrase("backup.done", ["file": .text(invocation.place(0))]), sequence)
        return .done
    }

    static let demo = Command(
        "demo", nil, act: .createStore,
        options: [
            .init(name: "courses", value: "N"), .init(name: "years", value: "Y"),
            .init(name: "only-make"),
        ]
    ) { invocation throws(CommandError) in
        let size = DemoHospital.Size(
            courses: try invocation.int("courses", in: 1...100_000) ?? 150,
            years: try invocation.int("years", in: 1...30) ?? 1,
            seed: try invocation.seed(default: 1), language: invocation.wording.language)
        let address = demoAddress(invocation)
        // At a terminal the demo is there to be looked at; a script wants it made.
        let opens = isatty(0) == 1 && isatty(1) == 1 && !invocation.has("only-make")
        if opens, access(address, F_OK) == 0 {
            return try Screens.run(invocation, address: address)
        }
        Folders.make(for: address)
        let now = try Workplace.now(invocation) ?? Workplace.machineNow()
        try storing { () throws(StoreError) in
            try Founding.demo(address, size, now: now) { share in
                invocation.console.progress(
                    invocation.wording(
                        Phrase("demo.progress", ["percent": .count(Int(share * 100))])))
            }
        }
        invocation.console.progress("")
        if opens { return try Screens.run(invocation, address: address) }
        invocation.done(
            Phrase("demo.done", ["store": .text(address), "courses": .count(size.courses)]), 1)
        return .done
    }

    /// The demo hospital has a place of its own, so that it never stands where a real one is
    /// looked for.
    static func demoAddress(_ invocation: Invocation) -> String {
        if invocation.has("store") || Environment.current["CARTAS_STORE"] != nil {
            return Workplace.address(invocation)
        }
        let environment = Environment.current
        let data = environment["XDG_DATA_HOME"] ?? "\(environment["HOME"] ?? ".")/.local/share"
        return "\(data)/cartas/demo.sqlite"
    }
}

/// The file in which the head of a journal is kept outside its store.
enum AnchorFile {
    static func text(_ anchor: Anchor, store: String) -> String {
        JSON.object([
            ("format", .string("cartas-anchor/1")), ("store", .string(store)),
            ("sequence", .int(Int(anchor.sequence))),
            ("hash", .string(SHA256.hexadecimal(digest: anchor.hash))),
        ]).pretty
    }

    static func read(_ path: String, _ invocation: Invocation) throws(CommandError) -> Anchor {
        let bytes = try invocation.read(path)
        return try refusing { () throws(JSONError) in
            let file = try JSONReader(parsing: bytes)
            let text = try file.member("hash").string()
            let hash = stride(from: 0, to: max(0, text.count - 1), by: 2).compactMap { at in
                UInt8(text.dropFirst(at).prefix(2), radix: 16)
            }
            guard hash.count == 32 else {
                throw try file.member("hash").failure(.kind(.string))
            }
            return Anchor(
                sequence: Int64(try file.member("sequence").int(in: 1...Int.max)), hash: hash)
        }
    }
}
