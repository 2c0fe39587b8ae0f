/// How far a rule or a figure can be trusted.
public enum RuleState: String, CaseIterable, Sendable {
    /// Seen in the named publication, label or guideline.
    case verified
    /// Computed from verified figures.
    case derived
    /// A choice of this software, said to be one.
    case project
    /// Decided by the centre and approved by a named physician.
    case local
    /// Seen only in texts that cite the publication.
    case secondary
    /// From general knowledge, unchecked.
    case recalled
    /// Not found. Nothing is invented in its place.
    case missing

    /// Whether the rule may stop a course or move a date by itself. What nobody has checked gives
    /// at most a question to discuss, or a soft date.
    public var isBinding: Bool {
        switch self {
        case .verified, .derived, .project, .local: true
        case .secondary, .recalled, .missing: false
        }
    }
}

/// A sentence in both languages of the program, as rule files carry it.
public struct Bilingual: Hashable, Sendable {
    public let english: String
    public let japanese: String

    public init(english: String, japanese: String) {
        (self.english, self.japanese) = (english, japanese)
    }
}

/// Who says so, and how sure it is.
public struct Provenance: Hashable, Sendable {
    public let state: RuleState
    /// Keys of the list of sources.
    public let sources: [String]
    /// The physician who approved the rule at this centre, and when.
    public let approval: Approval?

    public init(state: RuleState, sources: [String], approval: Approval? = nil) {
        (self.state, self.sources, self.approval) = (state, sources, approval)
    }
}
