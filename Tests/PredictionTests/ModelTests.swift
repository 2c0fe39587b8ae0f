import Application
import Domain
import Prediction
import Statistics
import Support
import Testing

struct ModelTests {
    static let cohort = "Tests/StatisticsTests/Fixtures/simulated_cohort.csv"
    static let today = try? Day(year: 2026, month: 11, day: 21)

    static let specification = """
        {"id": "test", "label": "crs_grade", "at_least": 2, "prediction_time": "before_infusion",
         "predictors": [{"column": "disease_status", "ordinal": ["CR", "PR", "SD", "PD"]},
          {"column": "product", "levels": ["tisa-cel", "axi-cel", "liso-cel", "ide-cel",
           "cilta-cel"]}, {"column": "ldh_U_L", "log": true},
          {"column": "alc_10e9_L", "log": true}, {"column": "crp_mg_dL", "log": true}],
         "trees": 12, "resamples": 20, "review_date": "2027-01-31"}
        """

    static func trained(
        _ kind: String, specification: String = specification, data: String? = nil
    ) throws -> DeskModel {
        try ModelDesk.train(
            kind: kind, data: data.map { Array($0.utf8) } ?? Repository.bytes(cohort),
            dataName: "cohort.csv", specification: Array(specification.utf8), seed: 2, threads: 1,
            today: try #require(today))
    }

    /// Trained once: most tests ask the same model.
    static let logistic = Result { try trained("logistic") }

    static let cells = [
        "disease_status": "PD", "product": "axi-cel", "costim": "CD28", "ldh_U_L": "300",
        "alc_10e9_L": "0.5", "crp_mg_dL": "1.5",
    ]

    static func prediction(
        _ model: DeskModel, _ changes: [String: String]
    ) throws -> RowPrediction {
        let row = cells.merging(changes) { $1 }.sorted { $0.key < $1.key }
        let table = try CSVTable.parse(
            row.map(\.key).joined(separator: ",") + "\n"
                + row.map { $0.value.contains(",") ? "\"\($0.value)\"" : $0.value }
                .joined(separator: ",") + "\n")
        return model.model.predict(table, row: 0)
    }

    struct Odd: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let change: [String: String]
        let fault: InputFault
    }

    static let odd = [
        Odd(testDescription: "missing", change: ["ldh_U_L": ""], fault: .missing("ldh_U_L")),
        Odd(
            testDescription: "bound", change: ["crp_mg_dL": "<0.3"],
            fault: .beyondLimit("crp_mg_dL", "<0.3")),
        Odd(
            testDescription: "no number", change: ["crp_mg_dL": "1,5"],
            fault: .notANumber("crp_mg_dL", "1,5")),
        Odd(
            testDescription: "negative", change: ["ldh_U_L": "-3"],
            fault: .negative("ldh_U_L", "-3")),
        Odd(
            testDescription: "zero under a logarithm", change: ["crp_mg_dL": "0"],
            fault: .zeroUnderLogarithm("crp_mg_dL", "0")),
        Odd(
            testDescription: "unseen product", change: ["product": "newcel"],
            fault: .unseenCategory(
                "product", "newcel",
                seen: ["tisa-cel", "axi-cel", "liso-cel", "ide-cel", "cilta-cel"])),
        Odd(
            testDescription: "contradiction", change: ["costim": "4-1BB"],
            fault: .contradiction(
                "product", "axi-cel", other: "costim", otherText: "4-1BB", expected: "CD28")),
        Odd(
            testDescription: "cells per microlitre", change: ["alc_10e9_L": "500"],
            fault: .scale(
                "alc_10e9_L", "500", .init(factor: 1000, unit: "/µL", median: 0.54))),
        Odd(
            testDescription: "mg/L for mg/dL", change: ["crp_mg_dL": "150"],
            fault: .scale("crp_mg_dL", "150", .init(factor: 10, unit: "mg/L", median: 0.63))),
    ]

    @Test(arguments: odd) func saysWhyItCannotSay(_ example: Odd) throws {
        let prediction = try Self.prediction(try Self.logistic.get(), example.change)
        #expect(prediction.risk == nil)
        #expect(prediction.state == .cannotSay)
        #expect(prediction.faults == [example.fault])
    }

    @Test func oddButPossibleValuesStandBesideTheRisk() throws {
        let model = try Self.logistic.get()
        #expect(try Self.prediction(model, [:]).state == .ok)
        let unusual = try Self.prediction(model, ["ldh_U_L": "900"])
        #expect(unusual.state == .notice)
        let outside = try Self.prediction(model, ["ldh_U_L": "1100"])
        #expect(outside.state == .warning)
        #expect(outside.risk != nil)
    }

    @Test func allFaultsOfARowAreNamedAtOnce() throws {
        let prediction = try Self.prediction(
            try Self.logistic.get(), ["ldh_U_L": "", "crp_mg_dL": "x", "costim": "4-1BB"])
        #expect(prediction.faults.count == 3)
    }

    @Test func contributionsAddUpToTheLogit() throws {
        let desk = try Self.logistic.get()
        guard case .logistic(let fit) = desk.model.parameters else {
            Issue.record("no logistic model")
            return
        }
        let prediction = try Self.prediction(desk, [:])
        let risk = try #require(prediction.risk)
        let sum = prediction.contributions.reduce(0) { $0 + $1.amount }
        #expect(abs(fit.intercept + sum - Logistic.logit(risk)) < 1e-9)
        let sizes = prediction.contributions.map { abs($0.amount) }
        #expect(sizes == sizes.sorted(by: >))
    }

    @Test(arguments: ["logistic", "forest"]) func filesReadBackAsTheyWere(_ kind: String) throws {
        let desk = try Self.trained(kind)
        let again = try DeskModel(reading: Array(desk.fileText.utf8))
        #expect(again.fileText == desk.fileText)
        let bytes = Repository.bytes(Self.cohort)
        let table = try CSVTable.parse(bytes)
        for row in 0..<40 {
            #expect(again.model.predict(table, row: row) == desk.model.predict(table, row: row))
        }
    }

    @Test func aChangedFileIsRefused() throws {
        let text = try Self.logistic.get().fileText
        let bytes = Array(text.utf8)
        #expect(throws: ModelFileError.badChecksum) {
            try ModelFile.read(
                Array(text.utf8.map { $0 == UInt8(ascii: "7") ? UInt8(ascii: "8") : $0 }))
        }
        #expect(throws: ModelFileError.unknownSchema("cartas.model/9")) {
            try ModelFile.read(
                Array(Self.replacing(text, "cartas.model/1", "cartas.model/9").utf8))
        }
        var random = RandomSource(seed: 41)
        for _ in 0..<100 {
            var damaged = bytes
            damaged[random.int(in: 0...bytes.count - 1)] ^= UInt8(1 << random.int(in: 0...6))
            guard damaged != bytes else { continue }
            #expect(throws: ModelFileError.self) { try ModelFile.read(damaged) }
        }
    }

    /// With a right checksum over wrong parts: the reader itself must hold.
    @Test func aDamagedForestIsRefusedAndNeverTraps() throws {
        let text = try Self.trained("forest").fileText
        let parsed = try JSONParser.parse(Array(text.utf8), limits: .file)
        guard case .object(let members) = parsed.content else { return }
        var random = RandomSource(seed: 42)
        let table = try CSVTable.parse(Repository.bytes(Self.cohort))
        var refused = 0
        for _ in 0..<150 {
            let body = JSON(
                .object(
                    members.filter { $0.name != "checksum" }.map {
                        .init($0.name, Self.damaged($0.value, &random, depth: 0))
                    }))
            let checksum = "sha256:" + SHA256.hexadecimal(body.canonical.utf8)
            guard case .object(let parts) = body.content else { continue }
            let sealed = JSON(.object(parts + [.init("checksum", .string(checksum))]))
            do throws(ModelFileError) {
                let model = try ModelFile.read(Array(sealed.compact.utf8))
                for row in 0..<5 { _ = model.predict(table, row: row) }
            } catch {
                refused += 1
            }
        }
        #expect(refused > 20)
    }

    /// Changes about one number or list in a hundred.
    static func damaged(_ json: JSON, _ random: inout RandomSource, depth: Int) -> JSON {
        switch json.content {
        case .number where random.chance(0.0005):
            return .int(random.pick([-2, -1, 0, 1, 7, 1_000_000]))
        case .array(let elements):
            var elements = elements.map { damaged($0, &random, depth: depth + 1) }
            if depth > 1, !elements.isEmpty, random.chance(0.003) { elements.removeLast() }
            return .array(elements)
        case .object(let members):
            return JSON(
                .object(
                    members.map {
                        .init($0.name, damaged($0.value, &random, depth: depth + 1))
                    }))
        default: return json
        }
    }

    static func replacing(_ text: String, _ old: String, _ new: String) -> String {
        guard let start = text.firstRange(of: old) else { return text }
        return String(text[..<start.lowerBound]) + new + String(text[start.upperBound...])
    }

    @Test func tooFewEventsTrainNothing() throws {
        let rows = (0..<60).map { "\($0 % 7),\($0 < 9 ? 1 : 0)" }.joined(separator: "\n")
        let spec = #"{"label": "y", "predictors": ["x"]}"#
        do {
            _ = try Self.trained("logistic", specification: spec, data: "x,y\n\(rows)\n")
            Issue.record("trained on nine events")
        } catch let error as AnalysisError {
            #expect(error.phrase.key == "training.tooFewEvents")
        }
    }

    @Test func valuesOfLaterDaysDoNotReachAnEarlierPrediction() throws {
        let spec = """
            {"label": "crs_grade", "at_least": 2, "prediction_time": "before_infusion",
             "predictors": ["age", "ip_d1_mg_dL"]}
            """
        do {
            _ = try Self.trained("logistic", specification: spec)
            Issue.record("day 1 reached a prediction before infusion")
        } catch let error as AnalysisError {
            #expect(error.phrase.key == "training.laterInput")
        }
    }

    @Test func aShiftedPopulationIsNoticed() throws {
        let desk = try Self.logistic.get()
        let table = try CSVTable.parse(Repository.bytes(Self.cohort))
        #expect(PopulationShift(desk.model, table).findings == [])
        let column = try table.column("ldh_U_L")
        var writer = CSVWriter(header: table.header)
        for row in 0..<table.rowCount {
            var cells = table.row(row)
            cells[column] = table.number(row, column).map { DecimalText.text($0 * 1.6) } ?? ""
            writer.write(cells)
        }
        let findings = PopulationShift(desk.model, try CSVTable.parse(writer.text)).findings
        #expect(findings.count == 1)
        guard case .mean(let name, _, _, let distance)? = findings.first else {
            Issue.record("\(findings)")
            return
        }
        #expect(name == "ldh_U_L" && distance > 0.5)
    }

    @Test func everyLineOfADemonstrationSaysSo() throws {
        let today = try #require(Self.today)
        let shipped = try ModelDesk.shipped()
        #expect(!shipped.isEmpty)
        for (_, desk) in shipped {
            #expect(desk.model.card.isSimulated)
            for language in Language.allCases {
                let wording = Wording(language)
                let mark = wording("model.simulatedMark")
                #expect(mark.contains("DEMO"))
                #expect(desk.cardLines(wording, today: today).allSatisfy { $0.contains(mark) })
                #expect(desk.line(wording, today: today).contains("DEMO"))
                let answer = try ModelDesk.predict(
                    desk, data: Repository.bytes(Self.cohort), wording, today: today)
                let lines = answer.csv.split(whereSeparator: \.isNewline).dropFirst()
                #expect(lines.count == 400)
                #expect(lines.allSatisfy { $0.contains(mark) })
            }
        }
    }

    @Test func shippedSpecificationsTrain() throws {
        for name in ModelDesk.specificationNames where name != "csf-ratio" {
            let bytes = try #require(ModelDesk.specification(named: name))
            let desk = try Self.trained(
                "logistic",
                specification: Self.replacing(
                    String(decoding: bytes, as: UTF8.self), "\"penalty\"",
                    "\"resamples\": 20, \"penalty\""))
            let validated = try #require(desk.model.validated.first?.discrimination)
            let apparent = try #require(desk.model.apparent.discrimination)
            #expect(validated > 0.6 && validated < apparent)
        }
    }

    @Test func aModelPastItsReviewIsMarked() throws {
        let desk = try Self.logistic.get()
        let wording = Wording(.english)
        #expect(desk.dueLine(wording, today: try Day(year: 2027, month: 1, day: 30)) == nil)
        #expect(desk.dueLine(wording, today: try Day(year: 2027, month: 1, day: 31)) != nil)
    }
}
