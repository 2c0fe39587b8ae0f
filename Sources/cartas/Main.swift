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
            if case .usage = error {
                let noun = CommandTable.all.first { $0.noun == arguments.first }?.noun
                console.complain(
                    wording(Phrase("cli.seeHelp", ["noun": .text(noun.map { " \($0)" } ?? "")])))
            }
            return error.exitCode
        }
    }
}
