import Application
import Domain
import Support
import TUI
import Terminal
import Testing

struct ScreenSnapshotTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let keys: String
        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "board", keys: "j"), Case(name: "board-week", keys: "-"),
        Case(name: "board-aligned", keys: "D"), Case(name: "board-filter", keys: "/sato"),
        Case(name: "patients", keys: "2"), Case(name: "slots", keys: "3jjlll"),
        Case(name: "inbox", keys: "7"), Case(name: "palette", keys: ":zoom"),
        Case(name: "finder", keys: "gsuzu"), Case(name: "help", keys: "?"),
        Case(name: "lock", keys: "L"), Case(name: "sign-in", keys: "Wtanaka<enter>secret"),
        Case(name: "refusal", keys: "%"),
        Case(name: "intake", keys: "nサトウ<tab>ハナコ<tab>佐藤<tab>花子<tab>5"),
        Case(name: "note", keys: "N電話"), Case(name: "event", keys: "!2<tab>6E"),
    ]

    @Test(arguments: cases, [Language.english, .japanese])
    func screen(_ example: Case, _ language: Language) {
        for (rows, columns) in [(24, 80), (48, 160)] {
            var app = Sample.app(rows, columns, language)
            app.press(example.keys)
            let frame = app.view()
            expectScreen(frame, named: example.name, language)
            #expect(frame.size == Size(rows: rows, columns: columns))
        }
    }

    /// Whatever the size, there is a picture and no trap.
    @Test func everySizeIsDrawn() {
        for example in Self.cases {
            for (rows, columns) in [(1, 1), (1, 80), (24, 1), (2, 2), (5, 20), (3, 500), (200, 3)] {
                var app = Sample.app(24, 80, .japanese)
                app.press(example.keys)
                _ = app.update(.resized(Size(rows: rows, columns: columns)))
                #expect(app.view().cells.count == rows * columns, "\(example.name)")
                app.press("jk<down><pageDown>G")
                #expect(app.view().cells.count == rows * columns, "\(example.name)")
            }
        }
    }
}
