public import Domain

/// What the cursor stands on, for an act that is done once more.
public struct RepeatTarget: Equatable, Sendable {
    public var course: Course.ID?
    /// A matter of the Inbox.
    public var matter: String?
    public var slot: UnitDay?

    public init(course: Course.ID? = nil, matter: String? = nil, slot: UnitDay? = nil) {
        (self.course, self.matter, self.slot) = (course, matter, slot)
    }

    /// How it is told to people.
    public var name: Phrase.Value {
        if let slot {
            return .phrase(
                Phrase(
                    "again.slot",
                    [
                        "resource": .resource(slot.resource), "unit": .count(slot.unit),
                        "day": .day(slot.day),
                    ]))
        }
        return .text(matter ?? course?.text ?? "–")
    }

    /// The thing of a matter: `B-0012` of `hold B-0012`.
    func subject<Thing>(_ kind: String) -> Identifier<Thing>? {
        guard let words = matter?.split(separator: " "), words.count == 2, words[0] == kind else {
            return nil
        }
        return try? Identifier(String(words[1]))
    }
}

extension AddNote {
    public var act: Act? { .addNote }
    public func again(on target: RepeatTarget) -> (any Deed)? {
        target.course.map { AddNote($0, words) }
    }
}

extension ReportEvent {
    public var act: Act? { .reportEvent }
    public func again(on target: RepeatTarget) -> (any Deed)? {
        target.course.map { ReportEvent($0, event, title: title, words: words) }
    }
}

extension RecordGate {
    public var act: Act? { .recordGate }
    public func again(on target: RepeatTarget) -> (any Deed)? {
        target.course.map {
            RecordGate($0, kind, state, on: on, until: until, words: words)
        }
    }
}

extension NoteMatter {
    public var act: Act? { .noteMatter }
    public func again(on target: RepeatTarget) -> (any Deed)? {
        target.matter.map { NoteMatter($0, delegate: delegate, until: until, words: words) }
    }
}

extension CloseTask {
    public var act: Act? { .closeTask }
    public func again(on target: RepeatTarget) -> (any Deed)? {
        target.subject("task").map { CloseTask($0, dropped: why) }
    }
}

extension ConfirmBooking {
    public var act: Act? { .confirmBookings }
    public func again(on target: RepeatTarget) -> (any Deed)? {
        target.subject("hold").map { ConfirmBooking($0, withChain: true) }
    }
}

extension HoldSlot {
    public var act: Act? { .holdBookings }
    public func again(on target: RepeatTarget) -> (any Deed)? {
        target.slot.map { HoldSlot($0.resource, unit: $0.unit, $0.day, course) }
    }
}

extension BlockUnit {
    public var act: Act? { .blockUnits }
    public func again(on target: RepeatTarget) -> (any Deed)? {
        target.slot.map { slot in
            BlockUnit(
                slot.resource, unit: unit == nil ? nil : slot.unit,
                DaySpan(slot.day, length: span.length), kind, why: why)
        }
    }
}

/// What would be done again?
public struct RedoQuestion: Question {
    public typealias Reply = JournalLine

    public init() {}

    public func reply(with follower: Follower) throws(StoreError) -> JournalLine {
        try follower.office().nextRedo()
    }
}
