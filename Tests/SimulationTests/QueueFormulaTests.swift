import Glibc
import Simulation
import Statistics
import Testing

/// The station against the formulas of the textbooks: Erlang's for queues that wait (M/M/c) and
/// for places that turn away (M/M/c/c).
struct QueueFormulaTests {
    /// The chance of having to wait, by Erlang's recursion and not by factorials.
    private static func erlangC(_ servers: Int, load: Double) -> Double {
        let blocked = erlangB(servers, load: load)
        let use = load / Double(servers)
        return blocked / (1 - use * (1 - blocked))
    }

    private static func erlangB(_ servers: Int, load: Double) -> Double {
        var blocked = 1.0
        for server in 1...servers {
            blocked = load * blocked / (Double(server) + load * blocked)
        }
        return blocked
    }

    private struct Visits: Sequence, IteratorProtocol {
        var arrivals: SeededGenerator
        var services: SeededGenerator
        let rate: Double
        let serviceRate: Double
        var clock = 0.0
        var left: Int

        init(_ count: Int, rate: Double, serviceRate: Double, run: Int) {
            arrivals = SeededGenerator(seed: 7, stream: UInt64(2 * run))
            services = SeededGenerator(seed: 7, stream: UInt64(2 * run + 1))
            (self.rate, self.serviceRate, left) = (rate, serviceRate, count)
        }

        mutating func next() -> (arrival: Double, service: Double)? {
            guard left > 0 else { return nil }
            left -= 1
            clock += Draw.exponential(arrivals.unit(), rate: rate)
            return (clock, Draw.exponential(services.unit(), rate: serviceRate))
        }
    }

    /// Mean over independent runs, and 3.5 of its standard errors: one such test in two thousand
    /// would fail by chance, and the seed is fixed.
    private static func interval(_ values: [Double]) -> ClosedRange<Double> {
        let n = Double(values.count)
        let mean = values.reduce(0, +) / n
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
        let reach = 3.5 * (variance / n).squareRoot()
        return (mean - reach)...(mean + reach)
    }

    private static func runs(
        _ servers: Int, _ load: Double, room: Int?
    ) -> [Station.Outcome] {
        (0..<20).map { run in
            Station(servers: servers, room: room).serve(
                Visits(6000, rate: load, serviceRate: 1, run: run), countingFrom: 500 / load)
        }
    }

    @Test(arguments: [(1, 0.5), (1, 0.8), (2, 1.4), (4, 3.0), (10, 7.5)])
    func waitingAsErlangSays(_ servers: Int, _ load: Double) {
        let runs = Self.runs(servers, load, room: nil)
        let delayed = Self.erlangC(servers, load: load)
        #expect(Self.interval(runs.map(\.delayedShare)).contains(delayed))
        let wait = delayed / (Double(servers) - load)
        let found = Self.interval(runs.map(\.meanWait))
        #expect(found.contains(wait), "\(wait) in \(found)")
        #expect(found.upperBound < 2 * wait, "an interval that holds everything shows nothing")
        #expect(runs.allSatisfy { $0.refused == 0 })
    }

    @Test(arguments: [(1, 0.7), (2, 2.0), (3, 2.0), (5, 6.0), (12, 9.0)])
    func turningAwayAsErlangSays(_ servers: Int, _ load: Double) {
        let runs = Self.runs(servers, load, room: 0)
        let blocked = Self.erlangB(servers, load: load)
        let found = Self.interval(runs.map(\.refusedShare))
        #expect(found.contains(blocked), "\(blocked) in \(found)")
        #expect(found.upperBound - found.lowerBound < 0.3 * blocked + 0.01)
        #expect(runs.allSatisfy { $0.waited == 0 })
    }

    /// With room for one, a queue stands between the two.
    @Test func someRoom() {
        let none = Self.runs(2, 1.8, room: 0).map(\.refusedShare).reduce(0, +)
        let one = Self.runs(2, 1.8, room: 1).map(\.refusedShare).reduce(0, +)
        let three = Self.runs(2, 1.8, room: 3).map(\.refusedShare).reduce(0, +)
        #expect(none > one && one > three && three > 0)
    }
}
