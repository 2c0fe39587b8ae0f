/// A slot that several wanted: who got it, by which score, and why.
///
/// The score is declared before it is used: weights and factors stand in the record, so that
/// anybody can count it again, and count it with other weights.
public struct Allocation: Equatable, Sendable {
    public typealias ID = Identifier<Allocation>

    public enum Factor: String, CaseIterable, Sendable {
        /// 0 routine, 1 soon, 2 urgent.
        case urgency
        /// Days since the referral.
        case waited
        /// Days by which the slot brings the infusion forward.
        case gain
        /// Gates that are in order, of all: 0 to 1.
        case ready
    }

    public struct Candidate: Equatable, Sendable {
        public let course: Course.ID
        public let factors: [Factor: Double]

        public init(_ course: Course.ID, _ factors: [Factor: Double]) {
            (self.course, self.factors) = (course, factors)
        }

        public func score(_ weights: Weights) -> Double {
            Factor.allCases.reduce(0) { $0 + weights[$1] * (factors[$1] ?? 0) }
        }
    }

    public struct Weights: Equatable, Sendable {
        public let values: [Factor: Double]

        public init(_ values: [Factor: Double]) { self.values = values }

        public subscript(factor: Factor) -> Double { values[factor] ?? 0 }
    }

    public let id: ID
    public let at: Instant
    public let resource: Resource.ID
    public let day: Day
    public let candidates: [Candidate]
    public let weights: Weights
    public let chosen: Course.ID
    public let by: User.ID
    public let reason: String

    public init(
        id: ID, at: Instant, resource: Resource.ID, day: Day, candidates: [Candidate],
        weights: Weights, chosen: Course.ID, by: User.ID, reason: String
    ) {
        (self.id, self.at, self.resource, self.day) = (id, at, resource, day)
        (self.candidates, self.weights, self.chosen) = (candidates, weights, chosen)
        (self.by, self.reason) = (by, reason)
    }

    /// The candidates by their score, the first of equals the one who was referred first by name.
    public func order(_ weights: Weights? = nil) -> [(course: Course.ID, score: Double)] {
        candidates.map { ($0.course, $0.score(weights ?? self.weights)) }
            .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    }

    /// The one with the highest score did not get it.
    public var isAgainstScore: Bool { order().first?.course != chosen }
}

extension Allocation.Factor: Worded { public static let vocabulary = "factor" }
