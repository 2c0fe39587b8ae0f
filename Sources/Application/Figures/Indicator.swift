public import Domain

/// A key figure as its file defines it: what the paper says, and how this program counts it.
public struct Indicator: Equatable, Sendable {
    public enum Better: String, CaseIterable, Sendable { case higher, lower }

    public let id: String
    /// What of it does not agree with itself stands in words beside it.
    public let contradicts: Bool
    public let unit: String
    public let better: Better
    public let baseline: Double?
    public let target: Double?
    public let toxicity: Toxicity?
    /// The least grade that counts.
    public let grade: Int?

    /// The figures of the paper, from the file in the binary.
    public static let all: [Indicator] = {
        let path = "Resources/figures/indicators.json"
        // A test reads the file: inside the binary it is what the test saw.
        guard let asset = Asset.named(path), let reader = try? JSONReader(parsing: asset.bytes),
            let found = try? read(reader)
        else { return [] }
        return found
    }()

    public static func read(_ reader: JSONReader) throws(JSONError) -> [Indicator] {
        try reader.allowOnly(["schema", "note", "source", "indicators"])
        var found: [Indicator] = []
        for element in try reader.member("indicators").elements() {
            found.append(try Indicator(reading: element))
        }
        return found
    }

    private init(reading reader: JSONReader) throws(JSONError) {
        try reader.allowOnly([
            "id", "unit", "better", "target", "baseline", "contradicts", "toxicity", "grade",
        ])
        id = try reader.member("id").string()
        contradicts = try reader.optional("contradicts")?.bool() ?? false
        unit = try reader.member("unit").string()
        better = try reader.member("better").word(Better.self)
        baseline = try reader.optional("baseline")?.double()
        target = try reader.optional("target")?.double()
        toxicity = try reader.optional("toxicity").map { (word) throws(JSONError) in
            try word.word(Toxicity.self)
        }
        grade = try reader.optional("grade")?.int(in: 1...5)
    }

    /// Its words: `name`, `definition`, `published` (baseline, targets and results as the paper has
    /// them), `contradiction`.
    func phrase(_ part: String) -> Phrase { Phrase("indicator.\(id).\(part)") }

    /// Every phrase that the file needs, so that a test can ask for each.
    public static var keys: [String] {
        all.flatMap { indicator in
            ["name", "definition", "published"].map { indicator.phrase($0).key }
                + (indicator.contradicts ? [indicator.phrase("contradiction").key] : [])
        }
    }
}
