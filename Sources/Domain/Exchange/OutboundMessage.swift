/// A message of ours, from the moment a booking changed until somebody has answered it.
public struct OutboundMessage: Equatable, Sendable {
    public enum State: String, CaseIterable, Sendable {
        case waiting
        case sent
        /// The receiver answered and will not take it; a person decides.
        case refused
        /// Given up by a person.
        case dropped
    }

    /// The order in which they were made, which is the order in which they are sent.
    public let id: Int64
    public let made: Instant
    /// The journal entry that tells what it tells.
    public let entry: Int64
    public let booking: Booking.ID
    /// `SIU^S12`, `ORM^O01`.
    public let kind: String
    /// The same on every try, so that a receiver knows it again.
    public let control: String
    public let state: State
    public let tries: Int
    /// The last try.
    public let tried: Instant?
    /// `AA`, `AE`, `AR`; empty until somebody answered.
    public let answer: String
    /// What was said with the answer, or why none came.
    public let words: String
    public let bytes: [UInt8]

    public init(
        id: Int64, made: Instant, entry: Int64, booking: Booking.ID, kind: String,
        control: String, state: State, tries: Int, tried: Instant?, answer: String,
        words: String, bytes: [UInt8]
    ) {
        self.id = id
        self.made = made
        self.entry = entry
        self.booking = booking
        self.kind = kind
        self.control = control
        self.state = state
        self.tries = tries
        self.tried = tried
        self.answer = answer
        self.words = words
        self.bytes = bytes
    }
}

extension OutboundMessage.State: Worded { public static let vocabulary = "outbound" }
