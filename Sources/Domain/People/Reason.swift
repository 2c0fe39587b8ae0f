/// Why something was changed. Every change has one; overriding a clinical constraint has one in
/// the person's own words.
public struct Reason: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        /// The ordinary course of work; the act itself says why.
        case routine
        case patientCondition, patientWish, progression, infection, death
        case manufacturingDelay, manufacturingFailure, outOfSpecification
        case capacity, equipment, staff, transport, weather
        case correction, holdExpired, imported, undo
        case override, emergency, other
    }

    public let kind: Kind
    public let words: String

    public init(_ kind: Kind, _ words: String = "") { (self.kind, self.words) = (kind, words) }

    public static let routine = Reason(.routine)

    /// Some reasons say nothing without words.
    public var needsWords: Bool {
        switch kind {
        case .override, .emergency, .correction, .other: words.allSatisfy(\.isWhitespace)
        default: false
        }
    }
}
