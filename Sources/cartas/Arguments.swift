import Application
import Domain

/// The arguments of one call, sorted into a command, its places and its options.
struct Arguments: Sendable {
    let command: Command
    let positionals: [String]
    let options: [String: [String]]

    var language: Language? { options["lang"]?.last.flatMap(Language.init(rawValue:)) }

    /// Common options may stand before the noun, the others after it.
    ///
    /// - Throws: `CommandError.usage` naming the word that does not fit.
    static func parse(
        _ words: [String], _ table: [Command]
    ) throws(CommandError) -> Arguments {
        var rest = words[...]
        var options: [String: [String]] = [:]
        while let word = rest.first, word.hasPrefix("--"), word != "--" {
            try take(&rest, Command.common, &options)
        }
        // Asking for help is always answered, whatever else was typed.
        let wantsHelp = options["help"] != nil || words.contains("--help")
        let command = try command(&rest, table, wantsHelp: wantsHelp)
        var positionals: [String] = wantsHelp ? [command.noun, command.verb].compactMap { $0 } : []
        var onlyPlaces = false
        while let word = rest.first {
            if word == "--", !onlyPlaces {
                onlyPlaces = true
                rest.removeFirst()
            } else if word.hasPrefix("-"), word != "-", !onlyPlaces {
                try take(&rest, command.options + Command.common, &options)
            } else {
                if !wantsHelp { positionals.append(word) }
                rest.removeFirst()
            }
        }
        if wantsHelp {
            return Arguments(
                command: HelpCommands.help, positionals: positionals, options: options)
        }
        try count(positionals, command)
        if let language = options["lang"]?.last, Language(rawValue: language) == nil {
            throw .usage(Phrase("cli.badLanguage", ["text": .text(language)]))
        }
        return Arguments(command: command, positionals: positionals, options: options)
    }

    private static func command(
        _ rest: inout ArraySlice<String>, _ table: [Command], wantsHelp: Bool
    ) throws(CommandError) -> Command {
        guard let noun = rest.popFirst() else {
            return wantsHelp ? HelpCommands.help : Screens.command
        }
        let rows = table.filter { $0.noun == noun }
        guard !rows.isEmpty else {
            throw .usage(Phrase("cli.unknownNoun", ["noun": .text(noun)]))
        }
        if let verb = rest.first, let row = rows.first(where: { $0.verb == verb }) {
            rest.removeFirst()
            return row
        }
        if let row = rows.first(where: { $0.verb == nil }) { return row }
        if wantsHelp { return rows[0] }
        let verbs = Phrase.Value.list(rows.compactMap { $0.verb.map { .text($0) } })
        guard let verb = rest.first else {
            throw .usage(Phrase("cli.verbMissing", ["noun": .text(noun), "verbs": verbs]))
        }
        throw .usage(
            Phrase(
                "cli.unknownVerb", ["noun": .text(noun), "verb": .text(verb), "verbs": verbs]))
    }

    /// Takes one option and its value off the front. `-o` is short for `--out`.
    private static func take(
        _ rest: inout ArraySlice<String>, _ known: [Command.Option],
        _ options: inout [String: [String]]
    ) throws(CommandError) {
        let word = rest.removeFirst()
        let spelled = word == "-o" ? "--out" : word
        let parts = spelled.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0].drop { $0 == "-" })
        guard parts[0].hasPrefix("--"), let option = known.first(where: { $0.name == name }) else {
            throw .usage(Phrase("cli.unknownOption", ["option": .text(word)]))
        }
        guard option.repeats || options[name] == nil else {
            throw .usage(Phrase("cli.optionTwice", ["option": .text(word)]))
        }
        guard let form = option.value else {
            guard parts.count == 1 else {
                throw .usage(Phrase("cli.optionTakesNothing", ["option": .text(word)]))
            }
            options[name, default: []].append("")
            return
        }
        guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
            throw .usage(
                Phrase("cli.optionWantsValue", ["option": .text(word), "form": .text(form)]))
        }
        options[name, default: []].append(value)
    }

    private static func count(
        _ positionals: [String], _ command: Command
    ) throws(CommandError) {
        let needed = command.positionals.filter { !$0.isOptional }
        if positionals.count < needed.count {
            throw .usage(
                Phrase("cli.placeMissing", ["name": .text(needed[positionals.count].name)]))
        }
        let takesAll = command.positionals.last?.repeats ?? false
        if positionals.count > command.positionals.count, !takesAll {
            throw .usage(
                Phrase(
                    "cli.placeTooMany", ["text": .text(positionals[command.positionals.count])]))
        }
    }
}
