import Application
import Domain
import Support
import Testing

/// The use cases on a real store.
struct OfficeTests {
    static let now = Instant(utcMilliseconds: 1_795_000_000_000, offsetMinutes: 540)

    /// A demo hospital, small and quick to make.
    final class Hospital {
        // A class, because its folder goes when it goes.
        let folder: TemporaryFolder
        let premises: Premises

        init() throws {
            folder = try TemporaryFolder()
            let address = folder.file("s.sqlite")
            try Founding.demo(address, .init(courses: 8, years: 1, seed: 3), now: OfficeTests.now)
            premises = try Premises(opening: address)
        }

        func office(_ user: String, minutesLater: Int = 0) throws -> Office {
            let at = OfficeTests.now.adding(minutes: minutesLater)
            let person = try premises.person(named: user, token: nil, now: at)
            return premises.office(for: person, source: "test") { at }
        }
    }

    static let form = ReferralForm(
        hospitalNumber: "00012345",
        name: PersonName(
            family: "新田", given: "歩", familyKana: "ニッタ", givenKana: "アユム"),
        sex: .female, birth: now.day - 20_000, hospital: "北", indication: .lymphoma,
        urgency: .urgent)

    static func saved<Value>(_ outcome: Outcome<Value>) throws -> Value {
        guard case .saved(let value, _) = outcome else { throw StoreError.busy }
        return value
    }

    @Test func aReferralIsTakenUndoneAndDoneAgain() throws {
        let hospital = try Hospital()
        let office = try hospital.office("tanaka")
        let course = try Self.saved(office.takeReferral(Self.form))
        #expect(try office.course(course).course.stage == .eligibility)
        #expect(try office.lookAlikes(of: Self.form).map(\.name.family) == ["新田"])
        let undone = try office.undo()
        #expect(undone.undone.act == Act.takeReferral.rawValue)
        #expect(throws: StoreError.self) { try office.course(course) }
        _ = try office.redo()
        #expect(try office.course(course).course.stage == .eligibility)
        #expect(try hospital.office("admin").verify(against: nil) { _ in }.faults == [])
    }

    @Test func theSameKeyIsCarriedOutOnce() throws {
        let hospital = try Hospital()
        let office = try hospital.office("tanaka")
        let order = Order(key: "call-1")
        _ = try Self.saved(office.takeReferral(Self.form, order))
        guard case .repeated = try office.takeReferral(Self.form, order) else {
            Issue.record("done twice")
            return
        }
        #expect(try office.patients().filter { $0.name.family == "新田" }.count == 1)
    }

    @Test func aRightIsDemanded() throws {
        let hospital = try Hospital()
        let ward = try hospital.office("kobayashi")
        do {
            _ = try ward.takeReferral(Self.form)
            Issue.record("not refused")
        } catch StoreError.refused(let phrase) {
            #expect(phrase.key == "office.notAllowed")
        }
    }

    @Test func whatOthersBuiltOnIsNotUndone() throws {
        let hospital = try Hospital()
        let tanaka = try hospital.office("tanaka")
        let course = try Self.saved(tanaka.takeReferral(Self.form))
        let mori = try hospital.office("mori")
        _ = try mori.chooseProduct(try Identifier("axi-cel"), for: course)
        do {
            _ = try tanaka.undo()
            Issue.record("not refused")
        } catch StoreError.changed(_, _, let author, _) {
            #expect(author == "mori")
        }
    }

    @Test func aPhysicalActIsCorrectedAndNotUndone() throws {
        let hospital = try Hospital()
        let office = try hospital.office("tanaka")
        let course = try Self.saved(office.takeReferral(Self.form))
        _ = try office.recordMilestone(Milestone(.planPresented, at: Self.now), of: course)
        do {
            _ = try office.undo()
            Issue.record("not refused")
        } catch StoreError.refused(let phrase) {
            #expect(phrase.key == "undo.physical")
        }
    }

    @Test func aHoldThatRanOutIsReleasedByTheNextWriter() throws {
        let hospital = try Hospital()
        let office = try hospital.office("tanaka")
        let course = try Self.saved(office.takeReferral(Self.form))
        let free = try #require(try office.firstFreePlace(for: .apheresis, from: Self.now.day + 2))
        let request = BookingRequest(
            .apheresis, on: free.resource, span: DaySpan(free.day), unit: free.unit)
        let until = Self.now.adding(minutes: 30)
        let held = try Self.saved(office.hold([request], for: course, until: until))
        #expect(throws: StoreError.taken(free, by: held[0].text)) {
            try office.hold([request], for: course, until: until)
        }
        let later = try hospital.office("sato", minutesLater: 31)
        _ = try later.book([request], for: course)
        #expect(try later.booking(held[0]).record.state == .released)
        let lines = try later.journal(last: 2, author: nil)
        #expect(lines.map(\.author) == ["system", "sato"])
    }

    /// Who follows the journal knows the courses that have ended as one who reads them anew does.
    @Test func coursesThatEndedAreFollowed() throws {
        let demo = try Hospital()
        let office = try demo.office("tanaka")
        let course = try Self.saved(office.takeReferral(Self.form))
        var hospital = try office.hospital()
        let patient = try #require(hospital.courses[course]?.record.patient)
        func follow() throws -> [Course.ID] {
            _ = try office.follow(&hospital)
            #expect(try office.hospital().ended == hospital.ended)
            return (hospital.ended[patient] ?? []).map(\.id)
        }
        #expect(try follow() == [])
        _ = try office.end(course, .withdrawn(.progression))
        #expect(try follow() == [course])
        #expect(hospital.courses[course] == nil)
        _ = try office.reopen(course)
        #expect(try follow() == [])
        _ = try office.undo()
        #expect(try follow() == [course])
        _ = try office.undo()
        #expect(try follow() == [])
        #expect(hospital.courses[course] != nil)
    }

    @Test func twoBookingsChangePlaces() throws {
        let hospital = try Hospital()
        let office = try hospital.office("tanaka")
        let course = try Self.saved(office.takeReferral(Self.form))
        let one = try #require(try office.firstFreePlace(for: .infusion, from: Self.now.day + 90))
        let two = try #require(try office.firstFreePlace(for: .infusion, from: one.day + 1))
        func request(_ place: UnitDay) -> BookingRequest {
            BookingRequest(
                .infusion, on: place.resource, span: DaySpan(place.day), unit: place.unit)
        }
        let made = try Self.saved(office.book([request(one), request(two)], for: course))
        _ = try office.move([
            BookingMove(made[0], to: DaySpan(two.day), unit: two.unit),
            BookingMove(made[1], to: DaySpan(one.day), unit: one.unit),
        ])
        #expect(try office.booking(made[0]).record.places == [two])
        #expect(try office.booking(made[1]).record.places == [one])
        _ = try office.undo()
        #expect(try office.booking(made[0]).record.places == [one])
    }

    /// The codes of RFC 6238, appendix B, in six digits.
    @Test(arguments: [
        (59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"),
        (20_000_000_000, "353130"),
    ])
    func oneTimeCodes(_ second: Int64, _ code: String) {
        let secret = Array("12345678901234567890".utf8)
        #expect(OneTimeCode.code(secret, step: second / 30) == code)
        #expect(OneTimeCode.step(of: code, secret: secret, atSecond: second) == second / 30)
    }

    @Test func theScreensTakeASecondFactor() throws {
        let folder = try TemporaryFolder()
        let address = folder.file("real.sqlite")
        let (password, secret) = ("correct horse battery", Array("12345678901234567890".utf8))
        let admin = User(id: try Identifier("admin"), name: "admin", roles: [.administrator])
        try Founding.hospital(
            address, admin, passwordHash: Office.checked(password), now: Self.now)
        let follower = Follower(try Premises(opening: address), person: .nobody) { Self.now }
        let person = try follower.logIn(name: "admin", password: password, code: nil)
        let office = try Premises(opening: address).office(for: person, source: "test") { Self.now }
        _ = try office.setPassword(of: admin.id, password, secondFactor: .set(secret))
        #expect(throws: Follower.codeMissing) {
            try follower.logIn(name: "admin", password: password, code: nil)
        }
        let refused = StoreError.refused(Phrase("login.refused"))
        // Who does not know the password does not learn that there is a code.
        #expect(throws: refused) {
            try follower.logIn(name: "admin", password: "wrong horse battery", code: nil)
        }
        let code = OneTimeCode.code(secret, step: Self.now.utcMilliseconds / 30_000)
        #expect(
            try follower.logIn(name: "admin", password: password, code: code).user == admin)
        // A code is good for one time.
        #expect(throws: refused) {
            try follower.logIn(name: "admin", password: password, code: code)
        }
    }

    @Test func logInToARealStore() throws {
        let folder = try TemporaryFolder()
        let address = folder.file("real.sqlite")
        let hash = try Office.checked("correct horse battery")
        let admin = User(id: try Identifier("admin"), name: "admin", roles: [.administrator])
        try Founding.hospital(address, admin, passwordHash: hash, now: Self.now)
        let premises = try Premises(opening: address)
        #expect(try premises.person(named: nil, token: nil, now: Self.now) == .nobody)
        func attempt(_ user: String, _ password: String) throws -> Person {
            try premises.logIn(
                user: user, password: password, code: nil, now: Self.now, place: "test",
                token: "token-\(user)")
        }
        let refused = StoreError.refused(Phrase("login.refused"))
        #expect(throws: refused) { try attempt("nobody", "correct horse battery") }
        #expect(throws: refused) { try attempt("admin", "wrong horse battery") }
        #expect(try attempt("admin", "correct horse battery").user == admin)
        let known = try premises.person(named: nil, token: "token-admin", now: Self.now)
        #expect(known.user == admin)
        let tomorrow = Self.now.adding(minutes: 13 * 60)
        #expect(try premises.person(named: nil, token: "token-admin", now: tomorrow) == .nobody)
    }
}
