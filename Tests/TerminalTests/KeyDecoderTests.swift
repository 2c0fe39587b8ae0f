import Support
import Terminal
import Testing

struct KeyDecoderTests {
    func decode(_ text: String) -> [Key] {
        var decoder = KeyDecoder()
        return decoder.feed(text.utf8) + decoder.timeOut()
    }

    @Test(arguments: [
        ("a", [Key.text("a")]), ("患者", [.text("患"), .text("者")]),
        ("\u{1B}[A", [.up]), ("\u{1B}OA", [.up]), ("\u{1B}[1;5C", [.named(.right, .control)]),
        ("\u{1B}[5~", [.pageUp]), ("\u{1B}[3;2~", [.named(.delete, .shift)]),
        ("\u{1B}[Z", [.backTab]), ("\u{1B}OP", [.function(1)]), ("\u{1B}[[A", [.function(1)]),
        ("\u{1B}[15~", [.function(5)]), ("\u{1B}[24~", [.function(12)]),
        ("\u{1B}", [.escape]), ("\u{1B}\u{1B}[B", [.escape, .down]), ("\u{1B}x", [.alt("x")]),
        ("\u{1B}[", [.alt("[")]), ("\u{1B}O", [.alt("O")]), ("\r\n", [.enter, .enter]),
        ("\u{7F}\u{8}", [.backspace, .backspace]), ("\u{3}", [.control("c")]),
        ("\u{1B}[2;3R", [.cursorAt(row: 2, column: 3)]), ("\u{1B}[1;2R", [.function(3)]),
    ])
    func sequences(_ text: String, _ keys: [Key]) {
        #expect(decode(text) == keys)
    }

    /// The letters of a sequence that nobody knows must never run as commands.
    @Test(arguments: [
        "\u{1B}[9999999999999A", "\u{1B}[38;5;1m", "\u{1B}]0;title\u{7}", "\u{1B}P1$r0m\u{1B}\\",
        "\u{1B}[?1;2c", "\u{1B}[>41;330;0c", "\u{1B}[1;2;3A", "\u{1B}Oz", "\u{1B}[<99999999;1;1M",
    ])
    func unknownIsSwallowedWhole(_ text: String) {
        let keys = decode(text)
        #expect(!keys.isEmpty)
        for key in keys { #expect(key == .unknown || key == .alt("\\"), "\(key)") }
    }

    @Test func mouseReportsOfBothForms() {
        #expect(
            decode("\u{1B}[<0;10;5M\u{1B}[<0;10;5m") == [
                .mouse(.init(.press, at: Position(row: 4, column: 9))),
                .mouse(.init(.release, at: Position(row: 4, column: 9))),
            ])
        #expect(
            decode("\u{1B}[<64;1;1M") == [.mouse(.init(.wheelUp, at: Position(row: 0, column: 0)))])
        #expect(decode("\u{1B}[M !!") == [.mouse(.init(.press, at: Position(row: 0, column: 0)))])
    }

    @Test func aPasteIsTextWhateverItHolds() {
        let text = "'; DROP\n\u{1B}[A%n"
        #expect(decode("\u{1B}[200~\(text)\u{1B}[201~q") == [.paste(text), .text("q")])
        // Cut off by a lost connection: still no command.
        #expect(decode("\u{1B}[200~qqq") == [.paste("qqq")])
    }

    @Test func brokenTextIsUnknown() {
        var decoder = KeyDecoder()
        #expect(decoder.feed([0xFF, 0xFE]) == [.unknown, .unknown])
        #expect(decoder.feed([0xE6, UInt8(ascii: "j")]) == [.unknown, .text("j")])
        #expect(decoder.feed([0xC2, 0x9B]) == [.unknown])
        #expect(decoder.feed([0xF0, 0x9F, 0x98]).isEmpty)
        #expect(decoder.patienceMilliseconds == 25)
        #expect(decoder.timeOut() == [.unknown])
        #expect(decoder.patienceMilliseconds == nil)
    }

    @Test func splitsMakeNoDifference() {
        let bytes = Array("a\u{1B}[A\u{1B}[200~x患\u{1B}[201~者\u{1B}[<0;3;4M\u{1B}OQz".utf8)
        var whole = KeyDecoder()
        let expected = whole.feed(bytes)
        for cut in 0...bytes.count {
            var decoder = KeyDecoder()
            #expect(decoder.feed(bytes[..<cut]) + decoder.feed(bytes[cut...]) == expected)
        }
    }

    /// Whatever comes, the decoder finds back to plain keys.
    @Test func noiseNeverJamsIt() {
        var random = RandomSource(seed: 7)
        let pieces = [
            "\u{1B}", "[", "O", "]", "P", "M", "<", "~", ";", "200~", "9", "A", "あ", "\u{7}",
        ]
        for _ in 0..<20_000 {
            var decoder = KeyDecoder()
            for _ in 0..<random.int(in: 1...12) {
                if random.chance(0.3) {
                    _ = decoder.feed([UInt8(random.int(in: 0...255))])
                } else {
                    _ = decoder.feed(random.pick(pieces).utf8)
                }
            }
            _ = decoder.timeOut()
            #expect(decoder.feed("q".utf8) == [.text("q")])
        }
    }
}
