public import Domain

extension ModelError {
    /// The sentence; nil for a contradiction, which its rule file words in both languages.
    public var phrase: Phrase? {
        switch self {
        case .unknownModel(let name): Phrase("model.unknown", ["name": .text(name)])
        case .inputsMissing: Phrase("model.inputsMissing")
        case .wrongType(let name, let wanted):
            Phrase(
                "model.wrongType",
                ["name": .text(name), "what": .phrase(Phrase("model.wanted.\(wanted.rawValue)"))])
        case .unknownWord(let name, let word, let words):
            Phrase(
                "model.unknownWord",
                [
                    "name": .text(name), "word": .text(word),
                    "words": .list(words.map { .text($0) }),
                ])
        case .outside(let name, let value, let bounds):
            Phrase(
                "model.outside",
                [
                    "name": .text(name), "value": .text(plain(value)),
                    "range": .text(bounds.text),
                ])
        case .twoUnits(let names):
            Phrase("model.twoUnits", ["names": .list(names.map { .text($0) })])
        case .contradiction: nil
        case .notFinite: Phrase("model.notFinite")
        }
    }
}
