import Glibc
import Support
import Terminal
import Testing

/// The whole program, as a terminal sees it.
@Suite(.serialized)
struct ProgramScreenTests {
    static let leaving = ["\u{1B}[?1049l", "\u{1B}[?2004l"]

    @Test(
        arguments: ["xterm-256color", "tmux-256color", "screen", "linux", "vt100"],
        ["C", "ja_JP.UTF-8"])
    func theBoardStandsInEveryTerminal(_ term: String, _ lang: String) throws {
        let screen = try #require(ProgramScreen(term: term, lang: lang))
        #expect(screen.wait(for: "CARTAS") || screen.wait(for: "Board"))
        #expect(screen.wait(for: "K-0"))
        screen.press("q")
        let (status, _) = screen.end()
        #expect(status == 0)
        #expect(screen.terminal.lineModes == screen.before)
    }

    /// Whatever ends the program, the terminal is left as it was found.
    @Test(arguments: [SIGTERM, SIGHUP, SIGSEGV, SIGABRT, SIGILL, 0])
    func theTerminalIsPutBackOnEveryWayOut(_ signal: Int32) throws {
        let screen = try #require(ProgramScreen())
        #expect(screen.wait(for: "K-0"))
        #expect(screen.terminal.lineModes != screen.before)
        if signal == 0 { screen.press("q") } else { screen.terminal.send(signal: signal) }
        let (status, text) = screen.end()
        let isCrash = [SIGSEGV, SIGABRT, SIGILL].contains(signal)
        #expect(status == (isCrash ? -signal : 0))
        #expect(screen.terminal.lineModes == screen.before)
        for mode in Self.leaving { #expect(text.contains(mode), "\(mode.debugDescription)") }
        #expect(text.contains("\u{1B}[?25h") || text.contains("\u{1B}[34h\u{1B}[?25h"))
    }

    /// Neither a paste nor a sequence that nobody knows, nor the keys that stop a line, end or
    /// freeze the program.
    @Test func nothingButItsKeyEndsIt() throws {
        let screen = try #require(ProgramScreen())
        #expect(screen.wait(for: "K-0"))
        let noise = [
            "\u{1B}[200~qqqq\rq\u{1B}[201~", "\u{1B}[99;99q", "\u{3}", "\u{1C}", "\u{13}", "\u{11}",
            "\u{1B}]0;q\u{7}", "\u{1B}Pq\u{1B}\\", "\u{1A}", "\u{4}",
        ]
        for piece in noise { screen.press(piece) }
        screen.press("7")
        #expect(screen.wait(for: "due"))
        for (rows, columns) in [(1, 1), (5, 20), (200, 500), (24, 80)] {
            screen.terminal.resize(Size(rows: rows, columns: columns))
            usleep(30_000)
        }
        screen.press("1")
        #expect(screen.wait(for: "Course"))
        screen.press("q")
        #expect(screen.end().status == 0)
    }

    @Test func anotherTerminalsChangeAppearsWithinASecond() throws {
        let store = ProgramScreen.demo + ".live"
        ProgramScreen.run(
            [
                "demo", "--only-make", "--store", store, "--courses", "30", "--now",
                ProgramScreen.now,
            ])
        let screen = try #require(
            ProgramScreen(arguments: ["--store", store, "--now", ProgramScreen.now]))
        #expect(screen.wait(for: "K-0"))
        // Everybody is drawn; what comes from here on is news.
        _ = screen.wait(for: "nothing like this", milliseconds: 500)
        let referral = """
            {"number": "H-777", "family": "変更", "given": "太郎", "familyKana": "ヘンコウ", \
            "givenKana": "タロウ", "sex": "male", "birth": "1960-01-01", "hospital": "X", \
            "indication": "lymphoma", "urgency": "soon"}
            """
        let file = store + ".json"
        let output = try #require(fopen(file, "w"))
        fputs(referral, output)
        fclose(output)
        let said = ProgramScreen.run(
            ["patients", "refer", "--from", file, "--store", store, "--now", ProgramScreen.now])
        #expect(screen.wait(for: "変更", milliseconds: 1500), "\(said)")
        screen.press("q")
        #expect(screen.end().status == 0)
    }

    @Test func theIdleScreenShowsNoPatient() throws {
        let screen = try #require(
            ProgramScreen(
                arguments: ["--store", ProgramScreen.demo], more: ["CARTAS_IDLE_SECONDS=1"]))
        #expect(screen.wait(for: "K-0"))
        #expect(screen.wait(for: "Press", milliseconds: 4000))
        screen.press("x")
        #expect(screen.wait(for: "User"))
        screen.terminal.send(signal: SIGTERM)
        #expect(screen.end().status == 0)
    }

    @Test func withoutATerminalItSaysWhatToDo() {
        let text = ProgramScreen.run(["--lang", "en", "--store", "/nonexistent/x", "slots", "list"])
        #expect(!text.isEmpty)
    }
}
