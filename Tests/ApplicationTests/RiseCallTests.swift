import Domain
import Store
import Testing

@testable import Application

/// A grade that rises is called for by one record until somebody answers.
struct RiseCallTests {
    private static func rise(_ hospital: OfficeTests.Hospital) throws -> (Office, BedsideEntry) {
        let coordinator = try hospital.office("tanaka", minutesLater: -70 * 1440)
        let course = try OfficeTests.saved(coordinator.takeReferral(OfficeTests.form))
        try hospital.reach(
            [
                (.eligibilityDecided, 60), (.planPresented, 59), (.collected, 50), (.shipped, 49),
                (.started, 48), (.released, 30), (.received, 25), (.conditioningStarted, 10),
                (.infused, 5),
            ], of: course)
        let ward = try hospital.office("kobayashi")
        let passed = BedsideEntry.iceItems.enumerated().map { ($1, $0 < 6) }
        let entry = BedsideEntry(
            course, at: OfficeTests.now, ice: Dictionary(uniqueKeysWithValues: passed))
        let desk = try ClinicalDesk(rules: nil, Wording(.english))
        _ = try OfficeTests.saved(ward.assess(entry, under: desk))
        return (ward, entry)
    }

    @Test func aRiseIsCalledUntilItIsAnswered() throws {
        let hospital = try OfficeTests.Hospital()
        let (_, entry) = try Self.rise(hospital)
        let open = try hospital.office("kobayashi").escalations(of: entry.course)
        let rise = try #require(open.first)
        let rhythm = NoticeRhythm(minutes: 5, attempts: 2)
        var told: [User.ID] = []
        for minutes in [1, 7, 13] {
            let caller = try hospital.office("tanaka", minutesLater: minutes)
            let calls = try caller.callDue(rhythm) { _ in false }
            told += calls.map(\.notice.to)
            #expect(calls.map(\.notice.kind) == ["escalation"])
            #expect(calls.map(\.notice.matter) == ["escalation \(rise.id.text)"])
        }
        // One record; after two calls without an answer the next physician is called.
        #expect(told.count == 3 && told[0] == told[1] && told[2] != told[1])
        let notices = try hospital.office("tanaka").openNotices()
        #expect(notices.count == 1)
        // Knowing of the call is no answer to the rise.
        let mori = try hospital.office("mori", minutesLater: 15)
        let called = notices[0].id
        let refusal = StoreError.refused(
            Phrase(
                "notice.answerTheRise",
                ["notice": .text(called.text), "escalation": .text(rise.id.text)]))
        #expect(throws: refusal) { try mori.acknowledge(called) }
        _ = try mori.acknowledge(rise.id, words: "on the way")
        #expect(try mori.openNotices().isEmpty)
        let later = try hospital.office("tanaka", minutesLater: 60)
        #expect(try later.callDue(rhythm) { _ in true }.isEmpty)
    }

    @Test func aWithdrawnGradeEndsTheCall() throws {
        let hospital = try OfficeTests.Hospital()
        let (ward, entry) = try Self.rise(hospital)
        let caller = try hospital.office("tanaka", minutesLater: 1)
        #expect(try caller.callDue(NoticeRhythm(minutes: 5, attempts: 2)) { _ in true }.count == 1)
        _ = try ward.withdrawAssessment(
            of: entry.course, at: entry.at, Reason(.correction, "other bed"))
        #expect(try caller.openNotices().isEmpty)
    }
}
