/// The uncertainty of a median wait, by drawing the rows again with replacement.
public struct MedianBootstrap: Sendable {
    public let median: Double?
    /// Nil where so many resamples had no median that the bound is not reached.
    public let lower: Double?
    public let upper: Double?
    /// Over the resamples that had a median; nil for fewer than two of them.
    public let standardDeviation: Double?
    public let resamples: Int
    public let undefined: Int

    public init(
        _ sample: SurvivalSample, resamples: Int, confidence: Double = 0.95, seed: UInt64
    ) throws(StatisticsError) {
        guard resamples > 0 else { throw .badSetting("resamples") }
        median = KaplanMeier(sample, confidence: confidence).quantile(0.5).time
        var generator = SeededGenerator(seed: seed)
        let ladder = Ladder(sample)
        var medians: [Double] = []
        for _ in 0..<resamples { medians.append(ladder.median(&generator) ?? .infinity) }
        medians.sort()
        let share = (1 - confidence) / 2
        func bound(_ share: Double) -> Double? {
            // An exact product such as 0.025 * 2000 must not be lifted by its last bit.
            let place = Int((share * Double(resamples) - 1e-9).rounded(.up))
            let value = medians[min(max(place, 1), resamples) - 1]
            return value.isFinite ? value : nil
        }
        (lower, upper) = (bound(share), bound(1 - share))
        let finite = medians.filter(\.isFinite)
        standardDeviation = Mean.sampleVariance(finite)?.squareRoot()
        self.resamples = resamples
        undefined = resamples - finite.count
    }

    /// The rows in order of time, once for all resamples: drawing then only counts.
    private struct Ladder {
        private var times: [Double] = []
        private var isEvent: [Bool] = []
        private var steps: [Int32]

        init(_ sample: SurvivalSample) {
            var (times, steps) = ([Double](), [Int32](repeating: 0, count: sample.count))
            sample.forTimes { time, rows, _ in
                for row in rows { steps[Int(row)] = Int32(times.count) }
                times.append(time)
            }
            (self.times, self.steps) = (times, steps)
            isEvent = sample.causes.map { $0 != 0 }
        }

        func median(_ generator: inout SeededGenerator) -> Double? {
            var events = [Int32](repeating: 0, count: times.count)
            var leaving = events
            for _ in steps.indices {
                let row = generator.below(steps.count)
                leaving[Int(steps[row])] += 1
                if isEvent[row] { events[Int(steps[row])] += 1 }
            }
            var (survival, atRisk) = (1.0, steps.count)
            var flatSince: Double?
            for step in times.indices where leaving[step] > 0 {
                if events[step] > 0 {
                    if let flatSince { return (flatSince + times[step]) / 2 }
                    survival *= 1 - Double(events[step]) / Double(atRisk)
                    if abs(survival - 0.5) <= 0.5e-8 {
                        flatSince = times[step]
                    } else if survival < 0.5 {
                        return times[step]
                    }
                }
                atRisk -= Int(leaving[step])
                if atRisk == 0, let flatSince { return (flatSince + times[step]) / 2 }
            }
            return nil
        }
    }
}
