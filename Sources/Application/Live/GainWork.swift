public import Domain

/// Who could best use a place on a day?
public struct GainWork: Work {
    public let resource: Resource.ID
    public let day: Day

    public init(_ resource: Resource.ID, _ day: Day) { (self.resource, self.day) = (resource, day) }

    public struct Line: Equatable, Sendable {
        public let course: Course.ID
        public let name: String
        /// Days by which the infusion would be earlier; for who has none yet, against what could
        /// be planned without this place.
        public let gain: Int
        public let plan: CoursePlan
        /// What the declared score counts.
        public let candidate: Allocation.Candidate
    }

    public struct Reply: Equatable, Sendable {
        public let activity: Activity.Kind
        /// Who gains most first.
        public let lines: [Line]
        public let weights: Allocation.Weights
        public let seen: BookingVersions
    }

    /// So many courses are tried; those that wait for a plan and the most urgent come first.
    static let most = 60

    public var title: Phrase { Phrase("gain.working") }

    public func material(with follower: Follower) throws(StoreError) -> PlanWork.Material {
        try PlanWork.material([], nil, with: follower)
    }

    public func reply(
        from material: PlanWork.Material, _ progress: WorkProgress
    ) throws(StoreError) -> Reply {
        try reply(on: material.board, progress)
    }

    /// The same on any board: what a command asks.
    public func reply(
        on board: BoardModel, _ progress: WorkProgress = WorkProgress { _, _ in }
    ) throws(StoreError) -> Reply {
        guard let resource = board.hospital.resources[resource],
            let activity = resource.kind.serves
        else { throw .refused(Phrase("refusal.gone")) }
        let asked = candidates(for: activity, resource, board.hospital)
        var lines: [Line] = []
        for (number, course) in asked.enumerated() {
            if progress.isCancelled { break }
            progress.report(Double(number) / Double(asked.count))
            guard let plan = board.explain(course, activity: activity, day: day)?.plan,
                plan.plan.first(activity)?.days.first == day,
                let gain = board.gain(course, activity, day),
                let candidate = board.candidate(course, for: activity, on: day)
            else { continue }
            lines.append(
                Line(
                    course: course, name: board.name(of: course), gain: Int(gain), plan: plan,
                    candidate: candidate))
        }
        let weights = Allocation.Weights.example
        lines.sort { one, other in
            let (left, right) = (one.candidate.score(weights), other.candidate.score(weights))
            return (other.gain, right, one.course) < (one.gain, left, other.course)
        }
        return Reply(
            activity: activity, lines: lines, weights: .example,
            seen: BookingVersions(board.hospital, lines.map(\.course)))
    }

    /// Whose activity is still to come, later than on this day or not planned at all.
    private func candidates(
        for activity: Activity.Kind, _ resource: Resource, _ hospital: Hospital
    ) -> [Course.ID] {
        let waiting = hospital.courses.values.filter { state in
            guard state.first(.infused) == nil else { return false }
            if let product = resource.product, let own = state.record.product, own != product {
                return false
            }
            let own = state.standing.map(\.record).filter { $0.activity == activity }
            return own.allSatisfy { $0.state != .done && $0.span.first > day }
                && (own.isEmpty ? state.standing.isEmpty : true)
        }
        return waiting.sorted { one, other in
            let (left, right) = (one.record.referral, other.record.referral)
            if one.standing.isEmpty != other.standing.isEmpty { return one.standing.isEmpty }
            if left.urgency != right.urgency { return right.urgency < left.urgency }
            return (left.at.utcMilliseconds, one.record.id) < (
                right.at.utcMilliseconds, other.record.id
            )
        }.prefix(Self.most).map(\.record.id)
    }
}

/// What was decided about slots that several wanted, the newest first.
public struct LedgerQuestion: Question {
    public typealias Reply = [Allocation]

    public init() {}

    public func reply(with follower: Follower) throws(StoreError) -> [Allocation] {
        try follower.office().allocations().reversed()
    }
}
