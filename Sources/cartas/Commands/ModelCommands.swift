import Application
import Domain
import Glibc
import Prediction
import Statistics

/// Models: trained on a centre's own rows, shown with their cards, applied and judged.
enum ModelCommands {
    static let all = [train, predict, card, evaluate, watch, list, specification]

    private static let data = Command.Option(name: "data", value: "CSV")
    private static let threads = Command.Option(name: "threads", value: "K")

    static let train = Command(
        "model", "train",
        options: [
            .init(name: "kind", value: "KIND"), data, .init(name: "spec", value: "SPEC"), .seed,
            threads, .out,
        ]
    ) { invocation throws(CommandError) in
        let word = try invocation.needed("kind")
        guard let kind = PredictionModel.Kind(rawValue: word) else {
            let kinds = PredictionModel.Kind.allCases.map { Phrase.Value.text($0.rawValue) }
            throw .usage(
                Phrase("model.unknownKind", ["kind": .text(word), "kinds": .list(kinds)]))
        }
        let path = try invocation.needed("data")
        let specification = try invocation.needed("spec")
        let out = try invocation.needed("out")
        let bytes = try invocation.read(path)
        // A name of a specification that ships with the program, or a file.
        let wanted: [UInt8]
        if let shipped = ModelDesk.specification(named: specification) {
            wanted = shipped
        } else {
            wanted = try invocation.read(specification)
        }
        let seed = try invocation.seed(default: 1)
        let workers = try invocation.int("threads", in: 1...256) ?? 1
        let today = try today(invocation)
        let model = try refusing { () throws(AnalysisError) in
            try ModelDesk.train(
                kind: kind, data: bytes,
                dataName: path.split(separator: "/").last.map(String.init) ?? path,
                specification: wanted, seed: seed, threads: workers, today: today)
        }
        try invocation.write(ModelFile.text(model), to: out)
        if out != "-" { show(model, invocation, today) }
        return .done
    }

    static let card = Command(
        "model", "card", [.init(name: "MODEL")]
    ) { invocation throws(CommandError) in
        show(try model(invocation), invocation, try today(invocation))
        return .done
    }

    static let predict = Command(
        "model", "predict", [.init(name: "MODEL")], options: [data, .out]
    ) { invocation throws(CommandError) in
        let model = try model(invocation)
        let bytes = try invocation.read(try invocation.needed("data"))
        let today = try today(invocation)
        let answer = try refusing { () throws(AnalysisError) in
            try ModelDesk.predict(model, data: bytes, invocation.wording, today: today)
        }
        for finding in answer.shift.findings {
            complain(
                invocation, model,
                invocation.wording(
                    Phrase("shift.warning", ["what": .phrase(finding.phrase)])))
        }
        guard invocation.wantsJSON else {
            try invocation.write(answer.csv, to: invocation.value("out") ?? "-")
            return .done
        }
        let checksum = SHA256.hexadecimal(ModelFile.text(model).utf8)
        let rows = answer.predictions.map { prediction in
            StoredPrediction(
                modelID: model.id, modelVersion: model.version, modelChecksum: checksum,
                prediction: prediction
            ).json
        }
        let json = JSON.object([
            ("simulated", .bool(model.card.isSimulated)), ("predictions", .array(rows)),
            (
                "shift",
                .array(
                    answer.shift.findings.map { .string(invocation.wording($0.phrase)) })
            ),
        ])
        try invocation.write(json.compact + "\n", to: invocation.value("out") ?? "-")
        return .done
    }

    static let evaluate = Command(
        "model", "evaluate", [.init(name: "MODEL")], options: [data]
    ) { invocation throws(CommandError) in
        let model = try model(invocation)
        let bytes = try invocation.read(try invocation.needed("data"))
        let found = try refusing { () throws(AnalysisError) in
            try ModelDesk.evaluate(model, data: bytes)
        }
        if invocation.wantsJSON {
            invocation.console.print(ModelDesk.json(found, model, invocation.wording))
        } else {
            for line in ModelDesk.lines(found, model, invocation.wording) {
                printLine(line, invocation, model)
            }
        }
        return .done
    }

    static let watch = Command(
        "model", "watch", [.init(name: "MODEL")],
        options: [data, .init(name: "date", value: "COLUMN")]
    ) { invocation throws(CommandError) in
        let model = try model(invocation)
        let bytes = try invocation.read(try invocation.needed("data"))
        let column = try invocation.needed("date")
        let found = try refusing { () throws(AnalysisError) in
            try ModelDesk.watch(model, data: bytes, dateColumn: column)
        }
        if invocation.wantsJSON {
            invocation.console.print(ModelDesk.json(found))
        } else {
            for line in ModelDesk.lines(found, invocation.wording) {
                printLine(line, invocation, model)
            }
            let today = try today(invocation)
            if model.card.isDue(on: today), let date = model.card.reviewDate {
                printLine(
                    invocation.wording(Phrase("model.due", ["date": .day(date)])), invocation,
                    model)
            }
        }
        return .done
    }

    /// Those of the program, or the files that are named.
    static let list = Command(
        "model", "list", [.init(name: "MODEL", isOptional: true, repeats: true)]
    ) { invocation throws(CommandError) in
        var models = try refusing { () throws(AnalysisError) in try ModelDesk.shipped() }
        if invocation.optionalPlace(0) != nil {
            models = []
            for path in invocation.arguments.positionals {
                let bytes = try invocation.read(path)
                models.append(
                    (path, try refusing { () throws(AnalysisError) in try ModelDesk.read(bytes) }))
            }
        }
        let today = try today(invocation)
        if invocation.wantsJSON {
            invocation.console.print(
                JSON.array(models.map { ModelDesk.summary($0.model, path: $0.path, today: today) }))
            return .done
        }
        for (_, model) in models {
            let due =
                model.card.isDue(on: today) ? " · \(invocation.wording("model.dueShort"))" : ""
            invocation.console.print(
                "\(model.id) \(model.version) · \(model.kind.rawValue) · \(model.card.name) · "
                    + "\(model.card.outcome)\(due)")
        }
        return .done
    }

    /// Prints a specification to begin with, or the names of those that there are.
    static let specification = Command(
        "model", "spec", [.init(name: "NAME", isOptional: true)]
    ) { invocation throws(CommandError) in
        guard let name = invocation.optionalPlace(0) else {
            for name in ModelDesk.specificationNames { invocation.console.print(name) }
            return .done
        }
        guard let bytes = ModelDesk.specification(named: name) else {
            let names = ModelDesk.specificationNames.map { Phrase.Value.text($0) }
            throw .usage(
                Phrase("model.noSpecification", ["name": .text(name), "names": .list(names)]))
        }
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            invocation.console.print(String(line))
        }
        return .done
    }

    // MARK: Parts

    /// A file, or the identifier of a model that ships with the program.
    private static func model(_ invocation: Invocation) throws(CommandError) -> PredictionModel {
        let name = invocation.place(0)
        let shipped = try refusing { () throws(AnalysisError) in try ModelDesk.shipped() }
        if let found = shipped.first(where: { $0.model.id == name }) { return found.model }
        let bytes = try invocation.read(name)
        return try refusing { () throws(AnalysisError) in try ModelDesk.read(bytes) }
    }

    private static func show(
        _ model: PredictionModel, _ invocation: Invocation, _ today: Day
    ) {
        if invocation.wantsJSON {
            invocation.console.print(ModelDesk.summary(model, path: nil, today: today))
            return
        }
        for line in ModelCardText(model, invocation.wording, today: today).lines {
            invocation.console.print(line)
        }
    }

    /// Whatever a simulated model prints says so.
    private static func printLine(
        _ line: String, _ invocation: Invocation, _ model: PredictionModel
    ) {
        invocation.console.print(
            model.card.isSimulated ? "\(ModelCard.simulatedMark) | \(line)" : line)
    }

    private static func complain(
        _ invocation: Invocation, _ model: PredictionModel, _ line: String
    ) {
        invocation.console.complain(
            model.card.isSimulated ? "\(ModelCard.simulatedMark) | \(line)" : line)
    }

    private static func today(_ invocation: Invocation) throws(CommandError) -> Day {
        guard let text = invocation.value("now") else {
            let secondsPerDay = 86_400
            return Day(number: Int32(truncatingIfNeeded: time(nil) / secondsPerDay))
        }
        do throws(DayError) {
            return try Instant(iso: text).day
        } catch {
            throw .usage(error.phrase)
        }
    }
}
