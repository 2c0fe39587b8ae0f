import Application
import Clinical
import Domain
import Testing

struct WashoutTests {
    let knowledge = ClinicalKnowledge.published
    let last = Day(number: 20_000)

    private func report(
        _ uses: [DrugUse], product: String? = nil, diagnosis: String = "DLBCL"
    ) -> WashoutReport {
        let sheet = Patients.sheet([Patients.fact("diagnosis", .word(diagnosis))])
        return knowledge.washouts(uses, sheet, product: product)
    }

    @Test func theLatestBindingDrugIsNamed() {
        let report = report([
            DrugUse("R-CHOP", lastDose: last), DrugUse("pembrolizumab", lastDose: last - 30),
            DrugUse("cyclophosphamide", lastDose: last - 5),
        ])
        let binding = report.binding(.apheresis)
        #expect(binding?.drug.drug == "R-CHOP")
        #expect(binding?.earliest == last + 14)
        #expect(binding?.rule.id == "cytotoxic_chemotherapy_standard")
        #expect(report.preferred(.apheresis)?.earliest == last - 30 + 90)
        // 14 days before the infusion is recalled: a soft date.
        #expect(report.binding(.infusion) == nil)
        let releases = report.releases
        #expect(
            releases.map(\.day) == [last + 14, last + 60, last + 14]
                && releases.map(\.isSoft) == [false, true, true])
    }

    @Test func exactlyTheLimitPasses() {
        let report = report([DrugUse("rituximab", lastDose: last)])
        #expect(report.warnings(.apheresis, on: last + 6).count == 1)
        #expect(report.warnings(.apheresis, on: last + 7).isEmpty)
    }

    @Test func aSteroidCountsAboveTenMilligrams() {
        let ten = DrugUse("prednisolone", lastDose: last, dailyPrednisoloneMg: 10)
        #expect(report([ten]).findings.isEmpty)
        let more = DrugUse("プレドニゾロン", lastDose: last, dailyPrednisoloneMg: 10.5)
        #expect(report([more]).binding(.apheresis)?.earliest == last + 3)
        // Without the dose it is taken to count, and said so; but it binds nobody.
        let unknown = report([DrugUse("prednisolone", lastDose: last)])
        #expect(unknown.binding(.apheresis) == nil)
        #expect(unknown.findings.first?.missing == ["prednisolone_mg"])
    }

    /// Less than 90 days with three cycles; 90 to 730 days with six; any use below 180.
    @Test(arguments: [
        (3, 89, WashoutLevel.strongAlert), (3, 90, .caution), (2, 89, .caution),
        (6, 89, .strongAlert), (6, 90, .alert), (6, 730, .alert), (5, 179, .caution),
    ])
    func bendamustineIsGraded(_ cycles: Int, _ days: Int, _ level: WashoutLevel) {
        let report = report([DrugUse("bendamustine", lastDose: last, cycles: cycles)])
        #expect(report.warnings(.apheresis, on: last + days).first?.interval.gives == level)
        #expect(report.binding(.apheresis) == nil, "a risk rule is no ban")
    }

    @Test(arguments: [(6, 731), (5, 180)])
    func bendamustineIsOverInTheEnd(_ cycles: Int, _ days: Int) {
        let report = report([DrugUse("Pola-BR", lastDose: last, cycles: cycles)])
        let left = report.warnings(.apheresis, on: last + days)
        #expect(left.allSatisfy { $0.rule.id != "bendamustine" })
    }

    @Test func alkylatorsAreAnAlertBeforeIdeCelOnly() {
        let use = [DrugUse("melphalan", lastDose: last)]
        let ide = report(use, product: "ide-cel", diagnosis: "MM")
        #expect(ide.warnings(.apheresis, on: last + 179).map(\.interval.gives) == [.alert])
        #expect(ide.warnings(.apheresis, on: last + 180).isEmpty)
        #expect(ide.releases.isEmpty, "an alert is told, not waited for")
        #expect(report(use, product: "cilta-cel", diagnosis: "MM").findings.isEmpty)
        #expect(report(use).findings.isEmpty)
    }

    @Test func lymphodepletionIsNoWashout() {
        let use = DrugUse("fludarabine", lastDose: last, purpose: .lymphodepletion)
        #expect(report([use]).findings.isEmpty)
        #expect(!report([DrugUse("fludarabine", lastDose: last)]).findings.isEmpty)
    }

    @Test func whatNobodyKnowsIsSaid() {
        let report = report([DrugUse("no such drug", lastDose: last), DrugUse("BR", lastDose: nil)])
        #expect(report.unknownDrugs == ["no such drug"])
        #expect(report.undated == ["BR"])
        #expect(report.releases.isEmpty)
    }

    @Test func anUncheckedStopIsASoftDate() {
        let report = report([DrugUse("lenalidomide", lastDose: last)])
        #expect(report.binding(.apheresis) == nil)
        #expect(report.releases.map(\.isSoft) == [true])
    }

    @Test func theOrderOfTheHistoryChangesNothing() {
        let uses = [
            DrugUse("R-CHOP", lastDose: last), DrugUse("BR", lastDose: last - 100, cycles: 6),
            DrugUse("nivolumab", lastDose: last - 20), DrugUse("DLI", lastDose: last - 3),
        ]
        let one = report(uses)
        let other = report(uses.reversed())
        #expect(one.findings.map(\.rule.id) == other.findings.map(\.rule.id))
        #expect(one.releases == other.releases)
    }

    @Test func aBridgingPlanNeedsBothHospitals() {
        var plan = BridgingPlan(
            referringHospital: "市立病院", centre: "大学病院", givenBy: .referring,
            doses: [DrugUse("R-GDP", lastDose: last, purpose: .bridging)])
        #expect(plan.awaited == [.referring, .centre])
        plan.confirm(.init(.centre, by: "森", at: Patients.asOf))
        plan.confirm(.init(.referring, by: "林", at: Patients.asOf))
        #expect(plan.isAgreed)
        plan.change(doses: plan.doses)
        #expect(plan.isAgreed, "nothing has changed")
        plan.change(doses: [DrugUse("RT", lastDose: last, purpose: .bridging)])
        #expect(!plan.isAgreed && plan.awaited.count == 2)
        let report = knowledge.bridging(plan)
        #expect(report.preferred(.infusion)?.earliest == last + 7)
        #expect(report.releases.map(\.isSoft) == [true])
    }
}
