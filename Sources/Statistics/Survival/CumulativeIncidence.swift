import Glibc

/// The share that has had each kind of event by a time, when one event ends the wait for all the
/// others (Aalen and Johansen), with Aalen's variance.
///
/// A Kaplan–Meier curve that censors deaths overstates the chance of infusion: it counts the dead
/// as if they could still be infused.
public struct CumulativeIncidence: Sendable {
    public struct Step: Sendable, Hashable {
        public let time: Double
        public let atRisk: Int
        public let events: Int
        public let incidence: Double
        public let standardError: Double
    }

    public struct Point: Sendable, Hashable {
        public let time: Double
        public let incidence: Double
        public let standardError: Double
        /// Nil where the incidence is 0 or 1.
        public let logLog: Interval?
    }

    public let count: Int
    public let censored: Int
    /// For each cause from 1 the steps at its events.
    private let curves: [[Step]]
    private let z: Double

    public init(_ sample: SurvivalSample, causeCount: Int, confidence: Double = 0.95) {
        var states = [Running](repeating: Running(), count: causeCount)
        var curves = [[Step]](repeating: [], count: causeCount)
        var survival = 1.0
        var byCause = [Int](repeating: 0, count: causeCount + 1)
        sample.forTimes { time, rows, atRisk in
            for cause in byCause.indices { byCause[cause] = 0 }
            var events = 0
            for row in rows {
                let cause = sample.causes[Int(row)]
                if cause != 0 { events += 1 }
                if byCause.indices.contains(cause) { byCause[cause] += 1 }
            }
            guard events > 0 else { return }
            for cause in 0..<causeCount {
                let own = byCause[cause + 1]
                states[cause].advance(
                    Double(atRisk), Double(events), Double(own), survivalBefore: survival)
                // The error also grows at the events of other causes.
                curves[cause].append(
                    Step(
                        time: time, atRisk: atRisk, events: own,
                        incidence: states[cause].incidence,
                        standardError: states[cause].standardError))
            }
            survival *= 1 - Double(events) / Double(atRisk)
        }
        self.curves = curves
        z = Distribution.z(confidence: confidence)
        count = sample.count
        censored = sample.causes.count { $0 == 0 }
    }

    /// The sums of Aalen's variance, kept so that each event costs a few operations.
    ///
    /// The terms hold F(t) - F(u) for every earlier u. When F rises by a step, a sum of squares
    /// of these differences changes by the step times known sums: all terms are positive, so
    /// nothing cancels, and a hundred thousand rows need no second loop over the earlier times.
    private struct Running {
        var incidence = 0.0
        private var weight = 0.0
        private var weighted = 0.0
        private var squared = 0.0
        private var own = 0.0
        private var cross = 0.0
        private var crossWeighted = 0.0

        var standardError: Double {
            max(0, squared + own - 2 * crossWeighted).squareRoot()
        }

        mutating func advance(
            _ n: Double, _ d: Double, _ ownEvents: Double, survivalBefore: Double
        ) {
            let step = survivalBefore * ownEvents / n
            incidence += step
            squared += 2 * step * weighted + step * step * weight
            weighted += step * weight
            crossWeighted += step * cross
            if n > 1, n > d { weight += d / ((n - 1) * (n - d)) }
            if n > 1 {
                own +=
                    survivalBefore * survivalBefore * ownEvents * (n - ownEvents)
                    / (n * n * (n - 1))
            }
            if n > 1, n > d {
                cross += survivalBefore * ownEvents * (n - ownEvents) / (n * (n - d) * (n - 1))
            }
        }
    }

    /// Every step of a cause, counted from 1; those with none of its own events are left out.
    public func steps(cause: Int) -> [Step] { curves[cause - 1].filter { $0.events > 0 } }

    /// The curve of a cause, counted from 1, at a time.
    public func point(cause: Int, at time: Double) -> Point {
        let curve = curves[cause - 1]
        let index = curve.partition { $0.time > time } - 1
        guard index >= 0 else {
            return Point(time: time, incidence: 0, standardError: 0, logLog: nil)
        }
        let (share, error) = (curve[index].incidence, curve[index].standardError)
        guard share > 0, share < 1 else {
            return Point(time: time, incidence: share, standardError: error, logLog: nil)
        }
        let reach = z * error / (share * log(share))
        return Point(
            time: time, incidence: share, standardError: error,
            logLog: Interval(pow(share, exp(-reach)), pow(share, exp(reach))))
    }
}
