import Application
import Domain
import Glibc

/// The program: finds the command that the arguments name, runs it, and ends with its exit code.
@main
struct Main {
    static func main() {
        let console = Console(descriptor: 1)
        let code = run(Array(CommandLine.arguments.dropFirst()), console)
        console.flush()
        exit(code.rawValue)
    }

    static func run(_ arguments: [String], _ console: Console) -> ExitCode {
        var wording = Wording(Settings.language(in: Environment.current))
        do throws(CommandError) {
            let parsed = try Arguments.parse(arguments, CommandTable.all)
            if let language = parsed.language { wording = Wording(language) }
            let invocation = Invocation(parsed, console: console, wording: wording)
            return try parsed.command.run(invocation)
        } catch {
            console.flush()
            console.complain(wording(error.phrase))
            if let place = helpPlace(arguments, error) {
                console.complain(wording(Phrase("cli.seeHelp", ["command": .text(place)])))
            }
            return error.exitCode
        }
    }

    /// Where the help says more of what went wrong: of the command, once one was named.
    private static func helpPlace(_ arguments: [String], _ error: CommandError) -> String? {
        switch error {
        case .usage: break
        case .refused(let reason) where reason is JSONError || reason is FactFileError: break
        case .refused, .unavailable: return nil
        }
        let words = arguments.filter { !$0.hasPrefix("-") }
        let named = CommandTable.all.first { command in
            zip(words, words.dropFirst()).contains { $0 == command.noun && $1 == command.verb }
                || (command.verb == nil && words.contains(command.noun))
        }
        return ["cartas help", named?.name].compactMap { $0 }.joined(separator: " ")
    }
}
