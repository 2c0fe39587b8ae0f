import Glibc
import Scheduling
import Statistics

/// Many simulated years of several scenarios, each year the same patients in all of them.
public struct Study: Sendable {
    public let fit: CentreFit
    public let scenarios: [Scenario]
    public let replications: Int
    public let seed: UInt64

    public init(_ fit: CentreFit, _ scenarios: [Scenario], replications: Int, seed: UInt64) {
        (self.fit, self.scenarios) = (fit, scenarios)
        (self.replications, self.seed) = (replications, seed)
    }

    /// What is compared.
    public enum Measure: String, CaseIterable, Sendable {
        case referrals, infusions, medianWait, mostWait, left, unplaced
        case fullBeds, fullApheresis, fullInfusion, fullReserve
        case intensiveVisits, intensiveRefused

        func value(_ outcome: ReplicationOutcome) -> Double? {
            switch self {
            case .referrals: Double(outcome.referrals)
            case .infusions: Double(outcome.infusions)
            case .medianWait: Self.quantile(outcome.waits, 0.5)
            case .mostWait: Self.quantile(outcome.waits, 0.9)
            case .left: Double(outcome.left)
            case .unplaced: Double(outcome.unplaced)
            case .fullBeds: Double(outcome.fullBedDays)
            case .fullApheresis: Double(outcome.fullApheresisDays)
            case .fullInfusion: Double(outcome.fullInfusionDays)
            case .fullReserve: Double(outcome.fullReserveDays)
            case .intensiveVisits: Double(outcome.intensiveVisits)
            case .intensiveRefused: Double(outcome.intensiveRefused)
            }
        }

        private static func quantile(_ sorted: [Int], _ share: Double) -> Double? {
            guard !sorted.isEmpty else { return nil }
            return Double(sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))])
        }
    }

    /// A mean over the years with its interval.
    public struct Estimate: Sendable, Equatable {
        public let mean: Double
        public let lower: Double
        public let upper: Double

        init?(_ values: [Double]) {
            guard !values.isEmpty else { return nil }
            let count = Double(values.count)
            mean = values.reduce(0, +) / count
            guard values.count > 1 else {
                (lower, upper) = (mean, mean)
                return
            }
            let middle = mean
            let variance = values.reduce(0) { $0 + ($1 - middle) * ($1 - middle) } / (count - 1)
            let reach = Self.quantile(values.count - 1) * (variance / count).squareRoot()
            (lower, upper) = (mean - reach, mean + reach)
        }

        /// Student's 97.5 % point, by halving: years are few and tables are not at hand.
        private static func quantile(_ degrees: Int) -> Double {
            var (low, high) = (1.9, 13.0)
            for _ in 0..<60 {
                let middle = (low + high) / 2
                if Distribution.studentTwoSided(middle, degrees: degrees) > 0.05 {
                    low = middle
                } else {
                    high = middle
                }
            }
            return (low + high) / 2
        }
    }

    public struct Answer: Sendable, Equatable {
        public let name: String
        public let estimates: [Measure: Estimate]
        /// Against the first scenario, year by year.
        public let differences: [Measure: Estimate]
    }

    /// Runs everything; nil when it was given up.
    ///
    /// - Parameters:
    ///   - threads: the answer does not depend on it.
    ///   - progress: told the share that is done; says whether to go on.
    public func run(
        threads: Int, progress: @escaping @Sendable (Double) -> Bool = { _ in true }
    ) -> [Answer]? {
        let fits = scenarios.map { fit.changed(by: $0) }
        let extras = scenarios.map(\.extraReferrals)
        let (years, seed) = (replications, seed)
        let gate = Gate()
        let found = Parallel.map(count: years, threads: threads) { number -> [ReplicationOutcome] in
            guard gate.isOpen else { return [] }
            let outcomes = zip(fits, extras).map { fit, extra in
                Replication(fit, extra: extra, seed: seed, number: number).run()
            }
            if !progress(gate.step(of: years)) { gate.close() }
            return outcomes
        }
        guard gate.isOpen else { return nil }
        return scenarios.enumerated().map { place, scenario in
            var estimates: [Measure: Estimate] = [:]
            var differences: [Measure: Estimate] = [:]
            for measure in Measure.allCases {
                let values = found.map { measure.value($0[place]) }
                let base = found.map { measure.value($0[0]) }
                estimates[measure] = Estimate(values.compactMap { $0 })
                differences[measure] = Estimate(
                    zip(values, base).compactMap { value, base in
                        value.flatMap { value in base.map { value - $0 } }
                    })
            }
            return Answer(name: scenario.name, estimates: estimates, differences: differences)
        }
    }
}

extension Scenario {
    var extraReferrals: Double {
        changes.reduce(0) { sum, change in
            if case .referrals(let perMonth) = change { sum + perMonth } else { sum }
        }
    }
}
