import Domain
import Support
import Testing

struct CSVTests {
    struct Fault: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String
        let error: CSVError
    }

    static let faults = [
        Fault(
            testDescription: "empty file", text: "\u{FEFF}\r\n",
            error: .syntax(.empty, Place(line: 2, column: 1))),
        Fault(
            testDescription: "open quote", text: "a,b\n1,\"2\n",
            error: .syntax(.openQuote, Place(line: 2, column: 3))),
        Fault(
            testDescription: "text after quote", text: "a,b\n\"1\"x,2\n",
            error: .syntax(.textAfterQuote, Place(line: 2, column: 4))),
        Fault(
            testDescription: "quote in text", text: "a,b\n1,2\"\n",
            error: .syntax(.quoteInText, Place(line: 2, column: 4))),
        Fault(
            testDescription: "short row", text: "a,b\n1,2\n3\n",
            error: .fieldCount(found: 1, wanted: 2, Place(line: 3, column: 1))),
        Fault(
            testDescription: "name twice", text: "a,b,a\n",
            error: .columnTwice("a", Place(line: 1, column: 5))),
        Fault(testDescription: "no name", text: "a,,b\n", error: .columnWithoutName(2)),
    ]

    @Test(arguments: faults) func faultIsPlaced(_ example: Fault) {
        #expect(throws: example.error) { try CSVTable.parse(example.text) }
    }

    @Test func bytesThatAreNotUTF8AreRefused() {
        let bytes = Array("a,b\n1,".utf8) + [0x93, 0xFA, 0x0A]
        #expect(throws: CSVError.syntax(.notUTF8, Place(line: 2, column: 3))) {
            try CSVTable.parse(bytes)
        }
    }

    @Test(arguments: [",", ";", "\t"]) func separatorIsFound(_ mark: String) throws {
        let text = "\u{FEFF}id,\"name; first\",x\r\n1,\"佐藤, \"\"花子\"\"\",2.5\r\n\r\n2,,\n"
        let table = try CSVTable.parse(
            mark == ","
                ? text
                : String(text.map { $0 == "," ? Character(mark) : $0 })
                    .replacing("佐藤\(mark) ", with: "佐藤, "))
        #expect(table.separator.rawValue == mark.utf8.first)
        #expect(table.header == ["id", "name; first", "x"])
        #expect(table.rowCount == 2)
        #expect(table[0, 1] == "佐藤, \"花子\"")
        #expect(table.number(0, 2) == 2.5)
        #expect(table.isEmpty(1, 1))
        #expect(table.number(1, 2) == nil)
        #expect(table.place(1, 0).line == 4)
    }

    @Test func missingColumnNamesTheOthers() throws {
        let table = try CSVTable.parse("a,b\n1,2\n")
        #expect(throws: CSVError.noColumn("c", have: ["a", "b"])) { try table.column("c") }
    }

    static let notNumbers = [
        "", " ", "<0.3", "nan", "inf", "0x10", "1,5", "1 2", "--1", "1e", "e5", ".", "1.2.3",
        "1e999",
    ]

    @Test(arguments: notNumbers) func notANumber(_ text: String) {
        #expect(DecimalText.number(text) == nil)
    }

    @Test func numbersReadAsTheStandardLibraryReadsThem() {
        var random = RandomSource(seed: 5)
        for _ in 0..<20_000 {
            let digits = (0...random.int(in: 0...18)).map { _ in
                Character(String(random.int(in: 0...9)))
            }
            var text = String(digits)
            if random.chance(0.7) {
                text.insert(
                    ".",
                    at: text.index(text.startIndex, offsetBy: random.int(in: 0...text.count)))
            }
            if random.chance(0.3) { text = "-" + text }
            if random.chance(0.2) { text += "e\(random.int(in: -30...30))" }
            // A point without digits before or after it is fine for both.
            #expect(DecimalText.number(text) == Double(text), "\(text)")
        }
    }

    @Test func formulasAreNeutralisedAndNumbersAreNot() {
        #expect(CSVWriter.neutral("=1+1") == "'=1+1")
        #expect(CSVWriter.neutral("@SUM(A1)") == "'@SUM(A1)")
        #expect(CSVWriter.neutral("-2+3") == "'-2+3")
        #expect(CSVWriter.neutral("\tx") == "'\tx")
        #expect(CSVWriter.neutral("-5.2") == "-5.2")
        #expect(CSVWriter.neutral("+1e3") == "+1e3")
    }

    @Test func randomTablesSurviveTheRoundTrip() throws {
        var random = RandomSource(seed: 6)
        let parts = ["a", "\"", ",", ";", "\t", "\n", "\r", " ", "髙", "1.5", "'"]
        for _ in 0..<500 {
            let columns = random.int(in: 1...5)
            let separator = random.pick(CSVSeparator.allCases)
            var writer = CSVWriter(
                header: (0..<columns).map { "c\($0)" }, separator: separator,
                marksUTF8: random.chance(0.5))
            let rows = (0..<random.int(in: 0...6)).map { _ in
                (0..<columns).map { _ in
                    CSVWriter.neutral(
                        (0..<random.int(in: 0...4)).map { _ in random.pick(parts) }.joined())
                }
            }
            for row in rows { writer.write(row) }
            let table = try CSVTable.parse(Array(writer.text.utf8), separator: separator)
            #expect((0..<table.rowCount).map { table.row($0) } == rows)
        }
    }

    @Test func randomDamageNeverTraps() {
        var random = RandomSource(seed: 7)
        let seed = Array("id,name,\"x\"\n1,\"a \"\"b\"\"\",3\n2,\u{9AD9},\n".utf8)
        for _ in 0..<20_000 {
            var bytes = seed
            for _ in 0..<random.int(in: 1...5) {
                bytes[random.int(in: 0...bytes.count - 1)] = UInt8(random.int(in: 0...255))
            }
            if random.chance(0.3) { bytes.removeLast(random.int(in: 0...bytes.count)) }
            guard let table = try? CSVTable.parse(bytes) else { continue }
            for row in 0..<table.rowCount { _ = table.row(row) }
        }
    }
}

extension String {
    fileprivate func replacing(_ old: String, with new: String) -> String {
        var result = ""
        var rest = self[...]
        while !rest.isEmpty {
            if rest.hasPrefix(old) {
                result += new
                rest = rest.dropFirst(old.count)
            } else {
                result.append(rest.removeFirst())
            }
        }
        return result
    }
}
