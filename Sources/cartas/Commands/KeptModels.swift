import Application
import Domain
import Glibc

/// Where the model commands find the models that a centre keeps in its store.
struct KeptModels {
    let place: Workplace

    /// Nil where nobody named a store and there is none in the user's own folder: models are also
    /// worked on away from any hospital.
    init?(ifThere invocation: Invocation) throws(CommandError) {
        let isNamed = invocation.has("store") || Environment.current["CARTAS_STORE"] != nil
        guard isNamed || access(Workplace.address(invocation), F_OK) == 0 else { return nil }
        try self.init(invocation)
    }

    init(_ invocation: Invocation) throws(CommandError) {
        place = try Workplace.open(invocation, seedIsOwn: true)
    }

    /// The models of the store, each with `store` for its path.
    func models() throws(CommandError) -> [(path: String, model: DeskModel)] {
        let kept = try storing { () throws(StoreError) in try place.office.keptModels() }
        var models: [(String, DeskModel)] = []
        for model in kept {
            models.append(
                (
                    "store:\(model.id)@\(model.version)",
                    try refusing { () throws(AnalysisError) in
                        try DeskModel(reading: Array(model.file.utf8))
                    }
                ))
        }
        return models
    }

    func model(named name: String) throws(CommandError) -> DeskModel? {
        try storing { () throws(StoreError) in try place.office.keptModel(name) }
    }

    /// Keeps a model and says so.
    func keep(_ model: DeskModel, _ invocation: Invocation) throws(CommandError) {
        let order = try invocation.order()
        let entry = try storing { () throws(StoreError) in
            try place.office.keep(model, order)
        }
        invocation.console.complain(
            model.marked(
                invocation.wording(
                    Phrase(
                        "model.kept",
                        [
                            "model": .text("\(model.id) \(model.version)"),
                            "entry": .count(Int(entry)),
                        ])), invocation.wording))
    }

    /// The recorded predictions of a model against the grades that followed.
    func watch(
        _ model: DeskModel, _ invocation: Invocation
    ) throws(CommandError) -> (json: JSON, lines: [String]) {
        let found = try storing { () throws(StoreError) in try place.office.watch(model) }
        guard let found else {
            throw .refused(StoreError.refused(Phrase("watch.outcomeNotKept")))
        }
        let left: Phrase = Phrase(
            "watch.left",
            [
                "early": .count(found.early), "late": .count(found.late),
                "without": .count(found.withoutOutcome),
                "days": .count(StoredWatch.window),
            ])
        if found.early + found.late + found.withoutOutcome > 0 {
            invocation.console.complain(invocation.wording(left))
        }
        guard let watch = found.watch else {
            throw .refused(StoreError.refused(Phrase("watch.nothingYet")))
        }
        return (ModelDesk.json(watch), ModelDesk.lines(watch, invocation.wording))
    }

    /// Records what was said, for each row the course that its column names.
    func record(
        _ answer: ModelDesk.Predictions, courses column: String, of data: [UInt8],
        _ invocation: Invocation
    ) throws(CommandError) {
        let names = try refusing { () throws(AnalysisError) in
            try ModelDesk.column(column, of: data)
        }
        var said: [Office.Said] = []
        for (name, kept) in zip(names, answer.kept) {
            said.append((try invocation.id(name), kept.stored, kept.reason))
        }
        let order = try invocation.order()
        let entry = try storing { () throws(StoreError) in
            try place.office.record(said, order)
        }
        invocation.console.complain(
            invocation.wording(
                Phrase(
                    "model.recorded",
                    ["count": .count(said.count), "entry": .count(Int(entry))])))
    }
}
