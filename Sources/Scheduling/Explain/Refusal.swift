/// Why a request cannot be met: a set of constraints that clash, none of which is superfluous.
///
/// The named constraints alone make the request impossible, whatever else is waived; without any
/// one of them, the others can all be kept.
public struct Refusal: Sendable, Equatable {
    /// A cause, with what stands beside the clash and would still refuse the request without it.
    struct Cause: Sendable, Equatable {
        var constraint: Constraint
        var company: [Constraint]
    }

    public let causes: [Constraint]
    /// Nobody can drop it: a product that is on no list, a day that is in no calendar.
    public var isFinal = false
}

extension Waivers {
    /// A minimal clash, or nil when the request can be met.
    ///
    /// Several orders of preference are tried, and the smallest clash is told: two sentences help
    /// a person more than twenty.
    mutating func refusal() -> Refusal? {
        if isFeasible { return nil }
        for constraint in constraints { keep(constraint, false) }
        defer { for constraint in constraints { keep(constraint, true) } }
        // With everything waived only the product's list and the calendar's begin are left.
        guard isFeasible else {
            // The bed of an infusion is taken the day before.
            let days = (request.activity == .infusion ? 1 : 0)..<instance.horizon
            let isOutside = request.day.map { !days.contains($0) } ?? false
            return Refusal(causes: [.rule(isOutside ? .horizon : .product)], isFinal: true)
        }
        var smallest: [Constraint]?
        for order in orders() {
            let clash = clash(among: order, wasExtended: false)
            if smallest.map({ clash.count < $0.count }) ?? true { smallest = clash }
        }
        return Refusal(causes: (smallest ?? []).sorted(by: Constraint.precedes))
    }

    private func orders() -> [[Constraint]] {
        let rules = constraints.filter { $0.day == nil }
        let days = constraints.filter { $0.day != nil }
        let anchor = request.day ?? request.infusionBy ?? 0
        let near = days.sorted {
            let (one, other) = (abs(($0.day ?? 0) - anchor), abs(($1.day ?? 0) - anchor))
            return one == other ? Constraint.precedes($0, $1) : one < other
        }
        let late = days.sorted {
            ($0.day ?? 0) == ($1.day ?? 0)
                ? Constraint.precedes($0, $1) : ($0.day ?? 0) > ($1.day ?? 0)
        }
        return [near + rules, rules + near, rules + days, rules + late, rules + near.reversed()]
    }

    /// QuickXplain: halves the candidates, so that the number of questions grows with the size
    /// of the clash and only with the logarithm of the number of candidates.
    ///
    /// Earlier candidates are preferred. All candidates are waived before and after.
    private mutating func clash(
        among candidates: [Constraint], wasExtended: Bool
    ) -> [Constraint] {
        if wasExtended, !isFeasible { return [] }
        if candidates.count == 1 { return candidates }
        let (first, second) = (
            Array(candidates[..<(candidates.count / 2)]),
            Array(candidates[(candidates.count / 2)...])
        )
        for constraint in first { keep(constraint, true) }
        let late = clash(among: second, wasExtended: true)
        for constraint in first { keep(constraint, false) }
        for constraint in late { keep(constraint, true) }
        let early = clash(among: first, wasExtended: !late.isEmpty)
        for constraint in late { keep(constraint, false) }
        return early + late
    }

    /// A course that breaks none of the causes but one: the proof that no cause is superfluous.
    mutating func witness(waiving waived: Constraint, of refusal: Refusal) -> Solution.Course? {
        for constraint in constraints { keep(constraint, false) }
        for cause in refusal.causes where cause != waived { keep(cause, true) }
        defer { for constraint in constraints { keep(constraint, true) } }
        return bestCourse()?.course
    }

    /// What the course would cost if that one constraint were waived and all others kept.
    mutating func cost(waiving waived: Constraint) -> Int? {
        keep(waived, false)
        defer { keep(waived, true) }
        return bestCourse()?.cost
    }
}

extension Constraint {
    var day: Int? {
        if case .day(_, _, let day) = self { return day }
        return nil
    }

    /// Rules before calendars, and those by their day: the order in which they are told.
    public static func isTold(_ one: Constraint, before other: Constraint) -> Bool {
        precedes(one, other)
    }

    static func precedes(_ one: Constraint, _ other: Constraint) -> Bool {
        one.sortKey.lexicographicallyPrecedes(other.sortKey)
    }

    private var sortKey: [Int] {
        let place = Checker.Code.allCases.firstIndex(of: code) ?? 0
        return switch self {
        case .rule: [0, place]
        case .fixedProduct: [0, place]
        case .fixed(let activity), .past(let activity), .notBefore(let activity):
            [0, place, activity.index + 1]
        case .notAfter(let activity): [0, place, activity.index + 11]
        case .day(_, let owner, let day): [1, day, place, owner]
        }
    }
}
