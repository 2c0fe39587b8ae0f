import Application
import Domain

/// Help, made from the command table.
enum HelpCommands {
    static let all = [help, version]

    static let help = Command(
        "help", nil,
        [
            .init(name: "NOUN", isOptional: true), .init(name: "VERB", isOptional: true),
        ],
        act: .readHelp
    ) { invocation throws(CommandError) in
        let words = [invocation.optionalPlace(0), invocation.optionalPlace(1)].compactMap { $0 }
        if invocation.wantsJSON {
            invocation.console.print(json(rows(words)))
            return .done
        }
        guard let noun = words.first else {
            overview(invocation)
            return .done
        }
        let rows = rows(words)
        guard !rows.isEmpty else {
            throw .usage(Phrase("cli.unknownNoun", ["noun": .text(noun)]))
        }
        for row in rows { detail(row, invocation) }
        return .done
    }

    static let version = Command("version", act: .readHelp) { invocation in
        if invocation.wantsJSON {
            invocation.console.print(JSON.object([("version", .string(ProgramVersion.text))]))
        } else {
            invocation.console.print("cartas \(ProgramVersion.text)")
        }
        return .done
    }

    private static func rows(_ words: [String]) -> [Command] {
        CommandTable.all.filter { command in
            (words.isEmpty || command.noun == words[0])
                && (words.count < 2 || command.verb == words[1])
        }
    }

    private static func overview(_ invocation: Invocation) {
        let (console, wording) = (invocation.console, invocation.wording)
        console.print(wording("cli.about"))
        console.print()
        let width = CommandTable.all.map(\.name.count).max() ?? 0
        for section in CommandTable.sections {
            console.print(wording(section.title))
            for command in section.commands {
                let gap = String(repeating: " ", count: width - command.name.count + 2)
                console.print("  \(command.name)\(gap)\(wording(command.summary))")
            }
            console.print()
        }
        console.print(wording("cli.commonOptions"))
        printOptions(Command.common, invocation)
        console.print()
        console.print(wording("cli.exitCodes"))
    }

    private static func detail(_ command: Command, _ invocation: Invocation) {
        invocation.console.print(command.usage)
        invocation.console.print("  " + invocation.wording(command.summary))
        printOptions(command.options, invocation)
        if let example = command.example {
            invocation.console.print("  " + invocation.wording("cli.example"))
            for line in example.text.split(separator: "\n") {
                invocation.console.print("    \(line)")
            }
        }
        invocation.console.print()
    }

    private static func printOptions(_ options: [Command.Option], _ invocation: Invocation) {
        let names = options.map { "--\($0.name)\($0.value.map { " " + $0 } ?? "")" }
        let width = names.map(\.count).max() ?? 0
        for (option, name) in zip(options, names) {
            let gap = String(repeating: " ", count: width - name.count + 2)
            invocation.console.print("    \(name)\(gap)\(invocation.wording(option.summary))")
        }
    }

    private static func json(_ rows: [Command]) -> JSON {
        .array(
            rows.map { row in
                .object([
                    ("noun", .string(row.noun)), ("verb", .optional(row.verb)),
                    ("usage", .string(row.usage)), ("act", .string(row.act.rawValue)),
                    ("options", .array(row.options.map { .string($0.name) })),
                    ("example", .optional(row.example?.text)),
                ])
            })
    }
}
