import Application
import Domain
import Support
import TUI
import Terminal
import Testing

/// Repairs, what-if copies, the past and the gates behind the keys of the Board, on a
/// demonstration store.
@Suite(.serialized)
struct DeskScreenTests {
    /// A course whose batch is under way and whose infusion is to come.
    private static func making(_ desk: EngineDesk) -> String? {
        desk.app.live.board.first { row in
            row.bars.contains { bar in
                bar.kind == .manufacturing && bar.days.contains(Sample.today) && bar.state != .done
            } && row.bars.contains { $0.kind == .infusion && $0.days.lowerBound > Sample.today }
        }?.course
    }

    @Test func aLateBatchIsRepairedAndEverybodyTold() throws {
        var desk = try EngineDesk()
        let course = try #require(Self.making(desk))
        let before = try #require(desk.row(course)?.dayZero)
        let tasks = try desk.follower.load().matters.count { $0.id.hasPrefix("task") }
        try desk.choose(course)
        try desk.press("!1<tab>+9 line down<enter>")
        #expect(desk.said.map(\.key) == ["notice.reported"])
        let text = desk.app.view().text
        #expect(text.contains("what can be done") && text.contains("a  "))
        // The Board above shows where the course would lie.
        #expect(text.contains("moved +"))
        try desk.press("<enter>")
        #expect(desk.refused.isEmpty)
        #expect(desk.said.map(\.key) == ["notice.reported", "notice.repaired"])
        let after = try #require(desk.row(course)?.dayZero)
        #expect(after > before)
        let told = try desk.follower.load().matters.count { $0.id.hasPrefix("task") }
        #expect(told > tasks + CourseEvent.batchLate.tells.count)
    }

    @Test func planBIsBookedWithOneKey() throws {
        var desk = try EngineDesk()
        let course = try #require(Self.making(desk))
        let before = try #require(desk.row(course)?.dayZero)
        try desk.choose(course)
        try desk.press("B")
        #expect(desk.app.view().text.contains("a second batch"))
        try desk.press("<enter>")
        #expect(desk.refused.isEmpty && desk.said.map(\.key) == ["notice.repaired"])
        #expect(try #require(desk.row(course)?.dayZero) > before)
        // What was collected stays in the record beside its repetition.
        let bookings = try #require(
            try desk.follower.load().courses.first { $0.id.text == course }?.bookings)
        let collections = bookings.filter { $0.activity == .apheresis }
        #expect(collections.contains { $0.part == 2 } || collections.count == 1)
        #expect(try desk.follower.undo().key == "notice.undone")
        try desk.reload()
        #expect(desk.row(course)?.dayZero == before)
    }

    @Test func withoutAConflictThereIsNothingToRepair() throws {
        var desk = try EngineDesk()
        if desk.app.live.board.allSatisfy({ $0.conflicts == 0 }) {
            try desk.press("R")
            #expect(desk.app.refusal?.key == "repair.noConflict")
        } else {
            try desk.press("R")
            #expect(desk.app.view().text.contains("Repairs"))
        }
    }

    @Test func ghostsFollowTheBookingThatMoves() throws {
        var desk = try EngineDesk()
        let course = try #require(PlanScreenTests.planned(desk))
        try desk.choose(course)
        try desk.press("m}")
        var days = 7
        while desk.app.view().text.contains("Not possible"), days < 60 {
            try desk.press("]")
            days += 1
        }
        #expect(desk.app.view().text.contains("moved +\(days)"))
        try desk.press("<escape>")
        #expect(!desk.app.view().text.contains("moved +"))
    }

    @Test func aCopyIsPlayedWithComparedAndCommitted() throws {
        var desk = try EngineDesk()
        let course = try #require(PlanScreenTests.planned(desk))
        let before = try #require(desk.row(course)?.dayZero)
        try desk.press("bnLater<enter>")
        #expect(desk.said.map(\.key) == ["notice.branchMade"])
        try desk.press("<enter>")
        #expect(desk.app.view().text.contains("WHAT-IF “Later”"))
        try desk.choose(course)
        // What happened is no what-if.
        try desk.press("!")
        #expect(desk.app.refusal?.key == "refusal.branch")
        try Self.move(&desk, by: "}")
        #expect(desk.said.last?.key == "notice.branchPlanned")
        // The copy shows it, the board does not.
        #expect(desk.app.view().text.contains("≈"))
        #expect(desk.row(course)?.dayZero == before)
        try desk.press("bnMuch later<enter>")
        try desk.press("j<enter>")
        #expect(desk.app.view().text.contains("Much later"))
        try Self.move(&desk, by: "}}")
        // Side by side: one line for the course, a column for each.
        try desk.press("b j k")
        try desk.press("<escape>")
        try desk.press("b<home> j ")
        let text = desk.app.view().text
        #expect(text.contains("now") && text.contains("[×]"))
        try desk.press("kC")
        #expect(desk.refused.isEmpty && desk.said.last?.key == "notice.branchCommitted")
        #expect(try #require(desk.row(course)?.dayZero) > before)
        // The other was made from what stood before: it says so, and is not committed.
        try desk.press("b")
        #expect(desk.app.view().text.contains("made from what has changed since"))
        try desk.press("C")
        #expect(desk.app.refusal?.key == "plan.stale")
        try desk.press("x")
        #expect(desk.said.last?.key == "notice.branchDropped")
    }

    private static func move(_ desk: inout EngineDesk, by keys: String) throws {
        try desk.press("m" + keys)
        var days = 0
        while desk.app.view().text.contains("Not possible"), days < 60 {
            try desk.press("]")
            days += 1
        }
        try desk.press("<enter>")
        #expect(desk.app.desk.overlay == nil)
    }

    @Test func theBoardOfYesterdayIsReadOnlyAndSaysSo() throws {
        var desk = try EngineDesk()
        let course = try #require(PlanScreenTests.unplanned(desk))
        try desk.choose(course)
        try desk.press("ph<escape>")
        let planned = try #require(desk.row(course)?.dayZero)
        try desk.press("A")
        try desk.press("<enter><enter>")
        let text = desk.app.view().text
        #expect(text.contains("AS IT STOOD") && text.contains("@"))
        #expect(!text.contains("≈"))
        try desk.press("m")
        #expect(desk.app.refusal?.key == "refusal.past")
        // Yesterday it was not planned.
        let then = try #require(desk.app.desk.board.other)
        #expect(then.rows([]).first { $0.course == course }?.dayZero == nil)
        try desk.press("<escape>")
        #expect(desk.app.desk.board.other == nil)
        #expect(desk.row(course)?.dayZero == planned)
    }

    @Test func aGateIsRecordedAndOpensTheWay() throws {
        var desk = try EngineDesk()
        let row = try #require(desk.app.live.board.first { !$0.closedGates.isEmpty })
        let gate = try #require(row.closedGates.first)
        #expect(try desk.follower.load().matters.contains { $0.id == "gate \(row.course)" })
        try desk.choose(row.course)
        try desk.press("C")
        let number = (Gate.Kind.allCases.firstIndex(of: gate.kind) ?? 0) + 1
        #expect(desk.app.view().text.contains("nothing entered"))
        // In order since today, without an end.
        try desk.press("\(number)2<tab><tab><tab><enter>")
        #expect(desk.said.map(\.key) == ["notice.gate"])
        #expect(desk.row(row.course)?.closedGates.contains { $0.kind == gate.kind } == false)
    }

    static let sizes = [(24, 80), (48, 160)]

    static let cases: [(name: String, keys: String)] = [
        ("repair", "!1<tab>+9<enter>"), ("branches", "bnA<enter>nB<enter> j "),
        ("past", "A<enter><enter>"), ("gates", "C"), ("gate", "C2"), ("plan-b", "B"),
    ]

    @Test(arguments: cases.map(\.name))
    func screensAreDrawn(_ name: String) throws {
        let keys = try #require(Self.cases.first { $0.name == name }?.keys)
        for language in [Language.english, .japanese] {
            for (rows, columns) in Self.sizes {
                // Each look begins with the same store: what the keys do must not add up.
                var desk = try EngineDesk(rows, columns, language)
                let course = try #require(Self.making(desk))
                try desk.choose(course)
                try desk.press(keys)
                expectScreen(desk.app.view(), named: name, language)
            }
        }
    }
}
