import Glibc
import Support
import Terminal
import Testing

/// Six jobs of a ward, pressed into the built program in a pseudo terminal, in both languages.
@Suite(.serialized)
struct WardProgramTests {
    struct Words: Sendable, CustomTestStringConvertible {
        let language: String
        let skin: String
        let waits: String
        let withdrawn: String
        let closing: String
        var testDescription: String { language }
    }

    static let languages = [
        Words(
            language: "en", skin: "skin", waits: "ICANS rose",
            withdrawn: "is withdrawn",
            closing: "nothing has been moved"),
        Words(
            language: "ja", skin: "皮膚", waits: "に上昇",
            withdrawn: "取り消しました",
            closing: "まだ何も移動"),
    ]

    private static func file(_ text: String, _ name: String) throws -> String {
        let path = ProgramScreen.demo + "." + name
        let output = try #require(fopen(path, "w"))
        fputs(text, output)
        fclose(output)
        return path
    }

    /// A store of its own for each language, with an infused patient of an autoimmune disease.
    private static func store(_ words: Words) -> String {
        let store = ProgramScreen.demo + ".ward-" + words.language
        ProgramScreen.run([
            "demo", "--only-make", "--store", store, "--courses", "60", "--now",
            ProgramScreen.now,
        ])
        return store
    }

    /// The infused patient who stands first in the list of the ward.
    private static func course(in list: String) throws -> String {
        let line = try #require(list.split(separator: "\n").first { $0.contains("D+") })
        let start = try #require(line.firstIndex(of: "K"))
        return String(line[start...].prefix(6))
    }

    private static func run(_ store: String, _ words: Words, _ arguments: [String]) -> String {
        ProgramScreen.run(
            arguments + [
                "--store", store, "--now", ProgramScreen.now, "--lang", words.language, "--user",
                "kobayashi",
            ])
    }

    @Test(arguments: languages)
    func sixJobsOfTheWard(_ words: Words) throws {
        let store = Self.store(words)
        let screen = try #require(
            ProgramScreen(
                arguments: [
                    "--store", store, "--now", ProgramScreen.now, "--user", "kobayashi", "--lang",
                    words.language,
                ], more: ["CARTAS_LANG=\(words.language)"]))
        #expect(screen.wait(for: "K-0"))

        // Who is due: the ward's list, the most pressing first.
        screen.press("4")
        #expect(screen.wait(for: "6E"))
        #expect(Self.run(store, words, ["ward", "today"]).contains("ICE"))

        // ICE 10, then 6: grade 2, tasks, and a call that waits.
        screen.press("ia\r")
        #expect(screen.wait(for: "ICE 10"))
        screen.press("ia4790\r")
        #expect(screen.wait(for: words.waits))
        let waiting = Self.run(store, words, ["escalations", "list"])
        #expect(waiting.contains("ICANS 0 → 2"), "\(waiting)")
        screen.press("a\r")
        _ = screen.wait(for: "E-0001")
        #expect(!Self.run(store, words, ["escalations", "list"]).contains("0 → 2"))

        // Fever with hypotension is graded while it is typed.
        screen.press("v38.6\r84\r94\r2")
        #expect(screen.wait(for: "CRS 2"))
        screen.press("\r\r\r\r\r\r\r")
        #expect(screen.wait(for: "CRS"))
        #expect(Self.run(store, words, ["escalations", "list"]).contains("CRS 0 → 2"))

        // A wrong entry is taken back.
        screen.press("C")
        #expect(screen.wait(for: "temp_C"))
        screen.press("xwrong\r")
        #expect(screen.wait(for: words.withdrawn))
        #expect(!Self.run(store, words, ["escalations", "list"]).contains("CRS 0 → 2"))

        // A local toxicity: seven items against the baseline, what it led to, bin and grade.
        let course = try Self.course(in: Self.run(store, words, ["ward", "today"]))
        let lupus = try Self.file("{\"indication\": \"lupus\"}", "lupus.json")
        ProgramScreen.run([
            "courses", "change-referral", course, "--from", lupus, "--store", store, "--now",
            ProgramScreen.now, "--user", "tanaka",
        ])
        screen.press("O")
        #expect(screen.wait(for: words.skin))
        screen.press("2\t2")
        // The grade is asked of the store while the boxes are ticked.
        _ = screen.wait(for: "nothing like this", milliseconds: 800)
        screen.press("\r")
        _ = screen.wait(for: "nothing like this", milliseconds: 800)
        #expect(Self.run(store, words, ["escalations", "list"]).contains("LICATS 0 → 2"))
        #expect(Self.run(store, words, ["ward", "events", course]).contains("skin"))

        // A bed is closed tonight: first who is at risk, then the reason.
        screen.press("5")
        #expect(screen.wait(for: "ICU 1"))
        screen.press("x")
        #expect(screen.wait(for: words.closing))
        screen.press("xwater\r")
        #expect(screen.wait(for: "xxxx"))
        #expect(Self.run(store, words, ["ward", "beds"]).contains("xxxx"))

        screen.press("1q")
        #expect(screen.end().status == 0)
    }

    /// Another terminal sees a new grade within a second.
    @Test func anotherTerminalSeesAGradeWithinASecond() throws {
        let words = Self.languages[0]
        let store = ProgramScreen.demo + ".grade"
        ProgramScreen.run([
            "demo", "--only-make", "--store", store, "--courses", "60", "--now",
            ProgramScreen.now,
        ])
        let screen = try #require(
            ProgramScreen(
                arguments: [
                    "--store", store, "--now", ProgramScreen.now, "--user", "nakano", "--lang",
                    "en",
                ]))
        #expect(screen.wait(for: "K-0"))
        screen.press("4")
        #expect(screen.wait(for: "6E"))
        // Everything is drawn; what comes from here on is news.
        _ = screen.wait(for: "nothing like this", milliseconds: 500)
        let today = Self.run(store, words, ["ward", "today"])
        let course = try Self.course(in: today)
        let items = [
            "year", "month", "city", "hospital", "object_1", "object_2", "object_3", "command",
            "writing", "attention",
        ]
        let ice = items.map { "\"\($0)\": false" }.joined(separator: ", ")
        let entry = try Self.file("{\"ice\": {\(ice)}}", "entry.json")
        let said = Self.run(store, words, ["ward", "assess", course, "--from", entry])
        #expect(screen.wait(for: "3↑", milliseconds: 1500), "\(said)")
        screen.press("1q")
        #expect(screen.end().status == 0)
    }
}
