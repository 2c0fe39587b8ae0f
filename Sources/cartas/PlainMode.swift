import Application
import Domain

/// The program line by line, for a screen reader or a Braille line: no columns, no redrawing.
/// What is typed are the commands, and each row of an answer is a sentence of its own.
struct PlainMode {
    private let invocation: Invocation
    private let address: String

    init(_ invocation: Invocation, address: String) {
        (self.invocation, self.address) = (invocation, address)
    }

    /// Short words for what is asked for most.
    private static let short: [String: [String]] = [
        "b": ["courses", "list"], "board": ["courses", "list"], "i": ["inbox", "list"],
        "inbox": ["inbox", "list"], "p": ["patients", "list"], "t": ["tasks", "list"],
        "s": ["slots", "list"], "u": ["undo"],
    ]

    func run() throws(CommandError) -> ExitCode {
        let (console, words) = (invocation.console, invocation.wording)
        try greet()
        console.print(words("plain.help"))
        console.flush()
        while true {
            console.prompt(words("plain.prompt"))
            guard let line = readLine() else { return .done }
            let typed = Self.words(line)
            guard let first = typed.first else { continue }
            switch first {
            case "q", "quit", "終了": return .done
            case "?", "h": console.print(words("plain.help"))
            default:
                let rest = Array(typed.dropFirst())
                // A noun alone that needs a verb is told so by the table of commands.
                let asked = typed.count == 1 ? Self.short[first] ?? typed : [first] + rest
                _ = Main.run(carried + asked, console)
            }
            console.flush()
        }
    }

    /// How many need somebody, before anything is asked.
    private func greet() throws(CommandError) {
        let place = try Workplace.open(invocation)
        try storing { () throws(StoreError) in try place.office.demand(.readSchedule) }
        let follower = Follower(place.premises, person: place.person, clock: place.clock)
        let overview = try storing { () throws(StoreError) in try follower.load() }
        let conflicts = overview.courses.reduce(0) { $0 + $1.conflicts.count }
        invocation.console.print(
            invocation.wording(
                Phrase(
                    "plain.greeting",
                    [
                        "active": .count(overview.courses.count),
                        "plan": .count(overview.courses.count(where: \.isToPlan)),
                        "conflicts": .count(conflicts),
                        "matters": .count(overview.matters.count),
                    ])))
    }

    /// What holds for every command of the session.
    private var carried: [String] {
        var carried = ["--plain", "--store", address]
        for name in ["user", "now", "lang"] {
            if let value = invocation.value(name) { carried += ["--\(name)", value] }
        }
        return carried
    }

    /// Words at blanks; what stands in quotes stays together.
    static func words(_ line: String) -> [String] {
        var (words, current, quote): ([String], String?, Character?) = ([], nil, nil)
        for letter in line {
            if let open = quote {
                if letter == open { quote = nil } else { current = (current ?? "") + [letter] }
            } else if letter == "\"" || letter == "'" {
                (quote, current) = (letter, current ?? "")
            } else if letter.isWhitespace {
                if let word = current { words.append(word) }
                current = nil
            } else {
                current = (current ?? "") + [letter]
            }
        }
        if let word = current { words.append(word) }
        return words
    }
}
