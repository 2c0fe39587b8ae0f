public import Domain
import Scheduling
import Solver

/// A course whose plan would be another, and who has to hear of it.
public struct CourseChange: Sendable, Equatable {
    public let course: Course.ID
    /// Nil when the course would lose its plan.
    public let plan: Plan?
    public let shares: [ICUShare]
    public let shifts: [BookingShift]
    /// Days by which the infusion moves; nil where it had or has none.
    public let days: Int?
    public let audiences: [Phrase]
}

/// A way back to a board without conflict.
public struct RepairPlan: Sendable, Equatable {
    public enum Kind: String, Worded {
        public static let vocabulary = "repair"

        case sameDay, fewestPeople, leastCost, affectedFirst
    }

    public let kind: Kind
    public let changes: [CourseChange]
    public let cost: Int

    public var phrase: Phrase { kind.phrase }
}

extension BoardModel {
    private static let mostInvolved = 40

    /// Plans by which the courses of a conflict hold again, each of another kind.
    ///
    /// - Parameters:
    ///   - steps: how long to look beyond those who cannot stay.
    public func repairs(
        for affected: [Course.ID], steps: Int = 20_000, seed: UInt64 = 1
    ) -> [RepairPlan] {
        let asked = affected.filter { courses[$0].map { !$0.isInfused && $0.isComplete } ?? false }
        guard !asked.isEmpty else { return [] }
        if let stay = sameDay(asked) { return [stay] }
        let problem = problem(for: asked + involved(with: asked), .allButFacts)
        let surroundings = PlanSearch.Surroundings(
            clock: { 0 }, perform: { pieces in for piece in pieces { piece() } },
            isCancelled: { false })
        return Repairer(problem.instance, told: problem.told)
            .repairs(steps: steps, seed: seed, surroundings: surroundings)
            .map { repair in
                RepairPlan(
                    kind: RepairPlan.Kind(rawValue: repair.kind.rawValue) ?? .leastCost,
                    changes: changes(from: problem, to: repair.solution), cost: repair.cost)
            }
    }

    /// Every course that has a conflict on this day.
    public var conflicted: [Course.ID] {
        hospital.courses.values.filter { !hospital.conflicts(of: $0, on: today).isEmpty }
            .map(\.record.id).sorted()
    }

    /// A blocked unit of a pool that has others free: nobody needs another day.
    private func sameDay(_ asked: [Course.ID]) -> RepairPlan? {
        var changes: [CourseChange] = []
        for id in asked {
            guard let course = courses[id], let chosen = course.chosen else { return nil }
            let problem = problem(for: [id], .allButFacts, only: [chosen])
            guard let told = problem.told.courses[0], isAllowed(told, in: problem) else {
                return nil
            }
            let blocked = (hospital.courses[id].map { hospital.conflicts(of: $0, on: today) } ?? [])
                .compactMap { conflict -> Scheduling.Activity? in
                    guard case .blocked(let booking, _, _) = conflict else { return nil }
                    return hospital.courses[id]?.bookings[booking].flatMap {
                        Scheduling.Activity(kind: $0.record.activity)
                    }
                }
            changes.append(
                change(from: problem, told, member: 0, to: told, touching: blocked))
        }
        return RepairPlan(kind: .sameDay, changes: changes, cost: 0)
    }

    private func isAllowed(_ course: Solution.Course, in problem: BoardProblem) -> Bool {
        var alone = problem.empty
        alone.courses[0] = course
        return Checker(problem.instance).check(alone).violations.isEmpty
    }

    /// Those who are on the days that lack, then those whose infusions are nearest.
    private func involved(with asked: [Course.ID]) -> [Course.ID] {
        let days = asked.compactMap { courses[$0]?.told[.infusion] }
        let crowded = overdrawnHolders()
        let near = courses.values.filter { !asked.contains($0.id) && $0.told[.infusion] != nil }
            .map { course -> (id: Course.ID, rank: Int) in
                let infusion = course.told[.infusion] ?? today
                let distance = days.map { abs($0 - infusion) }.min() ?? Int.max
                return (course.id, crowded.contains(course.id) ? -1 : distance)
            }
            .sorted { ($0.rank, $0.id) < ($1.rank, $1.id) }
        var found: [Course.ID] = []
        for course in near where found.count < Self.mostInvolved && isMovable(course.id) {
            found.append(course.id)
        }
        return found
    }

    private func overdrawnHolders() -> Set<Course.ID> {
        Set(capacity.overdrawn.flatMap { capacity.holders($0.pool, $0.day) })
    }

    // MARK: What changes

    /// The courses whose days differ between two plans of a part of the board.
    func changes(from problem: BoardProblem, to solution: Solution) -> [CourseChange] {
        problem.members.indices.compactMap { member in
            let (before, after) = (problem.told.courses[member], solution.courses[member])
            guard before != after else { return nil }
            guard let after else {
                return CourseChange(
                    course: problem.members[member], plan: nil, shares: [], shifts: [], days: nil,
                    audiences: words(for: Scheduling.Activity.allCases))
            }
            return change(from: problem, before, member: member, to: after)
        }
    }

    private func change(
        from problem: BoardProblem, _ before: Solution.Course?, member: Int,
        to after: Solution.Course, touching others: [Scheduling.Activity] = []
    ) -> CourseChange {
        let plan = plan(after, in: problem, of: member)
        let moved = Scheduling.Activity.allCases.filter { before?[$0] != after[$0] }
        return CourseChange(
            course: problem.members[member], plan: plan,
            shares: shares(after, in: problem, of: member), shifts: shifts(to: plan),
            days: before.map { after.infusion - $0.infusion }, audiences: words(for: moved + others)
        )
    }

    private func words(for activities: [Scheduling.Activity]) -> [Phrase] {
        Set(activities.flatMap { Repair.audiences(of: $0) }).sorted()
            .map { Phrase("audience.\($0.rawValue)") }
    }

    /// What is to be booked for some changes, with the versions they were made from.
    public func chosen(
        _ changes: [CourseChange], until expiry: Instant, tells: [TellTask] = []
    ) -> ChosenPlans {
        let items = changes.compactMap { change in
            change.plan.map { ChosenPlans.Item($0, shares: change.shares) }
        }
        var chosen = chosen(items, until: expiry)
        chosen.tells = tells
        return chosen
    }

    /// What is to be booked for a plan of one course.
    public func chosen(_ plan: CoursePlan, until expiry: Instant) -> ChosenPlans {
        chosen(plan.items, until: expiry)
    }

    public func chosen(_ items: [ChosenPlans.Item], until expiry: Instant) -> ChosenPlans {
        var seen: [Booking.ID: Int64] = [:]
        for item in items {
            for booking in (hospital.courses[item.plan.course]?.bookings ?? [:]).values {
                seen[booking.record.id] = booking.version
            }
        }
        return ChosenPlans(items, seen: seen, until: expiry)
    }
}
