import Domain
import Support
import Testing

struct JSONTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String
        let error: JSONError
    }

    static func at(_ line: Int, _ column: Int) -> Place { Place(line: line, column: column) }

    static let faults = [
        Case(testDescription: "empty", text: "", error: .syntax(.unexpectedEnd, at(1, 1))),
        Case(
            testDescription: "cut object", text: "{\n  \"a\": 1",
            error: .syntax(.unexpectedEnd, at(2, 9))),
        Case(
            testDescription: "leading zero", text: "[01]", error: .syntax(.badNumber, at(1, 2))),
        Case(
            testDescription: "trailing comma", text: "[1,]",
            error: .syntax(.unexpectedCharacter, at(1, 4))),
        Case(
            testDescription: "same name twice", text: "{\"a\":1,\n\"a\":2}",
            error: .syntax(.duplicateName, at(2, 1))),
        Case(
            testDescription: "column after kanji", text: "[\"日本\", x]",
            error: .syntax(.unexpectedCharacter, at(1, 8))),
        Case(
            testDescription: "lonely surrogate", text: "\"\\ud800\"",
            error: .syntax(.badEscape, at(1, 8))),
        Case(testDescription: "two values", text: "1 2", error: .syntax(.trailingText, at(1, 3))),
        Case(
            testDescription: "too deep", text: String(repeating: "[", count: 65),
            error: .syntax(.tooDeep, at(1, 65))),
    ]

    @Test(arguments: faults) func faultIsPlaced(_ example: Case) {
        #expect(throws: example.error) { try JSONParser.parse(example.text) }
    }

    @Test func numbersKeepTheirDigits() throws {
        let value = try JSONParser.parse("[7.10, -0, 1E+3]")
        #expect(value.compact == "[7.10,-0,1E+3]")
    }

    @Test func escapesAreRead() throws {
        let value = try JSONParser.parse(#""A\u00e9\uD83C\uDFE5\n\/""#)
        #expect(value == .string("Aé🏥\n/"))
    }

    @Test func readerNamesThePath() throws {
        let reader = try JSONReader(parsing: "{\"patients\": [\n {\"weight\": \"60\"}]}")
        let patient = try reader.member("patients").elements()[0]
        let failure = JSONError.wanted(
            .kind(.integer), path: "patients[0].weight", Self.at(2, 13))
        #expect(throws: failure) { try patient.member("weight").int() }
        let missing = JSONError.wanted(.member("id"), path: "patients[0]", Self.at(2, 2))
        #expect(throws: missing) { try patient.member("id") }
    }

    @Test func randomValuesSurviveTheRoundTrip() throws {
        var random = RandomSource(seed: 1)
        for _ in 0..<2000 {
            let value = Self.value(&random, depth: 4)
            #expect(try JSONParser.parse(value.compact) == value)
            #expect(try JSONParser.parse(value.pretty) == value)
            #expect(try JSONParser.parse(value.canonical) == value)
        }
    }

    @Test func randomDamageNeverTraps() {
        var random = RandomSource(seed: 2)
        let seeds = (0..<20).map { _ in Self.value(&random, depth: 4).compact }
        for _ in 0..<20_000 {
            var bytes = Array(random.pick(seeds).utf8)
            for _ in 0..<random.int(in: 1...4) where !bytes.isEmpty {
                bytes[random.int(in: 0...bytes.count - 1)] = UInt8(random.int(in: 0...255))
            }
            if random.chance(0.3) { bytes.removeLast(random.int(in: 0...bytes.count)) }
            _ = try? JSONParser.parse(bytes)
        }
    }

    private static func value(_ random: inout RandomSource, depth: Int) -> JSON {
        switch random.int(in: 0...(depth > 0 ? 6 : 4)) {
        case 0: return .null
        case 1: return .bool(random.chance(0.5))
        case 2: return .int(random.int(in: -1_000_000...1_000_000))
        case 3: return .double(Double.random(in: -1...1, using: &random))
        case 4:
            let letters: [Character] = ["a", "\"", "\\", "\n", "\u{1}", "é", "髙", "🏥", "\u{85}"]
            return .string(String((0..<random.int(in: 0...6)).map { _ in random.pick(letters) }))
        case 5:
            return .array(
                (0..<random.int(in: 0...4)).map { _ in value(&random, depth: depth - 1) })
        default:
            return .object(
                (0..<random.int(in: 0...20)).map { ("k\($0)", value(&random, depth: depth - 1)) })
        }
    }
}
