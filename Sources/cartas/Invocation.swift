import Application
import Domain

/// What a running command has at hand: its arguments, a language and a place to print.
struct Invocation {
    let arguments: Arguments
    let console: Console
    let wording: Wording

    init(_ arguments: Arguments, console: Console, wording: Wording) {
        (self.arguments, self.console, self.wording) = (arguments, console, wording)
    }

    var wantsJSON: Bool { has("json") }

    func has(_ option: String) -> Bool { arguments.options[option] != nil }

    func value(_ option: String) -> String? { arguments.options[option]?.last }

    func values(_ option: String) -> [String] { arguments.options[option] ?? [] }

    /// A required place; `Arguments` has already counted them.
    func place(_ index: Int) -> String { arguments.positionals[index] }

    func optionalPlace(_ index: Int) -> String? {
        arguments.positionals.indices.contains(index) ? arguments.positionals[index] : nil
    }

    /// A required option.
    func needed(_ option: String) throws(CommandError) -> String {
        guard let text = value(option) else {
            throw .usage(Phrase("cli.optionMissing", ["option": .text("--" + option)]))
        }
        return text
    }

    /// A whole number within a range.
    func int(_ option: String, in range: ClosedRange<Int>) throws(CommandError) -> Int? {
        guard let text = value(option) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw .usage(
                Phrase(
                    "cli.badNumber",
                    [
                        "option": .text("--" + option), "text": .text(text),
                        "least": .count(range.lowerBound), "most": .count(range.upperBound),
                    ]))
        }
        return number
    }

    /// A number that need not be whole, such as seconds.
    func double(_ option: String, in range: ClosedRange<Double>) throws(CommandError) -> Double? {
        guard let text = value(option) else { return nil }
        guard let number = Double(text), range.contains(number) else {
            throw .usage(
                Phrase(
                    "cli.badNumber",
                    [
                        "option": .text("--" + option), "text": .text(text),
                        "least": .text("\(range.lowerBound)"),
                        "most": .text("\(range.upperBound)"),
                    ]))
        }
        return number
    }

    func seed(default fallback: UInt64) throws(CommandError) -> UInt64 {
        try int("seed", in: 0...Int.max).map { UInt64($0) } ?? fallback
    }

    /// Reads a file that the user named.
    func read(_ path: String) throws(CommandError) -> [UInt8] {
        do throws(FileError) {
            return try InputFile.read(path)
        } catch {
            throw .refused(error)
        }
    }

    /// Writes a result where the user wants it.
    func write(_ text: String, to path: String) throws(CommandError) {
        do throws(FileError) {
            try OutputFile.write(text, to: path)
        } catch {
            throw .refused(error)
        }
    }
}
