public import Domain
public import Prediction

/// What is done with models: trained, shown, applied and judged. The command line and the screens
/// both come here.
public enum ModelDesk {
    public static let kinds = PredictionModel.Kind.allCases.map(\.rawValue)

    /// - Parameters:
    ///   - kind: one of `kinds`.
    ///   - specification: the bytes of the file beside the data.
    public static func train(
        kind: String, data: [UInt8], dataName: String, specification: [UInt8],
        seed: UInt64, threads: Int, today: Day
    ) throws(AnalysisError) -> DeskModel {
        guard let kind = PredictionModel.Kind(rawValue: kind) else {
            throw .unknownKind(kind, known: kinds)
        }
        let table = try analysing { () throws(CSVError) in try CSVTable.parse(data) }
        let wanted = try analysing { () throws(JSONError) in
            try TrainingSpecification(
                JSONReader(parsing: specification, limits: .file), seed: seed)
        }
        let all = CaseRows(table)
        let validation: [Int]
        if let filter = wanted.validationFilter {
            validation = try all.selected(by: filter).rows
        } else {
            validation = []
        }
        let held = Set(validation)
        let rows = try all.selected(by: wanted.filter).rows.filter { !held.contains($0) }
        let source = Trainer.Source(
            table: table, rows: rows, validationRows: validation, file: dataName,
            checksum: SHA256.hexadecimal(data))
        let trainer = Trainer(
            wanted, kind: kind, seed: seed, threads: threads, today: today)
        return DeskModel(
            try analysing { () throws(TrainingError) in try trainer.train(source) })
    }

    /// The models that ship with the program.
    public static func shipped() throws(AnalysisError) -> [(path: String, model: DeskModel)] {
        var models: [(String, DeskModel)] = []
        for asset in Asset.all(below: "Resources/models/") where asset.path.hasSuffix(".model") {
            models.append((asset.path, try DeskModel(reading: asset.bytes)))
        }
        return models
    }

    /// The specifications that ship with the program, by their short name.
    public static func specification(named name: String) -> [UInt8]? {
        Asset.named("Resources/models/\(name).spec.json")?.bytes
    }

    public static var specificationNames: [String] {
        Asset.all(below: "Resources/models/").compactMap { asset in
            let name = asset.path.split(separator: "/").last.map(String.init) ?? ""
            return name.hasSuffix(".spec.json") ? String(name.dropLast(10)) : nil
        }
    }

    public struct Predictions: Sendable {
        public let csv: String
        public let predictions: [RowPrediction]
        /// For the record: what was said of each row, and the words beside it.
        public let kept: [(stored: StoredPrediction, reason: String)]
        /// How the rows differ from those of the training, in words.
        public let warnings: [String]
        /// With model, version, inputs and contributions of every prediction.
        public let json: JSON
    }

    /// The table `row,risk,state,reason`, with a line for every row of the data.
    public static func predict(
        _ desk: DeskModel, data: [UInt8], _ wording: Wording, today: Day
    ) throws(AnalysisError) -> Predictions {
        let model = desk.model
        let table = try analysing { () throws(CSVError) in try CSVTable.parse(data) }
        var writer = CSVWriter(header: ["row", "risk", "state", "reason"])
        var predictions: [RowPrediction] = []
        var kept: [(stored: StoredPrediction, reason: String)] = []
        for row in 0..<table.rowCount {
            let prediction = model.predict(table, row: row)
            predictions.append(prediction)
            let reason = reason(prediction, model, wording, today: today)
            writer.write([
                String(row + 1), prediction.risk.map { "\($0)" } ?? "",
                prediction.state.rawValue, reason,
            ])
            let stored = StoredPrediction(
                modelID: model.id, modelVersion: model.version, modelChecksum: desk.checksum,
                prediction: prediction)
            kept.append((stored, reason))
        }
        let warnings = PopulationShift(model, table).findings.map { wording($0.phrase) }
        let records = kept.map(\.stored.json)
        return Predictions(
            csv: writer.text, predictions: predictions, kept: kept,
            warnings: warnings.map { warning in
                desk.marked(wording(Phrase("shift.warning", ["what": .text(warning)])), wording)
            },
            json: .object([
                ("simulated", .bool(model.card.isSimulated)),
                ("predictions", .array(records)),
                ("shift", .array(warnings.map { .string($0) })),
            ]))
    }

    /// The cells of one column, such as the courses that the rows belong to.
    public static func column(
        _ name: String, of data: [UInt8]
    ) throws(AnalysisError) -> [String] {
        let table = try analysing { () throws(CSVError) in try CSVTable.parse(data) }
        let column = try analysing { () throws(CSVError) in try table.column(name) }
        return (0..<table.rowCount).map { table[$0, column] }
    }

    /// What stands beside a risk: where it comes from, and what is odd about the row.
    static func reason(
        _ prediction: RowPrediction, _ model: PredictionModel, _ wording: Wording, today: Day
    ) -> String {
        var parts: [String] = []
        if model.card.isSimulated { parts.append(wording("model.simulated")) }
        if !prediction.faults.isEmpty {
            let words = prediction.faults.map { wording($0.phrase) }
            parts.append(
                wording(
                    Phrase("prediction.cannotSay", ["why": .text(words.joined(separator: " "))])))
        }
        parts += prediction.notices.map { wording($0.phrase) }
        if model.card.isDue(on: today), let date = model.card.reviewDate {
            parts.append(wording(Phrase("model.due", ["date": .day(date)])))
        }
        if case .ratio(let ratio) = model.parameters, let risk = prediction.risk {
            let isPositive = ratio.higherIsPositive ? risk >= ratio.cutOff : risk <= ratio.cutOff
            parts.append(
                wording(
                    Phrase(
                        isPositive ? "prediction.ratioHigh" : "prediction.ratioLow",
                        [
                            "ratio": .text("\(ratio.numerator)/\(ratio.denominator)"),
                            "value": .decimal(risk, places: 3),
                            "cutoff": .decimal(ratio.cutOff, places: 3),
                        ])))
        }
        if case .rules = model.parameters, prediction.risk != nil {
            parts.append(fired(prediction, wording))
        }
        if let fallback = prediction.fallback {
            parts.append(
                wording(
                    Phrase(
                        "prediction.fallback",
                        [
                            "model": .text("\(fallback.id) \(fallback.version)"),
                            "columns": .list(fallback.missing.map { .text($0) }),
                        ])))
        }
        if let top = prediction.contributions.first, abs(top.amount) > 1e-12 {
            let names = prediction.contributions.prefix(3).filter { abs($0.amount) > 1e-12 }.map {
                Phrase.Value.text("\($0.column) \($0.amount > 0 ? "+" : "−")")
            }
            parts.append(wording(Phrase("prediction.because", ["names": .list(names)])))
        }
        return parts.joined(separator: " ")
    }

    /// Each rule that fired with the values that fired it.
    private static func fired(_ prediction: RowPrediction, _ wording: Wording) -> String {
        guard !prediction.fired.isEmpty else { return wording("prediction.noRule") }
        let rules = prediction.fired.map { rule -> Phrase.Value in
            let values = rule.conditions.compactMap { condition -> String? in
                // A level is a coded column, `product=axi-cel`, of the cell `product`.
                prediction.inputs.first {
                    condition.column == $0.column || condition.column.hasPrefix("\($0.column)=")
                }.map { "\($0.column) \($0.text)" }
            }
            return .text("\(rule.name) (\(wording.list(values)))")
        }
        return wording(Phrase("prediction.fired", ["rules": .list(rules)]))
    }
}
