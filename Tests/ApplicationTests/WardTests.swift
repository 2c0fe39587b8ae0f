import Clinical
import Domain
import Glibc
import Support
import Testing

@testable import Application

/// The ward on a real store: what is seen, what follows from it, and what is refused.
struct WardTests {
    static let now = OfficeTests.now
    let hospital: OfficeTests.Hospital
    let desk: ClinicalDesk
    let ward: Office
    let course: Course.ID
    let other: Course.ID

    init() throws {
        hospital = try OfficeTests.Hospital()
        desk = try ClinicalDesk(rules: nil, Wording(.english))
        ward = try hospital.office("kobayashi")
        let coordinator = try hospital.office("tanaka", minutesLater: -70 * 1440)
        course = try OfficeTests.saved(coordinator.takeReferral(OfficeTests.form))
        var form = OfficeTests.form
        form.name.family = "別人"
        form.indication = .lupus
        other = try OfficeTests.saved(coordinator.takeReferral(form))
        for id in [course, other] {
            let milestones: [(Milestone.Kind, Int)] = [
                (.eligibilityDecided, 60), (.planPresented, 59), (.collected, 50),
                (.shipped, 49), (.started, 48), (.released, 30), (.received, 25),
                (.conditioningStarted, 10), (.infused, 5),
            ]
            try hospital.reach(milestones, of: id)
        }
    }

    private func ice(_ points: Int, minutesAgo: Int = 0, of id: Course.ID? = nil) -> BedsideEntry {
        let passed = BedsideEntry.iceItems.enumerated().map { ($1, $0 < points) }
        return BedsideEntry(
            id ?? course, at: Self.now.adding(minutes: -minutesAgo),
            ice: Dictionary(uniqueKeysWithValues: passed), sentence: "今日は雨")
    }

    private func level(_ toxicity: Toxicity, _ id: Course.ID? = nil) throws -> Int? {
        try ward.grades(of: id ?? course).filter { !$0.isWithdrawn }
            .last { $0.grade.toxicity == toxicity }?.grade.level
    }

    @Test func aFallingScoreGradesCallsAndAsks() throws {
        let first = try OfficeTests.saved(ward.assess(ice(10, minutesAgo: 720), under: desk))
        #expect(first.escalations.isEmpty && first.tasks.isEmpty)
        let second = try OfficeTests.saved(ward.assess(ice(6), under: desk))
        #expect(second.judgement.judged(.icans)?.grade.level == 2)
        #expect(second.judgement.judged(.icans)?.before == 0)
        #expect(second.escalations.count == 1)
        let tasks = try ward.tasks(of: course, onlyOpen: true)
        #expect(tasks.contains { $0.what.contains("MRI") && $0.role == .physician })
        let open = try ward.escalations()
        #expect(open.map(\.level) == [2] && open.map(\.before) == [0])
        // The values stand with the patient, the sentence with the entry.
        let patient = try ward.course(course).course.patient
        #expect(try ward.observations(of: patient, code: "ICE").count == 2)
        let picture = try ward.picture(of: course, under: desk, flags: nil, yesterday: nil)
        #expect(picture.entries.map(\.sentence) == ["今日は雨", "今日は雨"])
        #expect(picture.entries.last?.icePoints == 6)
        // The same again is no rise; an answer closes it once.
        let again = try OfficeTests.saved(ward.assess(ice(5), under: desk))
        #expect(again.escalations.isEmpty)
        _ = try hospital.office("mori").acknowledge(open[0].id, words: "on the way")
        #expect(try ward.escalations().isEmpty)
        #expect(throws: StoreError.self) { try ward.acknowledge(open[0].id) }
    }

    @Test func anEntryThatComesLateCallsNobody() throws {
        _ = try OfficeTests.saved(ward.assess(ice(10), under: desk))
        let late = try OfficeTests.saved(ward.assess(ice(4, minutesAgo: 300), under: desk))
        #expect(late.escalations.isEmpty && late.judgement.judged(.icans)?.grade.level == 2)
    }

    @Test func feverWithHypotensionIsGradeTwo() throws {
        let entry = BedsideEntry(
            course, at: Self.now,
            findings: [
                "temp_C": .double(38.6), "sbp": .int(82), "hypotension": .bool(true),
                "vasopressors_excl_vasopressin": .int(0), "o2": .string("room_air"),
            ])
        let preview = try ward.preview(entry, under: desk)
        #expect(preview.judged(.crs)?.grade.level == 2)
        #expect(preview.judged(.crs)?.grade.deciding.map(\.name) == ["pressure"])
        // Looking writes nothing.
        #expect(try ward.grades(of: course).isEmpty)
        _ = try OfficeTests.saved(ward.assess(entry, under: desk))
        #expect(try level(.crs) == 2)
        // Without the findings nobody can say; the temperature is kept all the same.
        let bare = BedsideEntry(
            other, at: Self.now, findings: ["temp_C": .double(39)])
        let result = try OfficeTests.saved(ward.assess(bare, under: desk))
        #expect(result.judgement.grades.isEmpty)
        #expect(result.judgement.refused.first?.missing.contains("hypotension") == true)
    }

    /// After tocilizumab a grade goes on without fever.
    @Test func aDoseIsRememberedByTheNextGrade() throws {
        func seen(_ temperature: Double, minutesAgo: Int) -> BedsideEntry {
            BedsideEntry(
                course, at: Self.now.adding(minutes: -minutesAgo),
                findings: [
                    "temp_C": .double(temperature), "hypotension": .bool(true),
                    "vasopressors_excl_vasopressin": .int(0), "o2": .string("room_air"),
                ])
        }
        _ = try OfficeTests.saved(ward.assess(seen(39, minutesAgo: 300), under: desk))
        #expect(
            try ward.preview(seen(36.8, minutesAgo: 0), under: desk).judged(.crs)?.grade.level == 0)
        let dose = try OfficeTests.saved(
            ward.give(
                "Tocilizumab", dose: "8 mg/kg", to: course, at: Self.now.adding(minutes: -200)))
        #expect(
            try ward.preview(seen(36.8, minutesAgo: 0), under: desk).judged(.crs)?.grade.level == 2)
        _ = try ward.withdrawTreatment(dose, Reason(.correction, "other patient"))
        #expect(
            try ward.preview(seen(36.8, minutesAgo: 0), under: desk).judged(.crs)?.grade.level == 0)
        #expect(throws: StoreError.self) {
            try ward.give("tocilizumab", dose: "", to: course, at: Self.now.adding(minutes: 5))
        }
    }

    @Test func aWrongEntryIsCorrectedAndItsCallWithdrawn() throws {
        let wrong = ice(2, minutesAgo: 30)
        _ = try OfficeTests.saved(ward.assess(wrong, under: desk))
        #expect(try level(.icans) == 3 && ward.escalations().count == 1)
        let reason = Order(reason: Reason(.correction, "paper of another bed"))
        let right = try OfficeTests.saved(
            ward.assess(ice(10, minutesAgo: 30), correcting: wrong.at, under: desk, reason))
        #expect(right.judgement.judged(.icans)?.before == nil || right.escalations.isEmpty)
        #expect(try level(.icans) == 0)
        #expect(try ward.escalations().isEmpty)
        let all = try ward.escalations(onlyOpen: false)
        guard case .withdrawn? = all.first?.state else {
            Issue.record("the call still stands: \(all)")
            return
        }
        // Both stand in the record, one withdrawn.
        #expect(
            try ward.grades(of: course).map(\.isWithdrawn).sorted { $0 && !$1 } == [true, false])
        // What was not there cannot be taken back.
        #expect(throws: StoreError.self) {
            try ward.withdrawAssessment(
                of: course, at: Self.now.adding(minutes: -999), Reason(.correction, "x"))
        }
    }

    @Test func anEntryOnTheWrongPatientGoesToTheRightOne() throws {
        let wrong = ice(6, minutesAgo: 10)
        _ = try OfficeTests.saved(ward.assess(wrong, under: desk))
        let moved = try OfficeTests.saved(
            ward.moveAssessment(
                from: course, at: wrong.at, to: other, under: desk,
                Reason(.correction, "beds changed over")))
        #expect(moved.escalations.count == 1)
        #expect(try level(.icans) == nil)
        #expect(try level(.icans, other) == 2)
        #expect(try ward.escalations().map(\.course) == [other])
        let patient = try ward.course(course).course.patient
        #expect(try ward.observations(of: patient, code: "ICE").allSatisfy(\.isWithdrawn))
        #expect(throws: StoreError.self) {
            try ward.moveAssessment(
                from: other, at: wrong.at, to: other, under: desk, Reason(.correction, "x"))
        }
    }

    @Test func whatCannotBeIsRefused() throws {
        var half = ice(5)
        half.ice["year"] = nil
        #expect(throws: StoreError.self) { try ward.assess(half, under: desk) }
        #expect(throws: StoreError.self) {
            try ward.assess(BedsideEntry(course, at: Self.now), under: desk)
        }
        let future = BedsideEntry(
            course, at: Self.now.adding(minutes: 10), findings: ["temp_C": .int(37)])
        #expect(throws: StoreError.self) { try ward.assess(future, under: desk) }
        let unknown = BedsideEntry(course, at: Self.now, findings: ["tmp": .int(37)])
        #expect(throws: StoreError.self) { try ward.assess(unknown, under: desk) }
        let text = BedsideEntry(course, at: Self.now, findings: ["temp_C": .string("hot")])
        #expect(throws: StoreError.self) { try ward.assess(text, under: desk) }
        // A coordinator grades nobody.
        #expect(throws: StoreError.self) {
            try hospital.office("tanaka").assess(ice(6), under: desk)
        }
    }

    // MARK: Before the cells run

    @Test func theTimeOutWantsEverythingAndTwoPeople() throws {
        let checks = desk.knowledge.ward.timeOut.checks.map(\.id)
        let second = try User.ID("mori")
        // Nothing lies ready.
        #expect(throws: StoreError.self) {
            try ward.takeTimeOut(for: course, checks: checks, second: second, under: desk)
        }
        _ = try ward.reserve("tocilizumab", doses: 2, place: "pharmacy", for: course)
        #expect(throws: StoreError.self) {
            try ward.takeTimeOut(
                for: course, checks: Array(checks.dropLast()), second: second, under: desk)
        }
        #expect(throws: StoreError.self) {
            try ward.takeTimeOut(
                for: course, checks: checks, second: ward.person.user.id, under: desk)
        }
        _ = try OfficeTests.saved(
            ward.takeTimeOut(for: course, checks: checks, second: second, under: desk))
        let taken = try #require(try ward.timeOuts(of: course).first)
        #expect(taken.second == second && taken.reserved == 2 && taken.checks == checks)
        // A later word about the drug replaces the earlier one.
        _ = try ward.reserve("tocilizumab", doses: 1, place: "ward", for: course)
        #expect(try ward.reserves(of: course).map(\.doses) == [1])
        let order = Order(reason: Reason(.emergency, "one dose on its way"))
        _ = try OfficeTests.saved(
            ward.takeTimeOut(for: course, checks: checks, second: second, under: desk, order))
    }

    // MARK: Local toxicity

    @Test func localToxicityIsAskedForInAutoimmuneDiseaseAlone() throws {
        func form(_ id: Course.ID, _ inputs: [String: JSON]) -> LICATSForm {
            LICATSForm(
                id, at: Self.now, items: ["skin", "joint"], answers: ["bCellAplasia"],
                inputs: inputs)
        }
        #expect(throws: StoreError.self) {
            try ward.record(form(course, ["gc_given": .bool(true)]), under: desk)
        }
        let result = try OfficeTests.saved(
            ward.record(form(other, ["gc_given": .bool(true)]), under: desk))
        #expect(result.grade.level == 2 && result.bin == "early")
        let event = try #require(try ward.licatsEvents(of: other).first)
        #expect(event.onsetDay == 5 && event.items == ["skin", "joint"])
        #expect(try ward.escalations(of: other).map(\.toxicity) == [.licats])
        // Still running: nobody can say; and no item is no event.
        #expect(throws: StoreError.self) { try ward.record(form(other, [:]), under: desk) }
        #expect(throws: StoreError.self) {
            try ward.preview(
                LICATSForm(other, at: Self.now, items: [], answers: [], inputs: [:]), under: desk)
        }
        // A withdrawn grade takes the event along.
        _ = try ward.withdrawGrade(event.grade, Reason(.correction, "old scar"))
        #expect(try ward.licatsEvents(of: other).isEmpty)
    }

    // MARK: Going home

    @Test func nobodyGoesHomeOnAnAssumption() throws {
        let page = try ward.discharge(of: course, under: desk)
        #expect(!page.isReady && page.earliest == nil)
        #expect(page.lines.first { $0.id == "ice" }?.outcome == .cannotSay("ICE"))
        #expect(page.lines.first { $0.id == "crs" }?.outcome == .cannotSay("crs"))
        guard case .notYet(let at?)? = page.lines.first(where: { $0.id == "days" })?.outcome else {
            Issue.record("five days are not fourteen")
            return
        }
        #expect(at.day == Self.now.day - 5 + 14)
        for line in page.lines { #expect(!line.source.isEmpty) }
    }

    @Test func visitsArePlannedOnceAndCounted() throws {
        let office = try hospital.office("tanaka")
        let visits = try OfficeTests.saved(office.planFollowUp(of: course, under: desk))
        let zero = Self.now.day - 5
        #expect(visits.count == 17)
        #expect(visits.first { $0.visit == "day28" }?.due == zero + 28)
        #expect(visits.first { $0.visit == "day100" }?.due == zero + 100)
        #expect(visits.first { $0.visit == "year15" }?.due == zero.adding(months: 180))
        #expect(throws: StoreError.self) { try office.planFollowUp(of: course, under: desk) }
        let due = try office.followUps(dueBy: zero + 100).filter { $0.course == course }
        #expect(due.map(\.visit) == ["day28", "day100"])
        _ = try office.closeFollowUp("day28", of: course)
        #expect(throws: StoreError.self) { try office.closeFollowUp("day28", of: course) }
        #expect(
            try office.tasks(of: course, onlyOpen: true).filter { $0.what.contains("28") }.isEmpty)
    }

    @Test func lettersHoldNoClinicalDetail() throws {
        _ = try OfficeTests.saved(ward.assess(ice(3), under: desk))
        let picture = try ward.picture(of: course, under: desk, flags: nil, yesterday: nil)
        for language in Language.allCases {
            let desk = try ClinicalDesk(rules: nil, Wording(language))
            let text = desk.letter(picture).joined() + desk.status(picture)
            for word in ["CRS", "ICANS", "ICE", "grade", "グレード", "新田", "tocilizumab"] {
                #expect(!text.contains(word), "\(language) \(word)")
            }
            #expect(text.contains(course.text))
        }
    }

    @Test func theHandOverSaysWhatWaits() throws {
        _ = try OfficeTests.saved(ward.assess(ice(6), under: desk))
        _ = try OfficeTests.saved(
            ward.give("dexamethasone", dose: "10 mg", to: course, at: Self.now))
        let text = try ward.handOver(under: desk).joined(separator: "\n")
        #expect(text.contains("ICANS 2") && text.contains("dexamethasone 10 mg"))
        #expect(text.contains("ICANS 0 → 2"))
        let row = try #require(try ward.wardList(under: desk).rows.first)
        #expect(row.course == course, "what waits for an answer stands first")
        #expect(row.due.first { $0.id == "ice" }?.due == Self.now.adding(minutes: 360))
    }

    // MARK: Calling somebody

    @Test func thePagerLearnsNothingButThatSomethingWaits() throws {
        _ = try OfficeTests.saved(ward.assess(ice(2), under: desk))
        let told = hospital.folder.file("told")
        try Notifier.run("cat > \(told); tr '\\0' '\\n' < /proc/$$/environ >> \(told)", waiting: 1)
        let text = Self.contents(told)
        #expect(text.hasPrefix("CARTAS: 1\n"))
        for word in [course.text, "新田", "ICANS", "P-0"] { #expect(!text.contains(word)) }
        #expect(throws: Notifier.Failure.ended(3)) { try Notifier.run("exit 3", waiting: 1) }
        // A command that never reads ends nobody.
        try Notifier.run("true", waiting: 1)
        Notifier.call("sleep 0.1; echo late > \(told).late", waiting: 1)
        for _ in 0..<100 where Self.contents(told + ".late").isEmpty { usleep(20_000) }
        #expect(Self.contents(told + ".late") == "late\n")
    }

    private static func contents(_ path: String) -> String {
        guard let file = fopen(path, "r") else { return "" }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }
}

extension OfficeTests.Hospital {
    /// Records milestones so many days before now, without the rules of a bedside.
    func reach(_ milestones: [(Milestone.Kind, Int)], of course: Course.ID) throws {
        let tester = try office("ito")
        for (kind, days) in milestones {
            _ = try tester.recordMilestone(
                Milestone(kind, at: OfficeTests.now.adding(minutes: -days * 1440)), of: course,
                Order(reason: Reason(.override, "the test begins later")))
        }
    }
}
