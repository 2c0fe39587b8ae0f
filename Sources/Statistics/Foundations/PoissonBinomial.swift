/// How many of several independent things happen, each with a chance of its own.
///
/// Exact and not by a normal curve: a ward has a dozen patients, and what is asked about is the
/// tail.
public struct PoissonBinomial: Equatable, Sendable {
    /// The chance of exactly 0, 1, 2, … of them.
    public let masses: [Double]
    public let mean: Double

    /// - Parameter chances: each is taken as within 0…1.
    public init(_ chances: [Double]) {
        var masses = [1.0]
        var mean = 0.0
        for given in chances {
            let chance = given.isFinite ? min(1, max(0, given)) : 0
            mean += chance
            guard chance > 0 else { continue }
            masses.append(0)
            for count in stride(from: masses.count - 1, to: 0, by: -1) {
                masses[count] = masses[count] * (1 - chance) + masses[count - 1] * chance
            }
            masses[0] *= 1 - chance
        }
        (self.masses, self.mean) = (masses, mean)
    }

    public func cumulative(_ count: Int) -> Double {
        guard count >= 0 else { return 0 }
        return min(1, masses.prefix(count + 1).reduce(0, +))
    }

    public func probability(moreThan count: Int) -> Double {
        guard count >= 0 else { return 1 }
        return min(1, masses.dropFirst(count + 1).reduce(0, +))
    }

    /// The least number that is not exceeded with at least this chance.
    public func quantile(_ share: Double) -> Int {
        var sum = 0.0
        for (count, mass) in masses.enumerated() {
            sum += mass
            if sum >= share - 1e-12 { return count }
        }
        return masses.count - 1
    }
}

/// What a group of servers without a waiting room turns away in the long run (Erlang's B).
public enum ErlangLoss {
    /// - Parameter offered: arrivals times the mean length of a stay.
    public static func refused(offered: Double, servers: Int) -> Double {
        guard offered > 0 else { return 0 }
        var share = 1.0
        for count in 1...max(1, servers) where servers > 0 {
            share = offered * share / (Double(count) + offered * share)
        }
        return share
    }
}
