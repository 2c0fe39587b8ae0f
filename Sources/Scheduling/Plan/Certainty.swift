import Solver

/// How long something takes or how often it happens, with where the figures come from.
///
/// The engine brings no figure of its own: every distribution is given to it, with its source.
public struct Distribution: Sendable, Equatable {
    /// Days beside what was planned, and how probable each is; they need not sum to one.
    public let shares: [(days: Int, probability: Double)]
    public let source: String

    public init(_ shares: [(days: Int, probability: Double)], source: String) {
        (self.shares, self.source) = (shares, source)
    }

    public static func == (left: Distribution, right: Distribution) -> Bool {
        left.source == right.source
            && left.shares.map(\.days) == right.shares.map(\.days)
            && left.shares.map(\.probability) == right.shares.map(\.probability)
    }

    /// The value at a point of the cumulated distribution.
    func quantile(_ point: Double) -> Int {
        let total = shares.reduce(0) { $0 + $1.probability }
        var sum = 0.0
        for share in shares {
            sum += share.probability
            if point * total < sum { return share.days }
        }
        return shares.last?.days ?? 0
    }
}

/// What may come otherwise than planned in one course.
public struct Uncertainty: Sendable, Equatable {
    /// Days of manufacturing and release beside the planned ones.
    public var manufacturing: Distribution
    /// The share of batches that fail; a failure is known on the planned day of release.
    public var failure: Double
    public var failureSource: String
    /// Days by which an infection or another illness holds up the conditioning.
    public var delay: Distribution
    /// Days of stay beside the planned ones.
    public var stay: Distribution

    public init(
        manufacturing: Distribution, failure: Double, failureSource: String, delay: Distribution,
        stay: Distribution
    ) {
        (self.manufacturing, self.failure) = (manufacturing, failure)
        (self.failureSource, self.delay, self.stay) = (failureSource, delay, stay)
    }

    public var sources: [String] {
        [manufacturing.source, failureSource, delay.source, stay.source]
    }
}

/// How sure a plan is of its date.
public struct Certainty: Sendable, Equatable {
    /// The share of the futures in which the infusion is on its day or before.
    public let holdsDate: Double
    /// The infusion's day that half, and nine in ten, of the futures reach; nil where so many
    /// never get there within the calendar.
    public let median: Int?
    public let p90: Int?
    /// The share in which no infusion is possible before the calendar ends.
    public let never: Double
    /// The share in which the bed is free again on the planned day or before.
    public let holdsDischarge: Double
    public let samples: Int
    public let sources: [String]
}

extension LiveBoard {
    /// Plays the rest of a course many times, all others staying where they are.
    ///
    /// The draws hang on the seed, the patient and the number of the future alone: two plans are
    /// compared in the same futures, and a difference between them is theirs, not of chance.
    public mutating func certainty(
        of patient: Int, _ uncertainty: Uncertainty, samples: Int = 1000, seed: UInt64
    ) -> Certainty? {
        guard let planned = self[patient] else { return nil }
        let placement = model.placement(planned, patient: patient)
        let problem = model.problem
        var found: [Int] = []
        var (discharged, never) = (0, 0)
        let freed = withdrawn(patient)
        defer { restore(patient, freed) }
        let base = problem.mode(Int(placement.mode))
        var known: [Future: Int] = [:]
        for number in 0..<samples {
            var stream = RandomStream(
                seed: seed, stream: UInt64(patient) << 32 | UInt64(number))
            // Every future draws the same numbers in the same order, used or not.
            let (batch, late, ill, long) = (
                stream.unit(), stream.unit(), stream.unit(), stream.unit()
            )
            let future = Future(
                fails: batch < uncertainty.failure,
                late: uncertainty.manufacturing.quantile(late),
                ill: max(0, uncertainty.delay.quantile(ill)))
            let day = known[future] ?? infusion(base, planned, patient, future)
            known[future] = day
            guard day < Int.max else {
                never += 1
                continue
            }
            found.append(day)
            if day + uncertainty.stay.quantile(long) <= planned.infusion { discharged += 1 }
        }
        found.sort()
        func reached(_ share: Double) -> Int? {
            let place = Int((share * Double(samples)).rounded(.up)) - 1
            return place < found.count ? found[max(0, place)] : nil
        }
        return Certainty(
            holdsDate: Double(found.count { $0 <= planned.infusion }) / Double(samples),
            median: reached(0.5), p90: reached(0.9), never: Double(never) / Double(samples),
            holdsDischarge: Double(discharged) / Double(samples), samples: samples,
            sources: uncertainty.sources)
    }

    private struct Future: Hashable {
        var fails: Bool
        var late: Int
        var ill: Int
    }

    /// The infusion's day in one future; `Int.max` where there is none.
    private func infusion(
        _ base: Mode, _ planned: Solution.Course, _ patient: Int, _ future: Future
    ) -> Int {
        var mode = base
        let start = planned.start
        if future.fails {
            // Known when the batch should have been released: then all begins again.
            let known = Int32(start) + base.arrivalLeast
            for step in Step.allCases {
                mode.earliest[step] = max(mode.earliest[step], known)
                mode.latest[step] = max(
                    mode.latest[step], Int32(model.instance.horizon) - 1 - base.stayAfterPeak)
            }
            mode.latest.peak = base.latest.peak
        } else {
            mode.pin(.pickup, to: planned.apheresis)
            mode.pin(.launch, to: start)
            mode.arrivalLeast += Int32(future.late)
            mode.arrivalMost += Int32(max(0, future.late))
            if mode.earliest.entry == mode.latest.entry, future.ill > 0 {
                mode.latest.entry = mode.latest.peak
            }
            mode.earliest.entry = max(mode.earliest.entry, Int32(planned.ld + future.ill))
        }
        return firstPeak(mode) ?? Int.max
    }
}
