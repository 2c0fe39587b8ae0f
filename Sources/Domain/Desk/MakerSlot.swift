/// A day on which a maker begins a batch for this centre: asked for, offered, held, confirmed.
public struct MakerSlot: Equatable, Sendable {
    public typealias ID = Identifier<MakerSlot>

    public enum State: String, CaseIterable, Sendable {
        case requested, offered, held, confirmed, expired, withdrawn

        /// The states that may follow.
        public var next: Set<State> {
            switch self {
            case .requested: [.offered, .held, .confirmed, .withdrawn, .expired]
            case .offered: [.held, .confirmed, .withdrawn, .expired]
            case .held: [.confirmed, .withdrawn, .expired]
            case .confirmed: [.withdrawn]
            case .expired, .withdrawn: []
            }
        }

        public var isOver: Bool { next.isEmpty }
    }

    public let id: ID
    public let product: Product.ID
    public let day: Day
    public private(set) var state: State
    /// For whom it is meant, where that is known.
    public var course: Course.ID?
    /// Until when the maker keeps it.
    public var until: Instant?
    /// What the maker calls it.
    public var ref: String

    public init(
        id: ID, product: Product.ID, day: Day, state: State, course: Course.ID? = nil,
        until: Instant? = nil, ref: String = ""
    ) {
        (self.id, self.product, self.day, self.state) = (id, product, day, state)
        (self.course, self.until, self.ref) = (course, until, ref)
    }

    public mutating func move(to next: State) throws(MakerSlotError) {
        guard state.next.contains(next) else { throw .illegalMove(id, from: state, to: next) }
        state = next
        if next == .confirmed || next.isOver { until = nil }
    }

    /// The maker keeps it no longer, whoever has written that down.
    public func isExpired(at now: Instant) -> Bool {
        guard state == .offered || state == .held, let until else { return false }
        return until <= now
    }
}

public enum MakerSlotError: Error, Hashable {
    case illegalMove(MakerSlot.ID, from: MakerSlot.State, to: MakerSlot.State)
}

extension MakerSlotError: Reportable {
    public var phrase: Phrase {
        switch self {
        case .illegalMove(let slot, let from, let to):
            Phrase(
                "makerSlot.illegalMove",
                ["slot": .text(slot.text), "from": .phrase(from.phrase), "to": .phrase(to.phrase)])
        }
    }
}

extension MakerSlot.State: Worded { public static let vocabulary = "makerState" }
