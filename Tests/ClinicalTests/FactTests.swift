import Application
import Clinical
import Domain
import Testing

struct FactTests {
    private func judge(_ facts: [Fact]) -> (value: Double?, problem: String?) {
        let sheet = Patients.sheet(facts)
        let id = facts[0].id
        return (sheet.entries[id]?.value.number, sheet.problems(of: id).first?.name)
    }

    private func fact(
        _ id: String, _ value: Double, _ unit: String, daysAgo: Int = 1, confirmed: Bool = false
    ) -> Fact {
        Fact(
            id, .number(value), unit: unit,
            at: Patients.asOf.adding(minutes: -daysAgo * 24 * 60), isConfirmed: confirmed)
    }

    @Test(arguments: [
        ("platelets", 12.0, "万/uL", 120.0), ("platelets", 12, "10*4/uL", 120),
        ("platelets", 120, "10*3/uL", 120), ("platelets", 120_000, "/uL", 120),
        ("creatinine", 88.4, "umol/L", 1), ("crp", 42, "mg/L", 4.2),
        ("haemoglobin", 92, "g/L", 9.2), ("phosphate", 1, "mmol/L", 3.0974),
        ("bilirubin", 34.2, "umol/L", 2), ("alc", 0.6, "10*9/L", 600),
        ("wbc", 34, "10*2/uL", 3400), ("height", 1.7, "m", 170), ("ferritin", 1.2, "mg/L", 1200),
    ])
    func unitsAreConverted(_ id: String, _ value: Double, _ unit: String, _ wanted: Double) {
        let found = judge([fact(id, value, unit)])
        #expect(abs((found.value ?? .nan) - wanted) < 1e-9, "\(found)")
    }

    @Test func theSlipOfTheDecimalPointIsCaught() {
        #expect(judge([fact("creatinine", 88, "mg/dL")]).problem == "slip")
        #expect(judge([fact("creatinine", 880, "mg/dL")]).problem == "implausible")
        #expect(judge([fact("haemoglobin", 92, "g/dL")]).problem == "slip")
        #expect(judge([fact("haemoglobin", 1.02, "g/dL")]).problem == "slip")
        #expect(judge([fact("weight", 1.6, "kg")]).problem == "slip")
        #expect(judge([fact("height", 17, "cm")]).problem == "slip")
        // 18.0 ×10⁴/µL entered as ×10⁹/L: only the value of the day before tells.
        let jump = [fact("platelets", 18, "10*9/L"), fact("platelets", 18, "10*4/uL", daysAgo: 2)]
        #expect(judge(jump).problem == "jump")
        #expect(judge(Array(jump.reversed())).problem == "jump")
        let sure = [
            fact("platelets", 18, "10*9/L", confirmed: true),
            fact("platelets", 18, "10*4/uL", daysAgo: 2),
        ]
        #expect(judge(sure).value == 18)
        // CRP does rise tenfold in a day.
        #expect(
            judge([fact("crp", 10, "mg/dL"), fact("crp", 1, "mg/dL", daysAgo: 2)]).value == 10)
    }

    @Test func unusableValuesAreNamed() {
        #expect(judge([fact("platelets", 100, "")]).problem == "unitMissing")
        #expect(judge([fact("platelets", 100, "mg")]).problem == "unknownUnit")
        #expect(judge([fact("platelets", 100, "10*9/L", daysAgo: 15)]).problem == "stale")
        #expect(judge([fact("platelets", 100, "10*9/L", daysAgo: 14)]).value == 100)
        #expect(judge([fact("platelets", 100, "10*9/L", daysAgo: -1)]).problem == "inFuture")
        #expect(judge([fact("thrombocytes", 100, "10*9/L")]).problem == "unknownFact")
        #expect(
            judge([Fact("platelets", .number(100), unit: "10*9/L")]).problem == "timeMissing")
        #expect(judge([Fact("lines", .number(1.5))]).problem == "wrongKind")
        #expect(judge([Fact("diagnosis", .word("flu"))]).problem == "unknownWord")
        #expect(
            judge([fact("platelets", 100, "10*9/L"), fact("platelets", 90, "10*9/L")]).problem
                == "contradiction")
    }

    @Test func aNewerValueInDoubtIsNotPassedOverForAnOlderOne() {
        let found = judge([
            fact("haemoglobin", 92, "g/dL"), fact("haemoglobin", 9.2, "g/dL", daysAgo: 3),
        ])
        #expect(found.value == nil && found.problem == "slip")
    }

    @Test func everyProblemHasASentence() {
        let facts: [Fact] = [
            fact("platelets", 100, ""), fact("crp", 100, "kg"), fact("haemoglobin", 92, "g/dL"),
            fact("creatinine", 88, "mg/dL"), fact("wbc", 5, "10*9/L", daysAgo: 99),
            Fact("ecog", .number(1)), Fact("diagnosis", .word("flu")), Fact("nose", .truth(true)),
        ]
        let sheet = Patients.sheet(facts)
        #expect(sheet.problems.count == facts.count)
        for language in [Language.english, .japanese] {
            for problem in sheet.problems {
                let sentence = Wording(language)(problem, Patients.knowledge.facts)
                let places = ["{fact}", "{units}", "{value}", "{perhaps}", "{words}", "{days}"]
                #expect(!places.contains { sentence.contains($0) }, "\(sentence)")
                #expect(!sentence.hasPrefix("facts."), "\(sentence)")
            }
        }
    }

    @Test func anObservationOfTheStoreIsAFact() throws {
        let patient = try Patient.ID("P-0001")
        let seen = Observation(
            patient: patient, code: "PLT", value: .number(18), unit: ".10*4/uL",
            at: Patients.yesterday)
        let fact = try #require(Fact(seen, Patients.knowledge.facts))
        #expect(judge([fact]).value == 180)
        let censored = Observation(
            patient: patient, code: "CRP", value: .censored(.below, 0.1), unit: "mg/dL",
            at: Patients.yesterday)
        #expect(Fact(censored, Patients.knowledge.facts) == nil)
    }
}
