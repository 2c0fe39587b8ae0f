import Statistics

/// A place with some servers, where whoever finds all of them busy waits or is turned away: the
/// beds of intensive care, whose patients nobody plans.
///
/// Time runs on, without days. With exponential times it is the queue of the textbooks, whose
/// formulas it has to meet.
public struct Station: Sendable {
    public let servers: Int
    /// How many may wait; nil for any number, 0 for a place that turns away.
    public let room: Int?

    public init(servers: Int, room: Int?) { (self.servers, self.room) = (servers, room) }

    public struct Outcome: Sendable, Equatable {
        public var arrivals = 0
        public var refused = 0
        /// Sum of the times that those who were served had waited.
        public var waited = 0.0
        public var served = 0
        /// Those who had to wait at all.
        public var delayed = 0

        public var refusedShare: Double { Double(refused) / Double(max(1, arrivals)) }
        public var meanWait: Double { waited / Double(max(1, served)) }
        public var delayedShare: Double { Double(delayed) / Double(max(1, served)) }
    }

    /// - Parameters:
    ///   - visits: arrivals in the order of time, each with how long a server is taken.
    ///   - from: visits that arrive earlier are served and not counted.
    public func serve(
        _ visits: some Sequence<(arrival: Double, service: Double)>, countingFrom from: Double = 0
    ) -> Outcome {
        if room == 0 {
            return Self.turnAway(visits, counting: from...Double.infinity) { _ in servers }
        }
        var free = Agenda<Double>()
        for _ in 0..<servers { free.add(0) }
        /// When those who wait will have begun, to know how many wait now.
        var begins: [Double] = []
        var outcome = Outcome()
        for (arrival, service) in visits {
            begins.removeAll { $0 <= arrival }
            let isCounted = arrival >= from
            if isCounted { outcome.arrivals += 1 }
            guard let earliest = free.next() else { break }
            let start = max(arrival, earliest)
            if start > arrival, let room, begins.count >= room {
                free.add(earliest)
                if isCounted { outcome.refused += 1 }
                continue
            }
            free.add(start + service)
            if start > arrival { begins.append(start) }
            guard isCounted else { continue }
            outcome.served += 1
            outcome.waited += start - arrival
            if start > arrival { outcome.delayed += 1 }
        }
        return outcome
    }

    /// A place that turns away, whose servers may change with time: nobody is moved when one
    /// closes, but nobody new is taken while as many are busy as are open.
    static func turnAway(
        _ visits: some Sequence<(arrival: Double, service: Double)>,
        counting: ClosedRange<Double>, servers: (Double) -> Int
    ) -> Outcome {
        var ends = Agenda<Double>()
        /// Who leaves next, taken out of the agenda.
        var next: Double?
        var busy = 0
        var outcome = Outcome()
        for (arrival, service) in visits {
            while busy > 0 {
                next = next ?? ends.next()
                guard let end = next, end <= arrival else { break }
                next = nil
                busy -= 1
            }
            let isCounted = counting.contains(arrival)
            if isCounted { outcome.arrivals += 1 }
            guard busy < servers(arrival) else {
                if isCounted { outcome.refused += 1 }
                continue
            }
            if let kept = next { ends.add(kept) }
            next = nil
            ends.add(arrival + service)
            busy += 1
            if isCounted { outcome.served += 1 }
        }
        return outcome
    }
}
