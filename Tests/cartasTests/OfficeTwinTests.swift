import Application
import Clinical
import Domain
import Support
import Testing

@testable import cartas

/// What the administrator and the physician can do on the screens, a command can do
/// as well; and no deed is forgotten among the twins.
struct OfficeTwinTests {
    @Test func everyDeedOfTheOfficeHasACommandUnderTheSameAct() throws {
        let desk = try TwinDesk(courses: 30, seed: 5)
        let user = try User.ID("ueda")
        try desk.same(
            AddUser(User(id: user, name: "上田 真", roles: [.ward]), password: ""), by: "admin",
            as: "users add")
        try desk.same(SwitchUser(user.text), by: "admin", as: "users change")
        try desk.same(
            AddSiteCode(SiteCode("LOC-1", system: "99LAB", item: "CRP")), by: "admin",
            as: "codes add")
        let knowledge = ClinicalKnowledge.published
        let rule = try #require(
            knowledge.citations.map(\.rule).first { knowledge.isOpenToApproval($0) })
        try desk.same(ApproveRule(rule, .english), by: "mori", as: "rules approve")
    }

    @Test func everyDeedOfTheMessagesHasACommandUnderTheSameAct() throws {
        let desk = try TwinDesk(courses: 30, seed: 5)
        let office = try desk.office("admin")
        let inbox = Inbox(office, codes: try SiteCodes.load())
        func receive(_ text: String, _ name: String) throws -> Receipt {
            let path = desk.folder.write(text, to: name)
            var items: [ImportedItem] = []
            _ = try FileImport.read(path, ImportOptions()) { items.append($0) }
            let item = try #require(items.first)
            return try inbox.receive(item)
        }
        func setAside(_ number: String) throws -> String {
            let row = "MRN,LOINC,Value,Unit,Date\n\(number),777-3,100,10*9/L,2026-11-20\n"
            let receipt = try receive(row, "labs-\(number).csv")
            return try #require(receipt.id)
        }
        // Whoever registers a patient takes what waits; who comes back by redo is tried by hand.
        let desks = try desk.office("tanaka")
        _ = try desks.takeReferral(
            ReferralForm(
                hospitalNumber: "9900", name: PersonName(family: "山田", given: "太郎"),
                sex: .male, birth: Day(iso: "1970-01-01"), hospital: "中央病院",
                indication: .lymphoma, urgency: .routine))
        _ = try desks.undo()
        let waiting = try setAside("9900")
        _ = try desks.redo()
        try desk.same(
            RetryMessage(waiting, .messages, .english), by: "admin", as: "quarantine retry",
            isMessage: true)
        let lost = try setAside("9901")
        try desk.same(
            DropMessage(lost, .messages, why: "test"), by: "admin", as: "quarantine discard")
        _ = try Outbox(office).open(tag: "t")
        let course = try #require(
            try desk.follower("tanaka").load().courses.first { $0.isToPlan }
        ).id
        let free = try #require(
            try desks.firstFreePlace(for: .apheresis, from: TwinDesk.now.day))
        let request = BookingRequest(
            .apheresis, on: free.resource, span: DaySpan(free.day), unit: free.unit)
        _ = try desks.book([request], for: course)
        let message = try #require(try Outbox(office).list(all: true).first).id
        try desk.same(
            DropMessage(String(message), .outbox, why: "test"), by: "admin", as: "outbox drop")
        try desk.same(
            RetryMessage(String(message), .outbox, .english), by: "admin", as: "outbox retry")
    }

    /// Deeds that leave no entry of their own, and why.
    private static let without: Set<String> = [
        // Files outside the store.
        "ExportFigure", "BackUp",
        // `whatif run --save` keeps the answer that the screen keeps: the same call of the office.
        "KeepScenario",
    ]

    @Test func noDeedIsForgotten() {
        let declared = Repository.files(below: "Sources/Application", suffix: ".swift").flatMap {
            Self.deeds(in: Repository.text($0))
        }
        #expect(declared.count > 35)
        let told = Repository.files(below: "Tests/cartasTests", suffix: "TwinTests.swift")
            .map { Repository.text($0) }.joined()
        for deed in declared where !Self.without.contains(deed) {
            #expect(told.contains("\(deed)("), "\(deed) has no twin in a test")
        }
        #expect(Self.deeds(in: "public struct Forgotten: Deed {") == ["Forgotten"])
    }

    private static func deeds(in source: String) -> [String] {
        source.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard let place = words.firstIndex(of: "struct"), words.count > place + 2,
                words[place + 1].last == ":", words[(place + 2)...].contains("Deed")
            else { return nil }
            return String(words[place + 1].dropLast())
        }
    }
}
