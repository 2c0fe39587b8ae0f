import Application
import Domain
import Support
import Testing

/// A centre's own list tells of what has happened, again and again as it grows; and cells of which
/// it tells do not run silently past the time-out of two people.
struct CourseListTests {
    private static let day = InboxTests.now.day
    private let folder: TemporaryFolder
    private let path: String
    private let product: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("demo.sqlite")
        try Founding.demo(path, .init(courses: 4, years: 1, seed: 3), now: InboxTests.now)
        let known = try Self.office(path, "tanaka").hospital().products.keys.min()
        product = try #require(known).text
    }

    private static func office(_ path: String, _ user: String) throws -> Office {
        let premises = try Premises(opening: path)
        let person = try premises.person(named: user, token: nil, now: InboxTests.now)
        return premises.office(for: person, source: "test") { InboxTests.now }
    }

    private func desk() throws -> Office { try Self.office(path, "tanaka") }

    /// - Parameter dates: collected and infused.
    private func tell(
        _ number: String, _ referred: Day, _ dates: (Day?, Day?), _ language: Language = .english
    ) throws -> Receipt {
        let text = """
            MRN,Name,DOB,Product,Indication,Referral date,Apheresis,Infusion
            \(number),試験 一,1961-04-01,\(product),lymphoma,\(referred.iso),\
            \(dates.0?.iso ?? ""),\(dates.1?.iso ?? "")

            """
        var options = ImportOptions()
        try options.take(table: "courses")
        let office = try desk()
        let inbox = Inbox(office, codes: try office.siteCodes(), Wording(language))
        var items: [ImportedItem] = []
        let file = folder.write(text, to: "list.csv")
        _ = try FileImport.read(file, options) { items.append($0) }
        return try inbox.receive(try #require(items.first))
    }

    private func courses(_ number: String) throws -> [Course.ID] {
        let office = try desk()
        let patient = try #require(
            try office.patients().first { $0.hospitalNumber == number }?.id)
        return try office.hospital().courses.values.map(\.record)
            .filter { $0.patient == patient }.map(\.id)
    }

    @Test func aRowThatSaysMoreIsTheSameCourse() throws {
        let (referred, collected) = (Self.day - 40, Self.day - 20)
        #expect(try tell("0600", referred, (nil, nil)).disposition == .accepted)
        let id = try #require(try courses("0600").first)
        #expect(try tell("0600", referred, (collected, nil)).disposition == .accepted)
        #expect(try courses("0600") == [id])
        let known = try desk().course(id).course
        #expect(known.milestones.map(\.kind) == [.referred, .collected])
        // Another referral is another course.
        #expect(try tell("0600", referred - 300, (nil, nil)).disposition == .accepted)
        #expect(try courses("0600").count == 2)
    }

    @Test func aRowThatContradictsIsSetAsideAndSaysHow() throws {
        let referred = Self.day - 40
        _ = try tell("0601", referred, (Self.day - 20, nil))
        let other = try tell("0601", referred, (Self.day - 19, nil))
        #expect(other.disposition == .quarantined && other.reason == "refused")
        #expect(other.why?.key == "interop.reason.otherDay")
        #expect(other.why?.values["told"] == .day(Self.day - 19))
        // What happened in no possible order is no course at all.
        let odd = try tell("0602", referred, (Self.day - 5, Self.day - 6))
        #expect(odd.disposition == .quarantined)
        #expect(try desk().patients().contains { $0.hospitalNumber == "0602" } == false)
        // The words are kept with their values and come in either language.
        let office = try desk()
        let kept = try Inbox(office, codes: try office.siteCodes()).message(
            try #require(other.id))
        #expect(kept.reasonPhrase == other.why)
        #expect(Wording(.english)(kept.reasonPhrase).contains((Self.day - 19).iso) == false)
        for language in Language.allCases {
            #expect(Wording(language)(kept.reasonPhrase).contains("{") == false)
        }
    }

    @Test func aToldInfusionWithoutTimeOutIsADeviation() throws {
        let (referred, today) = (Self.day - 40, Self.day)
        let receipt = try tell("0603", referred, (Self.day - 30, today), .japanese)
        #expect(receipt.disposition == .accepted)
        let id = try #require(try courses("0603").first)
        let office = try desk()
        #expect(try office.course(id).course.dayZero == today)
        let deviation = try #require(try office.deviations(of: id).first)
        #expect(deviation.severity == .major && deviation.what.contains("タイムアウト"))
        #expect(deviation.what.contains(try #require(receipt.id)))
        let tasks = try office.tasks(of: id, onlyOpen: true)
        #expect(tasks.map(\.role) == [.physician])
        // All of it is one entry of the journal, by whoever imported.
        let last = try Self.office(path, "admin").journal(last: 1, author: nil)
        let entry = try #require(last.first)
        #expect(entry.act == Act.importData.rawValue)
        let tables = Set(entry.changes.map { $0.table })
        #expect(tables.isSuperset(of: ["milestone", "deviation", "task"]))
        // Told again, nothing follows a second time.
        #expect(try tell("0603", referred, (Self.day - 30, today)).disposition == .duplicate)
        #expect(try office.deviations(of: id).count == 1)
        #expect(try Self.office(path, "admin").verify(against: nil) { _ in }.faults == [])
    }

    @Test func whatCouldNotBeRecordedHereIsNoDeviation() throws {
        let before = Self.day - 3000
        #expect(try tell("0604", before - 60, (before - 40, before)).disposition == .accepted)
        let id = try #require(try courses("0604").first)
        #expect(try desk().deviations(of: id) == [])
        #expect(try desk().tasks(of: id, onlyOpen: true) == [])
    }

    @Test func theDeskStillRefusesAndATimeOutSatisfiesBoth() throws {
        let referred = Self.day - 40
        _ = try tell("0605", referred, (Self.day - 30, nil))
        let id = try #require(try courses("0605").first)
        let (ward, second) = (try Self.office(path, "kobayashi"), try User.ID("mori"))
        let infused = Milestone(.infused, at: InboxTests.now)
        #expect(throws: StoreError.self) { try ward.recordMilestone(infused, of: id) }
        let desk = try ClinicalDesk(rules: nil, Wording(.english))
        _ = try ward.reserve("tocilizumab", doses: 2, place: "ward", for: id)
        _ = try ward.takeTimeOut(
            for: id, checks: desk.timeOutChecks, second: second, under: desk)
        #expect(try tell("0605", referred, (Self.day - 30, Self.day)).disposition == .accepted)
        #expect(try courses("0605") == [id])
        #expect(try self.desk().course(id).course.dayZero == Self.day)
        #expect(try self.desk().deviations(of: id) == [])
    }
}
