public import Testing

/// Tries a property on many random cases and, when one fails, looks for a smaller one that fails
/// too: a counter-example of three patients is read in a minute, one of three hundred never.
///
/// - Parameters:
///   - shrink: smaller variants of a case, the most promising first.
///   - holds: nil when the property holds, else what was seen.
public func checkRandomCases<Case>(
    _ count: Int, seed: UInt64, make: (inout RandomSource) -> Case,
    shrink: (Case) -> [Case] = { _ in [] }, holds: (Case) throws -> String?,
    sourceLocation: SourceLocation = #_sourceLocation
) rethrows {
    if let failure = try firstFailure(count, seed: seed, make: make, shrink: shrink, holds: holds) {
        Issue.record(
            "case \(failure.index) of seed \(seed): \(failure.seen)\nsmallest: \(failure.smallest)",
            sourceLocation: sourceLocation)
    }
}

public struct RandomFailure<Case> {
    public let index: Int
    public let smallest: Case
    public let seen: String
}

/// The same without a test to fail, so that the search itself can be tested.
public func firstFailure<Case>(
    _ count: Int, seed: UInt64, make: (inout RandomSource) -> Case, shrink: (Case) -> [Case],
    holds: (Case) throws -> String?
) rethrows -> RandomFailure<Case>? {
    for index in 0..<count {
        var random = RandomSource(seed: seed &+ UInt64(index) &* 0x9E37_79B9)
        var smallest = make(&random)
        guard var seen = try holds(smallest) else { continue }
        var stepsLeft = 1000
        search: while stepsLeft > 0 {
            for smaller in shrink(smallest) {
                stepsLeft -= 1
                if let alsoSeen = try holds(smaller) {
                    (smallest, seen) = (smaller, alsoSeen)
                    continue search
                }
            }
            break
        }
        return RandomFailure(index: index, smallest: smallest, seen: seen)
    }
    return nil
}

extension Array {
    /// Shorter variants: without a half, then without each element.
    public var shrunk: [[Element]] {
        guard !isEmpty else { return [] }
        let halves = count > 2 ? [Array(prefix(count / 2)), Array(suffix(count / 2))] : []
        return halves + indices.map { Array(self[..<$0] + self[($0 + 1)...]) }
    }
}
