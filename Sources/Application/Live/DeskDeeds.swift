public import Domain

/// Consent, funding and the like, as somebody has found them.
public struct RecordGate: Deed {
    public let course: Course.ID
    public let kind: Gate.Kind
    public let state: Gate.State
    public let on: Day
    public let until: Day?
    public let words: String

    public init(
        _ course: Course.ID, _ kind: Gate.Kind, _ state: Gate.State, on: Day, until: Day?,
        words: String
    ) {
        (self.course, self.kind, self.state) = (course, kind, state)
        (self.on, self.until, self.words) = (on, until, words)
    }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        _ = try follower.office().recordGate(
            kind, state, of: course, on: on, until: until, words: words)
        return Phrase(
            "notice.gate",
            [
                "gate": .phrase(kind.phrase), "state": .phrase(state.phrase),
                "course": .text(course.text),
            ])
    }
}

/// A maker's slot goes on to its next state.
public struct MoveMakerSlot: Deed {
    public let slot: MakerSlot.ID
    public let state: MakerSlot.State
    public let until: Instant?

    public init(_ slot: MakerSlot.ID, to state: MakerSlot.State, until: Instant? = nil) {
        (self.slot, self.state, self.until) = (slot, state, until)
    }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        _ = try follower.office().moveMakerSlot(slot, to: state, until: until)
        return Phrase(
            "notice.makerSlot", ["slot": .text(slot.text), "state": .phrase(state.phrase)])
    }
}

/// A maker is asked for a day.
public struct RequestMakerSlot: Deed {
    public let product: Product.ID
    public let day: Day
    public let course: Course.ID?

    public init(_ product: Product.ID, _ day: Day, for course: Course.ID?) {
        (self.product, self.day, self.course) = (product, day, course)
    }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        guard
            case .saved(let slot, _) = try follower.office().requestMakerSlot(
                product, day, for: course)
        else { return Phrase("notice.repeated") }
        return Phrase(
            "notice.makerSlot",
            ["slot": .text(slot.text), "state": .phrase(MakerSlot.State.requested.phrase)])
    }
}

/// Somebody decides between courses for a slot.
public struct DecideAllocation: Deed {
    public let resource: Resource.ID
    public let day: Day
    public let candidates: [Allocation.Candidate]
    public let weights: Allocation.Weights
    public let chosen: Course.ID
    public let reason: String

    public init(
        _ resource: Resource.ID, _ day: Day, among candidates: [Allocation.Candidate],
        _ weights: Allocation.Weights, for chosen: Course.ID, reason: String
    ) {
        (self.resource, self.day, self.candidates) = (resource, day, candidates)
        (self.weights, self.chosen, self.reason) = (weights, chosen, reason)
    }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        guard
            case .saved(let id, _) = try follower.office().decideAllocation(
                resource, day, among: candidates, weights, for: chosen, reason: reason)
        else { return Phrase("notice.repeated") }
        return Phrase(
            "notice.allocated", ["decision": .text(id.text), "course": .text(chosen.text)])
    }
}

/// A matter of the Inbox is given to somebody, or rests.
public struct NoteMatter: Deed {
    public let matter: String
    public let delegate: User.ID?
    public let until: Instant?
    public let words: String

    public init(_ matter: String, delegate: User.ID?, until: Instant?, words: String) {
        (self.matter, self.delegate) = (matter, delegate)
        (self.until, self.words) = (until, words)
    }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        _ = try follower.office().note(matter, delegate: delegate, until: until, words: words)
        guard let until else {
            return Phrase("notice.delegated", ["user": .text(delegate?.text ?? "–")])
        }
        return Phrase("notice.snoozed", ["at": .instant(until)])
    }
}

/// The next on the roster is called about a matter.
public struct EscalateMatter: Deed {
    public let matter: String
    public let role: Role

    public init(_ matter: String, role: Role) { (self.matter, self.role) = (matter, role) }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        guard case .saved(let id, _) = try follower.office().escalate(matter, role: role) else {
            return Phrase("notice.repeated")
        }
        return Phrase("notice.escalated", ["notice": .text(id.text)])
    }
}

/// Somebody who was called says that they know.
public struct AcknowledgeNotice: Deed {
    public let notice: Notice.ID

    public init(_ notice: Notice.ID) { self.notice = notice }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        _ = try follower.office().acknowledge(notice)
        return Phrase("notice.acknowledged", ["notice": .text(notice.text)])
    }
}
