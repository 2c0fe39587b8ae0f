import Application
import Domain

/// The journal, and taking back one's own last act.
enum JournalCommands {
    static let all = [list, show, exportAnchor, undo, redo]

    static let list = Command(
        "journal", "list", act: .readJournal,
        options: [.init(name: "last", value: "N"), .init(name: "author", value: "USER")]
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let count = try invocation.int("last", in: 1...1_000_000) ?? 50
        let lines = try storing { () throws(StoreError) in
            try place.office.journal(last: count, author: invocation.value("author"))
        }
        let wording = invocation.wording
        invocation.show(
            ["entry", "at", "author", "act", "reason", "rows"],
            lines.map { line in
                (
                    json(line),
                    [
                        String(line.sequence), wording.instant(line.at), people(line),
                        words(line, wording), wording(line.reason.kind.phrase),
                        String(line.changes.count),
                    ]
                )
            })
        return .done
    }

    private static func words(_ line: JournalLine, _ wording: Wording) -> String {
        line.actPhrase.map { wording($0) } ?? line.act
    }

    private static func people(_ line: JournalLine) -> String {
        line.second.map { "\(line.author) + \($0)" } ?? line.author
    }

    private static func json(_ line: JournalLine) -> JSON {
        func row(_ cells: [String]?) -> JSON {
            cells.map { .array($0.map { .string($0) }) } ?? .null
        }
        return .object([
            ("entry", .int(Int(line.sequence))), ("at", .string(line.at.iso)),
            ("author", .string(line.author)), ("second", .optional(line.second)),
            ("act", .string(line.act)),
            ("reason", .string(line.reason.kind.rawValue)), ("words", .string(line.reason.words)),
            ("source", .string(line.source)), ("key", .string(line.key)),
            ("undoes", line.undoes.map { .int(Int($0)) } ?? .null),
            (
                "changes",
                .array(
                    line.changes.map { change in
                        .object([
                            ("table", .string(change.table)), ("key", .string(change.key)),
                            ("before", row(change.before)), ("after", row(change.after)),
                        ])
                    })
            ),
        ])
    }

    static let show = Command(
        "journal", "show", [.init(name: "ENTRY")], act: .readJournal
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        guard let sequence = Int64(invocation.place(0)) else {
            throw .usage(Phrase("journal.badNumber", ["text": .text(invocation.place(0))]))
        }
        let line = try storing { () throws(StoreError) in
            try place.office.journalLine(sequence)
        }
        if invocation.wantsJSON {
            invocation.console.print(json(line))
            return .done
        }
        let wording = invocation.wording
        invocation.console.print(
            "\(line.sequence)  \(wording.instant(line.at))  \(people(line))  "
                + words(line, wording)
        )
        invocation.console.print("  \(wording(line.reason.kind.phrase)) \(line.reason.words)")
        for change in line.changes {
            invocation.console.print("  \(change.table) \(change.key)")
            if let before = change.before {
                invocation.console.print("    - \(before.joined(separator: " | "))")
            }
            if let after = change.after {
                invocation.console.print("    + \(after.joined(separator: " | "))")
            }
        }
        return .done
    }

    static let exportAnchor = Command(
        "journal", "export-anchor", act: .readJournal, options: [.out]
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let (anchor, id) = try storing { () throws(StoreError) in try place.office.anchor() }
        try invocation.write(
            AnchorFile.text(anchor, store: id), to: invocation.value("out") ?? "-")
        return .done
    }

    static let undo = back("undo", .undo) { office throws(StoreError) in try office.undo() }
    static let redo = back("redo", .redo) { office throws(StoreError) in try office.redo() }

    private static func back(
        _ noun: String, _ act: Act,
        _ body:
            @escaping @Sendable (Office) throws(StoreError) -> (
                undone: JournalLine, sequence: Int64
            )
    ) -> Command {
        Command(noun, nil, act: act) { invocation throws(CommandError) in
            let place = try Workplace.open(invocation)
            let result = try storing { () throws(StoreError) in try body(place.office) }
            invocation.done(
                Phrase(
                    "\(noun).done",
                    [
                        "entry": .count(Int(result.undone.sequence)),
                        "act": .text(words(result.undone, invocation.wording)),
                        "at": .instant(result.undone.at),
                    ]), result.sequence, [("undone", .int(Int(result.undone.sequence)))])
            return .done
        }
    }
}
