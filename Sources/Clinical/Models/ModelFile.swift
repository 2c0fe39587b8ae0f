public import Domain

/// A file of models.
public struct ModelFile: Sendable {
    public let version: String
    public let models: [ClinicalModel]

    public init(reading reader: JSONReader, _ sources: SourceList) throws(JSONError) {
        try reader.allowOnly(["schema", "version", "note", "models"])
        version = try reader.member("version").nonEmpty()
        var models: [ClinicalModel] = []
        for element in try reader.member("models").elements() {
            let model = try ClinicalModel(reading: element, sources)
            guard !models.contains(where: { $0.id == model.id }) else {
                throw try element.member("id").refusal("rules.idAgain", ["id": .text(model.id)])
            }
            models.append(model)
        }
        self.models = models
    }
}

extension ClinicalModel {
    init(reading reader: JSONReader, _ sources: SourceList) throws(JSONError) {
        try reader.allowOnly([
            "id", "title", "state", "sources", "approved", "note", "inputs", "steps",
            "contradictions", "answer", "deciding", "timing", "flag", "listed",
        ])
        written = reader.value
        id = try reader.member("id").nonEmpty()
        title = try reader.member("title").bilingual()
        provenance = try reader.provenance(sources)
        note = try reader.optionalBilingual("note")
        let declared = try reader.member("inputs").elements()
        var names: Set<String> = []
        for element in declared { names.formUnion(try ModelInput.names(in: element)) }
        var inputs: [ModelInput] = []
        for element in declared { inputs.append(try ModelInput(reading: element, names)) }
        self.inputs = inputs
        for input in inputs { names.formUnion(input.expressionNames) }
        var steps: [Step] = []
        for (name, step) in try reader.optional("steps")?.members() ?? [] {
            steps.append(Step(name: name, expression: try step.expression(knowing: names)))
            names.insert(name)
        }
        self.steps = steps
        var contradictions: [Contradiction] = []
        for element in try reader.optional("contradictions")?.elements() ?? [] {
            try element.allowOnly(["when", "says"])
            contradictions.append(
                Contradiction(
                    when: try element.member("when").expression(knowing: names),
                    says: try element.member("says").bilingual()))
        }
        self.contradictions = contradictions
        answer = try Self.answer(try reader.member("answer"), names)
        var deciding: [Deciding] = []
        for (step, label) in try reader.optional("deciding")?.members() ?? [] {
            guard names.contains(step) else {
                throw label.refusal("rules.unknownName", ["name": .text(step), "text": ""])
            }
            deciding.append(Deciding(step: step, label: try label.bilingual()))
        }
        self.deciding = deciding
        timing = try reader.optional("timing").map { (timing) throws(JSONError) in
            try Timing(reading: timing)
        }
        flag = try Self.flag(reader, names)
        listing = try reader.optional("listed")?.word(Listing.self) ?? .always
        let all =
            steps.map(\.expression) + contradictions.map(\.when) + Self.expressions(answer)
        limits = Set(all.flatMap(\.numbers)).sorted()
    }

    private static func flag(
        _ reader: JSONReader, _ names: Set<String>
    ) throws(JSONError) -> FlagRule? {
        guard let rule = try reader.optional("flag") else { return nil }
        try rule.allowOnly(["concern", "raised"])
        return FlagRule(
            concern: try rule.member("concern").word(Flag.Concern.self).rawValue,
            raised: try rule.member("raised").expression(knowing: names))
    }

    private static func answer(
        _ reader: JSONReader, _ names: Set<String>
    ) throws(JSONError) -> [Answer] {
        var found: [Answer] = []
        for (name, part) in try reader.members() {
            if case .object = part.value.content {
                found.append(.group(name, try answer(part, names)))
            } else {
                found.append(.value(name, try part.expression(knowing: names)))
            }
        }
        return found
    }

    private static func expressions(_ answer: [Answer]) -> [Expression] {
        answer.flatMap { part in
            switch part {
            case .value(_, let expression): [expression]
            case .group(_, let inner): expressions(inner)
            }
        }
    }
}

extension ClinicalModel.Timing {
    init(reading reader: JSONReader) throws(JSONError) {
        try reader.allowOnly(["point", "oldestDays", "state"])
        point = try reader.member("point").bilingual()
        oldestDays = try reader.member("oldestDays").int(in: 0...Int(Int32.max))
        state = try reader.member("state").word(RuleState.self)
    }
}

extension ModelInput {
    /// The names that one declaration brings, read before the rest so that conditions may look
    /// ahead.
    static func names(in reader: JSONReader) throws(JSONError) -> [String] {
        let name = try reader.member("name").nonEmpty()
        return [name]
    }

    init(reading reader: JSONReader, _ names: Set<String>) throws(JSONError) {
        try reader.allowOnly([
            "name", "is", "above", "least", "most", "also", "unit", "label", "default", "asked",
            "always", "optional", "missingWhen", "fact", "words", "patterns",
            "missingWhenEmptyEntriesOnly",
        ])
        name = try reader.member("name").nonEmpty()
        kind = try Self.kind(reader)
        bounds = Bounds(
            above: try reader.optionalDouble("above"), least: try reader.optionalDouble("least"),
            most: try reader.optionalDouble("most"))
        var alternatives: [Alternative] = []
        for element in try reader.optional("also")?.elements() ?? [] {
            try element.allowOnly(["name", "times", "over"])
            let name = try element.member("name").nonEmpty()
            if let divisor = try element.optionalDouble("over") {
                alternatives.append(Alternative(name: name, factor: 1 / divisor))
            } else {
                let factor = try element.member("times").double()
                alternatives.append(Alternative(name: name, factor: factor))
            }
        }
        self.alternatives = alternatives
        unit = try reader.optionalString("unit") ?? ""
        label = try reader.optionalBilingual("label")
        fallback = try reader.optional("default").map { (value) throws(JSONError) in
            try value.plainValue()
        }
        let known = names.union([name])
        asked = try reader.optional("asked").map { (text) throws(JSONError) in
            try text.expression(knowing: known)
        }
        isAlwaysNeeded = try reader.flag("always")
        isOptional = try reader.flag("optional")
        missingWhen = try reader.optional("missingWhen").map { (text) throws(JSONError) in
            try text.expression(knowing: known)
        }
        fact = try reader.optional("fact").map { (fact) throws(JSONError) in
            try fact.allowOnly(["is", "as"])
            return FactBinding(
                fact: try fact.member("is").nonEmpty(), name: try fact.member("as").nonEmpty())
        }
    }

    private enum KindWord: String, CaseIterable { case number, whole, truth, word, list }

    private static func kind(_ reader: JSONReader) throws(JSONError) -> Kind {
        switch try reader.member("is").word(KindWord.self) {
        case .number: return .number
        case .whole: return .whole
        case .truth: return .truth
        case .list:
            return .list(
                isMissingWhenEmptyEntriesOnly: try reader.flag("missingWhenEmptyEntriesOnly"))
        case .word:
            var weights: [String: Double] = [:]
            for (word, weight) in try reader.member("words").members() {
                weights[word] = try weight.double()
            }
            var patterns: [Pattern] = []
            for element in try reader.optional("patterns")?.elements() ?? [] {
                let text = try element.nonEmpty()
                guard let cut = text.firstIndex(of: "<"), let end = text.firstIndex(of: ">") else {
                    throw element.refusal("rules.pattern", ["text": .text(text)])
                }
                patterns.append(
                    Pattern(
                        prefix: String(text[..<cut]),
                        suffix: String(text[text.index(after: end)...])))
            }
            return .word(weights, patterns: patterns)
        }
    }
}

extension JSONReader {
    /// A default: a number, a word or true/false.
    func plainValue() throws(JSONError) -> ExpressionValue {
        switch value.content {
        case .bool(let truth): .truth(truth)
        case .string(let text): .text(text)
        default: .number(try double())
        }
    }
}
