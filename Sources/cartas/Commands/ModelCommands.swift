import Application
import Domain
import Glibc

/// Models: trained on a centre's own rows, shown with their cards, applied and judged.
enum ModelCommands {
    static let all =
        [train, predict, card, evaluate, watch, list, specification] + FlagCommands.all
        + OperationsCommands.all

    private static let data = Command.Option(name: "data", value: "CSV")
    private static let keep = Command.Option(name: "keep")
    private static let threads = Command.Option(name: "threads", value: "K")

    static let train = Command(
        "model", "train", act: .compute,
        options: [
            .init(name: "kind", value: "KIND"), data, .init(name: "spec", value: "SPEC"), .seed,
            threads, .out, keep,
        ] + Command.Option.act
    ) { invocation throws(CommandError) in
        let kind = try invocation.needed("kind")
        let path = try invocation.needed("data")
        let specification = try invocation.needed("spec")
        // A model that the store keeps needs no file besides.
        let out = invocation.has("keep") ? invocation.value("out") : try invocation.needed("out")
        let shelf = invocation.has("keep") ? try KeptModels(invocation) : nil
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
        if let out { try invocation.write(model.fileText, to: out) }
        try shelf?.keep(model, invocation)
        if out != "-" { show(model, invocation, today) }
        return .done
    }

    static let card = Command(
        "model", "card", [.init(name: "MODEL")], act: .compute
    ) { invocation throws(CommandError) in
        show(try model(invocation), invocation, try today(invocation))
        return .done
    }

    static let predict = Command(
        "model", "predict", [.init(name: "MODEL")], act: .compute,
        options: [data, .out, keep, .init(name: "course-column", value: "COLUMN")]
            + Command.Option.act
    ) { invocation throws(CommandError) in
        let model = try model(invocation)
        let bytes = try invocation.read(try invocation.needed("data"))
        let today = try today(invocation)
        let answer = try refusing { () throws(AnalysisError) in
            try ModelDesk.predict(model, data: bytes, invocation.wording, today: today)
        }
        for warning in answer.warnings { invocation.console.complain(warning) }
        if invocation.has("keep") {
            try KeptModels(invocation).record(
                answer, courses: try invocation.needed("course-column"), of: bytes, invocation)
        }
        let text = invocation.wantsJSON ? answer.json.compact + "\n" : answer.csv
        try invocation.write(text, to: invocation.value("out") ?? "-")
        return .done
    }

    static let evaluate = Command(
        "model", "evaluate", [.init(name: "MODEL")], act: .compute, options: [data]
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
                invocation.console.print(line)
            }
        }
        return .done
    }

    static let watch = Command(
        "model", "watch", [.init(name: "MODEL")], act: .compute,
        options: [data, .init(name: "date-column", value: "COLUMN")]
    ) { invocation throws(CommandError) in
        let model = try model(invocation)
        let found: (json: JSON, lines: [String])
        if let path = invocation.value("data") {
            let bytes = try invocation.read(path)
            let column = try invocation.needed("date-column")
            let watch = try refusing { () throws(AnalysisError) in
                try ModelDesk.watch(model, data: bytes, dateColumn: column)
            }
            found = (ModelDesk.json(watch), ModelDesk.lines(watch, invocation.wording))
        } else {
            found = try KeptModels(invocation).watch(model, invocation)
        }
        if invocation.wantsJSON {
            invocation.console.print(found.json)
        } else {
            for line in found.lines {
                invocation.console.print(model.marked(line, invocation.wording))
            }
            let today = try today(invocation)
            if let line = model.dueLine(invocation.wording, today: today) {
                invocation.console.print(line)
            }
        }
        return .done
    }

    /// Those of the program and of the store, or the files that are named.
    static let list = Command(
        "model", "list", [.init(name: "MODEL", isOptional: true, repeats: true)], act: .compute
    ) { invocation throws(CommandError) in
        var models = try refusing { () throws(AnalysisError) in try ModelDesk.shipped() }
        if invocation.optionalPlace(0) == nil {
            if let shelf = try KeptModels(ifThere: invocation) {
                do throws(CommandError) {
                    models += try shelf.models()
                } catch {
                    // Who has not logged in still sees what ships with the program.
                    guard case .refused(let reason) = error else { throw error }
                    invocation.console.complain(invocation.wording(reason.phrase))
                }
            }
        } else {
            models = []
            for path in invocation.arguments.positionals {
                let bytes = try invocation.read(path)
                models.append(
                    (
                        path,
                        try refusing { () throws(AnalysisError) in try DeskModel(reading: bytes) }
                    ))
            }
        }
        let today = try today(invocation)
        if invocation.wantsJSON {
            invocation.console.print(
                JSON.array(models.map { ModelDesk.summary($0.model, path: $0.path, today: today) }))
            return .done
        }
        for (_, model) in models {
            invocation.console.print(model.line(invocation.wording, today: today))
        }
        return .done
    }

    /// Prints a specification to begin with, or the names of those that there are.
    static let specification = Command(
        "model", "spec", [.init(name: "NAME", isOptional: true)], act: .compute
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

    /// The identifier of a model that ships with the program, a file, or the identifier of a model
    /// of the store.
    private static func model(_ invocation: Invocation) throws(CommandError) -> DeskModel {
        let name = invocation.place(0)
        let shipped = try refusing { () throws(AnalysisError) in try ModelDesk.shipped() }
        if let found = shipped.first(where: { $0.model.id == name }) { return found.model }
        if access(name, F_OK) != 0, let shelf = try KeptModels(ifThere: invocation),
            let kept = try shelf.model(named: name)
        {
            return kept
        }
        let bytes = try invocation.read(name)
        return try refusing { () throws(AnalysisError) in try DeskModel(reading: bytes) }
    }

    private static func show(
        _ model: DeskModel, _ invocation: Invocation, _ today: Day
    ) {
        if invocation.wantsJSON {
            invocation.console.print(ModelDesk.summary(model, path: nil, today: today))
            return
        }
        for line in model.cardLines(invocation.wording, today: today) {
            invocation.console.print(line)
        }
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
