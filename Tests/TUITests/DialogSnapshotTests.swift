import Application
import Domain
import Support
import TUI
import Terminal
import Testing

/// Every form and dialog of the desk that no other test draws, on one store.
@Suite(.serialized)
struct DialogSnapshotTests {
    /// What is pressed before the dialog is there.
    enum Way: Sendable {
        case keys(String)
        /// On the row of a course of the Board.
        case course(String)
        /// On the first place of the apheresis unit of which the foot says this, in a language.
        case place([String], String)
        /// On the first resource that belongs to a maker.
        case maker(String)
    }

    static let cases: [(name: String, way: Way)] = [
        ("judgement", .course("J")), ("apheresis", .course("V")),
        ("theme", .keys(":theme<enter>")), ("merge", .keys("2M")),
        ("hold", .place(["Free", "空いています"], "<enter>")), ("block", .place(["K-"], "xleak<tab>3")),
        ("release", .place(["K-"], "r")), ("bump", .place(["K-"], "b")),
        ("unblock", .place(["burst pipe"], "x")), ("maker-until", .maker("oo")),
        ("maker-list", .maker("ol")), ("redo", .keys("U")), ("again", .course("Nabc<enter>.")),
    ]

    /// One block, one slot that a maker was asked for, and one note that was taken back.
    private static func desk() throws -> EngineDesk {
        let desk = try EngineDesk()
        let device = try Resource.ID("apheresis")
        let sheet = try #require(
            try desk.follower.sheet(of: device, from: Sample.today, days: 30))
        let day = try #require(
            (3..<30).first { sheet.units[0][$0] == .free }.map { Sample.today + $0 })
        _ = try desk.follower.perform(BlockUnit(device, unit: 1, day, why: "burst pipe"))
        let product = try #require(desk.app.live.resources.compactMap(\.product).first)
        _ = try desk.follower.perform(RequestMakerSlot(product, Sample.today + 20, for: nil))
        let course = try #require(desk.app.live.board.first?.course)
        _ = try desk.follower.perform(AddNote(try Course.ID(course), "test"))
        _ = try desk.follower.undo()
        return desk
    }

    @Test func dialogsAreDrawn() throws {
        let first = try Self.desk()
        for (name, way) in Self.cases {
            for language in Language.allCases {
                for (rows, columns) in DeskScreenTests.sizes {
                    var desk = first.resized(rows, columns, language)
                    try desk.show()
                    try Self.go(way, &desk)
                    expectScreen(desk.app.view(), named: "dialog-\(name)", language)
                }
            }
        }
    }

    private static func go(_ way: Way, _ desk: inout EngineDesk) throws {
        switch way {
        case .keys(let keys): try desk.press(keys)
        case .course(let keys):
            try desk.choose(try #require(desk.app.live.board.first { $0.isToPlan }).course)
            try desk.press(keys)
        case .place(let words, let keys):
            let isFound = try SlotDeskTests.walk(&desk, to: "apheresis") { foot in
                words.contains { foot.contains($0) }
            }
            #expect(isFound, "\(words) \(desk.app.view().size)")
            try desk.press(keys)
        case .maker(let keys):
            try desk.press("3")
            let place = try #require(
                desk.app.live.resources.firstIndex { $0.product != nil })
            for _ in 0..<place { try desk.press("<tab>") }
            try desk.press(keys)
        }
    }
}
