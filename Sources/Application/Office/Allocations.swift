public import Domain
import Store

/// Who got a slot that several wanted, and why.
extension Office {
    /// Decides between courses for a slot. Where the highest score does not get it, the reason is
    /// in words.
    public func decideAllocation(
        _ resource: Resource.ID, _ day: Day, among candidates: [Allocation.Candidate],
        _ weights: Allocation.Weights, for chosen: Course.ID, reason: String,
        _ order: Order = Order()
    ) throws(StoreError) -> Outcome<Allocation.ID> {
        let (now, user) = (now, person.user.id)
        guard candidates.count > 1 else { throw .refused(Phrase("allocation.two")) }
        guard Set(candidates.map(\.course)).count == candidates.count else {
            throw .refused(Phrase("allocation.twice"))
        }
        guard candidates.contains(where: { $0.course == chosen }) else {
            throw .refused(Phrase("allocation.notAmong", ["course": .text(chosen.text)]))
        }
        guard !reason.allSatisfy(\.isWhitespace) else {
            throw .refused(Phrase("allocation.reason"))
        }
        return try perform(.decideAllocation, order) { act throws(StoreError) in
            _ = try act.need(Resource.self, resource.text)
            for candidate in candidates { try act.requireRunning(candidate.course) }
            let id: Allocation.ID = try act.nextID("A", "allocation")
            try act.insert(
                Allocation(
                    id: id, at: now, resource: resource, day: day, candidates: candidates,
                    weights: weights, chosen: chosen, by: user, reason: reason))
            return id
        }
    }

    public func allocations() throws(StoreError) -> [Allocation] {
        try look(.readSchedule) { view throws(StoreError) in
            try view.all(Allocation.self).map(\.record).sorted { $0.id < $1.id }
        }
    }
}

extension Allocation.Weights {
    /// Weights to begin with. They are an example: what a centre counts is for the centre to say,
    /// and every decision keeps the weights under which it was made.
    public static let example = Self([.urgency: 10, .waited: 0.2, .gain: 0.5, .ready: 5])

    /// `urgency=10,waited=0.2`: what is not named counts nothing.
    public init?(_ text: String) {
        var values: [Allocation.Factor: Double] = [:]
        for word in text.split(separator: ",") {
            let parts = word.split(separator: "=")
            guard parts.count == 2, let factor = Allocation.Factor(rawValue: String(parts[0])),
                let number = Double(parts[1]), number.isFinite
            else { return nil }
            values[factor] = number
        }
        self.init(values)
    }
}

extension BoardModel {
    /// What the score counts of a course that wants a slot on a day.
    ///
    /// - Parameter activity: what would take place there.
    public func candidate(
        _ course: Course.ID, for activity: Activity.Kind, on day: Day
    ) -> Allocation.Candidate? {
        guard let state = hospital.courses[course] else { return nil }
        let urgency: Double =
            switch state.record.referral.urgency {
            case .routine: 0
            case .soon: 1
            case .urgent: 2
            }
        let booking = state.standing.map(\.record).first {
            $0.activity == activity && $0.state != .done
        }
        // Without a booking of its own the slot brings forward what the engine could else plan.
        let gain =
            gain(course, activity, day)
            ?? booking.map { Double(max(0, $0.span.first - day)) } ?? 0
        let open = Gate.Kind.allCases.count { kind in
            state.gates.contains { $0.kind == kind && $0.isOpen(on: day) }
        }
        return Allocation.Candidate(
            course,
            [
                .urgency: urgency,
                .waited: Double(max(0, today - state.record.referral.at.day)), .gain: gain,
                .ready: Double(open) / Double(Gate.Kind.allCases.count),
            ])
    }

    /// Days by which an infusion could be earlier with this activity on this day.
    func gain(_ course: Course.ID, _ activity: Activity.Kind, _ day: Day) -> Double? {
        guard let with = explain(course, activity: activity, day: day)?.plan?.infusion else {
            return nil
        }
        let without =
            hospital.courses[course]?.plannedInfusion ?? explain(course)?.plan?.infusion
        return without.map { Double($0 - with) }
    }
}
