import Interop
import Testing

struct CharacterSetTests {
    @Test func x() { #expect(CharacterSet(named: "sjis") == .shiftJIS) }
}
