/// A word of a fixed vocabulary that has a phrase in every language: `stage.referral`.
public protocol Worded: RawRepresentable<String>, CaseIterable, Sendable {
    /// The first part of the phrase key.
    static var vocabulary: String { get }
}

extension Worded {
    public var phrase: Phrase { Phrase("\(Self.vocabulary).\(rawValue)") }
}

extension Stage: Worded { public static let vocabulary = "stage" }
extension Milestone.Kind: Worded { public static let vocabulary = "milestone" }
extension Activity.Kind: Worded { public static let vocabulary = "activity" }
extension Booking.State: Worded { public static let vocabulary = "bookingState" }
extension Resource.Kind: Worded { public static let vocabulary = "resource" }
extension Ending.Withdrawal: Worded { public static let vocabulary = "withdrawal" }
extension Indication: Worded { public static let vocabulary = "indication" }
extension Urgency: Worded { public static let vocabulary = "urgency" }
extension Reason.Kind: Worded { public static let vocabulary = "reason" }
extension Role: Worded { public static let vocabulary = "role" }
extension Sex: Worded { public static let vocabulary = "sex" }
extension Toxicity: Worded { public static let vocabulary = "toxicity" }
extension Flag.Concern: Worded { public static let vocabulary = "concern" }
extension Deviation.Severity: Worded { public static let vocabulary = "severity" }
extension Product.Mode: Worded { public static let vocabulary = "productMode" }

extension Ending {
    public var phrase: Phrase {
        switch self {
        case .completed: Phrase("ending.completed")
        case .withdrawn(let why): Phrase("ending.withdrawn", ["why": .phrase(why.phrase)])
        }
    }
}

extension Worded {
    /// All phrase keys of the vocabulary, so that a test can ask for every one.
    public static var keys: [String] { allCases.map(\.phrase.key) }
}

/// Every fixed vocabulary.
public enum Vocabulary {
    public static let keys: [String] =
        Stage.keys + Milestone.Kind.keys + Activity.Kind.keys + Booking.State.keys
        + Resource.Kind.keys + Ending.Withdrawal.keys + Indication.keys + Urgency.keys
        + Reason.Kind.keys + Role.keys + Sex.keys + Toxicity.keys + Flag.Concern.keys
        + Deviation.Severity.keys + Product.Mode.keys + CourseEvent.keys
        + Gate.Kind.keys + Gate.State.keys + MakerSlot.State.keys + Allocation.Factor.keys
}
