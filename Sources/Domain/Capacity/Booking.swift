/// An activity of a course on a slot or a bed.
public struct Booking: Equatable, Sendable {
    public typealias ID = Identifier<Booking>

    public let id: ID
    public let course: Course.ID
    public let activity: Activity.Kind
    public let part: Int
    public var span: DaySpan
    public var time: ClockTime?
    public private(set) var state: State
    /// Until when a held booking stands. After it the booking counts as free.
    public private(set) var holdExpires: Instant?
    /// What it takes: one place a day for a slot, one a night for a bed.
    public var places: [UnitDay]
    /// The reserve of intensive care that comes with it.
    public var shares: [ICUShare]
    /// What the person or program that booked calls it; empty for most.
    public var ref: String

    public enum State: String, CaseIterable, Sendable {
        case proposed, held, confirmed, done, released

        /// The states that may follow. Done is final: a physical act is corrected, never undone.
        public var next: Set<State> {
            switch self {
            case .proposed: [.held, .confirmed, .released]
            case .held: [.confirmed, .released]
            case .confirmed: [.done, .released]
            case .done, .released: []
            }
        }

        /// True while the booking keeps others off its places.
        public var occupies: Bool { self == .held || self == .confirmed || self == .done }
    }

    public init(
        id: ID, course: Course.ID, activity: Activity.Kind, part: Int = 1, span: DaySpan,
        time: ClockTime? = nil, state: State = .proposed, holdExpires: Instant? = nil,
        places: [UnitDay], shares: [ICUShare] = [], ref: String = ""
    ) {
        self.id = id
        self.course = course
        self.activity = activity
        self.part = part
        self.span = span
        self.time = time
        self.state = state
        self.holdExpires = holdExpires
        self.places = places
        self.shares = shares
        self.ref = ref
    }

    public func isExpired(at now: Instant) -> Bool {
        guard state == .held, let holdExpires else { return false }
        return holdExpires <= now
    }

    public mutating func hold(until expiry: Instant) throws(BookingError) {
        try move(to: .held)
        holdExpires = expiry
    }

    /// - Throws: `BookingError.holdExpired` when somebody else may already have the place.
    public mutating func confirm(at now: Instant) throws(BookingError) {
        if isExpired(at: now), let holdExpires { throw .holdExpired(id, at: holdExpires) }
        try move(to: .confirmed)
    }

    public mutating func finish() throws(BookingError) { try move(to: .done) }

    public mutating func release() throws(BookingError) { try move(to: .released) }

    private mutating func move(to next: State) throws(BookingError) {
        guard state.next.contains(next) else { throw .illegalMove(id, from: state, to: next) }
        state = next
        holdExpires = nil
    }
}

public enum BookingError: Error, Hashable {
    case illegalMove(Booking.ID, from: Booking.State, to: Booking.State)
    case holdExpired(Booking.ID, at: Instant)
}

extension BookingError: Reportable {
    public var phrase: Phrase {
        switch self {
        case .illegalMove(let booking, let from, let to):
            Phrase(
                "booking.illegalMove",
                [
                    "booking": .text(booking.text), "from": .phrase(from.phrase),
                    "to": .phrase(to.phrase),
                ])
        case .holdExpired(let booking, let at):
            Phrase("booking.holdExpired", ["booking": .text(booking.text), "at": .instant(at)])
        }
    }
}
