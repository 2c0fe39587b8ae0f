public import Domain
import Store

/// Consent, funding, infection screening, caregiver and lodging: what no calendar knows.
extension Office {
    public func recordGate(
        _ kind: Gate.Kind, _ state: Gate.State, of course: Course.ID, on day: Day,
        until: Day? = nil, words: String = "", _ order: Order = Order()
    ) throws(StoreError) -> Outcome<Course.ID> {
        if let until, until < day {
            throw .refused(Phrase("gate.untilBefore", ["until": .day(until), "on": .day(day)]))
        }
        if state == .refused || state == .notNeeded, words.allSatisfy(\.isWhitespace) {
            throw .refused(Phrase("gate.wordsMissing", ["state": .phrase(state.phrase)]))
        }
        guard day <= now.day else {
            throw .refused(Phrase("gate.inFuture", ["day": .day(day)]))
        }
        let user = person.user.id
        return try perform(.recordGate, order) { act throws(StoreError) in
            try act.requireRunning(course)
            let gate = Gate(course, kind, state, on: day, until: until, words: words, by: user)
            if let stored = try act.get(Gate.self, gate.key) {
                try act.update(gate, expecting: stored.version)
            } else {
                try act.insert(gate)
            }
            return course
        }
    }

    public func gates(of course: Course.ID) throws(StoreError) -> [Gate] {
        try look(.readPatients) { view throws(StoreError) in
            _ = try view.need(CourseRecord.self, course.text)
            let kinds = Gate.Kind.allCases
            var found: [Gate] = []
            for kind in kinds {
                let key: [Value] = [.text(course.text), .text(kind.rawValue)]
                if let gate = try view.get(Gate.self, key) { found.append(gate.record) }
            }
            return found
        }
    }
}

extension Hospital.CourseState {
    /// The gates that do not let pass what is booked, in the order in which they are met.
    public var closedGates: [ClosedGate] {
        let booked = standing.map(\.record).filter { $0.state != .done }
        return Gate.Kind.allCases.compactMap { kind in
            guard first(kind.passedBy) == nil,
                let needed = booked.first(where: { $0.activity == kind.before })?.span.first
            else { return nil }
            guard let gate = gates.first(where: { $0.kind == kind }) else {
                return ClosedGate(kind, nil, needed: needed, expires: nil)
            }
            guard !gate.isOpen(on: needed) else { return nil }
            return ClosedGate(
                kind, gate.state, needed: needed, expires: gate.state == .met ? gate.until : nil)
        }
    }
}
