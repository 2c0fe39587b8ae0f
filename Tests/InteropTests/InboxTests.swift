import Application
import Domain
import Support
import Testing

/// What messages do to a store.
struct InboxTests {
    let folder: TemporaryFolder
    let office: Office
    let inbox: Inbox
    static let now = Instant(utcMilliseconds: 1_795_305_600_000, offsetMinutes: 540)

    init() throws {
        folder = try TemporaryFolder()
        let path = folder.file("s.sqlite")
        try Founding.testBench(path, now: Self.now)
        let premises = try Premises(opening: path)
        let person = try premises.person(named: "tester", token: nil, now: Self.now)
        office = premises.office(for: person, source: "test") { Self.now }
        inbox = Inbox(office, codes: try SiteCodes.load())
    }

    func send(_ text: String, named name: String = "m.hl7") throws -> [Receipt] {
        let path = folder.write(text, to: name)
        var items: [ImportedItem] = []
        _ = try FileImport.read(path, ImportOptions()) { items.append($0) }
        return try items.map { try inbox.receive($0) }
    }

    static func admission(
        _ control: String, at time: String, number: String = "0042", family: String = "山田",
        event: String = "A01", rest: String = ""
    ) -> String {
        """
        MSH|^~\\&|HIS|H|C|C|\(time)||ADT^\(event)|\(control)|P|2.5
        PID|1||\(number)^^^H^MR||\(family)^太郎^^^^^L^I~ヤマダ^タロウ^^^^^L^P||19700101|M
        \(rest)
        """
    }

    func patient(_ number: String) throws -> Patient? {
        try office.patients().first { $0.hospitalNumber == number }
    }

    @Test func aPatientIsMadeOnceAndChangedByWhatIsNewer() throws {
        let first = Self.admission("1", at: "20261101")
        #expect(try send(first).map(\.disposition) == [.accepted])
        #expect(try send(first).map(\.disposition) == [.duplicate])
        #expect(try patient("0042")?.name.familyKana == "ヤマダ")
        _ = try send(Self.admission("2", at: "20261110", family: "山田髙"))
        #expect(try patient("0042")?.name.family == "山田髙")
        // A late message of before does not bring the old name back.
        #expect(
            try send(Self.admission("3", at: "20261105", family: "鈴木")).map(\.disposition)
                == [.accepted])
        #expect(try patient("0042")?.name.family == "山田髙")
        #expect(try office.patients().count { $0.hospitalNumber == "0042" } == 1)
    }

    /// `""` in HL7 takes a value away. No name and no result is made of the two signs.
    @Test func whatASenderDeletesIsNoValue() throws {
        _ = try send(Self.admission("1", at: "20261101"))
        let bare = """
            MSH|^~\\&|HIS|H|C|C|20261102||ADT^A08|2|P|2.5
            PID|1||0042^^^H^MR||""||""|F
            OBX|1|ST|1988-5^CRP^LN||""|mg/dL|||||F|||20261102
            """
        #expect(try send(bare).map(\.disposition) == [.accepted])
        let known = try #require(try patient("0042"))
        #expect(known.name.family == "山田" && known.name.given == "太郎")
        #expect(known.sex == .female && known.birth.iso == "1970-01-01")
        #expect(try office.observations(of: known.id).isEmpty)
    }

    @Test func aControlNumberStandsForOneContent() throws {
        _ = try send(Self.admission("1", at: "20261101"))
        let reused = try send(Self.admission("1", at: "20261101", family: "佐藤"))
        #expect(reused.map(\.reason) == ["control_id_reused"])
        #expect(try patient("0042")?.name.family == "山田")
        // Another time means another message: some senders count from 1 every day.
        #expect(
            try send(Self.admission("1", at: "20261102", family: "佐藤")).map(\.disposition)
                == [.accepted])
    }

    @Test func resultsBecomeObservationsInCanonicalUnits() throws {
        let results = """
            MSH|^~\\&|LAB|H|C|C|20261121||ORU^R01|7|P|2.5
            PID|1||0042^^^H^MR||山田^太郎||19700101|M
            OBR|1||F1|1^x^LN|||20261121090000
            OBX|1|NM|777-3^PLT^LN||20.5|10*4/uL|||||F
            OBX|2|ST|1988-5^CRP^LN||<0.02|mg/dL|||||P
            OBX|3|NM|718-7^Hb^LN||12|g/mL|||||F
            OBX|4|NM|2276-4^Ferritin^LN||9|ng/mL|||||X
            """
        let receipt = try #require(try send(results).first)
        #expect(receipt.disposition == .accepted && receipt.warnings == ["unknown_unit"])
        let id = try #require(try patient("0042")?.id)
        let kept = try office.observations(of: id).map(\.observation)
        let byCode = Dictionary(kept.map { ($0.code, $0) }) { $1 }
        #expect(Set(byCode.keys) == ["PLT", "CRP", "LN^718-7"])
        #expect(byCode["PLT"]?.value == .number(205) && byCode["PLT"]?.unit == "10*9/L")
        #expect(byCode["CRP"]?.value == .censored(.below, 0.02))
        #expect(byCode["CRP"]?.isProvisional == true)
        #expect(byCode["LN^718-7"]?.unit == "g/mL")
        // The same item and time again replaces; a withdrawal hides.
        let corrected = results.replacingOccurrence(of: "|7|P", with: "|8|P")
            .replacingOccurrence(of: "||20.5|", with: "||19|")
        _ = try send(corrected)
        let again = try office.observations(of: id).map(\.observation)
        #expect(again.count == 3)
        #expect(again.first { $0.code == "PLT" }?.value == .number(190))
    }

    @Test func aMergeGivesOneRecordUp() throws {
        _ = try send(Self.admission("1", at: "20261101"))
        _ = try send(Self.admission("2", at: "20261101", number: "0043"))
        let merge = Self.admission(
            "3", at: "20261102", event: "A40", rest: "MRG|0043^^^H^MR")
        #expect(try send(merge).map(\.disposition) == [.accepted])
        let kept = try #require(try patient("0042"))
        #expect(try patient("0043")?.mergedInto == kept.id)
        // What still comes under the old number belongs to the one who is left.
        _ = try send(Self.admission("4", at: "20261103", number: "0043", family: "山本"))
        #expect(try patient("0042")?.name.family == "山本")
    }

    @Test func aStayTakesItsBedAndADischargeGivesItBack() throws {
        let span = DaySpan(Self.now.day, length: 3)
        func free() throws -> Int {
            try office.slots(try .init("ward"), span, onlyFree: true).count
        }
        let before = try free()
        let bed =
            "PV1|1|I|ward^301^2||||||||||||||||V1" + String(repeating: "|", count: 25)
            + "202611220900"
        let day = Self.now.day
        let (admit, leave) = (day.iso.filter { $0 != "-" }, (day + 2).iso.filter { $0 != "-" })
        let stay = bed.replacingOccurrence(of: "202611220900", with: "\(admit)|\(leave)")
        _ = try send(Self.admission("1", at: "\(admit)0800", rest: stay))
        #expect(try free() == before - 2)
        let cancel = Self.admission("2", at: "\(admit)0900", event: "A11", rest: stay)
        _ = try send(cancel)
        #expect(try free() == before)
    }

    @Test func whatIsSetAsideCanBeTakenLater() throws {
        let row = "MRN,LOINC,Value,Unit,Date\n0042,777-3,100,10*9/L,2026-11-20\n"
        let aside = try #require(try send(row, named: "labs.csv").first)
        #expect(aside.disposition == .quarantined && aside.reason == "refused")
        let id = try #require(aside.id)
        #expect(try inbox.quarantined().map(\.id) == [id])
        #expect(throws: (any Error).self) { try inbox.retry(id) }
        _ = try send(Self.admission("1", at: "20261101"))
        #expect(try inbox.message(id).state == .accepted)
        #expect(try inbox.quarantined().isEmpty)
        let patient = try #require(try patient("0042")?.id)
        #expect(try office.observations(of: patient).map(\.observation.code) == ["PLT"])
        #expect(throws: (any Error).self) { try inbox.discard(id, Reason(.other, "x")) }
    }

    /// Acknowledged is not lost: what can be nobody's waits until somebody says whose it is.
    @Test func aResultOfNobodyWaitsForItsPatient() throws {
        let results = """
            MSH|^~\\&|LAB|H|C|C|20261121||ORU^R01|9|P|2.5
            PID|1||0099^^^H^MR||山田^太郎||19700231|M
            OBX|1|NM|777-3^PLT^LN||20.5|10*4/uL|||||F|||20261121
            """
        let aside = try #require(try send(results).first)
        #expect(aside.disposition == .quarantined && aside.reason == "refused")
        #expect(aside.why?.key == "interop.reason.resultOfNobody")
        let observation = """
            {"resourceType":"Observation","id":"o","status":"final",
            "code":{"coding":[{"system":"http://loinc.org","code":"777-3"}]},
            "subject":{"reference":"Patient/0099"},"effectiveDateTime":"2026-11-21T09:00:00+09:00",
            "valueQuantity":{"value":205,"unit":"10*9/L"}}
            """
        let other = try #require(try send(observation, named: "o.json").first)
        #expect(other.disposition == .quarantined)
        // As soon as somebody does, they are taken by themselves: once, in the system's name.
        _ = try send(Self.admission("10", at: "20261101", number: "0099"))
        #expect(try inbox.quarantined().isEmpty)
        for receipt in [aside, other] {
            let id = try #require(receipt.id)
            #expect(throws: (any Error).self) { try inbox.retry(id) }
        }
        #expect(try send(results).map(\.disposition) == [.duplicate])
        let patient = try #require(try patient("0099")?.id)
        #expect(try office.observations(of: patient).map(\.observation.code) == ["PLT", "PLT"])
        // Nobody is made of half a person either.
        let half = Self.admission("11", at: "20261101", number: "0100", event: "A28")
            .replacingOccurrence(of: "19700101", with: "")
        #expect(try send(half).first?.why?.key == "interop.reason.incompletePerson")
    }

    /// The same bytes in two formats are two messages.
    @Test func aFormatKnowsItsOwnMessagesAlone() throws {
        let event = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:x\r\n"
        let calendar = try send(
            event + "END:VEVENT\r\nEND:VCALENDAR\r\n", named: "c.ics")
        let json = try send("[1]", named: "n.json")
        #expect(calendar.map(\.disposition) == [.quarantined])
        #expect(json.map(\.disposition) == [.quarantined])
        #expect(json.first?.why != calendar.first?.why && json.first?.id != calendar.first?.id)
    }

    @Test func theSamplesImportedTwiceAreImportedOnce() throws {
        let samples = "\(Repository.root)/\(SampleTests.folder)hl7v2"
        var tallies = [ImportTally(), ImportTally()]
        var people: [[Patient]] = []
        for round in 0..<2 {
            for path in try InputChunks.files([samples]) {
                _ = try FileImport.read(path, ImportOptions()) { item in
                    guard let receipt = try? inbox.receive(item) else {
                        Issue.record("\(path) was not received")
                        return
                    }
                    tallies[round].count(receipt)
                }
            }
            people.append(try office.patients())
        }
        #expect(tallies[0].messages == 105 && tallies[1].messages == 105)
        #expect(tallies[1].accepted == 0)
        #expect(tallies[0].accepted + tallies[0].duplicate == tallies[1].duplicate)
        #expect(people[0] == people[1])
    }
}

extension String {
    func replacingOccurrence(of old: String, with new: String) -> String {
        guard let range = firstRange(of: old) else { return self }
        return String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
    }

    private func firstRange(of text: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) {
                return start..<index(start, offsetBy: text.count)
            }
            start = index(after: start)
        }
        return nil
    }
}
