import Application
import Domain
import Store

/// The journal, and taking back one's own last act.
enum JournalCommands {
    static let all = [list, show, exportAnchor, undo, redo]

    static let list = Command(
        "journal", "list", act: .readJournal,
        options: [.init(name: "last", value: "N"), .init(name: "author", value: "USER")]
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let count = try invocation.int("last", in: 1...1_000_000) ?? 50
        let entries = try storing { () throws(StoreError) in
            try place.office.look(.readJournal) { view throws(StoreError) in
                if let author = invocation.value("author") {
                    return try view.entries(
                        where: "author = $1 ORDER BY sequence DESC LIMIT \(count)",
                        [.text(author)])
                }
                return try view.entries(where: "1 = 1 ORDER BY sequence DESC LIMIT \(count)")
            }
        }
        let wording = invocation.wording
        invocation.show(
            ["entry", "at", "author", "act", "reason", "rows"],
            entries.reversed().map { entry in
                (
                    json(entry),
                    [
                        String(entry.sequence), wording.instant(entry.draft.at),
                        entry.draft.author, words(entry.draft.act, wording),
                        wording(entry.draft.reason.kind.phrase), String(entry.changes.count),
                    ]
                )
            })
        return .done
    }

    private static func words(_ act: String, _ wording: Wording) -> String {
        Act(rawValue: act).map { wording($0.phrase) } ?? act
    }

    private static func json(_ entry: Entry) -> JSON {
        .object([
            ("entry", .int(Int(entry.sequence))), ("at", .string(entry.draft.at.iso)),
            ("author", .string(entry.draft.author)), ("act", .string(entry.draft.act)),
            ("reason", .string(entry.draft.reason.kind.rawValue)),
            ("words", .string(entry.draft.reason.words)),
            ("source", .string(entry.draft.source)), ("key", .string(entry.draft.key)),
            ("undoes", entry.draft.undoes.map { .int(Int($0)) } ?? .null),
            (
                "changes",
                .array(
                    entry.changes.map { change in
                        .object([
                            ("table", .string(change.table)),
                            ("key", .string(Table.keyText(change.key))),
                            ("before", json(change.before)), ("after", json(change.after)),
                        ])
                    })
            ),
        ])
    }

    private static func json(_ row: [Value]?) -> JSON {
        guard let row else { return .null }
        return .array(
            row.map { value in
                switch value {
                case .null: .null
                case .int(let number): .int(Int(number))
                case .real(let number): .double(number)
                case .text(let text): .string(text)
                case .blob: .null
                }
            })
    }

    static let show = Command(
        "journal", "show", [.init(name: "ENTRY")], act: .readJournal
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        guard let sequence = Int64(invocation.place(0)) else {
            throw .usage(Phrase("journal.badNumber", ["text": .text(invocation.place(0))]))
        }
        let entry = try storing { () throws(StoreError) in
            try place.office.look(.readJournal) { view throws(StoreError) in
                try view.entry(sequence)
            }
        }
        if invocation.wantsJSON {
            invocation.console.print(json(entry))
            return .done
        }
        let wording = invocation.wording
        invocation.console.print(
            "\(entry.sequence)  \(wording.instant(entry.draft.at))  \(entry.draft.author)  "
                + words(entry.draft.act, wording))
        let reason = wording(entry.draft.reason.kind.phrase)
        invocation.console.print("  \(reason) \(entry.draft.reason.words)")
        for change in entry.changes {
            invocation.console.print("  \(change.table) \(Table.keyText(change.key))")
            if let before = change.before {
                invocation.console.print("    - \(Table.keyText(before))")
            }
            if let after = change.after {
                invocation.console.print("    + \(Table.keyText(after))")
            }
        }
        return .done
    }

    static let exportAnchor = Command(
        "journal", "export-anchor", act: .readJournal, options: [.out]
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let (anchor, id) = try storing { () throws(StoreError) in
            try place.office.demand(.readJournal)
            return (try place.store.anchor(), try place.store.meta("id") ?? "")
        }
        try invocation.write(
            AnchorFile.text(anchor, store: id), to: invocation.value("out") ?? "-")
        return .done
    }

    static let undo = back("undo", .undo) { office throws(StoreError) in try office.undo() }
    static let redo = back("redo", .redo) { office throws(StoreError) in try office.redo() }

    private static func back(
        _ noun: String, _ act: Act,
        _ body: @escaping @Sendable (Office) throws(StoreError) -> (undone: Entry, sequence: Int64)
    ) -> Command {
        Command(noun, nil, act: act) { invocation throws(CommandError) in
            let place = try Workplace.open(invocation)
            let result = try storing { () throws(StoreError) in try body(place.office) }
            invocation.done(
                Phrase(
                    "\(noun).done",
                    [
                        "entry": .count(Int(result.undone.sequence)),
                        "act": .text(words(result.undone.draft.act, invocation.wording)),
                        "at": .instant(result.undone.draft.at),
                    ]), result.sequence, [("undone", .int(Int(result.undone.sequence)))])
            return .done
        }
    }
}
