import Glibc

/// The share that is still free of the event, with Greenwood's error.
///
/// At a tied time events precede censorings. What cannot be estimated is nil: the error where the
/// curve has reached zero, a log-log bound where it is zero or one.
public struct KaplanMeier: Sendable {
    public struct Step: Sendable, Hashable {
        public let time: Double
        public let atRisk: Int
        public let events: Int
        public let survival: Double
        public let standardError: Double?
        public let logLog: Interval?
        public let plain: Interval?
    }

    public struct Point: Sendable, Hashable {
        public let time: Double
        public let atRisk: Int
        public let survival: Double
        public let standardError: Double?
        public let logLog: Interval?
        public let plain: Interval?
    }

    public struct Quantile: Sendable, Hashable {
        public let share: Double
        public let time: Double?
        public let logLog: Bounds
        public let plain: Bounds

        public struct Bounds: Sendable, Hashable {
            public let lower: Double?
            public let upper: Double?
        }
    }

    public let count: Int
    public let events: Int
    public let steps: [Step]
    public let firstTime: Double
    public let lastTime: Double
    private let sortedTimes: [Double]

    public init(_ sample: SurvivalSample, confidence: Double = 0.95) {
        let z = Distribution.z(confidence: confidence)
        var steps: [Step] = []
        var (survival, sum) = (1.0, 0.0)
        var sortedTimes: [Double] = []
        sortedTimes.reserveCapacity(sample.count)
        sample.forTimes { time, rows, atRisk in
            for _ in rows { sortedTimes.append(time) }
            let events = rows.count { sample.causes[Int($0)] != 0 }
            guard events > 0 else { return }
            let (d, n) = (Double(events), Double(atRisk))
            survival *= 1 - d / n
            if events == atRisk { survival = 0 }
            sum += d / (n * (n - d))
            steps.append(Self.step(time, atRisk, events, survival, sum, z))
        }
        self.steps = steps
        self.sortedTimes = sortedTimes
        count = sample.count
        events = sample.eventCount
        firstTime = sortedTimes[0]
        lastTime = sortedTimes[sortedTimes.count - 1]
    }

    private static func step(
        _ time: Double, _ atRisk: Int, _ events: Int, _ survival: Double, _ sum: Double,
        _ z: Double
    ) -> Step {
        guard survival > 0 else {
            return Step(
                time: time, atRisk: atRisk, events: events, survival: 0, standardError: nil,
                logLog: nil, plain: nil)
        }
        let error = survival * sum.squareRoot()
        let reach = z * sum.squareRoot() / log(survival)
        return Step(
            time: time, atRisk: atRisk, events: events, survival: survival, standardError: error,
            logLog: Interval(pow(survival, exp(-reach)), pow(survival, exp(reach))),
            plain: Interval(max(0, survival - z * error), min(1, survival + z * error)))
    }

    /// The number of rows of this time or a later one.
    public func atRisk(at time: Double) -> Int { count - sortedTimes.partition { $0 >= time } }

    /// The curve at a time. After the last time the last value is carried on.
    public func point(at time: Double) -> Point {
        let index = steps.partition { $0.time > time } - 1
        if steps.indices.contains(index) {
            let step = steps[index]
            return Point(
                time: time, atRisk: atRisk(at: time), survival: step.survival,
                standardError: step.standardError, logLog: step.logLog, plain: step.plain)
        }
        // Before anybody has left there is nothing uncertain; after a censoring and before the
        // first event the log-log interval is undefined.
        return Point(
            time: time, atRisk: atRisk(at: time), survival: 1, standardError: 0,
            logLog: time < firstTime ? Interval(1, 1) : nil, plain: Interval(1, 1))
    }

    public func survival(at time: Double) -> Double {
        let index = steps.partition { $0.time > time } - 1
        return index >= 0 ? steps[index].survival : 1
    }

    /// The time by which a share of the rows has had the event, and its interval from the bands.
    public func quantile(_ share: Double) -> Quantile {
        func time(_ value: (Step) -> Double?) -> Double? { crossing(1 - share, value) }
        return Quantile(
            share: share, time: time { $0.survival },
            logLog: .init(lower: time { $0.logLog?.lower }, upper: time { $0.logLog?.upper }),
            plain: .init(lower: time { $0.plain?.lower }, upper: time { $0.plain?.upper }))
    }

    /// The first time at which a curve is at or below a level. Where it lies exactly on the level
    /// the middle of that flat piece: the next fall, or the last time when there is none.
    private func crossing(_ level: Double, _ value: (Step) -> Double?) -> Double? {
        let tolerance = 1e-8 * max(level, 1e-300)
        for (index, step) in steps.enumerated() {
            guard let height = value(step), height <= level + tolerance else { continue }
            guard abs(height - level) <= tolerance else { return step.time }
            let next = steps[(index + 1)...].first { later in
                guard let lower = value(later) else { return true }
                return lower < level - tolerance
            }
            return (step.time + (next?.time ?? lastTime)) / 2
        }
        return nil
    }
}

extension Array {
    /// The first place from which on the predicate holds, for elements sorted by it.
    func partition(_ isAfter: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
