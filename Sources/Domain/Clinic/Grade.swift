/// A toxicity that is graded.
public enum Toxicity: String, CaseIterable, Sendable {
    case crs, icans, licats, icaht, iecHS
}

/// Something seen at the bedside that a grade may rest on: `fever`, `hypotension`.
public struct Finding: Hashable, Sendable {
    public let name: String
    public let at: Instant

    public init(_ name: String, at: Instant) { (self.name, self.at) = (name, at) }
}

/// A grade with the finding that decided it, so that whoever reads it can check it.
public struct Grade: Hashable, Sendable {
    public let toxicity: Toxicity
    /// 0 (none) to 5 (death).
    public let level: Int
    public let at: Instant
    public let deciding: [Finding]
    /// Set where a person graded otherwise than the rules.
    public let overruled: Reason?

    public static let levels = 0...5

    /// - Throws: `GradeError` for a level that no scale has.
    public init(
        _ toxicity: Toxicity, _ level: Int, at: Instant, deciding: [Finding],
        overruled: Reason? = nil
    ) throws(GradeError) {
        guard Self.levels.contains(level) else { throw .noSuchLevel(toxicity, level) }
        self.toxicity = toxicity
        self.level = level
        self.at = at
        self.deciding = deciding
        self.overruled = overruled
    }
}

public enum GradeError: Error, Hashable {
    case noSuchLevel(Toxicity, Int)
}

extension GradeError: Reportable {
    public var phrase: Phrase {
        switch self {
        case .noSuchLevel(let toxicity, let level):
            Phrase(
                "grade.noSuchLevel",
                ["toxicity": .phrase(toxicity.phrase), "level": .count(level)])
        }
    }
}
