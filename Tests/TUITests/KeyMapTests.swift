import Application
import Domain
import TUI
import Terminal
import Testing

/// Keys that a person has set, and the last act once more.
struct KeyMapTests {
    @Test func aFileChangesTheKeysAndWhatIsSaidOfThem() throws {
        let map = try KeyMap(parsing: "# mine\nmove = M\n\nplan = m # what p was\n")
        #expect(map.key(of: .move) == "M" && map.key(of: .plan) == "m")
        #expect(map.key(of: .why) == "e")
        var app = App(
            size: Size(rows: 24, columns: 80), now: Sample.now,
            settings: {
                var settings = App.Settings(language: .english)
                settings.keys = map
                return settings
            }(), link: .live, person: Sample.tanaka, wordings: Sample.wordings)
        _ = app.update(.loaded(Sample.live))
        let effects = app.press("m")
        #expect(effects.contains { if case .start = $0 { true } else { false } })
        #expect(app.view().text.contains("Plans for"))
        app.press("<escape>")
        // The old key of the plans means nothing any more.
        app.press("p")
        #expect(app.refusal?.key == "refusal.key")
        app.press("?")
        let help = app.view().text
        #expect(help.contains("M       Move the infusion"))
    }

    @Test(arguments: [
        ("move", 1), ("move = m\nfly = f", 2), ("move = mm", 1), ("\n\nmove = j", 3),
        ("move = u", 0), ("move = X\nplan = X", 2), ("open = o", 1), ("board = B", 1),
    ])
    func aWrongLineIsRefusedByItsNumber(_ text: String, _ line: Int) {
        let error = #expect(throws: KeyMapError.self) { try KeyMap(parsing: text) }
        #expect(error?.line == line)
        if let error {
            for wording in Sample.wordings { #expect(!wording(error.phrase).contains("{")) }
        }
    }

    @Test func theLastActIsShownAndDoneOnceMoreElsewhere() throws {
        var desk = try EngineDesk()
        let courses = desk.app.live.board.prefix(2).map(\.course)
        try desk.press(".")
        #expect(desk.app.refusal?.key == "again.nothing")
        try desk.choose(courses[0])
        try desk.press("Ncalled back<enter>")
        try desk.press("/<escape>")
        try desk.choose(courses[1])
        try desk.press(".")
        #expect(desk.app.view().text.contains(courses[1]))
        // Shown, not yet done.
        #expect(desk.said.count == 1)
        try desk.press("<enter>")
        #expect(desk.said.map(\.key) == ["notice.noted", "notice.noted"])
        // On the Inbox the act on a course has no place to go but the matter's course.
        try desk.press("3.")
        #expect(desk.app.refusal?.key == "again.notHere")
    }

    @Test func redoIsShownBeforeItIsDone() throws {
        var desk = try EngineDesk()
        try desk.press("U")
        #expect(desk.app.refusal?.key == "redo.nothing" && desk.app.desk.overlay == nil)
        let course = try #require(desk.app.live.board.first).course
        try desk.choose(course)
        try desk.press("Ncalled back<enter>")
        _ = try desk.follower.undo()
        try desk.press("U")
        #expect(desk.app.view().text.contains("is done again"))
        let effects = desk.app.press("<escape>")
        #expect(effects.isEmpty && desk.app.desk.overlay == nil)
        try desk.press("U")
        #expect(desk.app.press("<enter>") == [.redo])
    }
}
