import Application
import Clinical
import Domain
import Testing

struct GradingTests {
    let knowledge = ClinicalKnowledge.published

    private func inputs(_ text: String) throws -> JSON { try JSONParser.parse(text) }

    @Test func theDecidingFindingIsShown() throws {
        let crs = try knowledge.grade(
            .crs,
            inputs(
                """
                {"temp_C": 38.5, "hypotension": true, "vasopressors_excl_vasopressin": 0,
                 "o2": "nasal_8L"}
                """), at: Patients.asOf)
        #expect(crs.grade.level == 3)
        #expect(crs.grade.deciding.map(\.name) == ["hypoxia"])
        #expect(crs.management?.provenance.sources == ["S-Santomasso2021"])
        let both = try knowledge.grade(
            .icans, inputs("{\"age_y\": 40, \"ice\": 1, \"seizure\": \"brief_resolved\"}"),
            at: Patients.asOf)
        #expect(both.grade.deciding.map(\.name) == ["score", "fit"])
    }

    /// A grade that stands although the score is missing rests on what was seen alone.
    @Test func aMissingScoreDecidesNothing() throws {
        let report = try knowledge.grade(
            .icans, inputs("{\"age_y\": 40, \"seizure\": \"brief_resolved\"}"), at: Patients.asOf)
        #expect(report.grade.level == 3)
        #expect(report.grade.deciding.map(\.name) == ["fit"])
    }

    @Test func overrulingNeedsAReason() throws {
        let facts = try inputs("{\"age_y\": 40, \"ice\": 8}")
        let report = try knowledge.grade(
            .icans, facts, at: Patients.asOf,
            overruled: (0, Reason(.override, "aphasia since the stroke of 2019")))
        #expect(report.grade.level == 0 && report.byRules == 1)
        #expect(report.grade.overruled?.words == "aphasia since the stroke of 2019")
        #expect(throws: GradingError.reasonMissing) {
            try knowledge.grade(
                .icans, facts, at: Patients.asOf, overruled: (0, Reason(.override, " ")))
        }
        #expect(throws: GradingError.noSuchLevel(.icans, 6)) {
            try knowledge.grade(
                .icans, facts, at: Patients.asOf, overruled: (6, Reason(.override, "why not")))
        }
    }

    @Test func whatIsMissingIsNamedInWords() throws {
        let file = try GradeFile(
            reading: JSONReader(parsing: "{\"inputs\": {\"age_y\": 40}}"), now: Patients.asOf)
        do throws(GradeRefusal) {
            _ = try GradePage(.icans, file, knowledge, Wording(.japanese))
            Issue.record("not refused")
        } catch {
            #expect(error.missing == ["ice"])
            #expect(error.sentence.contains("ICE スコア"))
        }
    }

    @Test func everyGradeOfCRSAndICANSHasGuidanceWithItsSource() {
        for toxicity in [Toxicity.crs, .icans] {
            for grade in 1...4 {
                let text = knowledge.guidance.management(toxicity, grade)
                #expect(text != nil, "\(toxicity) \(grade)")
            }
        }
        // What is taken out of a sentence stands in it, in both languages.
        for text in knowledge.guidance.management {
            for dose in text.doses {
                #expect(text.says.english.lowercased().contains(dose.drug))
                #expect(text.says.english.contains(dose.amount))
                #expect(text.says.japanese.contains(dose.amount))
            }
        }
        let guidance = knowledge.guidance
        #expect(guidance.dose(of: "tocilizumab", .crs, 3)?.amount == "8 mg/kg")
        #expect(guidance.dose(of: "dexamethasone", .icans, 2)?.amount == "10 mg")
        #expect(guidance.dose(of: "tocilizumab", .crs, 1) == nil)
        #expect(knowledge.guidance.licats.items.count == 7)
        let against = Set(knowledge.guidance.licats.questions.map(\.against))
        #expect(against == [.crs, .flare, .other])
    }

    @Test func theSumOfTheICEItems() throws {
        let items = try inputs(
            """
            {"orientation": 3, "naming": 3, "command": 1, "writing": 0, "attention": 1}
            """)
        guard case .values(let result) = knowledge.evaluate("ice", items) else {
            Issue.record("no score")
            return
        }
        #expect(result["ice"] == .number(8))
        #expect(
            knowledge.evaluate("ice", try inputs("{\"orientation\": 5}"))
                == .refused(
                    .outside(
                        "orientation", 5,
                        try #require(knowledge.model("ice")?.inputs.first?.bounds))))
    }

    @Test func scoresNameTheirTimePointAndRefuseOldValues() throws {
        let fresh = knowledge.scores(Patients.sheet(Patients.normal()))
        let easix = try #require(fresh.first { $0.model.id == "easix" })
        guard case .values(let result) = easix.outcome else {
            Issue.record("\(easix.outcome)")
            return
        }
        #expect(abs((result["easix"]?.number ?? 0) - 220 * 0.7 / 180) < 1e-9)
        #expect(easix.model.timing?.point.english.contains("lymphodepletion") == true)
        #expect(knowledge.flag(easix, at: Patients.asOf)?.verdict == .low)
        #expect(easix.inputs.allSatisfy { $0.ageDays == 1 })
        let old =
            Patients.normal(without: ["ldh"]) + [
                Fact(
                    "ldh", .number(220), unit: "U/L",
                    at: Patients.asOf.adding(minutes: -9 * 24 * 60))
            ]
        let stale = try #require(
            knowledge.scores(Patients.sheet(old)).first { $0.model.id == "easix" })
        #expect(stale.outcome == .cannotSay(["ldh"]))
        #expect(knowledge.flag(stale, at: Patients.asOf)?.verdict == .cannotSay(["ldh"]))
        #expect(!fresh.contains { $0.model.id.hasPrefix("jo20") }, "odds are no score")
    }
}
