import Domain
import Support
import Testing

/// What is kept as JSON today is the same sentence tomorrow.
struct PhraseNotationTests {
    private static func value(_ random: inout RandomSource, depth: Int) -> Phrase.Value {
        switch random.int(in: 0...(depth > 0 ? 8 : 6)) {
        case 0: .text(random.pick(["", "山田 太郎", "a\"b\\c\n", "{name}"]))
        case 1: .count(random.int(in: -5...1_000_000))
        case 2: .decimal(Double(random.int(in: -900...900)) / 8, places: random.int(in: 0...4))
        case 3: .day(Day(number: Int32(random.int(in: -20_000...40_000))))
        case 4:
            .instant(
                Instant(
                    utcMilliseconds: Int64(random.int(in: 0...1_900_000)) * 1_000_000,
                    offsetMinutes: random.pick([0, 540, -330])))
        case 5: .either(english: "one", japanese: "一")
        case 6: .resource(Identifier(prefix: "R", number: random.int(in: 1...99)))
        case 7: .phrase(phrase(&random, depth: depth - 1))
        default: .list((0..<random.int(in: 0...3)).map { _ in value(&random, depth: depth - 1) })
        }
    }

    private static func phrase(_ random: inout RandomSource, depth: Int) -> Phrase {
        var values: [String: Phrase.Value] = [:]
        for number in 0..<random.int(in: 0...4) {
            values["v\(number)"] = value(&random, depth: depth)
        }
        return Phrase("key.\(random.int(in: 1...9))", values)
    }

    @Test func whatIsWrittenIsReadAgain() throws {
        var random = RandomSource(seed: 5)
        for _ in 1...2000 {
            let phrase = Self.phrase(&random, depth: 3)
            let reader = try JSONReader(parsing: phrase.json.compact)
            #expect(try Phrase(reading: reader) == phrase)
        }
    }

    @Test(arguments: ["", "[]", "{}", "{\"key\":1}", "{\"key\":\"k\",\"values\":{\"a\":true}}"])
    func whatIsNoPhraseIsRefused(_ text: String) {
        #expect(throws: JSONError.self) {
            try Phrase(reading: JSONReader(parsing: text))
        }
    }
}
