import Application
import Domain
import Support
import TUI
import Terminal
import Testing

/// The engine behind the keys of the Board, on a demonstration store.
@Suite(.serialized)
struct PlanScreenTests {
    static func unplanned(_ desk: EngineDesk) -> String? {
        desk.app.live.board.first { $0.isToPlan }?.course
    }

    static let sizes = [(24, 80), (48, 160)]

    /// Draws what the keys lead to, in both languages and both sizes.
    static func snapshots(_ name: String, course: (EngineDesk) -> String?, keys: String) throws {
        let first = try EngineDesk()
        let course = try #require(course(first))
        for language in [Language.english, .japanese] {
            for (rows, columns) in sizes {
                var desk = first.resized(rows, columns, language)
                try desk.show()
                try desk.choose(course)
                try desk.press(keys)
                expectSnapshot(
                    desk.app.view().text, named: "\(name)-\(language.rawValue)-\(columns)x\(rows)")
            }
        }
    }

    @Test func aWholeChainIsHeldWithTwoKeysAndTakenBack() throws {
        var desk = try EngineDesk()
        let course = try #require(Self.unplanned(desk))
        try desk.choose(course)
        try desk.press("p")
        let text = desk.app.view().text
        #expect(text.contains("P(on time)") && text.contains("Earliest"))
        #expect(text.contains("h hold the whole chain"))
        // Escape changes nothing.
        try desk.press("<escape>")
        #expect(desk.app.desk.overlay == nil && desk.said.isEmpty)
        try desk.press("ph")
        #expect(desk.refused.isEmpty && desk.said.map(\.key) == ["notice.planned"])
        #expect(desk.app.desk.overlay == nil)
        let row = try #require(desk.row(course))
        #expect(!row.isToPlan && row.dayZero != nil && row.conflicts == 0)
        #expect(row.bars.contains { $0.kind == .conditioning && $0.state == .held })
        // One act: one undo takes the whole chain back.
        #expect(try desk.follower.undo().key == "notice.undone")
        try desk.reload()
        #expect(desk.row(course)?.isToPlan == true)
    }

    @Test func thePlansAreDrawn() throws {
        try Self.snapshots("plans", course: Self.unplanned, keys: "p<right>")
    }
}
