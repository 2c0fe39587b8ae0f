import Application
import Domain
import Support
import TUI
import Terminal
import Testing

/// Who gains by a place, makers' slots, the emergency, the ledger and the Inbox behind their keys,
/// on a demonstration store.
@Suite(.serialized)
struct SlotDeskTests {
    /// Goes to the first free place of a resource on a working day to come.
    static func walk(
        _ desk: inout EngineDesk, to resource: String, until wanted: (String) -> Bool
    ) throws -> Bool {
        try desk.press("3")
        let names = desk.app.live.resources.map(\.id)
        let place = try #require(names.firstIndex(of: resource))
        for _ in 0..<place { try desk.press("<tab>") }
        for _ in 0..<40 {
            let foot = desk.app.view().text.split(separator: "\n").suffix(2).joined()
            if wanted(foot) { return true }
            try desk.press("l")
        }
        return false
    }

    @Test func whoGainsMostIsPlannedWithThePlace() throws {
        var desk = try EngineDesk()
        let waiting = desk.app.live.board.count { $0.isToPlan }
        #expect(try Self.walk(&desk, to: "apheresis") { $0.contains("Free") })
        try desk.press("w")
        let text = desk.app.view().text
        #expect(text.contains("who gains most") && text.contains("Declared score"))
        #expect(text.contains("score"))
        try desk.press("<enter>")
        #expect(desk.refused.isEmpty && desk.said.map(\.key) == ["notice.planned"])
        #expect(desk.app.live.board.count { $0.isToPlan } <= waiting)
    }

    /// A machine is down for three days: all of it is taken away, whoever stands there is named
    /// and planned anew, and the days come back by the same key.
    @Test func aMachineThatIsDownIsTakenAwayAndGivenBack() throws {
        var desk = try EngineDesk()
        #expect(try Self.walk(&desk, to: "apheresis") { $0.contains("K-") })
        try desk.press("xleak<tab><backspace>3<tab><right><tab>2")
        #expect(desk.app.view().text.contains("planned anew at once: K-"))
        try desk.press("<enter>")
        #expect(desk.refused.isEmpty && desk.said.map(\.key) == ["notice.blockedBooked"])
        let device = try Resource.ID("apheresis")
        func blocked() throws -> [(id: BlockRecord.ID?, words: String)] {
            let sheet = try desk.follower.sheet(of: device, from: Sample.today, days: 60)
            return try #require(sheet).units.flatMap { unit in
                unit.compactMap { use in
                    guard case .blocked(let kind, let words, let id) = use,
                        kind.key == "blockKind.service"
                    else { return nil }
                    return (id, words)
                }
            }
        }
        let taken = try blocked()
        #expect(taken.count > 1 && Set(taken.map(\.id)).count == 1)
        #expect(taken.allSatisfy { $0.words == "leak" })
        // The repairs are open; without one of them the conflict stays in the Inbox.
        try desk.press("<escape>")
        try desk.press("jx")
        #expect(desk.app.view().text.contains(try #require(taken[0].id).text))
        try desk.press("repaired<enter>")
        #expect(desk.said.last?.key == "notice.unblocked")
        #expect(try blocked().isEmpty)
    }

    @Test func theMakersListIsShownBesideOursAndTakenOver() throws {
        var desk = try EngineDesk()
        let product = try #require(desk.app.live.resources.compactMap(\.product).first)
        let folder = try TemporaryFolder()
        let known = desk.app.live.makerSlots.filter { $0.product == product }
        let day = Sample.today + 33
        let path = folder.write(
            "ref,day,state\nLOT-7,\(day.iso),confirmed\n", to: "list.csv")
        try desk.press("3")
        let place = try #require(
            desk.app.live.resources.firstIndex { $0.product == product })
        for _ in 0..<place { try desk.press("<tab>") }
        try desk.press("ol" + path + "<enter>")
        let text = desk.app.view().text
        #expect(text.contains("LOT-7") && text.contains("known to the maker only"))
        expectScreens(desk.app, named: "dialog-maker-lines")
        #expect(desk.said.isEmpty)
        try desk.press("<enter>")
        #expect(desk.refused.isEmpty && desk.said.map(\.key) == ["notice.makerList"])
        let slots = desk.app.live.makerSlots.filter { $0.product == product }
        #expect(slots.count == known.count + 1)
        #expect(slots.contains { $0.ref == "LOT-7" && $0.day == day && $0.state == .confirmed })
        // What cannot be read is told, and nothing is taken over.
        try desk.press("l" + folder.file("none.csv") + "<enter>")
        #expect(desk.app.view().text.contains("none.csv"))
        try desk.press("<enter>")
        #expect(desk.said.count == 1)
    }

    @Test func twoWantOnePlaceAndTheDecisionIsKept() throws {
        var desk = try EngineDesk()
        #expect(try Self.walk(&desk, to: "apheresis") { $0.contains("Free") })
        try desk.press("w j k")
        // The cursor stands on the first; both are marked.
        try desk.press("<enter>")
        #expect(desk.app.view().text.contains("Who gets it, and why"))
        expectScreens(desk.app, named: "dialog-decision")
        // Without a reason nothing is decided.
        try desk.press("<enter>")
        #expect(desk.said.isEmpty)
        try desk.press("blasts rising<enter>")
        #expect(desk.refused.isEmpty)
        #expect(desk.said.map(\.key) == ["notice.planned", "notice.allocated"])
        try desk.press("v")
        let before = desk.app.view().text
        #expect(before.contains("A-0001") && before.contains("blasts rising"))
        // Other weights, another count: the decision itself stays.
        try desk.press("2++++")
        #expect(desk.app.view().text != before)
        try desk.press("0")
        #expect(desk.app.view().text.contains("✓"))
    }

    @Test func aMakerIsAskedOffersAndConfirms() throws {
        var desk = try EngineDesk()
        let resource = try #require(desk.app.live.resources.first { $0.product != nil })
        try desk.press("3")
        let place = try #require(desk.app.live.resources.firstIndex(of: resource))
        for _ in 0..<place { try desk.press("<tab>") }
        for _ in 0..<10 { try desk.press("l") }
        try desk.press("o")
        #expect(desk.app.view().text.contains("No slot is asked for"))
        try desk.press("n")
        #expect(desk.app.live.makerSlots.map(\.state) == [.requested])
        try desk.press("o+3<enter><enter>")
        #expect(desk.app.live.makerSlots.map(\.state) == [.offered])
        #expect(try desk.follower.load().matters.contains { $0.id == "maker M-0001" })
        try desk.press("c")
        #expect(desk.app.live.makerSlots.map(\.state) == [.confirmed])
        // What is confirmed is not offered any more.
        try desk.press("o")
        #expect(desk.app.refusal?.key == "makerSlot.illegalMove")
    }

    @Test func anEmergencyTakesAPlaceWithAReasonAndBothMove() throws {
        var desk = try EngineDesk()
        let unplanned = try #require(desk.app.live.board.first { $0.isToPlan })
        #expect(
            try Self.walk(&desk, to: "apheresis") {
                $0.contains("Held") || $0.contains("Booked") || $0.contains("K-0")
            })
        try desk.press("b\(unplanned.course)<enter>")
        let text = desk.app.view().text
        #expect(text.contains("instead of"))
        expectScreens(desk.app, named: "dialog-instead")
        try desk.press("<enter>")
        #expect(desk.app.view().text.contains("loses a place"))
        expectScreens(desk.app, named: "dialog-emergency")
        try desk.press("organ at risk<enter>")
        #expect(desk.refused.isEmpty && desk.said.last?.key == "notice.repaired")
    }

    @Test func aMatterRestsIsGivenAndIsCalledAbout() throws {
        var desk = try EngineDesk()
        try desk.press("7")
        let count = desk.app.live.inbox.count
        let id = try #require(desk.app.desk.inbox.selected)
        try desk.press("z<tab><tab>waiting for the maker<enter>")
        #expect(desk.said.last?.key == "notice.snoozed")
        #expect(desk.app.live.inbox.count == count - 1)
        #expect(!desk.app.live.inbox.contains { $0.id == id })
        let next = try #require(desk.app.desk.inbox.selected)
        try desk.press("amori<tab>on leave<enter>")
        #expect(desk.said.last?.key == "notice.delegated")
        #expect(
            desk.app.live.inbox.first { $0.id == next }?.who.key == "inbox.delegate")
        try desk.press("E")
        #expect(desk.said.last?.key == "notice.escalated")
        #expect(desk.app.live.inbox.contains { $0.id == "notice S-0001" })
        try desk.press("<home>")
        for _ in 0..<desk.app.live.inbox.count
        where desk.app.desk.inbox.selected != "notice S-0001" {
            try desk.press("j")
        }
        try desk.press("y")
        #expect(desk.said.last?.key == "notice.acknowledged")
        #expect(!desk.app.live.inbox.contains { $0.id == "notice S-0001" })
    }

    static let cases: [(name: String, keys: String)] = [
        ("gain", "3w"), ("makers", "3<tab>on"), ("ledger", "3v"), ("snooze", "7z"),
        ("delegate", "7a"),
    ]

    @Test(arguments: cases.map(\.name))
    func screensAreDrawn(_ name: String) throws {
        let keys = try #require(Self.cases.first { $0.name == name }?.keys)
        for language in [Language.english, .japanese] {
            for (rows, columns) in DeskScreenTests.sizes {
                var desk = try EngineDesk(rows, columns, language)
                if name == "gain" {
                    let free = language == .english ? "Free" : "空いています"
                    #expect(try Self.walk(&desk, to: "apheresis") { $0.contains(free) })
                    try desk.press("w")
                } else {
                    try desk.press(keys)
                }
                expectScreen(desk.app.view(), named: name, language)
            }
        }
    }
}
