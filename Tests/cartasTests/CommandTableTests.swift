import Application
import Domain
import Support
import Testing

@testable import cartas

/// Walks over the command table: what holds for one command holds for all of them.
struct CommandTableTests {
    static let books = Language.allCases.map { PhraseBook.embedded($0) }

    @Test func namesAreUnique() {
        let names = CommandTable.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.count > 60)
    }

    @Test func everyCommandIsExplainedInEveryLanguage() {
        for command in CommandTable.all {
            let keys = [command.summary.key] + command.options.map(\.summary.key)
            for book in Self.books {
                let missing = keys.filter { book[$0] == nil }
                #expect(missing == [], "\(command.name) \(book.language.rawValue)")
            }
        }
        for section in CommandTable.sections {
            #expect(!section.commands.isEmpty, "\(section.name)")
            for book in Self.books { #expect(book[section.title.key] != nil, "\(section.name)") }
        }
        for option in Command.common {
            for book in Self.books { #expect(book[option.summary.key] != nil, "\(option.name)") }
        }
    }

    /// Each command works under a row of the table of rights, and each row names somebody.
    @Test func everyActBelongsToSomebody() {
        for act in Act.allCases {
            for book in Self.books { #expect(book[act.phrase.key] != nil, "\(act)") }
            if case .roles(let roles) = act.permission { #expect(!roles.isEmpty, "\(act)") }
        }
    }

    /// A word too many is refused as wrong usage, before anything is opened.
    @Test func everyCommandRefusesWhatItDoesNotTake() {
        for command in CommandTable.all {
            let words = command.name.split(separator: " ").map(String.init)
            let places = command.positionals.map { _ in "x" }
            #expect(throws: CommandError.self, "\(command.name)") {
                try Arguments.parse(words + places + ["--no-such-option"], CommandTable.all)
            }
            let parsed = try? Arguments.parse(words + places + ["--json"], CommandTable.all)
            #expect(parsed?.options["json"] != nil, "\(command.name)")
        }
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func completionsKnowEveryCommandAndOption(_ shell: String) throws {
        let program = Repository.root + "/.build/debug/cartas"
        let output = try Process.run(program, ["completions", shell])
        #expect(output.code == 0)
        for command in CommandTable.all {
            #expect(output.text.contains(command.verb ?? command.noun), "\(command.name)")
            for option in command.options {
                #expect(output.text.contains(option.name), "\(command.name) --\(option.name)")
            }
        }
    }

    @Test func theManualPageNamesEveryCommand() throws {
        let program = Repository.root + "/.build/debug/cartas"
        let output = try Process.run(program, ["man"])
        #expect(output.text.hasPrefix(".TH CARTAS 1"))
        for command in CommandTable.all {
            #expect(
                output.text.contains(
                    "cartas \(command.name)".replacing("-", with: "\u{1}")
                        .split(separator: "\u{1}").joined(separator: "\\-")), "\(command.name)")
        }
    }

    /// Every role meets every act: allowed as the table says, refused in words otherwise.
    @Test func theTableOfRightsIsKept() {
        for role in Role.allCases {
            let user = User(id: User.ID(prefix: "U", number: 1), name: "x", roles: [role])
            let person = Person(user: user, proof: .demonstration)
            for act in Act.allCases {
                let expected =
                    switch act.permission {
                    case .anyone, .anyRole: true
                    case .roles(let roles): roles.contains(role)
                    case .system: false
                    }
                #expect(act.isAllowed(to: person) == expected, "\(role) \(act)")
            }
            #expect(!Act.takeReferral.isAllowed(to: .nobody))
        }
    }
}
