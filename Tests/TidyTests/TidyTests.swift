import Application
import Domain
import Support
import Testing

/// Holds the house to its rules. Every rule also meets a planted offender, because a rule that
/// catches nothing looks the same as a tidy house.
struct TidyTests {
    typealias Source = TidyRules.Source

    static let sources = Repository.files(below: "Sources", suffix: ".swift")
        .map { Source($0, Repository.text($0)) }
    static let tests = Repository.files(below: "Tests", suffix: ".swift")
        .map { Source($0, Repository.text($0)) }
    static let books = Language.allCases.map { PhraseBook.embedded($0) }

    @Test func importsRunDownward() {
        #expect(Self.sources.count > 20)
        #expect(TidyRules.wrongImports(Self.sources) == [])
    }

    @Test(arguments: [
        ("Sources/Domain/A.swift", "import Store"), ("Sources/Terminal/A.swift", "import Domain"),
        ("Sources/Clinical/A.swift", "public import Scheduling"),
        ("Sources/TUI/A.swift", "@preconcurrency import Store"),
        ("Sources/Store/A.swift", "import struct Application.Asset"),
        ("Sources/Solver/A.swift", "import Foundation"), ("Sources/Attic/A.swift", "let a = 1"),
    ])
    func aWrongImportIsCaught(_ path: String, _ text: String) {
        #expect(TidyRules.wrongImports([Source(path, text + "\n")]).count == 1)
    }

    @Test func statementsStandInTheStore() {
        #expect(TidyRules.strayStatements(Self.sources) == [])
    }

    @Test(arguments: [
        #"let a = try rows("SELECT 1")"#, #"  INSERT INTO t (a) VALUES ($1)"#,
        #"run("DELETE FROM t", [])"#, #"run("UPDATE t SET a = 1")"#,
        #"try view.all(User.self, where: "is_active")"#, #"let order = "1 = 1 ORDER BY id""#,
        #"let condition = "course = $1""#, #"+ " AND ending IS NULL""#,
    ])
    func aStrayStatementIsCaught(_ text: String) {
        let planted = [
            Source("Sources/Application/A.swift", "// A SELECT in words.\n\(text)\n"),
            Source("Sources/Store/A.swift", text),
        ]
        #expect(TidyRules.strayStatements(planted) == ["Sources/Application/A.swift:2"])
    }

    @Test func filesAreShort() {
        #expect(TidyRules.longFiles(Self.sources + Self.tests) == [])
        let planted = Source("a", String(repeating: "x\n", count: 401))
        #expect(TidyRules.longFiles([planted]) == ["a: 401 lines"])
    }

    @Test func linesAreShort() {
        #expect(TidyRules.longLines(Self.sources + Self.tests) == [])
        let planted = Source("a", "ok\n" + String(repeating: "字", count: 101))
        #expect(TidyRules.longLines([planted]) == ["a:2: 101 columns"])
    }

    @Test func everyPhraseExistsInEveryLanguage() {
        #expect(TidyRules.unequalPhrases(Self.books) == [])
    }

    @Test func aMissingPhraseIsCaught() throws {
        let one = try PhraseBook(.english, files: [("en", "a = {x} and {n:day|days}\nb = B\n")])
        let other = try PhraseBook(.japanese, files: [("ja", "a = {x}\n")])
        #expect(
            TidyRules.unequalPhrases([one, other]) == [
                "ja: a has other placeholders", "ja: b is missing",
            ])
    }

    @Test func everyNamedPhraseExists() {
        #expect(TidyRules.unknownPhrases(Self.sources, Self.books[0]) == [])
        #expect(Vocabulary.keys.filter { Self.books[0][$0] == nil } == [])
    }

    @Test func anUnknownPhraseIsCaught() {
        let text = #"f(Phrase("day.noSuch")); f(Phrase( "no.such")); wording("none.\(x)")"#
        let planted = Source("a", text)
        #expect(
            TidyRules.unknownPhrases([planted], Self.books[0]) == [
                "a: no.such", #"a: none.\(x)"#,
            ])
    }

    @Test func everyTestFileAsserts() {
        let blind = Self.tests.filter { source in
            source.path.hasSuffix("Tests.swift")
                && !["#expect", "#require", "expectSnapshot", "checkRandomCases"].contains {
                    source.text.contains($0)
                }
        }
        #expect(blind.map(\.path) == [])
    }

    @Test func theTopLevelIsAsAgreed() {
        let readable = ["README.md", "ARCHITECTURE.md", "LICENSE", "Makefile", "Package.swift"]
        for name in readable { #expect(!Repository.bytes(name).isEmpty, "\(name)") }
    }

    @Test func counterExamplesAreMadeSmall() {
        // Planted: a property that fails as soon as a list holds a number above 90.
        let failure = firstFailure(
            200, seed: 7, make: { random in (0..<20).map { _ in random.int(in: 0...100) } },
            shrink: { $0.shrunk }, holds: { $0.contains { $0 > 90 } ? "above 90" : nil })
        #expect(failure?.smallest.count == 1)
    }
}
