public import Domain

/// An emergency takes a place that another course holds.
public struct Bump: Equatable, Sendable {
    public let wanted: Course.ID
    public let holder: Course.ID
    public let activity: Activity.Kind
    public let day: Day

    public init(
        _ wanted: Course.ID, instead holder: Course.ID, _ activity: Activity.Kind, _ day: Day
    ) {
        (self.wanted, self.holder, self.activity, self.day) = (wanted, holder, activity, day)
    }
}

extension BoardModel {
    /// The course that holds a place.
    public func holder(of place: UnitDay) -> Course.ID? {
        hospital.courses.values.filter { state in
            state.standing.contains {
                $0.record.places.contains(place) && !$0.record.isExpired(at: now)
            }
        }.map(\.record.id).min()
    }

    /// What an emergency would bring: the one course with the place, the other as soon as it can
    /// be without it. Nil where either cannot be planned then, or the place is no longer the
    /// holder's to give.
    public func bumpOption(_ bump: Bump) -> RepairOption? {
        guard bump.wanted != bump.holder, let holder = hospital.courses[bump.holder],
            let product = holder.record.product,
            // What has begun is not taken away.
            holder.first(.collected) == nil || bump.activity != .apheresis,
            holder.first(.started) == nil || bump.activity != .manufacturing
        else { return nil }
        let done = holder.standing.map(\.record).filter {
            $0.state == .done || $0.span.first < today || isBefore($0.activity, bump.activity)
        }
        let rest = Plan(
            course: bump.holder, product: product,
            activities: done.map { Activity($0.activity, part: $0.part, days: $0.span) })
        let without = with([Branch.Item(rest, shares: [])])
        guard
            let first = without.explain(bump.wanted, activity: bump.activity, day: bump.day)?.plan,
            first.plan.first(bump.activity)?.days.first == bump.day
        else { return nil }
        let taken = without.with([Branch.Item(first.plan, shares: first.shares)])
        let second = taken.threePlans(bump.holder).first { $0.kind == .earliest }
        guard let second else { return nil }
        return RepairOption(
            kind: .bump,
            changes: [
                change(to: first.plan, shares: first.shares),
                change(to: second.plan, shares: second.shares),
            ], cost: first.cost + second.cost)
    }

    /// What comes before the place in question keeps its day.
    private func isBefore(_ one: Activity.Kind, _ other: Activity.Kind) -> Bool {
        let chain: [Activity.Kind] = [
            .apheresis, .processing, .courier, .manufacturing, .receipt, .conditioning, .infusion,
        ]
        guard let place = chain.firstIndex(of: one), let limit = chain.firstIndex(of: other) else {
            return false
        }
        return place < limit && other != .processing && other != .courier
    }
}
