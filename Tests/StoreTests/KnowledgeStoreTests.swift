import Application
import Clinical
import Domain
import Support
import Testing

@testable import Store

/// Facts, histories, collections and approvals in the store, and what clinical pages make of them.
struct KnowledgeStoreTests {
    private struct Ward {
        let office: Office
        let course: Course.ID
        let desk: ClinicalDesk

        init(_ address: String, at now: Instant = Centre.now) throws {
            let premises = try Premises(opening: address)
            let tester = try premises.person(named: "tester", token: nil, now: Centre.now)
            office = premises.office(for: tester, source: "test") { now }
            course = try Course.ID("K-0001")
            desk = try ClinicalDesk(rules: nil, Wording(.english))
        }

        func record(_ text: String) throws {
            let file = try PatientFile(
                reading: try JSONReader(parsing: Array(text.utf8)), now: office.now)
            _ = try office.record(file, of: course, under: desk, try SiteCodes.load())
        }

        func file(asOf time: Instant? = nil) throws -> PatientFile {
            try office.patientFile(of: course, under: desk, asOf: time)
        }
    }

    private static func centre(_ backend: Backend) throws -> Centre {
        let centre = try Centre(backend, isEmpty: true)
        try Founding.testBench(centre.address, now: Centre.now)
        return centre
    }

    private static func fact(
        _ name: String, _ value: String, _ unit: String = "", hoursAgo: Int = 1
    ) -> String {
        let at = Centre.now.adding(minutes: -hoursAgo * 60).iso
        return #"{"fact": "\#(name)", "value": \#(value), "unit": "\#(unit)", "at": "\#(at)"}"#
    }

    @Test(arguments: Backend.allCases) func factsComeBackAsTheyWere(_ backend: Backend) throws {
        let centre = try Self.centre(backend)
        let ward = try Ward(centre.address)
        #expect(try ward.file().drugs == nil)
        try ward.record(
            """
            {"facts": [\(Self.fact("platelets", "12", "万/uL")), \(Self.fact("ecog", "1")),
                       \(Self.fact("cns_disease", "false")),
                       \(Self.fact("diagnosis", "\"DLBCL\""))],
             "drugs": [{"drug": "bendamustine", "last": "2026-06-01", "cycles": 4}]}
            """)
        let file = try Ward(centre.address).file()
        let facts = file.facts
        #expect(facts.first { $0.id == "platelets" }?.value == .number(120))
        #expect(facts.first { $0.id == "platelets" }?.unit == "10*9/L")
        #expect(facts.first { $0.id == "ecog" }?.value == .number(1))
        #expect(facts.first { $0.id == "cns_disease" }?.value == .truth(false))
        #expect(facts.first { $0.id == "diagnosis" }?.value == .word("DLBCL"))
        #expect(facts.contains { $0.id == "age" })
        #expect(file.drugs?.map(\.drug) == ["bendamustine"])
        // Nothing that was measured later, and ages that grow with the time that is asked for.
        let before = try ward.file(asOf: Centre.now.adding(minutes: -120))
        #expect(!before.facts.contains { $0.id == "platelets" })
        let later = try Ward(centre.address, at: Centre.now.adding(minutes: 20 * 24 * 60))
        #expect(later.desk.facts(try later.file()).lines.contains { $0.contains("20 days old") })
        // A history is told whole.
        try ward.record(#"{"drugs": []}"#)
        #expect(try ward.file().drugs?.isEmpty == true)
        #expect(try centre.open().verify().faults == [])
    }

    @Test func aSlipIsCaughtAtEntryAndNothingIsTaken() throws {
        let centre = try Self.centre(.sqlite)
        let ward = try Ward(centre.address)
        let wrong = [
            Self.fact("platelets", "1200", "万/uL"), Self.fact("platelets", "120"),
            Self.fact("nobody_knows", "1"), Self.fact("ecog", "1.5"),
        ]
        for fact in wrong {
            #expect(throws: StoreError.self, "\(fact)") {
                try ward.record(#"{"facts": [\#(Self.fact("crp", "1", "mg/dL")), \#(fact)]}"#)
            }
        }
        #expect(try ward.office.observations(of: try Patient.ID("P-0001")).isEmpty)
    }

    @Test func enoughOfItsOwnRunsTeachTheCentre() throws {
        let centre = try Self.centre(.sqlite)
        let ward = try Ward(centre.address)
        func run(_ efficiency: Double) -> String {
            #"{"collectedCells": \#(500e6 * 10 * efficiency), "countPerMicrolitre": 500, "#
                + #""volumeLitres": 10}"#
        }
        let runs = (0..<19).map { run(0.50 + 0.01 * Double($0)) }
        try ward.record(#"{"runs": [\#(runs.joined(separator: ","))]}"#)
        func efficiency() throws -> JSON? {
            ward.desk.facts(try ward.file()).json["efficiency"]
        }
        #expect(try efficiency() == .double(0.4))
        try ward.record(#"{"runs": [\#(run(0.69))]}"#)
        let learned = try #require(try efficiency())
        guard case .number(let digits) = learned.content else {
            Issue.record("no number")
            return
        }
        #expect(abs((Double(digits) ?? 0) - 0.595) < 1e-9)
    }

    @Test(arguments: Backend.allCases) func anApprovalNamesThePhysician(
        _ backend: Backend
    ) throws {
        let centre = try Self.centre(backend)
        let ward = try Ward(centre.address)
        let rule = "eligibility:lvef"
        func states(_ desk: ClinicalDesk) -> String {
            desk.rules().lines.filter { $0.hasPrefix(rule) }.joined()
        }
        #expect(states(ward.desk).contains("recalled"))
        #expect(throws: StoreError.self) {
            try ward.office.approve(["eligibility:nothing"], under: ward.desk)
        }
        // What is verified decides already.
        #expect(throws: StoreError.self) {
            try ward.office.approve(["product:axi-cel:indication-jp"], under: ward.desk)
        }
        _ = try ward.office.approve([rule, "notice:fda-2025-06-26"], under: ward.desk)
        let approvals = try Ward(centre.address).office.approvals()
        #expect(approvals.map(\.rule) == [rule, "notice:fda-2025-06-26"])
        let desk = ward.desk.with(approvals)
        #expect(!states(desk).contains("recalled"))
        #expect(states(desk).contains(ward.office.person.user.name))
        #expect(!desk.uncheckedProducts().lines.contains { $0.contains("fda-2025-06-26") })
        #expect(desk.lapsed == [])
        // Other words under the same name are not what was approved.
        let old = RuleApproval(
            rule: rule, physician: approvals[0].physician, name: "x", on: Centre.now.day,
            digest: "0")
        let lapsed = ward.desk.with([old])
        #expect(lapsed.lapsed == [rule])
        #expect(states(lapsed).contains("recalled"))
        _ = try ward.office.undo()
        #expect(try ward.office.approvals() == [])
        #expect(try centre.open().verify().faults == [])
    }
}
