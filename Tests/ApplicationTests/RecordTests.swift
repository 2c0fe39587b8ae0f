import Application
import Domain
import Support
import Testing

/// Records of patients and of what was measured, on a real store.
struct RecordTests {
    typealias Hospital = OfficeTests.Hospital
    static let now = OfficeTests.now

    static func value(
        _ number: Double, of patient: Patient.ID, minutesAgo: Int = 60
    ) -> Observation {
        Observation(
            patient: patient, code: "crp", value: .number(number), unit: "mg/L",
            at: now.adding(minutes: -minutesAgo))
    }

    /// Two patients of the telephone, each with a course and a value.
    func pair(_ office: Office) throws -> [(patient: Patient.ID, course: Course.ID)] {
        try (0..<2).map { _ in
            let course = try OfficeTests.saved(office.takeReferral(OfficeTests.form))
            let patient = try office.course(course).course.patient
            _ = try office.record([Self.value(1, of: patient)])
            return (patient, course)
        }
    }

    @Test func aMergeTakesCoursesAndMeasurementsAndGivesThemBack() throws {
        let hospital = try Hospital()
        let office = try hospital.office("tanaka")
        let both = try pair(office)
        let (gone, kept) = (both[0], both[1])
        _ = try office.mergePatients(gone.patient, into: kept.patient)
        #expect(try office.patient(kept.patient.text).courses.count == 2)
        #expect(try office.observations(of: kept.patient).count == 2)
        #expect(try office.observations(of: gone.patient) == [])
        // What is recorded since belongs to the record that is left.
        #expect(throws: StoreError.self) { try office.record([Self.value(9, of: gone.patient)]) }
        _ = try office.record([Self.value(7, of: kept.patient, minutesAgo: 5)])
        let patient = try office.patient(gone.patient.text).patient
        #expect(throws: StoreError.self) {
            try office.changePatient(patient.record, expecting: patient.version)
        }

        let back = try OfficeTests.saved(office.unmergePatients(gone.patient))
        #expect(back == [gone.course])
        #expect(try office.course(gone.course).course.patient == gone.patient)
        #expect(try office.observations(of: gone.patient).count == 1)
        #expect(try office.observations(of: kept.patient).count == 2)
        #expect(try office.patient(gone.patient.text).patient.record.mergedInto == nil)
        let refused = StoreError.refused(
            Phrase("patient.notMerged", ["patient": .text(gone.patient.text)]))
        #expect(throws: refused) { try office.unmergePatients(gone.patient) }
        let found = try hospital.office("admin").verify(against: nil) { _ in }
        #expect(found.faults == [])
    }

    @Test func aMergeThatWasUndoneAndDoneAgainComesApart() throws {
        let office = try Hospital().office("tanaka")
        let both = try pair(office)
        _ = try office.mergePatients(both[0].patient, into: both[1].patient)
        _ = try office.undo()
        #expect(try office.observations(of: both[0].patient).count == 1)
        _ = try office.redo()
        #expect(try office.observations(of: both[0].patient) == [])
        let back = try OfficeTests.saved(office.unmergePatients(both[0].patient))
        #expect(back == [both[0].course])
    }

    @Test func aChainOfMergesComesApartFromItsEnd() throws {
        let office = try Hospital().office("tanaka")
        let both = try pair(office)
        let third = try pair(office)[0].patient
        _ = try office.mergePatients(both[0].patient, into: both[1].patient)
        _ = try office.mergePatients(both[1].patient, into: third)
        let refused = StoreError.refused(
            Phrase(
                "patient.isMerged",
                ["patient": .text(both[1].patient.text), "into": .text(third.text)]))
        #expect(throws: refused) { try office.unmergePatients(both[0].patient) }
        let first = try OfficeTests.saved(office.unmergePatients(both[1].patient))
        #expect(first == both.map(\.course).sorted())
        let second = try OfficeTests.saved(office.unmergePatients(both[0].patient))
        #expect(second == [both[0].course])
    }

    @Test func aCorrectionWithdrawsAndRecordsInOneAct() throws {
        let hospital = try Hospital()
        let office = try hospital.office("tanaka")
        let (patient, course) = try pair(office)[0]
        let wrong = try office.observations(of: patient)[0].id
        let reason = Reason(.correction, "unit misread")
        #expect(throws: StoreError.self) {
            try office.correct(
                observation: wrong, with: Self.value(2, of: patient),
                Order(reason: Reason(.correction)))
        }
        let right = try OfficeTests.saved(
            office.correct(
                observation: wrong, with: Self.value(2, of: patient), Order(reason: reason)))
        let all = try office.observations(of: patient)
        #expect(all.filter(\.isWithdrawn).map(\.id) == [wrong])
        #expect(all.filter { !$0.isWithdrawn }.map(\.id) == [right])
        #expect(throws: StoreError.self) { try office.withdrawObservation(wrong, reason) }

        // A grade is given on the ward; the coordinator gives none.
        let grade = try Grade(.crs, 2, at: Self.now, deciding: [])
        #expect(throws: StoreError.self) { try office.record(grade, of: course) }
        let ward = try hospital.office("mori")
        let first = try OfficeTests.saved(ward.record(grade, of: course))
        let better = try Grade(.crs, 1, at: Self.now, deciding: [])
        let second = try OfficeTests.saved(
            ward.record(better, of: course, correcting: first, Order(reason: reason)))
        let standing = try ward.grades(of: course).filter { !$0.isWithdrawn }
        #expect(standing.map(\.id) == [second])
        let other = try Grade(.icans, 1, at: Self.now, deciding: [])
        #expect(throws: StoreError.self) {
            try ward.record(other, of: course, correcting: second, Order(reason: reason))
        }
        #expect(try ward.grades(of: course).filter { !$0.isWithdrawn }.map(\.id) == [second])
        let late = try Grade(.crs, 1, at: Self.now.adding(minutes: 1), deciding: [])
        #expect(throws: StoreError.self) { try ward.record(late, of: course) }
    }

    @Test func referralsTasksAndDeviationsAreKept() throws {
        let office = try Hospital().office("tanaka")
        let (patient, course) = try pair(office)[0]
        _ = try office.changeReferral(
            of: course, hospital: "南", indication: nil, urgency: .routine)
        let referral = try office.patient(patient.text).courses[0].referral
        #expect(referral.hospital == "南" && referral.urgency == .routine)
        #expect(referral.indication == OfficeTests.form.indication)
        #expect(throws: StoreError.refused(Phrase("office.nothingChanges"))) {
            try office.changeReferral(of: course, hospital: "南", indication: nil, urgency: nil)
        }
        let task = try OfficeTests.saved(
            office.addTask("call", for: course, due: Self.now, role: .coordinator))
        #expect(try office.tasks(of: course, onlyOpen: true).map(\.id) == [task])
        _ = try office.closeTask(task)
        #expect(try office.tasks(of: course, onlyOpen: true) == [])
        #expect(throws: StoreError.self) { try office.closeTask(task) }
        _ = try office.recordDeviation("bag late", severity: .minor, of: course)
        #expect(try office.deviations(of: course).map(\.what) == ["bag late"])
        #expect(throws: StoreError.refused(Phrase("deviation.empty"))) {
            try office.recordDeviation(" ", severity: .minor, of: course)
        }
    }

    @Test func productTermsAreCheckedAndBelongToTheManagement() throws {
        let hospital = try Hospital()
        let admin = try hospital.office("admin")
        let id: Product.ID = try Identifier("axi-cel")
        let stored = try #require(try admin.product(id))
        var terms = stored.record
        terms.holdLeast = terms.holdMost + 1
        #expect(throws: StoreError.refused(Phrase("product.daysImpossible"))) {
            try admin.change(terms, expecting: stored.version)
        }
        terms.holdLeast = 0
        terms.product.infusionDays = [0, 7, 7]
        #expect(throws: StoreError.refused(Phrase("product.infusionDaysImpossible"))) {
            try admin.change(terms, expecting: stored.version)
        }
        terms.product.infusionDays = [0, 7]
        _ = try admin.change(terms, expecting: stored.version)
        #expect(try admin.product(id)?.record == terms)
        #expect(throws: StoreError.self) {
            try hospital.office("tanaka").change(terms, expecting: nil)
        }
    }
}
