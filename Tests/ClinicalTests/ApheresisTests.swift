import Application
import Clinical
import Domain
import Testing

struct ApheresisTests {
    let knowledge = ClinicalKnowledge.published

    private func sheet(
        _ product: String, but changed: [String: Fact.Value] = [:], target: Double? = nil
    ) throws -> ApheresisSheet {
        let record = try #require(knowledge.products[product])
        return knowledge.apheresisSheet(
            Patients.sheet(Patients.normal(but: changed)), for: record, knowledge.efficiency([]),
            enteredTarget: target)
    }

    @Test func theSheetOfTheReferencePatient() throws {
        let page = try sheet(
            "tisa-cel",
            but: ["weight": .number(50), "height": .number(156), "cd3": .number(200)])
        let least = try #require(page.goals.first { $0.id == "cd3_min" })
        #expect(abs(least.litres - 12.5) < 1e-9)
        #expect(abs(least.bloodVolumes - 3.919) < 0.002)
        #expect(least.sessions == 2 && !least.isBetterPostponed)
        #expect(abs(least.minutes - 250) < 1e-9)
        #expect(abs(least.countForOneSession - 200 * 3.919 / 3) < 0.1)
        let most = try #require(page.goals.first { $0.id == "cd3_target" })
        #expect(most.isBetterPostponed && most.sessions == 3)
        #expect(most.provenance?.state == .recalled)
        #expect(page.missing.isEmpty)
    }

    @Test func aConfidentialTargetIsAskedForAndMayBeEntered() throws {
        let page = try sheet("axi-cel")
        #expect(page.goals.isEmpty && page.missing == ["target_cd3"])
        let entered = try sheet("axi-cel", target: 1e9)
        #expect(entered.goals.map(\.id) == ["entered"])
    }

    @Test func triggersAndRedCells() throws {
        let page = try sheet(
            "tisa-cel", but: ["haemoglobin": .number(7), "platelets": .number(29)])
        #expect(page.triggers.map(\.rule).contains("hb_ready"))
        #expect(page.triggers.map(\.rule).contains("platelets_ready"))
        // 1 g/dL × 0.7 dL/kg × 55 kg = 38.5 g: two units of 28 g.
        #expect(page.transfusion?.units == 2)
        #expect(try sheet("tisa-cel").transfusion == nil)
    }

    @Test func theEfficiencyIsLearnedFromTwentyRuns() {
        func runs(_ count: Int) -> [CollectionRun] {
            (0..<count).map { index in
                let efficiency = 0.5 + Double(index % 5) * 0.05
                return CollectionRun(
                    collectedCells: efficiency * 800 * 1e6 * 6, countPerMicrolitre: 800,
                    volumeLitres: 6)
            }
        }
        #expect(knowledge.efficiency(runs(19)).value == 0.4)
        let learned = knowledge.efficiency(runs(20))
        #expect(learned.basis == .centre(runs: 20))
        #expect(abs(learned.value - 0.6) < 1e-9)
        #expect(knowledge.efficiency(runs(20).reversed()) == learned)
        // A run without a volume is no run.
        let broken = CollectionRun(collectedCells: 1e9, countPerMicrolitre: 500, volumeLitres: 0)
        #expect(
            knowledge.efficiency(runs(19) + [broken]).basis == .planning(runs: 19, needed: 20))
    }

    @Test func theQuickTable() throws {
        let table = knowledge.quickTable(bloodVolumeLitres: 3.189)
        let row = try #require(table.rows.first { $0.count == 200 })
        let column = try #require(
            table.columns.firstIndex { $0.target == 1e9 && $0.efficiency == 0.4 })
        #expect(abs(row.cells[column].litres - 12.5) < 1e-9)
        #expect(row.cells[column].band == 2)
        let rich = try #require(table.rows.first { $0.count == 1000 })
        #expect(abs(rich.cells[column].litres - 2.5) < 1e-9)
        #expect(rich.cells[column].band == 0)
        let page = QuickTablePage(table, knowledge).lines(Wording(.japanese))
        #expect(page.filter { $0.contains("12.5!") }.count >= 1)
        let widths = Set(page.dropFirst(4).dropLast().map(\.count))
        #expect(widths.count == 1, "the columns stand under each other")
    }

    @Test func manufacturingRiskIsRelativeOddsAndNothingElse() throws {
        let low: [String: Fact.Value] = ["platelets": .number(120), "cd4cd8": .number(0.3)]
        let risk = try #require(try sheet("tisa-cel", but: low).manufacturingRisk)
        guard case .relativeOdds(let odds) = risk.outcome else {
            Issue.record("\(risk.outcome)")
            return
        }
        #expect(abs(odds - 4.618) < 0.002)
        let high: [String: Fact.Value] = ["platelets": .number(59), "cd4cd8": .number(0.169)]
        #expect(
            try sheet("ide-cel", but: high).manufacturingRisk?.outcome == .above(20),
            "154 times lies outside what the figure can say")
        #expect(try sheet("axi-cel").manufacturingRisk == nil)
        let lines = ApheresisPage(
            try PatientFile(
                reading: JSONReader(parsing: "{\"product\": \"tisa-cel\"}"), now: Patients.asOf),
            try #require(knowledge.products["tisa-cel"]), knowledge
        ).lines(Wording(.english))
        #expect(!lines.contains { $0.contains("illustrative") })
    }

    @Test func theExposureFollowsFromTheDrugHistory() throws {
        func exposure(_ drugs: String) throws -> ExpressionValue? {
            let text = "{\"apheresis\": \"2026-11-30\", \"drugs\": [\(drugs)]}"
            let file = try PatientFile(reading: JSONReader(parsing: text), now: Patients.asOf)
            return file.sheet(knowledge).entries["bendamustine_class"]?.value
        }
        let six = "{\"drug\": \"BR\", \"last\": \"2026-06-20\", \"cycles\": 6}"
        let recent = "{\"drug\": \"BR\", \"last\": \"2026-10-20\", \"cycles\": 3}"
        let few = "{\"drug\": \"BR\", \"last\": \"2026-06-20\", \"cycles\": 2}"
        #expect(try exposure("") == .text("none"))
        #expect(try exposure(six) == .text(">=6 cycles, washout 3-24 mo"))
        #expect(try exposure(recent) == .text(">=3 cycles, washout <3 mo"))
        #expect(try exposure(few) == nil, "nobody published odds for this")
    }
}
