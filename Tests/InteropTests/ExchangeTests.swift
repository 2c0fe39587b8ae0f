import Application
import Domain
import Support
import Testing

/// What outside bookings, resources and a centre's own list do to a store; and what a store's own
/// export does to an empty one.
struct ExchangeTests {
    let inbox: InboxTests
    var office: Office { inbox.office }
    static let day = InboxTests.now.day

    init() throws { inbox = try InboxTests() }

    private static func plain(_ day: Day) -> String { day.iso.filter { $0 != "-" } }

    private static func appointment(
        _ control: String, _ event: String, on day: Day, status: String = "Booked"
    ) -> String {
        """
        MSH|^~\\&|SCHED|H|C|C|\(plain(Self.day))09\(control)00||SIU^\(event)|\(control)|P|2.5
        SCH|A-77||||||CT||||^^^\(plain(day))0900^\(plain(day))1100||||||||||||||\(status)
        PID|1||0099^^^H^MR||外来^花子||19600101|F
        RGS|1
        AIG|1||apheresis^apheresis 1
        """
    }

    private func free(_ day: Day) throws -> Int {
        try office.slots(.init("apheresis"), DaySpan(day), onlyFree: true).count
    }

    @Test func anOutsideBookingTakesItsDeviceUntilItIsMovedOrCancelled() throws {
        let (first, second) = (Self.day + 5, Self.day + 6)
        let before = try free(first)
        let made = Self.appointment("10", "S12", on: first)
        #expect(try inbox.send(made).map(\.disposition) == [.accepted])
        #expect(try inbox.send(made).map(\.disposition) == [.duplicate])
        #expect(try free(first) == before - 1)
        _ = try inbox.send(Self.appointment("11", "S13", on: second))
        #expect(try free(first) == before && free(second) == before - 1)
        _ = try inbox.send(Self.appointment("12", "S15", on: second, status: "Cancelled"))
        #expect(try free(second) == before)
        #expect(try office.verify(against: nil) { _ in }.faults == [])
    }

    /// What is booked here stays: the collision is kept and said.
    @Test func anOutsideBookingThatCollidesIsAConflict() throws {
        let day = Self.day + 7
        let request = BookingRequest(
            .apheresis, on: try .init("apheresis"), span: DaySpan(day), unit: 1)
        let outcome = try office.book([request], for: .init("K-0001"))
        guard case .saved(let ours, _) = outcome else { return }
        let receipt = try #require(try inbox.send(Self.appointment("10", "S12", on: day)).first)
        #expect(receipt.disposition == .accepted && receipt.warnings == ["conflict"])
        #expect(try office.booking(ours[0]).record.state == .confirmed)
        #expect(try office.verify(against: nil) { _ in }.faults == [])
    }

    /// Worked out from leukocytes and their share, until the laboratory sends the count itself.
    @Test func countsAreWorkedOutAndMarked() throws {
        func results(_ control: String, _ lines: [String]) -> String {
            """
            MSH|^~\\&|LAB|H|C|C|20261121||ORU^R01|\(control)|P|2.5
            PID|1||0042^^^H^MR||山田^太郎||19700101|M
            OBR|1||F1|1^x^LN|||20261121090000
            \(lines.joined(separator: "\n"))
            """
        }
        func counts() throws -> [String: Observation.Value] {
            let patient = try #require(try inbox.patient("0042")?.id)
            let standing = try office.observations(of: patient).filter { !$0.isWithdrawn }
            return Dictionary(
                standing.filter { ["ALC", "ANC"].contains($0.observation.code) }.map {
                    (
                        ($0.isCalculated ? "calculated " : "") + $0.observation.code,
                        $0.observation.value
                    )
                }
            ) { $1 }
        }
        _ = try inbox.send(results("1", ["OBX|1|NM|6690-2^WBC^LN||5.0|10*9/L|||||F"]))
        #expect(try counts() == [:])
        _ = try inbox.send(results("2", ["OBX|1|NM|26478-8^Ly^LN||20|%|||||F"]))
        #expect(try counts() == ["calculated ALC": .number(1)])
        _ = try inbox.send(results("3", ["OBX|1|NM|6690-2^WBC^LN||4.0|10*9/L|||||C"]))
        #expect(try counts() == ["calculated ALC": .number(0.8)])
        _ = try inbox.send(results("4", ["OBX|1|NM|731-0^ALC^LN||0.9|10*9/L|||||F"]))
        #expect(try counts() == ["ALC": .number(0.9)])
        _ = try inbox.send(results("5", ["OBX|1|NM|6690-2^WBC^LN||6.0|10*9/L|||||C"]))
        #expect(try counts() == ["ALC": .number(0.9)])
        #expect(try office.verify(against: nil) { _ in }.faults == [])
    }

    @Test func resourcesOfOthersAreTakenInOrder() throws {
        let day = Self.day + 8
        let before = try free(day)
        func bundle(_ status: String) -> String {
            """
            {"resourceType": "Bundle", "type": "collection", "entry": [
              {"resource": {"resourceType": "Patient", "id": "p9",
                "identifier": [{"system": "urn:h", "value": "0077"}],
                "name": [{"family": "林", "given": ["次郎"]}], "birthDate": "1950-05-05"}},
              {"resource": {"resourceType": "Observation", "status": "final",
                "identifier": [{"system": "urn:h:o", "value": "1"}],
                "code": {"coding": [{"system": "http://loinc.org", "code": "777-3"}]},
                "subject": {"reference": "Patient/p9"},
                "effectiveDateTime": "\(Self.day.iso)T09:00:00+09:00",
                "valueQuantity": {"value": 98, "unit": "10*9/L"}}},
              {"resource": {"resourceType": "Appointment", "status": "\(status)",
                "identifier": [{"system": "urn:h:a", "value": "\(status)"}],
                "start": "\(day.iso)T09:00:00+09:00", "end": "\(day.iso)T10:00:00+09:00",
                "participant": [
                  {"actor": {"reference": "Patient/p9"}, "status": "accepted"},
                  {"actor": {"reference": "Device/apheresis-2"}, "status": "accepted"}]}}
            ]}
            """
        }
        let receipts = try inbox.send(bundle("booked"), named: "b.json")
        #expect(receipts.map(\.disposition) == [.accepted, .accepted, .accepted])
        let patient = try #require(try inbox.patient("0077")?.id)
        #expect(try office.observations(of: patient).map(\.observation.value) == [.number(98)])
        #expect(try free(day) == before - 1)
        let again = try inbox.send(bundle("booked"), named: "b.json")
        #expect(again.map(\.disposition) == [.duplicate, .duplicate, .duplicate])
        #expect(try free(day) == before - 1)
    }

    private static func demo(_ folder: TemporaryFolder) throws -> Office {
        let path = folder.file("demo.sqlite")
        try Founding.demo(path, .init(courses: 4, years: 1, seed: 3), now: InboxTests.now)
        return try office(path, "tanaka")
    }

    private static func office(_ path: String, _ user: String) throws -> Office {
        let premises = try Premises(opening: path)
        let person = try premises.person(named: user, token: nil, now: InboxTests.now)
        return premises.office(for: person, source: "test") { InboxTests.now }
    }

    private static func take(
        _ path: String, _ options: ImportOptions, _ office: Office
    ) throws -> [Receipt] {
        let inbox = Inbox(office, codes: try office.siteCodes())
        var items: [ImportedItem] = []
        _ = try FileImport.read(path, options) { items.append($0) }
        return try items.map { try inbox.receive($0) }
    }

    /// A centre's own spreadsheet: what has happened is a milestone, what lies ahead is not.
    @Test func coursesComeInMidWay() throws {
        let office = try Self.demo(inbox.folder)
        let known = Set(try office.hospital().courses.keys)
        let product = try #require(try office.hospital().products.keys.min()).text
        let (past, ahead) = ((Self.day - 12).iso, (Self.day + 20).iso)
        let rows = """
            診察券番号,氏名,フリガナ,生年月日,製品,疾患,紹介日,採取日,投与日
            0500,高橋 一,タカハシ ハジメ,1961/4/1,\(product),lymphoma,\((Self.day - 30).iso),\(past),\(ahead)
            0501,森 二,モリ フタ,昭和40年5月3日,\(product),lymphoma,\((Self.day - 3).iso),,
            0502,川 三,カワ サン,1970-01-01,知らない製品,lymphoma,\((Self.day - 3).iso),,
            """
        var options = ImportOptions()
        try options.take(table: "courses")
        let path = inbox.folder.write(rows + "\n", to: "courses.csv")
        let receipts = try Self.take(path, options, office)
        #expect(receipts.map(\.disposition) == [.accepted, .accepted, .quarantined])
        let new = try office.hospital().courses.values.filter { !known.contains($0.record.id) }
        #expect(
            Set(new.map { $0.milestones.map(\.kind) }) == [[.referred, .collected], [.referred]])
    }

    /// The bookings of an export stand in an empty store as they stood in the first, and its
    /// export says the same.
    @Test func anExportFillsAnEmptyStore() throws {
        let first = try Self.demo(inbox.folder)
        let export = try Exporter(first, Wording(.japanese), ExportOptions()).fhir(asLines: false)
        let path = inbox.folder.file("empty.sqlite")
        try Founding.emptyTest(path, now: InboxTests.now)
        let second = try Self.office(path, "tester")
        let file = inbox.folder.write(export, to: "export.json")
        let receipts = try Self.take(file, ImportOptions(), second)
        #expect(receipts.filter { $0.disposition != .accepted }.map(\.reason) == [])
        let exported = try first.bookings(BookingFilter()).map(\.record)
        #expect(exported.count > 5 && exported.contains { $0.activity == .manufacturing })
        let taken = try second.bookings(BookingFilter()).map(\.record)
        #expect(taken.sorted { $0.id < $1.id } == exported.sorted { $0.id < $1.id })
        let again = try Exporter(second, Wording(.japanese), ExportOptions()).fhir(asLines: false)
        #expect(Self.resources(again) == Self.resources(export))
        // A closed device stays closed.
        let blocks = try first.hospital().blocks.values.sorted { $0.id < $1.id }
        #expect(try second.hospital().blocks.values.sorted { $0.id < $1.id } == blocks)
        // Once more changes nothing, and a number is not given a second time.
        let repeated = try Self.take(file, ImportOptions(), second)
        #expect(repeated.allSatisfy { $0.disposition == .duplicate })
        #expect(try second.verify(against: nil) { _ in }.faults == [])
    }

    /// Without the time at which each store wrote it.
    private static func resources(_ bundle: String) -> [String] {
        guard let json = try? JSONParser.parse(bundle),
            case .array(let entries)? =
                json["entry"]?.content
        else { return [] }
        return entries.compactMap { entry in
            guard case .object(let members)? = entry["resource"]?.content else { return nil }
            return JSON(.object(members.filter { $0.name != "meta" })).compact
        }
    }
}
