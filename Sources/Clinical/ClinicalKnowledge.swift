public import Domain

/// Everything the program knows of medicine, read from rule files.
///
/// The knowledge is one value: a screen that shows a verdict and the rule behind it can never mix
/// two versions, and a faulty file leaves the whole of the last good knowledge in place.
public struct ClinicalKnowledge: Sendable {
    public let sources: SourceList
    public let modelFiles: [ModelFile]
    public let facts: FactTable
    public internal(set) var eligibility: EligibilityFile
    public internal(set) var washouts: WashoutFile
    public internal(set) var products: ProductFile
    public internal(set) var apheresis: ApheresisSettings
    public let guidance: GuidanceFile
    public let flags: FlagSettings
    public internal(set) var ward: WardFile
    /// The centre whose file changed it; nil where everything is as published.
    public internal(set) var centre: Centre?

    public struct Centre: Hashable, Sendable {
        public let name: String
        public let version: String
    }

    /// The files that make it, in the order in which they may cite each other.
    public enum File: String, CaseIterable, Sendable {
        case sources, scores, grading, kpis, facts, eligibility, washouts, products, apheresis
        case guidance, flags, ward
        case apheresisModels = "apheresis-models"

        public var name: String { rawValue + ".json" }
    }

    /// - Throws: `RuleFileError` naming the file, the line and the remedy.
    public init(_ file: (File) -> RuleFile) throws(RuleFileError) {
        let sources = try file(.sources).read { (reader) throws(JSONError) in
            try SourceList(reading: reader)
        }
        self.sources = sources
        var modelFiles: [ModelFile] = []
        for name in [File.scores, .grading, .apheresisModels, .kpis] {
            modelFiles.append(
                try file(name).read { (reader) throws(JSONError) in
                    try ModelFile(reading: reader, sources)
                })
        }
        self.modelFiles = modelFiles
        let facts = try file(.facts).read { (reader) throws(JSONError) in
            try FactTable(reading: reader, sources)
        }
        self.facts = facts
        eligibility = try file(.eligibility).read { (reader) throws(JSONError) in
            try EligibilityFile(reading: reader, sources, facts)
        }
        washouts = try file(.washouts).read { (reader) throws(JSONError) in
            try WashoutFile(reading: reader, sources)
        }
        products = try file(.products).read { (reader) throws(JSONError) in
            try ProductFile(reading: reader, sources, facts)
        }
        apheresis = try file(.apheresis).read { (reader) throws(JSONError) in
            try ApheresisSettings(reading: reader, sources, facts)
        }
        guidance = try file(.guidance).read { (reader) throws(JSONError) in
            try GuidanceFile(reading: reader, sources)
        }
        flags = try file(.flags).read { (reader) throws(JSONError) in
            try FlagSettings(reading: reader, sources, facts)
        }
        ward = try file(.ward).read { (reader) throws(JSONError) in
            try WardFile(reading: reader, sources)
        }
        models = Dictionary(
            modelFiles.flatMap(\.models).map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
    }

    private var models: [String: ClinicalModel]

    public func model(_ id: String) -> ClinicalModel? { models[id] }

    /// Every model, in the order of the files.
    public var allModels: [ClinicalModel] {
        modelFiles.flatMap(\.models).compactMap { models[$0.id] }
    }

    mutating func approveModel(_ id: String, _ approval: Approval) -> Bool {
        guard let model = models[id] else { return false }
        models[id] = model.approved(approval)
        return true
    }

    /// Judges one set of inputs by the model of that name.
    public func evaluate(_ model: String, _ inputs: JSON?) -> ModelOutcome {
        guard let found = models[model] else { return .refused(.unknownModel(model)) }
        guard let inputs else { return .refused(.inputsMissing) }
        return found.evaluate(inputs)
    }
}
