public import Domain
import Scheduling

/// Something that happened to a course, with what is known of its length.
public struct Happening: Equatable, Sendable {
    public let event: CourseEvent
    public let course: Course.ID
    /// Days by which it delays what comes next.
    public let days: Int

    public init(_ event: CourseEvent, _ course: Course.ID, days: Int = 1) {
        (self.event, self.course, self.days) = (event, course, max(0, days))
    }
}

/// One way to go on after reality broke a plan.
public struct RepairOption: Sendable, Equatable {
    public enum Kind: String, Worded {
        public static let vocabulary = "repair"

        case sameDay, fewestPeople, leastCost, affectedFirst, planB, earliest, otherProduct, bump
    }

    public let kind: Kind
    public let changes: [CourseChange]
    /// Nil where the engine weighed nobody else.
    public let cost: Int?

    /// Nobody loses a plan by it.
    public var isWhole: Bool { changes.allSatisfy { $0.plan != nil } }
    /// Days by which infusions move, of all together.
    public var days: Int { changes.reduce(0) { $0 + abs($1.days ?? 0) } }
}

extension BoardModel {
    /// What can be done for courses whose plans no longer hold, or for one to which something has
    /// just happened.
    public func repairOptions(
        for affected: [Course.ID], after happening: Happening? = nil
    ) -> [RepairOption] {
        var board = self
        var found: [RepairOption] = []
        if let happening {
            switch happening.event {
            case .batchFailed, .outOfSpecification, .apheresisShort:
                if let second = planBOption(happening.course) { found.append(second) }
                found += anew(happening.course)
            case .progressing: found += anew(happening.course)
            case .batchLate, .courierLate, .febrile: board = suffering(happening)
            case .withdrawn, .dead: return []
            }
        }
        found += board.repairs(for: affected).compactMap { repair in
            guard let kind = RepairOption.Kind(rawValue: repair.kind.rawValue) else { return nil }
            // A plan that holds as it stands needs no repair.
            let changes = repair.changes.filter { !$0.shifts.isEmpty || !$0.audiences.isEmpty }
            guard !changes.isEmpty else { return nil }
            return RepairOption(kind: kind, changes: changes, cost: repair.cost)
        }
        var seen: [[Plan?]] = []
        return found.filter { option in
            let plans = option.changes.map(\.plan)
            guard !seen.contains(plans) else { return false }
            seen.append(plans)
            return true
        }
    }

    /// The best plans as if nobody had been told anything.
    private func anew(_ course: Course.ID) -> [RepairOption] {
        threePlans(course).compactMap { plan in
            let kind: RepairOption.Kind? =
                switch plan.kind {
                case .earliest: .earliest
                case .alternativeProduct: .otherProduct
                case .leastDisturbance: nil
                }
            guard let kind else { return nil }
            let change = change(to: plan.plan, shares: plan.shares)
            guard !change.shifts.isEmpty else { return nil }
            return RepairOption(kind: kind, changes: [change], cost: plan.cost)
        }
    }

    /// The second batch, as it would be booked.
    public func planBOption(_ course: Course.ID) -> RepairOption? {
        guard case .possible(let plan, _)? = planB(course) else { return nil }
        let renewed = renumbered(plan)
        return RepairOption(
            kind: .planB, changes: [change(to: renewed, shares: shares(for: renewed))], cost: nil)
    }

    /// A batch or a collection that took place stays in the record: its repetition is a further
    /// part.
    private func renumbered(_ plan: Plan) -> Plan {
        guard let state = hospital.courses[plan.course] else { return plan }
        let happened: [(Milestone.Kind, Domain.Activity.Kind)] = [
            (.collected, .apheresis), (.collected, .processing), (.collected, .courier),
            (.started, .manufacturing), (.received, .receipt),
        ]
        let standing = state.standing.map(\.record)
        var activities: [Domain.Activity] = []
        for activity in plan.activities {
            let own = standing.filter { $0.activity == activity.kind }
            let isPast =
                own.contains { $0.state == .done && $0.span != activity.days }
                || happened.contains {
                    $0.1 == activity.kind && state.first($0.0) != nil
                        && state.first($0.0).map { $0.at.day < activity.days.first } ?? false
                }
            guard isPast else {
                activities.append(activity)
                continue
            }
            // What took place stands beside its repetition.
            for past in own where past.state == .done {
                activities.append(Domain.Activity(past.activity, part: past.part, days: past.span))
            }
            let last = own.map(\.part).max() ?? 1
            activities.append(
                Domain.Activity(activity.kind, part: last + activity.part, days: activity.days))
        }
        return Plan(course: plan.course, product: plan.product, activities: activities)
    }

    // MARK: Changes

    /// What a plan of one course means for its bookings and for those who must know.
    func change(to plan: Plan, shares: [ICUShare]) -> CourseChange {
        let shifts = shifts(to: plan)
        let moved =
            shifts.map(\.activity)
            + plan.activities.filter { $0.part > 1 && $0.kind != .infusion }.map(\.kind)
        let audiences = Set(
            moved.compactMap { Scheduling.Activity(kind: $0) }.flatMap { Repair.audiences(of: $0) }
        ).sorted().map { Phrase("audience.\($0.rawValue)") }
        let booked = hospital.courses[plan.course]?.plannedInfusion
        return CourseChange(
            course: plan.course, plan: plan, shares: shares, shifts: shifts,
            days: booked.flatMap { booked in plan.infusion.map { $0 - booked } },
            audiences: audiences)
    }

    /// The load of intensive care that goes with a plan: what is booked for the course, moved with
    /// its infusion, else what the centre counts for anybody.
    func shares(for plan: Plan) -> [ICUShare] {
        guard capacity.lines[.reserve] != nil, let infusion = plan.infusion else { return [] }
        let state = hospital.courses[plan.course]
        let booked = state?.standing.map(\.record).first { $0.activity == .icuReserve }?.shares
        if let booked, !booked.isEmpty, let before = state?.plannedInfusion {
            return booked.map { ICUShare(day: $0.day + (infusion - before), percent: $0.percent) }
        }
        return terms.reserve.prefix(Instance.reserveDays).enumerated().compactMap {
            index, percent in
            percent > 0 ? ICUShare(day: infusion + 1 + index, percent: percent) : nil
        }
    }
}
