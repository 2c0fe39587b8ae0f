import Application
import Domain

/// What a shell and `man` need, made from the command table.
enum ShellCommands {
    static let all = [completions, man]

    static let completions = Command(
        "completions", nil, [.init(name: "SHELL")], act: .readHelp
    ) { invocation throws(CommandError) in
        switch invocation.place(0) {
        case "bash": invocation.console.print(lines: bash)
        case "zsh": invocation.console.print(lines: zsh(invocation.wording))
        case "fish": invocation.console.print(lines: fish(invocation.wording))
        default: throw .usage(Phrase("cli.unknownShell"))
        }
        return .done
    }

    private static var nouns: [String] {
        var seen: Set<String> = []
        return CommandTable.all.map(\.noun).filter { seen.insert($0).inserted }
    }

    private static func verbs(_ noun: String) -> [String] {
        CommandTable.all.filter { $0.noun == noun }.compactMap(\.verb)
    }

    private static func options(_ command: Command) -> [String] {
        (command.options + Command.common).map { "--\($0.name)" }
    }

    private static var bash: [String] {
        var lines = [
            "_cartas() {", "  local words=\"${COMP_WORDS[*]:1:COMP_CWORD-1}\" reply",
            "  local current=${COMP_WORDS[COMP_CWORD]}", "  case \"$words\" in",
        ]
        for command in CommandTable.all {
            let reply = options(command).joined(separator: " ")
            lines.append("    \"\(command.name)\"*) reply=\"\(reply)\" ;;")
        }
        for noun in nouns where !verbs(noun).isEmpty {
            lines.append("    \"\(noun)\"*) reply=\"\(verbs(noun).joined(separator: " "))\" ;;")
        }
        lines += [
            "    *) reply=\"\(nouns.joined(separator: " "))\" ;;", "  esac",
            "  mapfile -t COMPREPLY < <(compgen -W \"$reply\" -- \"$current\")", "}",
            "complete -o default -F _cartas cartas",
        ]
        return lines
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.map { $0 == "'" ? "'\\''" : String($0) }.joined() + "'"
    }

    private static func zsh(_ wording: Wording) -> [String] {
        var lines = ["#compdef cartas", "_cartas() {", "  case \"$words[2] $words[3]\" in"]
        for command in CommandTable.all {
            let specs = (command.options + Command.common).map { option in
                let value = option.value.map { ":\($0):_files" } ?? ""
                let what = wording(option.summary).filter { !"[]:".contains($0) }
                return quoted("--\(option.name)[\(what)]\(value)")
            }
            let name = command.verb == nil ? "\(command.noun) *" : command.name
            lines.append(
                "    \(name.split(separator: " ").joined(separator: "\\ "))) "
                    + "_arguments \(specs.joined(separator: " ")) '*:file:_files' ;;")
        }
        for noun in nouns where !verbs(noun).isEmpty {
            lines.append("    \(noun)\\ *) compadd \(verbs(noun).joined(separator: " ")) ;;")
        }
        lines += [
            "    *) compadd \(nouns.joined(separator: " ")) ;;", "  esac", "}", "_cartas \"$@\"",
        ]
        return lines
    }

    private static func fish(_ wording: Wording) -> [String] {
        var lines = ["complete -c cartas -f"]
        for command in CommandTable.all {
            let summary = quoted(wording(command.summary))
            if let verb = command.verb {
                lines.append(
                    "complete -c cartas -n '__fish_seen_subcommand_from \(command.noun)' "
                        + "-a \(verb) -d \(summary)")
            } else {
                lines.append(
                    "complete -c cartas -n __fish_use_subcommand -a \(command.noun) -d \(summary)")
            }
            for option in command.options {
                lines.append(
                    "complete -c cartas -n '__fish_seen_subcommand_from \(command.noun)' "
                        + "-l \(option.name) -d \(quoted(wording(option.summary)))"
                        + (option.value == nil ? "" : " -r"))
            }
        }
        for option in Command.common {
            lines.append(
                "complete -c cartas -l \(option.name) -d \(quoted(wording(option.summary)))"
                    + (option.value == nil ? "" : " -r"))
        }
        return lines
    }

    // MARK: The manual page

    static let man = Command("man", act: .readHelp) { invocation in
        let wording = invocation.wording
        func escaped(_ text: String) -> String {
            text.map { $0 == "\\" ? "\\e" : $0 == "-" ? "\\-" : String($0) }.joined()
        }
        var lines = [
            ".TH CARTAS 1 \"\" \"cartas \(ProgramVersion.text)\"", ".SH NAME",
            "cartas \\- \(escaped(wording("man.name")))", ".SH DESCRIPTION",
            escaped(wording("cli.about")), ".SH COMMANDS",
        ]
        for section in CommandTable.sections {
            lines.append(".SS \(escaped(wording(section.title)))")
            for command in section.commands {
                lines += [".TP", ".B \(escaped(command.usage))", escaped(wording(command.summary))]
                for option in command.options {
                    lines += [
                        ".RS", ".TP", ".B \\-\\-\(escaped(option.name))",
                        escaped(wording(option.summary)), ".RE",
                    ]
                }
            }
        }
        lines.append(".SH OPTIONS")
        for option in Command.common {
            lines += [
                ".TP", ".B \\-\\-\(escaped(option.name)) \(option.value ?? "")",
                escaped(wording(option.summary)),
            ]
        }
        lines += [".SH EXIT STATUS", escaped(wording("cli.exitCodes"))]
        invocation.console.print(lines: lines)
        return .done
    }
}

extension Console {
    fileprivate func print(lines: [String]) {
        for line in lines { print(line) }
    }
}
