import Application
import Domain
import Support
import TUI
import Terminal
import Testing

/// The administration, on a demonstration store.
@Suite(.serialized)
struct AdminTests {
    private static let looks = [
        ("admin", ""), ("admin-user", "n"), ("admin-backup", "B"), ("admin-page", "<enter>"),
        ("admin-rules", "<right><right><right>"),
        ("admin-code", "<right><right><right><right><right><right><right>C"),
    ]

    @Test func usersAreListedSwitchedOffAndLookedInto() throws {
        let first = try EngineDesk(user: "admin")
        for language in [Language.english, .japanese] {
            for (rows, columns) in PlanScreenTests.sizes {
                for (name, keys) in Self.looks {
                    var desk = first.resized(rows, columns, language)
                    try desk.show()
                    try desk.press("8" + keys)
                    expectScreen(desk.app.view(), named: name, language)
                }
            }
        }
        var desk = first
        try desk.press("8jx")
        #expect(
            desk.refused.isEmpty
                && desk.said == [Phrase("users.switchedOff", ["user": .text("ito")])])
        let row = desk.app.view().text.split(separator: "\n").first { $0.contains("ito ") }
        #expect(row?.contains(" no") == true)
        try desk.press("<enter>")
        #expect(desk.app.view().text.contains("Last acts"))
    }

    @Test func whatOneMayNotSeeSaysSo() throws {
        var desk = try EngineDesk(user: "tanaka")
        try desk.press("8")
        let text = desk.app.view().text
        // Nobody's name, and who may.
        #expect(!text.contains("suzuki") && text.contains("administrator"))
        // The next list is for everybody.
        try desk.press("<right>")
        #expect(desk.app.view().text.contains("apheresis device"))
    }

    @Test func aPhysicianTakesARuleOver() throws {
        var desk = try EngineDesk(user: "mori")
        // Rules: the fourth list; those that nobody has checked stand under their state.
        try desk.press("8<right><right><right>/recalled<enter>")
        let before = desk.app.view().text
        #expect(before.contains("recalled"))
        try desk.press("a")
        #expect(desk.refused.isEmpty, "\(desk.refused)")
        #expect(desk.said.last?.key == "rules.approved")
    }

    @Test func aMessageInQuarantineIsGivenUpWithAReason() throws {
        var desk = try EngineDesk(user: "admin")
        let office = try desk.office("admin")
        let row = "MRN,LOINC,Value,Unit,Date\n9900,777-3,100,10*9/L,2026-11-20\n"
        let inbox = Inbox(office, codes: try SiteCodes.load())
        var file = FileImport(source: "labs.csv", ImportOptions())
        var items = file.take(Array(row.utf8)[...])
        items += try file.finish()
        let receipts = try items.map { try inbox.receive($0) }
        #expect(receipts.map(\.disposition) == [.quarantined])
        try desk.press("8<right><right><right><right><right>")
        #expect(desk.app.view().text.contains("labs.csv"))
        try desk.press("Xnot ours")
        expectScreens(desk.app, named: "admin-drop")
        try desk.press("<enter>")
        #expect(desk.refused.isEmpty && desk.said.count == 1)
        #expect(!desk.app.view().text.contains("labs.csv"))
    }

    @Test func theJournalIsReadToTheRowAndTheStoreChecked() throws {
        var desk = try EngineDesk(user: "admin")
        try desk.press("8<left><left><enter>")
        let page = desk.app.view().text
        #expect(page.contains("Journal · ") && page.contains("+ "))
        try desk.press("<escape>v")
        #expect(desk.app.view().text.contains("Sound:"))
        expectScreens(desk.app, named: "admin-verified")
    }
}
