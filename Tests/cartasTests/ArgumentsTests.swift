import Application
import Domain
import Testing

@testable import cartas

struct ArgumentsTests {
    static let table = [
        Command(
            "solve", nil, [.init(name: "INSTANCE")], act: .compute,
            options: [.init(name: "seconds", value: "S"), .out]
        ) { _ in .done },
        Command("slots", "list", act: .readSchedule) { _ in .done },
        Command("slots", "block", [.init(name: "SLOT", repeats: true)], act: .blockUnits) { _ in
            .done
        },
    ]

    func parse(_ line: String) throws -> Arguments {
        try Arguments.parse(line.split(separator: " ").map(String.init), Self.table)
    }

    @Test func optionsStandBeforeAndAfter() throws {
        let found = try parse("--lang ja solve a.json --seconds=10 -o out.json")
        #expect(found.command.name == "solve")
        #expect(found.positionals == ["a.json"])
        #expect(found.options == ["lang": ["ja"], "seconds": ["10"], "out": ["out.json"]])
        #expect(found.language == .japanese)
    }

    @Test func placesMayRepeatAndBeginWithADash() throws {
        #expect(try parse("slots block a -- -b").positionals == ["a", "-b"])
    }

    @Test func helpIsAlwaysAnswered() throws {
        #expect(try parse("slots --help").command.name == "help")
        #expect(try parse("solve --help").positionals == ["solve"])
        #expect(try parse("").command.name == "screens")
        #expect(try parse("--help").command.name == "help")
    }

    @Test(arguments: [
        ("fly", "cli.unknownNoun"), ("slots", "cli.verbMissing"), ("slots burn", "cli.unknownVerb"),
        ("solve", "cli.placeMissing"), ("solve a b", "cli.placeTooMany"),
        ("solve a --minutes 3", "cli.unknownOption"), ("solve a --seconds", "cli.optionWantsValue"),
        ("solve a --seconds 1 --seconds 2", "cli.optionTwice"),
        ("slots list --json=1", "cli.optionTakesNothing"),
        ("slots list --lang xx", "cli.badLanguage"),
    ])
    func wrongUsageIsNamed(_ line: String, _ key: String) {
        do {
            _ = try parse(line)
            Issue.record("not refused")
        } catch let error as CommandError {
            #expect(error.phrase.key == key)
            #expect(error.exitCode == .usage)
        } catch {
            Issue.record("\(error)")
        }
    }
}
