import Domain
import Interop
import Support
import Testing

/// HL7 messages: what is read, what is refused, how they are cut out of a stream.
struct MessageTests {
    static func reading(_ lines: String...) -> HL7Reading {
        HL7Reading(Array((lines.joined(separator: "\r") + "\r").utf8))
    }

    static let header = "MSH|^~\\&|LAB|H|C|C|20261121||ORU^R01|1|P|2.5"
    static let person = "PID|1||0007^^^H^MR||DOE^JOHN||19700101|M"

    @Test(arguments: [
        ("2026", "2026"), ("202611", "2026-11"), ("20261121", "2026-11-21"),
        ("2026112109", "2026-11-21T09"), ("202611210941", "2026-11-21T09:41"),
        ("20261121094105.1234+0900", "2026-11-21T09:41:05.1234+09:00"),
        ("202611210941-0330", "2026-11-21T09:41-03:30"),
    ])
    func aTimeKeepsItsPrecision(_ text: String, _ iso: String) {
        let reading = Self.reading(Self.header, "PID|1||1||A^B||\(text)|M", "OBX|1|NM|x||1")
        #expect(reading.patient?.birth.time?.iso == iso)
        #expect(reading.warnings == [])
    }

    @Test(arguments: [
        "20261301", "20260230", "2026-11-21", "20261121 0900", "202611210941+9", "0", "x",
        "20261121094161", "2026112109410.5",
    ])
    func whatIsNoTimeIsKeptAndTold(_ text: String) {
        let reading = Self.reading(Self.header, "PID|1||1||A^B||\(text)|M", "OBX|1|NM|x||1")
        #expect(reading.patient?.birth == .unreadable(text))
        #expect(reading.reason == nil && reading.warnings == [.unreadableTime])
    }

    @Test(arguments: [
        ("A\\F\\B", "A|B"), ("\\S\\\\R\\\\T\\\\E\\", "^~&\\"), ("a\\.br\\b", "a\nb"),
        ("\\H\\x\\N\\", "x"), ("\\X4142\\", "AB"), ("\\X4\\", "\\X4\\"), ("\\Q9\\", "\\Q9\\"),
        ("5\\", "5\\"),
    ])
    func escapesAreUndone(_ written: String, _ meant: String) {
        let reading = Self.reading(Self.header, Self.person, "OBX|1|ST|c^t||\(written)|||||F")
        #expect(reading.observations.first?.value == meant)
    }

    @Test(arguments: [
        ("", HL7Reason.empty), ("PID|1||1", .noHeader), ("MSHABC", .unparsable),
        ("MSH|^~\\&|A|B|C|D|1||", .noMessageType),
        ("MSH|^~\\&|A|B|C|D|1||ZZZ^Z1|1", .unsupportedType),
        ("MSH|^~\\&|A|B|C|D|1||ADT^A01|", .noControlID),
        ("MSH|^~\\&|A|B|C|D|1||ADT^A01|1\rPV1|1", .noPatient),
        ("MSH|^~\\&|A|B|C|D|1||ADT^A01|1\rPID|1||^^^H", .noPatientID),
        ("MSH|^~\\&|A|B|C|D|1||SIU^S12|1\rPID|1||1", .noSchedule),
        ("MSH|^~\\&|A|B|C|D|1||SIU^S12|1\rSCH|1|2", .noStart),
        ("MSH|^~\\&|A|B|C|D|1||ORU^R01|1\rPID|1||1", .noResult),
        ("MSH|^~\\&|A|B|C|D|1||ADT^A40|1\rPID|1||1", .noMerge),
    ])
    func whatCannotBeUsedHasAReason(_ text: String, _ reason: HL7Reason) {
        #expect(Self.reading(text).reason == reason)
    }

    @Test func theStartOfABookingIsTakenFromTheBestPlace() {
        let head = "MSH|^~\\&|A|B|C|D|1||SIU^S12|1"
        let both = Self.reading(
            head, "SCH|1||||||||30|min|^^^202611210900^202611211000",
            "TQ1|||||||202611220900|202611220945")
        #expect(both.appointment?.timeSource == "TQ1")
        #expect(both.appointment?.end?.iso == "2026-11-22T09:45")
        let length = Self.reading(head, "SCH|1||||||||2|h|^^^202611212300")
        #expect(length.appointment?.end?.iso == "2026-11-22T01:00")
        let thing = Self.reading(head, "SCH|1", "AIG|1||D2^Device||||| 20261121")
        #expect(thing.reason == nil && thing.appointment?.timeSource == "AIG")
    }

    @Test(arguments: [
        ("患者^太郎", HL7Name.Form.ideographic), ("カンジャ^タロウ", .phonetic), ("ｶﾝｼﾞｬ^ﾀﾛｳ", .phonetic),
        ("KANJA^TARO", .alphabetic), ("患者^太郎^^^^^L^P", .phonetic), ("髙橋", .ideographic),
    ])
    func theFormOfANameIsSeen(_ name: String, _ form: HL7Name.Form) {
        let reading = Self.reading(Self.header, "PID|1||1||\(name)||1970|M", "OBX|1|NM|x||1")
        #expect(reading.patient?.names.first?.form == form)
    }

    @Test func aNumberWithAComparatorIsANumber() {
        let reading = Self.reading(
            Self.header, Self.person, "OBX|1|ST|1988-5^CRP^LN||<0.02|mg/dL|||||F",
            "OBX|2|SN|x||>=^5", "OBX|3|ST|x||<unknown")
        #expect(reading.observations.map(\.value) == ["0.02", "5", "<unknown"])
        #expect(reading.observations.map(\.comparator) == ["<", ">=", nil])
    }

    /// However the bytes are cut into portions, the messages are the same.
    @Test func portionsDoNotMatter() {
        let message = [Self.header, Self.person, "OBX|1|NM|x||1"].joined(separator: "\r") + "\r"
        let frame = "\u{0B}\(message)\u{1C}\r"
        let streams = [
            frame + "noise" + frame + "\u{0B}\r\u{1C}\r", message + message + "\u{1C}",
            "FHS|^~\\&\rBHS|^~\\&\r" + message + message + "BTS|2\rFTS|1\r",
            frame + "\u{0B}MSH|cut",
        ]
        checkRandomCases(
            200, seed: 11, make: { random in (random.pick(streams), random.next()) }
        ) { text, seed in
            var random = RandomSource(seed: seed)
            var whole = HL7Stream()
            let expected = whole.take(Array(text.utf8)) + whole.finish()
            var cut = HL7Stream()
            var pieces: [HL7Stream.Piece] = []
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                let count = min(rest.count, random.int(in: 1...40))
                pieces += cut.take(rest.prefix(count))
                rest = rest.dropFirst(count)
            }
            pieces += cut.finish()
            let same =
                pieces.map(\.bytes) == expected.map(\.bytes)
                && pieces.map(\.fault) == expected.map(\.fault)
                && cut.noiseBytes == whole.noiseBytes
            return same ? nil : "\(pieces.count) pieces, not \(expected.count)"
        }
    }

    @Test func whatIsTooLargeIsCutOffAndTheNextIsRead() {
        let message =
            "\u{0B}\(Self.header)\rPID|1||1||\(String(repeating: "X", count: 9000))\u{1C}\r"
        let small = "\u{0B}\(Self.header)\r\u{1C}\r"
        var stream = HL7Stream(limit: 5000, framedOnly: true)
        let pieces = stream.take(Array((message + small).utf8))
        #expect(pieces.map(\.fault) == [.tooLarge, nil])
        #expect(pieces.allSatisfy { $0.bytes.count <= 5000 })
    }

    @Test func aBatchThatErrsAboutItselfIsTold() {
        let message = Self.header + "\r" + Self.person + "\rOBX|1|NM|x||1\r"
        var stream = HL7Stream()
        let pieces =
            stream.take(Array("BHS|^~\\&\r\(message)\(message)BTS|3\r".utf8)) + stream.finish()
        #expect(pieces.map(\.warnings) == [[], [.batchCountMismatch]])
    }

    @Test func theAnswerIsInTheSetOfTheMessage() throws {
        let text = "MSH|^~\\&|薬|H|採取|C|1||ADT^Z9^ADT_A01|山1|P|2.5||||||~ISO IR87||ISO 2022-1994\r"
        let bytes = CharacterSet.iso2022JP.encode(text)
        let reading = HL7Reading(bytes)
        let now = Instant(utcMilliseconds: 0, offsetMinutes: 540)
        let answer = HL7Answer(.rejected, reading.reason, text: "no")
            .bytes(to: reading, controlID: "C1", at: now)
        let decoded = try #require(CharacterSet.iso2022JP.decode(answer[...]))
        let lines = String(decoding: decoded, as: UTF8.self).split(separator: "\r")
        #expect(
            lines == [
                "MSH|^~\\&|採取|C|薬|H|19700101090000+0900||ACK^Z9^ACK|C1|P|2.5"
                    + "||||||~ISO IR87||ISO 2022-1994",
                "MSA|AR|山1|no", "ERR||MSH^1^9|200^Unsupported message type^HL70357|E||||no",
            ])
        #expect(!answer.contains { $0 == 0x0A || $0 >= 0x80 })
    }
}
