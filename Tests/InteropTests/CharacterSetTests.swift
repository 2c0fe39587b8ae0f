import Glibc
import Interop
import Support
import Testing

/// The decoders against the C library's converter, which shares no table with them.
struct CharacterSetTests {
    /// What the C library makes of bytes; nil where it refuses them.
    static func converted(_ bytes: [UInt8], from name: String) -> String? {
        guard let converter = iconv_open("UTF-8", name), Int(bitPattern: converter) != -1 else {
            return nil
        }
        defer { iconv_close(converter) }
        var input = bytes.map { CChar(bitPattern: $0) }
        var output = [CChar](repeating: 0, count: 4 * bytes.count + 16)
        let size = output.count
        return input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                var from = source.baseAddress
                var to = target.baseAddress
                var (left, room) = (bytes.count, size)
                guard iconv(converter, &from, &left, &to, &room) == 0, left == 0 else { return nil }
                let text = target[..<(size - room)].map { UInt8(bitPattern: $0) }
                return String(decoding: text, as: UTF8.self)
            }
        }
    }

    /// Signs that the vendors' tables give another code point each.
    static func folded(_ text: String) -> String {
        let pairs: [Unicode.Scalar: Unicode.Scalar] = [
            "\u{FF5E}": "\u{301C}", "\u{2225}": "\u{2016}", "\u{FF0D}": "\u{2212}",
            "\u{FFE0}": "\u{A2}", "\u{FFE1}": "\u{A3}", "\u{FFE2}": "\u{AC}",
            "\u{FF3C}": "\u{5C}", "\u{FFE3}": "\u{203E}", "\u{2015}": "\u{2014}",
            "\u{00A6}": "\u{FFE4}", "\u{FFE5}": "\u{A5}",
        ]
        return String(String.UnicodeScalarView(text.unicodeScalars.map { pairs[$0] ?? $0 }))
    }

    @Test func everyPairOfShiftJISIsRead() {
        var (compared, different) = (0, [String]())
        for lead in Array(0x81...0x9F) + Array(0xE0...0xFC) {
            for trail in 0x40...0xFC {
                let bytes = [UInt8(lead), UInt8(trail)]
                guard let expected = Self.converted(bytes, from: "CP932") else { continue }
                compared += 1
                let own = CharacterSet.shiftJIS.decode(bytes[...]).map {
                    String(decoding: $0, as: UTF8.self)
                }
                if Self.folded(own ?? "none") != Self.folded(expected) {
                    different.append("\(bytes): \(own ?? "none"), not \(expected)")
                }
            }
        }
        #expect(compared > 9000)
        #expect(different == [])
    }

    @Test(arguments: [("EUC-JP", false), ("EUC-JP", true)])
    func everyPairOfEUCIsRead(_ name: String, _ isSupplement: Bool) {
        var (compared, different) = (0, [String]())
        for row in 0xA1...0xFE {
            for column in 0xA1...0xFE {
                let bytes = (isSupplement ? [0x8F] : []) + [UInt8(row), UInt8(column)]
                guard let expected = Self.converted(bytes, from: name) else { continue }
                compared += 1
                let own = CharacterSet.eucJP.decode(bytes[...]).map {
                    String(decoding: $0, as: UTF8.self)
                }
                if Self.folded(own ?? "none") != Self.folded(expected) {
                    different.append("\(bytes): \(own ?? "none"), not \(expected)")
                }
            }
        }
        #expect(compared > 6000)
        #expect(different == [])
    }

    @Test func everyCellOfISO2022IsRead() {
        var (compared, different) = (0, [String]())
        for (select, name) in [("$B", "ISO-2022-JP"), ("$(D", "ISO-2022-JP-2")] {
            for row in UInt8(0x21)...0x7E {
                for column in UInt8(0x21)...0x7E {
                    let bytes =
                        [0x1B] + Array(select.utf8) + [row, column, 0x1B] + Array("(B".utf8)
                    guard let expected = Self.converted(bytes, from: name) else { continue }
                    compared += 1
                    let own = CharacterSet.iso2022JP.decode(bytes[...]).map {
                        String(decoding: $0, as: UTF8.self)
                    }
                    if Self.folded(own ?? "none") != Self.folded(expected) {
                        different.append("\(bytes): \(own ?? "none"), not \(expected)")
                    }
                }
            }
        }
        #expect(compared > 12_000)
        #expect(different == [])
    }

    /// What a set writes it reads back, and names with rare kanji come home.
    @Test(arguments: [
        (CharacterSet.shiftJIS, "髙橋 﨑 ～－ ｱﾝ ① 山田｜^表"), (.eucJP, "高橋 丂 ｱﾝ 髙"),
        (.iso2022JP, "髙橋 﨑 丂 ｱﾝ ① 表|^~\\&\r次"), (.utf8, "𠮷野家 髙 﨑"), (.latin1, "Müller"),
    ])
    func textsComeHome(_ set: CharacterSet, _ text: String) throws {
        let bytes = set.encode(text)
        let back = try #require(set.decode(bytes[...]))
        #expect(Self.folded(String(decoding: back, as: UTF8.self)) == Self.folded(text))
        if set == .iso2022JP { #expect(bytes.allSatisfy { $0 < 0x80 }) }
    }

    @Test func whatASetLacksBecomesAQuestionMark() {
        #expect(CharacterSet.shiftJIS.encode("𠮷a") == Array("?a".utf8))
        #expect(CharacterSet.iso2022JP.encode("𠮷a") == Array("?a".utf8))
        #expect(CharacterSet.ascii.encode("山") == Array("?".utf8))
    }

    @Test(arguments: [
        ([0x1B, 0x24, 0x42, 0x30], "half a kanji"),
        ([0x1B, 0x24, 0x42, 0x7E, 0x7E], "an empty cell"),
        ([0x1B, 0x24, 0x41, 0x21, 0x21], "a set of another country"),
        ([0xFF, 0xFE, 0x80, 0x81], "no set at all"), ([0x81], "half of Shift_JIS"),
        ([0xEF, 0xBB, 0xBF, 0xFF], "a broken text behind a mark"),
    ])
    func brokenBytesAreRefused(_ bytes: [UInt8], _ what: String) {
        #expect(DecodedText(deciding: bytes[...]) == nil, "\(what)")
    }

    @Test(arguments: [
        (CharacterSet.iso2022JP, CharacterSet.iso2022JP), (.shiftJIS, .shiftJIS), (.eucJP, .eucJP),
        (.utf8, .utf8), (.utf8WithMark, .utf8WithMark),
    ])
    func theSetIsFound(_ written: CharacterSet, _ found: CharacterSet) {
        let bytes = written.encode("患者^太郎~カンジャ^タロウ 静岡県静岡市登呂")
        let decoded = DecodedText(deciding: bytes[...], asked: .latin1)
        if written == .shiftJIS || written == .eucJP {
            #expect(decoded?.set == .latin1)  // What was asked for comes before guessing.
            #expect(DecodedText(deciding: bytes[...])?.set == found)
        } else {
            #expect(decoded?.set == found)
        }
    }

    /// A separator that came out of a kanji would cut a name in two.
    @Test func noKanjiBecomesASeparator() throws {
        for first in UInt8(0x21)...0x7E {
            for second in UInt8(0x21)...0x7E {
                for select in ["$B", "$(D"] {
                    let bytes = [0x1B] + Array(select.utf8) + [first, second]
                    let text = CharacterSet.iso2022JP.decode(bytes[...]) ?? []
                    try #require(text.allSatisfy { $0 >= 0x80 })
                }
            }
        }
    }

    @Test func theWaveDashComparesEqual() {
        #expect(Wave.folded("1\u{301C}2\u{2212}3") == Wave.folded("1\u{FF5E}2\u{FF0D}3"))
        #expect(Wave.folded("1~2") != Wave.folded("1\u{301C}2"))
    }
}
