import Domain

/// What a fact is: its label, its units, how old it may be, and what it can be.
public struct FactDefinition: Sendable {
    public let id: String
    /// The code under which the laboratory's value arrives; nil for facts that people enter.
    public let code: String?
    public let label: Bilingual
    public let kind: Kind
    /// The unit in which rules are written, as it is shown.
    public let unit: String
    /// Accepted spellings, with the factor to the unit of the rules.
    public let units: [String: Double]
    /// The range outside which nobody has seen a value: beyond it, a slip is the likelier cause.
    public let plausible: ClosedRange<Double>?
    /// Days within which the value cannot have changed tenfold; nil where it can.
    public let steadyDays: Int?
    /// How old a value may be; nil for facts that do not age.
    public let oldestDays: Int?
    /// Taken when nothing was entered: a setting of the centre, never a finding.
    public let fallback: ExpressionValue?
    /// The model whose answer this fact is, where it was not entered itself.
    public let derivation: Derivation?
    /// The series of which this fact is one reading.
    public let series: FactSeries?
    public let provenance: Provenance

    public enum Kind: Hashable, Sendable {
        case number, whole, truth
        case word([Word])
    }

    public struct Word: Hashable, Sendable {
        public let name: String
        public let label: Bilingual
    }

    public struct Derivation: Hashable, Sendable {
        public let model: String
        public let answer: String
    }

    init(reading reader: JSONReader, _ sources: SourceList) throws(JSONError) {
        try reader.allowOnly([
            "id", "code", "label", "is", "words", "unit", "units", "plausible", "steadyDays",
            "oldestDays", "default", "derived", "series", "state", "sources", "approved",
        ])
        id = try reader.member("id").nonEmpty()
        code = try reader.optionalString("code")
        label = try reader.member("label").bilingual()
        kind = try Self.kind(reader)
        unit = try reader.optionalString("unit") ?? ""
        var units: [String: Double] = [:]
        for (spelling, factor) in try reader.optional("units")?.members() ?? [] {
            units[spelling] = try factor.double()
        }
        self.units = units
        plausible = try reader.optional("plausible").map { (range) throws(JSONError) in
            let ends = try range.elements()
            guard ends.count == 2 else { throw range.failure(.range("[least, most]")) }
            let (least, most) = (try ends[0].double(), try ends[1].double())
            guard least <= most else { throw range.failure(.range("[least, most]")) }
            return least...most
        }
        steadyDays = try reader.optionalInt("steadyDays")
        oldestDays = try reader.optionalInt("oldestDays")
        fallback = try reader.optional("default").map { (value) throws(JSONError) in
            try value.plainValue()
        }
        derivation = try reader.optional("derived").map { (derived) throws(JSONError) in
            try derived.allowOnly(["model", "answer"])
            return Derivation(
                model: try derived.member("model").nonEmpty(),
                answer: try derived.member("answer").nonEmpty())
        }
        series = try reader.optional("series").map { (series) throws(JSONError) in
            try FactSeries(reading: series)
        }
        provenance = try reader.provenance(sources)
    }

    private enum KindWord: String, CaseIterable { case number, whole, truth, word }

    private static func kind(_ reader: JSONReader) throws(JSONError) -> Kind {
        switch try reader.member("is").word(KindWord.self) {
        case .number: return .number
        case .whole: return .whole
        case .truth: return .truth
        case .word:
            var words: [Word] = []
            for (name, label) in try reader.member("words").members() {
                words.append(Word(name: name, label: try label.bilingual()))
            }
            return .word(words)
        }
    }

    public var words: [Word] {
        guard case .word(let words) = kind else { return [] }
        return words
    }

    public func label(ofWord name: String) -> Bilingual? {
        words.first { $0.name == name }?.label
    }
}

/// Every fact that rules may mention.
public struct FactTable: Sendable {
    public let version: String
    public let all: [FactDefinition]
    /// How the factor-of-ten slip is told: how near to ten two values must stand.
    public let slip: ClosedRange<Double>
    private let places: [String: Int]

    init(reading reader: JSONReader, _ sources: SourceList) throws(JSONError) {
        try reader.allowOnly(["schema", "version", "note", "slip", "facts"])
        version = try reader.member("version").nonEmpty()
        let slip = try reader.member("slip")
        try slip.allowOnly(["least", "most", "state", "sources"])
        _ = try slip.provenance(sources)
        self.slip = try slip.member("least").double()...(try slip.member("most").double())
        var all: [FactDefinition] = []
        var places: [String: Int] = [:]
        for element in try reader.member("facts").elements() {
            let fact = try FactDefinition(reading: element, sources)
            guard places.updateValue(all.count, forKey: fact.id) == nil else {
                throw try element.member("id").refusal("rules.idAgain", ["id": .text(fact.id)])
            }
            all.append(fact)
        }
        (self.all, self.places) = (all, places)
    }

    public subscript(id: String) -> FactDefinition? { places[id].map { all[$0] } }

    /// The fact that a laboratory code stands for.
    public func fact(forCode code: String) -> FactDefinition? { all.first { $0.code == code } }

    public var names: Set<String> { Set(places.keys) }
}
