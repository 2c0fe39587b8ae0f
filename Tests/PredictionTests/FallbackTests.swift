import Application
import Domain
import Prediction
import Support
import Testing

/// Models that say what they can without one input, and models that are rules.
struct FallbackTests {
    private static let specification = ModelTests.replacing(
        ModelTests.specification, #""trees": 12"#,
        #""fallback_without": ["crp_mg_dL"], "trees": 12"#)

    private static func model() throws -> DeskModel {
        try ModelTests.trained("logistic", specification: specification)
    }

    @Test func aMissingValueIsDoneWithoutByName() throws {
        let desk = try Self.model()
        let second = try #require(desk.model.fallback.first)
        let found = try ModelTests.prediction(desk, ["crp_mg_dL": ""])
        #expect(found.fallback?.id == "test-fallback")
        #expect(found.fallback?.missing == ["crp_mg_dL"])
        #expect(found.state == .notice)
        #expect(found.risk == (try ModelTests.prediction(DeskModel(second), [:])).risk)
        #expect(!found.inputs.contains { $0.column == "crp_mg_dL" })
        // With everything there the model answers itself.
        #expect(try ModelTests.prediction(desk, [:]).fallback == nil)
        #expect(
            try ModelTests.prediction(desk, [:]).risk
                == ModelTests.prediction(try ModelTests.logistic.get(), [:]).risk)
    }

    @Test(arguments: [
        ["ldh_U_L": ""], ["crp_mg_dL": "", "ldh_U_L": ""], ["crp_mg_dL": "150"],
        ["crp_mg_dL": "<0.3"], ["crp_mg_dL": "", "costim": "4-1BB"],
    ]) func nothingElseIsDoneWithout(_ change: [String: String]) throws {
        let found = try ModelTests.prediction(try Self.model(), change)
        #expect(found.state == .cannotSay)
        #expect(found.fallback == nil)
    }

    @Test(arguments: Language.allCases) func theResultNamesTheFallback(
        _ language: Language
    ) throws {
        let desk = try Self.model()
        var cells = ModelTests.cells
        cells["crp_mg_dL"] = ""
        let row = cells.sorted { $0.key < $1.key }
        var writer = CSVWriter(header: row.map(\.key))
        writer.write(row.map(\.value))
        let today = try #require(ModelTests.today)
        let answer = try ModelDesk.predict(
            desk, data: Array(writer.text.utf8), Wording(language), today: today)
        #expect(try #require(answer.kept.first).reason.contains("test-fallback 1.0.0"))
        let card = desk.cardLines(Wording(language), today: today).joined(separator: "\n")
        #expect(card.contains("test-fallback 1.0.0"))
    }

    @Test func aFileKeepsTheFallback() throws {
        let desk = try Self.model()
        let again = try DeskModel(reading: Array(desk.fileText.utf8))
        #expect(again.fileText == desk.fileText)
        #expect(
            try ModelTests.prediction(again, ["crp_mg_dL": ""])
                == ModelTests.prediction(desk, ["crp_mg_dL": ""]))
    }

    // MARK: Rules

    private static let rules = """
        {"id": "by-rule", "label": "crs_grade", "at_least": 2,
         "predictors": ["ldh_U_L", {"column": "product", "levels": ["tisa-cel", "axi-cel",
          "liso-cel", "ide-cel", "cilta-cel"]}],
         "rules": [{"name": "high LDH", "source": "this test", "state": "local",
           "all": [{"column": "ldh_U_L", "at_least": 280}]},
          {"name": "CD28 and not low", "source": "this test", "state": "local",
           "all": [{"column": "product=axi-cel", "at_least": 1},
            {"column": "ldh_U_L", "at_least": 200}]}]}
        """

    @Test func rulesSayWhichFired() throws {
        let desk = try ModelTests.trained("rules", specification: Self.rules)
        func fired(_ change: [String: String]) throws -> [String] {
            try ModelTests.prediction(desk, change).fired.map(\.name)
        }
        #expect(try fired(["ldh_U_L": "280"]) == ["high LDH", "CD28 and not low"])
        #expect(try fired(["ldh_U_L": "279"]) == ["CD28 and not low"])
        #expect(
            try fired(["ldh_U_L": "300", "product": "liso-cel", "costim": "4-1BB"])
                == ["high LDH"])
        #expect(try fired(["ldh_U_L": "150"]) == [])
        #expect(try ModelTests.prediction(desk, ["ldh_U_L": "280"]).risk == 2)
        #expect(try ModelTests.prediction(desk, ["ldh_U_L": ""]).state == .cannotSay)
        #expect(!desk.model.givesProbability)
        let again = try DeskModel(reading: Array(desk.fileText.utf8))
        #expect(again.fileText == desk.fileText)
        let card = desk.cardLines(Wording(.english), today: try #require(ModelTests.today))
        #expect(card.contains { $0.contains("high LDH") && $0.contains("this test") })
    }

    @Test(arguments: ["ldh_U_L", "\"state\": \"local\",", "\"rules\""])
    func rulesThatCannotBeReadAreRefused(_ part: String) throws {
        let broken = ModelTests.replacing(
            Self.rules, part == "ldh_U_L" ? #"{"column": "ldh_U_L", "at_least": 280}"# : part,
            part == "ldh_U_L"
                ? #"{"column": "age", "at_least": 280}"#
                : part == "\"rules\"" ? "\"note\"" : "")
        #expect(throws: AnalysisError.self) {
            try ModelTests.trained("rules", specification: broken)
        }
    }
}
