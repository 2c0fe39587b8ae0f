public import Domain
import Statistics

/// From one milestone to another.
public struct WaitPair: Hashable, Sendable {
    public let from: Milestone.Kind
    public let to: Milestone.Kind

    public init(_ from: Milestone.Kind, _ to: Milestone.Kind) { (self.from, self.to) = (from, to) }

    /// The steps of the way, and the ways that patients ask about.
    public static let standard: [WaitPair] = [
        WaitPair(.referred, .planPresented), WaitPair(.referred, .eligibilityDecided),
        WaitPair(.eligibilityDecided, .collected), WaitPair(.referred, .collected),
        WaitPair(.collected, .started), WaitPair(.started, .released),
        WaitPair(.released, .received), WaitPair(.received, .conditioningStarted),
        WaitPair(.conditioningStarted, .infused), WaitPair(.collected, .infused),
        WaitPair(.referred, .infused), WaitPair(.infused, .discharged),
    ]

    public var key: String { "\(from.rawValue)-\(to.rawValue)" }

    public var phrase: Phrase {
        Phrase("figure.pair", ["from": .phrase(from.phrase), "to": .phrase(to.phrase)])
    }

    /// A plan is owed within a day; other steps have no limit of their own.
    public var dueHours: Double? { to == .planPresented && from == .referred ? 24 : nil }
}

/// The waits of one pair: how long, and what ended each.
///
/// Patients who are still waiting are part of it, and so are those who left: a median of those
/// who arrived alone would praise a centre whose patients die in the queue.
public struct WaitCohort: Sendable {
    public enum End: Hashable, Sendable {
        case reached, open
        /// Left before: the competing exits.
        case left(Ending.Withdrawal)
        /// The course was completed and the milestone never recorded: watched until then.
        case completed
    }

    public struct Wait: Sendable {
        public let course: Course.ID
        public let days: Double
        public let end: End
        let began: Day
        let trace: CourseTrace
    }

    public let pair: WaitPair
    public let waits: [Wait]
    /// The second milestone came before the first: no wait, and counted apart.
    public let reversed: [Course.ID]

    public init(_ pair: WaitPair, _ courses: [CourseTrace], _ scope: FigureScope) {
        self.pair = pair
        var waits: [Wait] = []
        var reversed: [Course.ID] = []
        for trace in courses {
            guard let began = trace.at(pair.from), scope.holds(began.day) else { continue }
            let (ended, end): (Instant, End)
            if let reached = trace.at(pair.to) {
                guard began <= reached else {
                    reversed.append(trace.id)
                    continue
                }
                (ended, end) = (reached, .reached)
            } else {
                switch trace.ending {
                case nil: (ended, end) = (scope.asOf, .open)
                case .completed: (ended, end) = (trace.ended ?? scope.asOf, .completed)
                case .withdrawn(let why): (ended, end) = (trace.ended ?? scope.asOf, .left(why))
                }
            }
            let milliseconds = max(0, ended.utcMilliseconds - began.utcMilliseconds)
            waits.append(
                Wait(
                    course: trace.id, days: Double(milliseconds) / 86_400_000, end: end,
                    began: began.day, trace: trace))
        }
        (self.waits, self.reversed) = (waits, reversed)
    }

    private init(_ pair: WaitPair, _ waits: [Wait]) {
        (self.pair, self.waits, reversed) = (pair, waits, [])
    }

    func parts(
        by grouping: FigureGrouping, _ distances: [String: Int]
    ) -> [(group: FigureGroup, cohort: WaitCohort)] {
        Dictionary(grouping: waits) {
            FigureGroup.group($0.trace, by: grouping, on: $0.began, distances)
        }.sorted { ($0.key.order, $0.key.key) < ($1.key.order, $1.key.key) }
            .map { ($0.key, WaitCohort(pair, $0.value)) }
    }

    public var reached: Int { waits.count { $0.end == .reached } }
    public var open: Int { waits.count { $0.end == .open || $0.end == .completed } }
    public var left: Int { waits.count - reached - open }

    /// The competing exits by reason, in the order of the vocabulary.
    public var exits: [(why: Ending.Withdrawal, count: Int)] {
        Ending.Withdrawal.allCases.compactMap { why in
            let count = waits.count { $0.end == .left(why) }
            return count > 0 ? (why, count) : nil
        }
    }

    /// 1 reached, 2 left, 0 still watched; nil without rows.
    var sample: SurvivalSample? {
        try? SurvivalSample(
            times: waits.map(\.days),
            causes: waits.map { wait in
                switch wait.end {
                case .reached: 1
                case .open, .completed: 0
                case .left: 2
                }
            })
    }

    /// As if whoever left could still arrive.
    var naiveSample: SurvivalSample? {
        try? SurvivalSample(times: waits.map(\.days), events: waits.map { $0.end == .reached })
    }

    /// Only those who arrived.
    var arrivedSample: SurvivalSample? {
        let arrived = waits.filter { $0.end == .reached }.map(\.days)
        return try? SurvivalSample(times: arrived, events: arrived.map { _ in true })
    }

    /// Whether the plan was there in time, for those of whom it can be said.
    public func inTime(hours: Double) -> (met: Int, of: Int) {
        let limit = hours / 24
        var (met, of) = (0, 0)
        for wait in waits {
            let isMet = wait.end == .reached && wait.days <= limit
            // Of who left, or was referred, within the limit nobody can say it yet.
            guard isMet || wait.days > limit else { continue }
            of += 1
            if isMet { met += 1 }
        }
        return (met, of)
    }
}

/// Times by which a share has arrived, of all who began.
struct WaitQuantile {
    let time: Double?
    let lower: Double?
    let upper: Double?

    /// From the cumulative incidence, whose bounds are crossed the other way round.
    init(_ share: Double, _ curve: CumulativeIncidence) {
        let tolerance = 1e-9
        var (time, lower, upper): (Double?, Double?, Double?)
        for step in curve.steps(cause: 1) {
            let band = curve.point(cause: 1, at: step.time).logLog
            if time == nil, step.incidence >= share - tolerance { time = step.time }
            if lower == nil, (band?.upper ?? step.incidence) >= share - tolerance {
                lower = step.time
            }
            if upper == nil, (band?.lower ?? step.incidence) >= share - tolerance {
                upper = step.time
                break
            }
        }
        (self.time, self.lower, self.upper) = (time, lower, upper)
    }
}
