import Application
import Domain
import Support
import Testing

/// What the screens do where an act asks for two people.
struct AttestedDeedTests {
    typealias Real = SecondPersonTests.Real

    private func follower(_ real: Real, _ user: String) throws -> Follower {
        let person = try real.premises.logIn(
            user: user, password: SecondPersonTests.password, code: nil,
            now: SecondPersonTests.now, place: "test", token: "screen-\(user)")
        return Follower(real.premises, person: person) { SecondPersonTests.now }
    }

    @Test func aMergeOnTheScreenNamesBoth() throws {
        let real = try Real()
        let office = try real.office("tanaka")
        let patients = try (0..<2).map { _ in
            try office.course(OfficeTests.saved(office.takeReferral(OfficeTests.form)))
                .course.patient
        }
        let follower = try follower(real, "tanaka")
        let deed = MergePatients(patients[0], into: patients[1])
        let alone = #expect(throws: StoreError.self) { try follower.perform(deed) }
        #expect(alone?.asksSecondPerson == true)

        func reply(_ credentials: Credentials) throws -> AttestedDeed.Reply {
            try AttestedDeed(deed, beside: credentials).reply(with: follower)
        }
        let same = try reply(SecondPersonTests.given("tanaka"))
        #expect(same == .refused(Phrase("users.samePerson")))
        let wrong = try reply(SecondPersonTests.given("admin", "wrong"))
        #expect(wrong == .refused(Phrase("login.refused")))
        #expect(try office.patient(patients[0].text).patient.record.mergedInto == nil)

        guard case .done(let said) = try reply(SecondPersonTests.given("admin")) else {
            Issue.record("refused")
            return
        }
        #expect(said.key == "patients.merged")
        let line = try #require(try office.journal(last: 1, author: nil).last)
        #expect(line.act == Act.mergePatients.rawValue && line.second == "admin")
        // The second person goes again: the next act of two asks anew.
        let later = #expect(throws: StoreError.self) {
            try follower.perform(MergePatients(patients[1], into: patients[0]))
        }
        #expect(later?.asksSecondPerson == true)
    }

    @Test func theCodeOfTheSecondPersonIsAskedFor() throws {
        let real = try Real()
        let secret = Array("12345678901234567890".utf8)
        _ = try real.office("admin").setPassword(
            of: Identifier("admin"), SecondPersonTests.password, secondFactor: .set(secret))
        let office = try real.office("tanaka")
        let patients = try (0..<2).map { _ in
            try office.course(OfficeTests.saved(office.takeReferral(OfficeTests.form)))
                .course.patient
        }
        let follower = try follower(real, "tanaka")
        let deed = MergePatients(patients[0], into: patients[1])
        let without = AttestedDeed(deed, beside: SecondPersonTests.given("admin"))
        #expect(try without.reply(with: follower) == .codeMissing)
        let step = SecondPersonTests.now.utcMilliseconds / 30_000
        let code = OneTimeCode.code(secret, step: step)
        let with = AttestedDeed(
            deed,
            beside: Credentials(user: "admin", password: SecondPersonTests.password, code: code))
        guard case .done = try with.reply(with: follower) else {
            Issue.record("refused")
            return
        }
    }
}
