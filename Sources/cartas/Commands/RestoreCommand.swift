import Application
import Domain
import Glibc

/// Bringing a copy back, or trying whether it could be.
enum RestoreCommand {
    static let restore = Command(
        "restore", nil, [.init(name: "FILE")], act: .restoreStore,
        options: [.init(name: "drill"), .init(name: "second", value: "USER"), .from]
    ) { invocation throws(CommandError) in
        let file = invocation.place(0)
        let trial = try storing { () throws(StoreError) in try Restoring.check(file) }
        let found = trial.verification
        guard found.faults.isEmpty else {
            throw .refused(StoreError.refused(found.faults[0].phrase))
        }
        let facts: [String: Phrase.Value] = [
            "file": .text(file), "entries": .count(Int(found.entries)),
            "rows": .count(found.rows),
        ]
        if invocation.has("drill") {
            invocation.done(Phrase("restore.drill", facts), found.entries)
            return .done
        }
        let address = Workplace.address(invocation)
        let people = trial.asksTwoPeople ? try people(invocation) : nil
        Folders.make(for: address)
        try storing { () throws(StoreError) in
            try Restoring.restore(
                file, to: address, by: people, now: Workplace.machineNow())
        }
        invocation.done(
            Phrase("restore.done", facts.merging(["store": .text(address)]) { $1 }),
            found.entries)
        return .done
    }

    /// The two who bring it back: `--user` and `--second` with their passwords.
    private static func people(
        _ invocation: Invocation
    ) throws(CommandError) -> Restoring.People {
        guard let second = invocation.value("second") else {
            throw .refused(
                StoreError.refused(
                    Phrase("office.secondMissing", ["act": .phrase(Act.restoreStore.phrase)])))
        }
        if invocation.has("from") {
            let facts = try invocation.facts()
            return try refusing { () throws(JSONError) in
                Restoring.People(
                    first: try Credentials(reading: facts, user: invocation.value("user")),
                    second: try Credentials(reading: facts.member("second"), user: second))
            }
        }
        guard isatty(0) == 1 else { throw .usage(Phrase("login.needsTerminal")) }
        return Restoring.People(
            first: Credentials(
                asking: invocation.value("user"), invocation.wording, invocation.console),
            second: Credentials(asking: second, invocation.wording, invocation.console))
    }
}
