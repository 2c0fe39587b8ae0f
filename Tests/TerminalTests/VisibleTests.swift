import Terminal
import Testing

struct VisibleTests {
    @Test func hostileTextBecomesVisible() {
        #expect(Visible.text("a\u{1B}[2Jb") == "a␛[2Jb")
        #expect(Visible.text("x\u{202E}y") == "x·y")
        #expect(Visible.text("葛\u{E0100}城") == "葛\u{E0100}城")
        #expect(Visible.text("\u{9B}31m") == "\u{FFFD}31m")
        let stacked = "e" + String(repeating: "\u{301}", count: 50)
        #expect(Visible.text(stacked).unicodeScalars.count == 5)
    }
}
