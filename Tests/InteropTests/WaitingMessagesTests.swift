import Application
import Domain
import Support
import Testing

/// What waits in quarantine for a patient is taken when the patient is registered.
struct WaitingMessagesTests {
    let bench: InboxTests
    let office: Office

    init() throws {
        bench = try InboxTests()
        office = bench.office
    }

    static func result(_ control: String, of number: String, platelets: String) -> String {
        """
        MSH|^~\\&|LAB|H|C|C|20261121||ORU^R01|\(control)|P|2.5
        PID|1||\(number)^^^H^MR
        OBX|1|NM|777-3^PLT^LN||\(platelets)|10*4/uL|||||F|||202611210\(control)00
        """
    }

    private func refer(_ number: String, by office: Office? = nil) throws {
        _ = try (office ?? self.office).takeReferral(
            ReferralForm(
                hospitalNumber: number, name: PersonName(family: "山田", given: "太郎"),
                sex: .male, birth: Day(iso: "1970-01-01"), hospital: "中央病院",
                indication: .lymphoma, urgency: .routine))
    }

    private func platelets(_ number: String) throws -> [Observation.Value] {
        let patient = try #require(try bench.patient(number))
        return try office.observations(of: patient.id).map(\.observation.value)
    }

    @Test func aReferralTakesWhatWaitsForItsPatientAlone() throws {
        for (control, number) in [("1", "0099"), ("2", "0099"), ("3", "0100")] {
            let message = Self.result(control, of: number, platelets: "2\(control).5")
            #expect(try bench.send(message).map(\.disposition) == [.quarantined])
        }
        try refer("0099")
        #expect(try platelets("0099") == [.number(215), .number(225)])
        let waiting = try bench.inbox.quarantined()
        #expect(waiting.map(\.control) == ["3"])
        // Nobody asked for it: the journal says so, one entry for each message.
        let taken = try office.journal(last: 2, author: nil)
        #expect(taken.map(\.author) == ["system", "system"])
        #expect(taken.allSatisfy { $0.act == Act.settleMessage.rawValue })
        // What was taken is not taken again, whoever sends it and whoever comes.
        let again = Self.result("1", of: "0099", platelets: "21.5")
        #expect(try bench.send(again).map(\.disposition) == [.duplicate])
        try refer("0100")
        #expect(try platelets("0099").count == 2)
        #expect(try platelets("0100") == [.number(235)])
        #expect(try bench.inbox.quarantined().isEmpty)
    }

    @Test func aTableOfPatientsAndACorrectedNumberTakeThemToo() throws {
        _ = try bench.send(Self.result("1", of: "0099", platelets: "21.5"))
        _ = try bench.send(Self.result("2", of: "0100", platelets: "22.5"))
        let table = """
            hospitalNumber,family,given,sex,birth
            0099,山田,太郎,male,1970-01-01
            """
        #expect(try bench.send(table, named: "p.csv").map(\.disposition) == [.accepted])
        #expect(try platelets("0099") == [.number(215)])
        // Written down wrongly at first.
        try refer("0010")
        #expect(try bench.inbox.quarantined().count == 1)
        var patient = try #require(try bench.patient("0010"))
        let stored = try office.patient(patient.id.text)
        patient.hospitalNumber = "0100"
        _ = try office.changePatient(patient, expecting: stored.patient.version)
        #expect(try platelets("0100") == [.number(225)])
    }

    /// What is wrong about a message for another reason waits on, and the referral stands.
    @Test func whatWaitsForSomethingElseWaitsOn() throws {
        let half = InboxTests.admission("1", at: "20261101", number: "0099", event: "A28")
            .replacingOccurrence(of: "19700101", with: "")
        let reused = InboxTests.admission("1", at: "20261101", number: "0099", event: "A28")
        #expect(try bench.send(half).map(\.disposition) == [.quarantined])
        #expect(try bench.send(reused).map(\.reason) == ["control_id_reused"])
        try refer("0099")
        #expect(try bench.patient("0099") != nil)
        #expect(try bench.inbox.quarantined().map(\.reason) == ["control_id_reused"])
    }
}
