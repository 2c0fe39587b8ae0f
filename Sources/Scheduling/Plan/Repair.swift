public import Solver

/// A way back to a plan that holds, after reality broke the old one.
public struct Repair: Sendable, Equatable {
    /// How the repair was made, which is what makes it worth choosing.
    public enum Kind: String, CaseIterable, Sendable {
        /// Only those who cannot stay are planned anew.
        case fewestPeople
        /// Everybody may move a little if that costs less in all.
        case leastCost
        /// Those who cannot stay are given their best place, and others make room.
        case affectedFirst
    }

    public struct Move: Sendable, Equatable {
        public let patient: Int
        public let activity: Activity
        public let from: Int
        /// Nil when the patient is no longer scheduled.
        public let to: Int?
    }

    /// Who must hear of a change.
    public enum Audience: String, CaseIterable, Sendable, Comparable {
        case patient, apheresisUnit, processingLab, manufacturer, pharmacy, ward, icu

        public static func < (left: Audience, right: Audience) -> Bool {
            left.rawValue < right.rawValue
        }
    }

    public let kind: Kind
    public let solution: Solution
    public let cost: Int
    public let moves: [Move]
    /// For each patient that moves, who must be told.
    public let notices: [Int: [Audience]]

    public var patients: [Int] { Set(moves.map(\.patient)).sorted() }
}

/// Repairs a plan after a slip, a failed batch, a closed bed, a lost slot or an infection.
///
/// The instance is the new reality; the plan is what everybody was told.
public struct Repairer: Sendable {
    private let model: Model
    private let told: Solution

    public init(_ instance: Instance, told: Solution) {
        // What was told counts as the former plan of all who have no other.
        var instance = instance
        for (index, course) in told.courses.enumerated() {
            guard let course, instance.patients[index].former.isEmpty else { continue }
            instance.patients[index].former = Instance.Dates(
                product: course.product,
                days: Dictionary(
                    uniqueKeysWithValues: Activity.allCases.map { ($0, course[$0]) }))
        }
        model = Model(instance)
        self.told = told
    }

    /// The patients whose plan no longer holds: it breaks a rule, or stands on an overdrawn day.
    public func affected() -> [Int] {
        let instance = model.instance
        var plan = told
        plan.objective = nil
        let violations = Checker(instance).check(plan).violations
        var found = Set(violations.compactMap(\.patient))
        for violation in violations {
            guard let owner = violation.owner, let day = violation.day else { continue }
            for (index, course) in plan.courses.enumerated() {
                guard let course else { continue }
                let isThere = Usage.uses(instance, index, course).contains {
                    $0.code == violation.code && $0.owner == owner && $0.day == day
                }
                if isThere { found.insert(index) }
            }
        }
        return found.sorted()
    }

    /// Plans that hold, each of another kind and no two the same, cheapest first.
    ///
    /// - Parameter steps: how long to look, in search steps.
    public func repairs(
        steps: Int, seed: UInt64, surroundings: PlanSearch.Surroundings
    ) -> [Repair] {
        let kept = keepers()
        let few = completed(kept)
        var search = PlanSearch(
            model.problem, seed: seed, budget: .steps(steps), surroundings: surroundings)
        let cheap = search.run(from: few) { _ in }
        let plans: [(Repair.Kind, [Placement])] = [
            (.leastCost, cheap), (.fewestPeople, few), (.affectedFirst, affectedFirst(kept)),
        ]
        var found: [Repair] = []
        for (kind, plan) in plans {
            let solution = model.solution(plan)
            guard Checker(model.instance).check(solution).violations.isEmpty,
                !found.contains(where: { $0.solution == solution })
            else { continue }
            found.append(repair(kind, solution))
        }
        return found.sorted { ($0.cost, $0.kind.rawValue) < ($1.cost, $1.kind.rawValue) }
    }

    // MARK: Ways

    /// The old plan without the fewest that stand in its way: patients whose own rules are broken
    /// leave first, then, day by day, those whom it costs least to move.
    private func keepers() -> [Placement] {
        let instance = model.instance
        let checker = Checker(instance)
        var plan = told
        plan.objective = nil
        for violation in checker.check(plan).violations {
            if let patient = violation.patient { plan.courses[patient] = nil }
        }
        while true {
            let overdrawn = checker.check(plan).violations.filter { $0.owner != nil }
            guard !overdrawn.isEmpty else { break }
            // Whoever stands on most of the overdrawn days, and waits best, leaves.
            var score: [Int: Int] = [:]
            for violation in overdrawn {
                for (index, course) in plan.courses.enumerated() {
                    guard let course, instance.patients[index].fixed.days.count < 5 else {
                        continue
                    }
                    let isThere = Usage.uses(instance, index, course).contains {
                        $0.code == violation.code && $0.owner == violation.owner
                            && $0.day == violation.day
                    }
                    if isThere { score[index, default: 0] += 1 }
                }
            }
            let leaving = score.min { one, other in
                let (left, right) = (instance.patients[one.key], instance.patients[other.key])
                if one.value != other.value { return one.value > other.value }
                if left.weight != right.weight { return left.weight < right.weight }
                return one.key < other.key
            }
            guard let leaving else { break }
            plan.courses[leaving.key] = nil
        }
        return model.plan(plan)
    }

    /// Everybody who is missing, in the order of urgency, where they stand best.
    private func completed(_ plan: [Placement]) -> [Placement] {
        var board = Board(model.problem)
        board.load(plan)
        insert(plan.indices.filter { !plan[$0].isPlaced }, into: &board)
        return board.plan
    }

    private func insert(_ patients: [Int], into board: inout Board) {
        let insertion = Insertion(model.problem)
        let order = patients.sorted { one, other in
            let (left, right) = (model.instance.patients[one], model.instance.patients[other])
            if left.isMandatory != right.isMandatory { return left.isMandatory }
            return (right.weight, one) < (left.weight, other)
        }
        for patient in order {
            let row = model.instance.patients[patient]
            let limit = row.isMandatory ? Int.max >> 8 : row.unscheduledCost
            if let found = insertion.best(patient, in: board.ledger, below: limit) {
                board.move(patient, to: found.placement)
            }
        }
    }

    /// The affected alone on the calendars first, then all others as near as may be to before.
    private func affectedFirst(_ kept: [Placement]) -> [Placement] {
        let instance = model.instance
        var board = Board(model.problem)
        let isBound = { (patient: Int) in
            instance.patients[patient].isMandatory || !instance.patients[patient].fixed.isEmpty
        }
        let missing = kept.indices.filter { !kept[$0].isPlaced && told.courses[$0] != nil }
        for patient in kept.indices where isBound(patient) && kept[patient].isPlaced {
            board.move(patient, to: kept[patient])
        }
        insert(missing, into: &board)
        insert(kept.indices.filter { !board[$0].isPlaced }, into: &board)
        return board.plan
    }

    // MARK: What changes

    private func repair(_ kind: Repair.Kind, _ solution: Solution) -> Repair {
        var moves: [Repair.Move] = []
        var notices: [Int: [Repair.Audience]] = [:]
        for (patient, former) in told.courses.enumerated() {
            guard let former else { continue }
            let course = solution.courses[patient]
            var audiences: Set<Repair.Audience> = []
            for activity in Activity.allCases where course?[activity] != former[activity] {
                moves.append(
                    Repair.Move(
                        patient: patient, activity: activity, from: former[activity],
                        to: course?[activity]))
                audiences.formUnion(Repair.audiences(of: activity))
            }
            if course?.product != former.product { audiences.insert(.manufacturer) }
            if !audiences.isEmpty { notices[patient] = audiences.sorted() }
        }
        return Repair(
            kind: kind, solution: solution, cost: model.problem.cost(of: model.plan(solution)),
            moves: moves, notices: notices)
    }
}

extension Repair {
    /// Who works on an activity or waits for it.
    public static func audiences(of activity: Activity) -> [Audience] {
        switch activity {
        case .apheresis: [.patient, .apheresisUnit, .processingLab]
        case .start: [.manufacturer]
        case .receipt: [.manufacturer, .processingLab]
        case .ld: [.patient, .ward, .pharmacy]
        case .infusion: [.patient, .ward, .icu, .processingLab]
        }
    }
}
