import Domain
import Store
import Testing

@testable import Application

/// Columns of a registry from the de-identified export.
struct RegistryFormTests {
    private static func form(_ text: String) throws -> RegistryForm {
        try RegistryForm(reading: try JSONReader(parsing: text))
    }

    private static func export() throws -> ResearchExport {
        ResearchExport(
            try RandomHistory.courses(80, seed: 31), IndicatorFacts(),
            FigureScope(asOf: RandomHistory.now), seed: 9)
    }

    @Test func theExampleIsAFormAndSaysThatItIsNone() throws {
        let text = RegistryForm.example
        #expect(text.contains("the form of no registry"))
        let form = try Self.form(text)
        let export = try Self.export()
        let table = try CSVTable.parse(Array(form.csv(export).utf8))
        #expect(table.rowCount == 80)
        let sexes = try table.column("sex")
        let centre = try table.column("centre")
        #expect((0..<80).allSatisfy { ["1", "2", "9", "*"].contains(table[$0, sexes]) })
        #expect((0..<80).allSatisfy { table[$0, centre] == "CENTRE-CODE" })
        // The same rows in the same order as without a form.
        let plain = try CSVTable.parse(Array(export.csv.utf8))
        let (one, other) = (try table.column("days_to_infusion"), try plain.column("days_infused"))
        #expect((0..<80).allSatisfy { table[$0, one] == plain[$0, other] })
    }

    @Test func wordsAreReplacedAndGapsAreNamed() throws {
        let form = try Self.form(
            #"{"name": "x", "columns": [{"column": "Wie", "field": "urgency","#
                + #" "words": {"soon": "S"}}, {"column": "d", "field": "days_infused","#
                + #" "missing": "NA"}]}"#)
        let table = try CSVTable.parse(Array(form.csv(try Self.export()).utf8))
        let cells = (0..<table.rowCount).map { (table[$0, 0], table[$0, 1]) }
        #expect(cells.contains { $0.0 == "S" } && !cells.contains { $0.0 == "soon" })
        #expect(cells.contains { $0.1 == "NA" } && !cells.contains { $0.1.isEmpty })
    }

    /// Nothing can be asked for that the de-identified export does not let out.
    @Test(arguments: ["name", "hospital", "birth", "K-0001", ""]) func otherFieldsAreRefused(
        _ field: String
    ) {
        #expect(throws: JSONError.self) {
            try Self.form(#"{"name": "x", "columns": [{"column": "a", "field": "\#(field)"}]}"#)
        }
    }

    @Test(arguments: [
        #"{"name": "x", "columns": []}"#,
        #"{"name": "x", "columns": [{"column": "a", "text": "1"}, {"column": "a", "text": "2"}]}"#,
        #"{"name": "x", "columns": [{"column": "a", "text": "1", "field": "age"}]}"#,
        #"{"name": "x", "columns": [{"column": "", "text": "1"}]}"#,
    ]) func whatIsNoFormIsRefused(_ text: String) {
        #expect(throws: JSONError.self) { try Self.form(text) }
    }
}
