/// Something that has to be in order before a course may go on, and that no calendar knows.
public struct Gate: Equatable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        case consent, infectionScreening, funding, caregiver, lodging

        /// What must not take place without it.
        public var before: Activity.Kind {
            switch self {
            case .consent, .infectionScreening: .apheresis
            case .funding: .manufacturing
            case .caregiver, .lodging: .infusion
            }
        }

        /// What shows that the activity has taken place.
        public var passedBy: Milestone.Kind {
            switch self {
            case .consent, .infectionScreening: .collected
            case .funding: .started
            case .caregiver, .lodging: .infused
            }
        }
    }

    public enum State: String, CaseIterable, Sendable { case asked, met, refused, notNeeded }

    public let course: Course.ID
    public let kind: Kind
    public var state: State
    /// The day of the signature, the sample, the promise.
    public var on: Day
    /// The last day on which it counts; nil where it does not run out.
    public var until: Day?
    public var words: String
    public var by: User.ID

    public init(
        _ course: Course.ID, _ kind: Kind, _ state: State, on: Day, until: Day? = nil,
        words: String = "", by: User.ID
    ) {
        (self.course, self.kind, self.state, self.on) = (course, kind, state, on)
        (self.until, self.words, self.by) = (until, words, by)
    }

    /// Whether it lets pass what takes place on a day.
    public func isOpen(on day: Day) -> Bool {
        switch state {
        case .met: until.map { day <= $0 } ?? true
        case .notNeeded: true
        case .asked, .refused: false
        }
    }
}

/// A gate that does not let a booked activity pass.
public struct ClosedGate: Hashable, Sendable {
    public let kind: Gate.Kind
    /// Nil where nobody has entered anything.
    public let state: Gate.State?
    /// The day of the activity before which it has to be in order; nil before anything is booked.
    public let needed: Day?
    /// The day after which it does not count any more, where that is what is wrong.
    public let expires: Day?

    public init(_ kind: Gate.Kind, _ state: Gate.State?, needed: Day?, expires: Day?) {
        (self.kind, self.state, self.needed, self.expires) = (kind, state, needed, expires)
    }

    public var phrase: Phrase {
        if let expires {
            return Phrase(
                "gate.expires", ["gate": .phrase(kind.phrase), "day": .day(expires)])
        }
        let word = state.map { $0.phrase } ?? Phrase("gateState.missing")
        return Phrase("gate.closed", ["gate": .phrase(kind.phrase), "state": .phrase(word)])
    }
}

extension Gate.Kind: Worded { public static let vocabulary = "gate" }
extension Gate.State: Worded { public static let vocabulary = "gateState" }
