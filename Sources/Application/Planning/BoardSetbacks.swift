import Domain
import Scheduling

// What happens to a course, as what its plan must respect from then on. A closed bed or a lost
// slot is a block of the resource, which the board knows already.

extension BoardModel {
    /// The board as it would be if that happened.
    func suffering(_ happening: Happening) -> BoardModel {
        let (id, event) = (happening.course, happening.event)
        guard let course = courses[id], let bound = course.next(after: event) else { return self }
        // A delay counts from the day that was told, all else from today.
        let told = event.isDelayOfOthers ? course.told[bound] ?? today : today
        let day = max(told, today) + happening.days
        var board = self
        board.rewrite(id) { course in
            if event.losesCells { course.loseCells() }
            if bound == .receipt { course.receiptFrom = day }
        }
        board.reasons[id, default: []].append(
            Situation.DatedReason(
                bound, .notBefore, day,
                reason: Phrase("repair.event", ["event": .phrase(event.phrase)]),
                source: id.text))
        return board
    }
}

extension CourseEvent {
    /// What was collected or made cannot be used: all begins again with a collection.
    fileprivate var losesCells: Bool {
        switch self {
        case .batchFailed, .outOfSpecification, .apheresisShort: true
        case .batchLate, .courierLate, .febrile, .progressing, .withdrawn, .dead: false
        }
    }

    /// The maker or the courier says how much later than told.
    fileprivate var isDelayOfOthers: Bool { self == .batchLate || self == .courierLate }
}

extension PlannedCourse {
    /// The activity that has to wait after an event; nil where no day follows from it.
    fileprivate func next(after event: CourseEvent) -> Scheduling.Activity? {
        switch event {
        case .batchLate where facts[.receipt] != nil, .courierLate where facts[.receipt] != nil: nil
        case .batchLate: facts[.start] == nil ? .start : .receipt
        case .courierLate:
            !isCollected ? .apheresis : facts[.start] == nil ? .start : .receipt
        case .febrile: !isCollected ? .apheresis : facts[.ld] == nil ? .ld : .infusion
        case .batchFailed, .outOfSpecification, .apheresisShort: .apheresis
        case .progressing, .withdrawn, .dead: nil
        }
    }

    /// What was done for the lost cells binds nobody any more; what was told stays told.
    fileprivate mutating func loseCells() { facts = [:] }
}
