import Application
import Domain
import Support
import Testing

/// Acts that two people carry out, in a store with passwords.
struct SecondPersonTests {
    static let now = OfficeTests.now
    static let password = "correct horse battery"

    /// A real store with an administrator and three more.
    final class Real {
        // A class, because its folder goes when it goes.
        let folder: TemporaryFolder
        let premises: Premises
        let address: String
        private var logIns = 0
        static let staff: [(String, Set<Role>)] = [
            ("tanaka", [.coordinator]), ("mori", [.physician]), ("boss", [.manager]),
        ]

        init(alone: Bool = false) throws {
            folder = try TemporaryFolder()
            address = folder.file("real.sqlite")
            let admin = User(id: try Identifier("admin"), name: "admin", roles: [.administrator])
            try Founding.hospital(
                address, admin, passwordHash: Office.checked(password), now: now)
            premises = try Premises(opening: address)
            guard !alone else { return }
            let office = try office("admin")
            for (name, roles) in Self.staff {
                let user = User(id: try Identifier(name), name: name, roles: roles)
                _ = try office.add(user, password: password)
            }
        }

        func office(_ user: String) throws -> Office {
            logIns += 1
            let person = try premises.logIn(
                user: user, password: password, code: nil, now: now, place: "test",
                token: "token-\(user)-\(logIns)")
            return premises.office(for: person, source: "test") { now }
        }
    }

    static func given(_ user: String, _ password: String = password) -> Credentials {
        Credentials(user: user, password: password)
    }

    func course(_ office: Office) throws -> (course: Course.ID, patient: Patient.ID) {
        let course = try OfficeTests.saved(office.takeReferral(OfficeTests.form))
        return (course, try office.course(course).course.patient)
    }

    @Test func aMergeAsksForAnotherPersonAndNamesBoth() throws {
        let real = try Real()
        let office = try real.office("tanaka")
        let (one, other) = (try course(office).patient, try course(office).patient)
        let missing = StoreError.refused(
            Phrase("office.secondMissing", ["act": .phrase(Act.mergePatients.phrase)]))
        #expect(throws: missing) { try office.mergePatients(one, into: other) }
        #expect(throws: StoreError.refused(Phrase("users.samePerson"))) {
            try office.confirmSecondPerson(Self.given("tanaka"), for: .mergePatients)
        }
        #expect(throws: StoreError.refused(Phrase("login.refused"))) {
            try office.confirmSecondPerson(
                Self.given("admin", "wrong horse battery"), for: .mergePatients)
        }
        // Somebody who may not merge cannot confirm a merge either.
        #expect(throws: StoreError.self) {
            try office.confirmSecondPerson(Self.given("boss"), for: .mergePatients)
        }
        let second = try office.confirmSecondPerson(Self.given("admin"), for: .mergePatients)
        let sequence = try office.mergePatients(one, into: other, Order(second: second))
        let line = try office.journalLine(sequence)
        #expect(line.author == "tanaka" && line.second == "admin")
        #expect(line.changes.allSatisfy { $0.table != "second_person" })
        #expect(try real.office("admin").verify(against: nil) { _ in }.faults == [])
        // A confirmation belongs to the one beside whom it was given.
        let admin = try real.office("admin")
        #expect(throws: missing) {
            try admin.mergePatients(other, into: one, Order(second: second))
        }
        _ = try office.undo()
        #expect(try office.patient(one.text).patient.record.mergedInto == nil)
        #expect(try admin.verify(against: nil) { _ in }.faults == [])
    }

    @Test func onlyTheInfusionAsksAmongMilestones() throws {
        let real = try Real()
        let office = try real.office("tanaka")
        let (course, _) = try course(office)
        _ = try office.recordMilestone(
            Milestone(.eligibilityDecided, at: Self.now), of: course)
        let infused = Milestone(.infused, at: Self.now)
        let missing = StoreError.refused(
            Phrase("office.secondMissing", ["act": .phrase(Act.recordMilestone.phrase)]))
        #expect(throws: missing) { try office.recordMilestone(infused, of: course) }
        // A confirmation of another act is none of this one.
        let merge = try office.confirmSecondPerson(Self.given("admin"), for: .mergePatients)
        #expect(throws: missing) {
            try office.recordMilestone(infused, of: course, Order(second: merge))
        }
        for kind in Milestone.Kind.allCases {
            #expect(Act.recordMilestone.asksSecondPerson(kind) == (kind == .infused))
        }
        // The demo hospital does not ask.
        let demo = try OfficeTests.Hospital().office("tanaka")
        #expect(try !demo.asksSecondPerson(for: .recordMilestone, .infused))
    }

    @Test func aCopyIsBroughtBackByTwo() throws {
        let real = try Real()
        let copy = real.folder.file("copy.sqlite")
        _ = try real.office("admin").backUp(to: copy)
        #expect(try Restoring.check(copy).asksTwoPeople)
        let target = real.folder.file("back.sqlite")
        func restore(_ people: Restoring.People?) throws {
            try Restoring.restore(copy, to: target, by: people, now: Self.now)
        }
        #expect(throws: StoreError.self) { try restore(nil) }
        #expect(throws: StoreError.self) {
            try restore(.init(first: Self.given("admin"), second: Self.given("admin")))
        }
        #expect(throws: StoreError.self) {
            try restore(.init(first: Self.given("tanaka"), second: Self.given("admin")))
        }
        // Nothing was put there by those who were refused.
        #expect(throws: StoreError.self) { try Premises(opening: target) }
        try restore(.init(first: Self.given("admin"), second: Self.given("mori")))
        let premises = try Premises(opening: target)
        let person = try premises.logIn(
            user: "admin", password: Self.password, code: nil, now: Self.now, place: "test",
            token: "t")
        let office = premises.office(for: person, source: "test") { Self.now }
        let entries = try office.journal(last: 2, author: "admin")
        #expect(entries.first?.act == Act.restoreStore.rawValue)
        #expect(entries.first?.second == "mori")
        #expect(try office.verify(against: nil) { _ in }.faults == [])
    }

    @Test func whereOnlyOnePersonIsLeftOneIsEnough() throws {
        let real = try Real(alone: true)
        let copy = real.folder.file("copy.sqlite")
        _ = try real.office("admin").backUp(to: copy)
        #expect(try !Restoring.check(copy).asksTwoPeople)
        try Restoring.restore(copy, to: real.folder.file("b.sqlite"), by: nil, now: Self.now)
        #expect(try !Premises(opening: real.folder.file("b.sqlite")).isDemonstration)
    }
}
