import Application
import Domain
import Statistics
import Support
import Testing

@testable import Prediction

/// Trained on one half of the simulated cohort and judged on the other.
struct HoldOutTests {
    /// Every second row from `first`.
    private static func half(_ first: Int) throws -> CSVTable {
        let table = try CSVTable.parse(Repository.bytes(ModelTests.cohort))
        var writer = CSVWriter(header: table.header)
        for row in stride(from: first, to: table.rowCount, by: 2) { writer.write(table.row(row)) }
        return try CSVTable.parse(writer.text)
    }

    private static func text(_ table: CSVTable) -> String {
        var writer = CSVWriter(header: table.header)
        for row in 0..<table.rowCount { writer.write(table.row(row)) }
        return writer.text
    }

    /// The inputs as the definition of the reference codes them, without the trainer.
    private static func reference(
        _ table: CSVTable
    ) throws -> (columns: [[Double]], outcomes: [Bool]) {
        let products = ["axi-cel", "liso-cel", "ide-cel", "cilta-cel"]
        let status = ["CR": 1.0, "PR": 2, "SD": 3, "PD": 4]
        var columns = [[Double]](repeating: [], count: 8)
        var outcomes: [Bool] = []
        func cell(_ row: Int, _ name: String) throws -> String {
            table[row, try table.column(name)]
        }
        for row in 0..<table.rowCount {
            let grade = try cell(row, "crs_grade")
            let numbers = try ["ldh_U_L", "alc_10e9_L", "crp_mg_dL"].map {
                DecimalText.number(try cell(row, $0))
            }
            let known = numbers.compactMap { $0 }
            guard let level = status[try cell(row, "disease_status")],
                let grade = DecimalText.number(grade), known.count == 3,
                known.allSatisfy({ $0 > 0 })
            else { continue }
            let product = try cell(row, "product")
            let values =
                [level] + products.map { $0 == product ? 1.0 : 0 } + known.map { log($0) }
            for (index, value) in values.enumerated() { columns[index].append(value) }
            outcomes.append(grade >= 2)
        }
        return (columns, outcomes)
    }

    private static func log(_ value: Double) -> Double { Predictor.log(value) }

    @Test(arguments: [0, 1]) func scoresAsThePlainFitDoes(_ first: Int) throws {
        let (training, other) = (try Self.half(first), try Self.half(1 - first))
        let (mine, theirs) = (try Self.reference(training), try Self.reference(other))
        let names = (0..<8).map { "x\($0)" }
        let plain = try LogisticModel(
            outcomes: mine.outcomes, Columns(names: names, values: mine.columns), penalty: .none,
            standardise: false)
        let columns = try Columns(names: names, values: theirs.columns)
        let reference = try #require(
            ReceiverOperating.area(
                scores: theirs.outcomes.indices.map { plain.probability(columns.row($0)) },
                outcomes: theirs.outcomes))
        let desk = try ModelTests.trained("logistic", data: Self.text(training))
        let found = try ModelEvaluation(desk.model, other)
        let area = try #require(found.figures.discrimination)
        #expect(reference > 0.6)
        #expect(abs(area - reference) < 0.02, "\(area) against \(reference)")
    }

    @Test func aFileWithOddRowsSaysWhy() throws {
        let desk = try ModelTests.trained("logistic", data: Self.text(try Self.half(0)))
        let cells = ModelTests.cells.sorted { $0.key < $1.key }
        var writer = CSVWriter(header: cells.map(\.key))
        let changes: [(column: String, text: String, word: String)] = [
            ("age", "", ""), ("ldh_U_L", "", "ldh_U_L"), ("costim", "4-1BB", "costim"),
            ("alc_10e9_L", "500", "/µL"), ("crp_mg_dL", "<0.3", "<0.3"),
        ]
        for change in changes {
            writer.write(cells.map { $0.key == change.column ? change.text : $0.value })
        }
        let answer = try ModelDesk.predict(
            desk, data: Array(writer.text.utf8), Wording(.english),
            today: try #require(ModelTests.today))
        #expect(answer.predictions[0].risk != nil)
        for (change, kept) in zip(changes, answer.kept).dropFirst() {
            #expect(kept.stored.prediction.state == .cannotSay)
            #expect(kept.stored.prediction.risk == nil)
            #expect(kept.reason.contains(change.word), "\(kept.reason)")
        }
    }

    /// The sicker half of a cohort is not the population that the other half was.
    @Test func anotherPopulationWarns() throws {
        let table = try CSVTable.parse(Repository.bytes(ModelTests.cohort))
        let column = try table.column("disease_status")
        var (well, sick) = (CSVWriter(header: table.header), CSVWriter(header: table.header))
        for row in 0..<table.rowCount {
            if table[row, column] == "PD" {
                sick.write(table.row(row))
            } else {
                well.write(table.row(row))
            }
        }
        let spec = ModelTests.replacing(
            ModelTests.specification,
            #"{"column": "disease_status", "ordinal": ["CR", "PR", "SD", "PD"]},"#,
            #"{"column": "disease_status", "levels": ["SD", "PR", "CR", "PD"]},"#)
        let desk = try ModelTests.trained(
            "logistic",
            specification: ModelTests.replacing(
                spec, #", "CR", "PD"]}"#, #", "CR"]}"#), data: well.text)
        let findings = PopulationShift(desk.model, try CSVTable.parse(sick.text)).findings
        let unseen = findings.contains {
            if case .unseen("disease_status", "PD", _) = $0 { true } else { false }
        }
        #expect(unseen, "\(findings)")
        #expect(PopulationShift(desk.model, try CSVTable.parse(well.text)).findings == [])
    }
}
