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
                expectScreen(desk.app.view(), named: name, language)
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

    /// A course whose infusion is booked and still to come.
    static func planned(_ desk: EngineDesk) -> String? {
        desk.app.live.board.first { row in
            row.bars.contains { $0.kind == .infusion && $0.days.lowerBound > Sample.today + 10 }
        }?.course
    }

    @Test func whyNotEarlierIsSaidWithItsSources() throws {
        var desk = try EngineDesk()
        let course = try #require(Self.unplanned(desk))
        try desk.choose(course)
        try desk.press("e")
        let text = desk.app.view().text
        #expect(text.contains("infusion cannot be before"))
        #expect(text.contains("1  "))
        try desk.press("<escape>")
        #expect(desk.app.desk.overlay == nil && desk.said.isEmpty)
    }

    @Test func theReasonsAreDrawn() throws {
        try Self.snapshots("why", course: Self.unplanned, keys: "e")
    }

    @Test func anInfusionIsMovedOrDropped() throws {
        var desk = try EngineDesk()
        let course = try #require(Self.planned(desk))
        let before = try #require(desk.row(course))
        try desk.choose(course)
        try desk.press("m")
        #expect(desk.app.view().text.contains("(0)"))
        // Nothing is booked by Enter while it lies where it lay.
        try desk.press("<enter>")
        #expect(desk.said.isEmpty && desk.app.desk.overlay != nil)
        try desk.press("}<escape>")
        #expect(desk.app.desk.overlay == nil && desk.said.isEmpty)
        #expect(desk.row(course) == before)
        // A week later, then on day by day until it can be: Enter commits what the strip showed.
        try desk.press("m}")
        var days = 7
        while desk.app.view().text.contains("Not possible"), days < 60 {
            // What stops it is told, and Enter refuses.
            try desk.press("<enter>")
            #expect(desk.said.isEmpty)
            try desk.press("]")
            days += 1
        }
        try desk.press("<enter>")
        #expect(desk.refused.isEmpty && desk.said.map(\.key) == ["notice.planned"])
        let after = try #require(desk.row(course))
        #expect(after.dayZero == before.dayZero.map { $0 + days })
        #expect(after.conflicts <= before.conflicts)
    }

    @Test func theStripIsDrawn() throws {
        try Self.snapshots("move", course: Self.planned, keys: "m}")
    }

    @Test func everybodyIsPlannedAnewAndTheMarkedLinesAreBooked() throws {
        var desk = try EngineDesk()
        let waiting = desk.app.live.board.count { $0.isToPlan }
        try desk.press("P")
        let text = desk.app.view().text
        #expect(text.contains("bound") && text.contains("[ ]"))
        try desk.press("<enter>")
        #expect(desk.said.isEmpty && desk.app.desk.overlay != nil)
        try desk.press("<escape>")
        #expect(desk.said.isEmpty && desk.app.desk.overlay == nil)
        try desk.press("Pa<enter>")
        #expect(desk.refused.isEmpty && desk.said.map(\.key) == ["notice.planned"])
        #expect(desk.app.live.board.count { $0.isToPlan } < waiting)
    }

    @Test func theDifferencesAreDrawn() throws {
        try Self.snapshots("replan", course: Self.planned, keys: "P j")
    }

    @Test func aReferralLeadsToItsPlan() throws {
        var desk = try EngineDesk()
        try desk.press("nヤマモト<tab>サクラ<tab>山本<tab>さくら<tab>1968-02-03<tab><tab><tab><tab><tab><tab>")
        try desk.press("<enter>")
        #expect(desk.said.map(\.key) == ["notice.referred"])
        #expect(desk.app.view().text.contains("Make the plan now?"))
        try desk.press("p")
        #expect(desk.app.view().text.contains("P(on time)"))
        try desk.press("h")
        #expect(desk.said.map(\.key) == ["notice.referred", "notice.planned"])
    }
}
