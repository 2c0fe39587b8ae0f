import Application
import Domain

/// One row of the command table: what is typed, what it takes, and what runs.
///
/// Parsing, help, shell completions and the man page are all made from these rows, so that they
/// cannot say different things.
struct Command: Sendable {
    let noun: String
    /// Nil for a noun that is the whole command, as in `cartas solve FILE`.
    let verb: String?
    let positionals: [Positional]
    /// The row of the table of rights under which it works.
    let act: Act
    let options: [Option]
    let run: @Sendable (Invocation) throws(CommandError) -> ExitCode

    init(
        _ noun: String, _ verb: String? = nil, _ positionals: [Positional] = [], act: Act,
        options: [Option] = [],
        run: @escaping @Sendable (Invocation) throws(CommandError) -> ExitCode
    ) {
        self.noun = noun
        self.verb = verb
        self.positionals = positionals
        self.act = act
        self.options = options
        self.run = run
    }

    /// `slots list`.
    var name: String { verb.map { "\(noun) \($0)" } ?? noun }

    /// The phrase of the one-line description: `command.slots.list`.
    var summary: Phrase { Phrase("command.\(name.replacing(" ", with: "."))") }

    struct Positional: Sendable {
        /// In capitals, as help shows it: `INSTANCE`.
        let name: String
        var isOptional = false
        /// The last one may take all that is left.
        var repeats = false
    }

    struct Option: Sendable, Hashable {
        /// Without the dashes: `seconds`.
        let name: String
        /// What it takes, in capitals; nil for a switch.
        var value: String?
        var repeats = false
        /// What it means where the same name means something else elsewhere.
        var meaning: String?
        /// Of an option that takes a file: whose example of such a file it shares; the command's
        /// own where nobody else is named.
        var example: Example?

        enum Example: Sendable, Hashable {
            case own
            case shared(String)
        }

        static let json = Option(name: "json")
        static let out = Option(name: "out", value: "FILE")
        static let from = Option(name: "from", value: "FILE", example: .own)
        static func from(as example: String) -> Option {
            Option(name: "from", value: "FILE", example: .shared(example))
        }
        /// What is known of a patient, as every clinical question reads it.
        static let patient = from(as: "patient")
        static let password = from(as: "password")
        static let seed = Option(name: "seed", value: "N")

        /// The phrase of what it does: `option.seconds`.
        var summary: Phrase { Phrase("option.\(meaning ?? name)") }
    }

    /// A file as `--from` takes it, which `cartas help` shows; a test hands each to its command.
    var example: Asset? {
        let names = options.compactMap { option -> String? in
            switch option.example {
            case .own: name.replacing(" ", with: ".")
            case .shared(let name): name
            case nil: nil
            }
        }
        return names.first.flatMap { name in
            Asset.all(below: "Resources/facts/\(name).").first
        }
    }

    /// Options that every command takes.
    static let common: [Option] = [
        .json, Option(name: "lang", value: "LANGUAGE"), Option(name: "store", value: "STORE"),
        Option(name: "user", value: "NAME"), Option(name: "now", value: "INSTANT"), .seed,
        Option(name: "plain"),
        Option(name: "help"),
    ]

    /// The line of usage: `cartas solve INSTANCE [--seconds S]`.
    var usage: String {
        let places = positionals.map { positional in
            let name = positional.name + (positional.repeats ? "…" : "")
            return positional.isOptional ? "[\(name)]" : name
        }
        let switches = options.map { option in
            "[--\(option.name)\(option.value.map { " " + $0 } ?? "")]\(option.repeats ? "…" : "")"
        }
        return (["cartas", name] + places + switches).joined(separator: " ")
    }
}

extension String {
    func replacing(_ old: Character, with new: Character) -> String {
        String(map { $0 == old ? new : $0 })
    }
}
