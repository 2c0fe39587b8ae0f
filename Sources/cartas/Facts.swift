import Application
import Domain

/// Reads what the user wrote after an option or in a file of facts, in the words of the domain.
extension Invocation {
    func id<Subject>(
        _ text: String, of type: Subject.Type = Subject.self
    ) throws(CommandError) -> Identifier<Subject> {
        do throws(IdentifierError) {
            return try Identifier(text)
        } catch {
            throw .usage(error.phrase)
        }
    }

    func ids<Subject>(
        from start: Int, of type: Subject.Type = Subject.self
    ) throws(CommandError) -> [Identifier<Subject>] {
        try arguments.positionals[start...].map { text throws(CommandError) in try id(text) }
    }

    func day(_ option: String) throws(CommandError) -> Day? {
        guard let text = value(option) else { return nil }
        do throws(DayError) {
            return try Day(iso: text)
        } catch {
            throw .usage(error.phrase)
        }
    }

    func neededDay(_ option: String) throws(CommandError) -> Day {
        _ = try needed(option)
        guard let day = try day(option) else {
            throw .usage(Phrase("cli.optionMissing", ["option": .text("--" + option)]))
        }
        return day
    }

    func instant(_ option: String) throws(CommandError) -> Instant? {
        guard let text = value(option) else { return nil }
        do throws(DayError) {
            return try Instant(iso: text)
        } catch {
            throw .usage(error.phrase)
        }
    }

    func word<Word: Worded>(
        _ text: String, _ type: Word.Type = Word.self
    ) throws(CommandError) -> Word {
        guard let word = Word(rawValue: text) else {
            throw .usage(
                Phrase(
                    "cli.badWord",
                    [
                        "text": .text(text),
                        "words": .list(Word.allCases.map { .text($0.rawValue) }),
                    ]))
        }
        return word
    }

    /// The reason of an act: `--reason KIND` and `--words TEXT`.
    func reason(default fallback: Reason.Kind = .routine) throws(CommandError) -> Reason {
        let kind: Reason.Kind =
            if let text = value("reason") { try word(text) } else { fallback }
        return Reason(kind, value("words") ?? "")
    }

    /// The order of an act: its reason, and `--key` for scripts that may have to repeat it.
    func order() throws(CommandError) -> Order {
        Order(reason: try reason(), key: value("key"))
    }

    /// The facts of `--from`, as JSON.
    func facts() throws(CommandError) -> JSONReader {
        let bytes = try read(try needed("from"))
        return try refusing { () throws(JSONError) in try JSONReader(parsing: bytes) }
    }
}

extension Command.Option {
    static let reason = Self(name: "reason", value: "KIND")
    static let words = Self(name: "words", value: "TEXT")
    static let seen = Self(name: "seen", value: "VERSION")
    static let corrects = Self(name: "corrects", value: "ID")
    static let key = Self(name: "key", value: "KEY")
    static let act: [Self] = [.reason, .words, .key]
    static let course = Self(name: "course", value: "COURSE")
    static let day = Self(name: "day", value: "DAY")
    static let days = Self(name: "days", value: "N")
    static let asOf = Self(name: "as-of", value: "INSTANT")
    static let unit = Self(name: "unit", value: "N")
}
