import Glibc
import Support
import Terminal
import Testing

/// Names come from other systems. Whatever they hold, the terminal hears only this program.
///
/// `HOSTILE_NAMES` sets how many are sent; the release figure is 1,000,000.
@Suite(.serialized)
struct HostileTextTests {
    static let count = getenv("HOSTILE_NAMES").flatMap { Int(String(cString: $0)) } ?? 12_000

    static let pieces: [String] = [
        "\u{1B}[2J", "\u{1B}]0;owned\u{7}", "\u{1B}]52;c;ZXZpbA==\u{7}", "\u{1B}P", "\u{9B}31m",
        "\u{9D}", "\u{90}", "\u{0}", "\u{7}", "\u{8}\u{8}", "\r\n", "\t", "\u{7F}", "\u{85}",
        "\u{202E}", "\u{2066}", "\u{200B}", "\u{200D}", "\u{FE0F}", "\u{2028}", "e\u{301}\u{301}",
        "か\u{3099}", "佐藤", "ｻﾄｳ", "👨\u{200D}👩\u{200D}👧", "🇯🇵", "👍🏽", "𠮷", "葛\u{E0100}",
        "\u{FFFE}", "\u{E000}", "\u{301}", "K-0142", "Smith", " ", "—", "%s%n", "\u{1B}[?1049l",
    ]

    static func name(_ random: inout RandomSource) -> String {
        var name = ""
        for _ in 0..<random.int(in: 1...6) {
            if random.chance(0.25),
                let scalar = Unicode.Scalar(UInt32(random.int(in: 0...0x10FFFF)))
            {
                name.unicodeScalars.append(scalar)
            } else {
                name += random.pick(pieces)
            }
        }
        return name
    }

    /// The sequences that this program and curses send by themselves.
    static func foreign(in bytes: [UInt8]) -> UInt8? {
        var place = 0
        func ends(_ byte: UInt8) -> Bool { (0x40...0x7E).contains(byte) }
        while place < bytes.count {
            let byte = bytes[place]
            switch byte {
            case 0x1B:
                guard place + 1 < bytes.count else { return nil }
                switch bytes[place + 1] {
                case UInt8(ascii: "["):
                    var end = place + 2
                    while end < bytes.count, !ends(bytes[end]) { end += 1 }
                    // Of all sequences only these move, colour, erase or set modes; xterm keeps
                    // its title on a stack while the other screen is shown.
                    let isTitleStack = ["22;0;0", "23;0;0"].contains(
                        String(decoding: bytes[min(place + 2, end)..<end], as: UTF8.self))
                    if end < bytes.count, !"HABCDGdJKXPLMmhlrnb@ST".utf8.contains(bytes[end]),
                        !(isTitleStack && bytes[end] == UInt8(ascii: "t"))
                    {
                        return bytes[end]
                    }
                    place = end + 1
                case UInt8(ascii: "("), UInt8(ascii: ")"): place += 3
                case UInt8(ascii: "="), UInt8(ascii: ">"), UInt8(ascii: "7"), UInt8(ascii: "8"),
                    UInt8(ascii: "M"):
                    place += 2
                default: return bytes[place + 1]
                }
            case 0x08, 0x0A, 0x0D, 0x0E, 0x0F, 0x20...0x7E: place += 1
            case 0xC2 where place + 1 < bytes.count && bytes[place + 1] < 0xA0:
                return bytes[place + 1]  // A control character of eight bits, in UTF-8.
            case 0x80...0xFF: place += 1
            default: return byte
            }
        }
        return nil
    }

    @Test func theGateLeavesNothingThatCommands() {
        var random = RandomSource(seed: 11)
        for _ in 0..<Self.count {
            let name = Self.name(&random)
            for scalar in Visible.text(name).unicodeScalars {
                switch scalar.value {
                case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F,
                    0xFEFF:
                    Issue.record(
                        "U+\(String(scalar.value, radix: 16)) passed in \(name.debugDescription)")
                default: continue
                }
            }
        }
    }

    @Test func noForeignControlReachesTheTerminal() throws {
        let terminal = try #require(PseudoTerminal(Size(rows: 24, columns: 80)))
        let before = terminal.lineModes
        var options = Screen.Options()
        (options.input, options.output) = (terminal.inner, terminal.inner)
        (options.type, options.ownsProcess) = ("xterm-256color", false)
        let screen = try Screen(options)
        #expect(screen.size == Size(rows: 24, columns: 80))
        #expect(terminal.lineModes != before)
        var random = RandomSource(seed: 13)
        var (sent, bytes) = (0, 0)
        while sent < Self.count {
            var frame = Frame(screen.size)
            for row in 0..<frame.size.rows {
                for column in stride(from: 0, to: 80, by: 20) {
                    frame.write(
                        Self.name(&random), row: row, column: column, width: 19,
                        Style(random.pick(Ink.allCases)))
                    sent += 1
                }
            }
            screen.present(frame)
            let received = terminal.read(withinMilliseconds: 0) ?? []
            bytes += received.count
            if let byte = Self.foreign(in: received) {
                Issue.record(
                    "\(byte) after \(sent) names: \(String(decoding: received, as: UTF8.self))")
                break
            }
        }
        #expect(bytes > sent)
        screen.close()
        #expect(terminal.lineModes == before)
        let last = String(decoding: terminal.read(withinMilliseconds: 0) ?? [], as: UTF8.self)
        for mode in ["\u{1B}[?1049l", "\u{1B}[?2004l"] { #expect(last.contains(mode)) }
    }

    /// The check above can fail: each of these is found.
    @Test(arguments: ["\u{1B}]0;x\u{7}", "\u{7}", "\u{9B}31m", "a\u{0}", "\u{1B}P", "\u{1B}[5i"])
    func thePlantedControlIsFound(_ text: String) {
        #expect(Self.foreign(in: Array(text.utf8)) != nil)
    }
}
