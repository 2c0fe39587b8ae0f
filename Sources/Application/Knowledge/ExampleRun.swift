public import Clinical
public import Domain

/// Judges a file of examples, each by its model.
public enum ExampleRun {
    /// One result for each example, in the order of the file. One bad example does not stop the
    /// others: its result says what was wrong with it.
    public static func results(
        of file: JSONReader, _ knowledge: ClinicalKnowledge, _ wording: Wording
    ) throws(JSONError) -> JSON {
        var results: [JSON] = []
        for example in try file.member("examples").elements() {
            results.append(result(of: example.value, knowledge, wording))
        }
        return .object([("results", .array(results))])
    }

    private static func result(
        of example: JSON, _ knowledge: ClinicalKnowledge, _ wording: Wording
    ) -> JSON {
        let id = ("id", example["id"] ?? .null)
        var model = ""
        if case .string(let name) = example["model"]?.content { model = name }
        switch knowledge.evaluate(model, example["inputs"]) {
        case .values(let result): return .object([id, ("values", result.json)])
        case .cannotSay(let names):
            return .object([id, ("cannotSay", .array(names.map { .string($0) }))])
        case .refused(let error): return .object([id, ("error", .string(wording(error)))])
        }
    }
}

extension Wording {
    /// The language's half of a sentence of a rule file.
    public func callAsFunction(_ text: Bilingual) -> String {
        switch language {
        case .english: text.english
        case .japanese: text.japanese
        }
    }

    public func callAsFunction(_ error: ModelError) -> String {
        if case .contradiction(let says) = error { return self(says) }
        return error.phrase.map { self($0) } ?? ""
    }
}
