import Domain
import Scheduling
import Simulation
import Statistics
import Synchronization
import Testing

struct StudyTests {
    private static func fit(
        apheresis: Int = 2, infusion: Int = 2, beds: Int = 30, slips: [Int] = [0],
        failure: Double = 0, leaving: Double = 0, perDay: Double = 0.55, intensive: Int = 2
    ) throws -> CentreFit {
        let days = SimulatedTime.horizon
        func line(_ units: Int) -> [Int] { Array(repeating: units, count: days) }
        let maker = CentreFit.Maker(
            id: try Product.ID("axi-cel"),
            terms: Instance.Product(
                name: "axi-cel", isFresh: false, transport: 1, holdLeast: 0, holdMost: 30,
                shipping: 2, releaseHold: 10, shelf: 90, starts: line(3)),
            manufacturingDays: 18, slips: slips)
        return CentreFit(
            makers: [maker],
            patterns: [CentreFit.Pattern(maker: 0, urgency: .soon, readyDays: 5)],
            referralsPerDay: perDay, stays: [14], failure: failure, leavingPerDay: leaving,
            centre: Instance.Centre(
                name: "c", remote: 0, apheresis: line(apheresis), processing: line(9),
                receipt: line(9), infusion: line(infusion), beds: line(beds), icu: line(2000)),
            firstDay: Day(number: 20_500), conditioningGap: 2...7,
            isInpatientConditioning: true, reserve: [10, 10, 10, 10, 10, 10, 10, 10],
            intensive: IntensiveCare(
                shares: [0.25], days: [.init(3, 1), .init(6, 1)], nights: [.init(4, 1)],
                beds: line(intensive), isOwn: true),
            deadlineDays: [:], dayWeight: [:], lateDayWeight: [:], courses: 100)
    }

    private static func run(
        _ fit: CentreFit, _ scenarios: [Scenario], years: Int = 6, seed: UInt64 = 1,
        threads: Int = 1
    ) throws -> [Study.Answer] {
        try #require(
            Study(fit, scenarios, replications: years, seed: seed).run(threads: threads))
    }

    private static let now = Scenario(name: "now")

    /// With room for everybody each waits what the lags add up to, and nobody anything else.
    @Test func plentyOfRoomLeavesTheLags() throws {
        let answer = try Self.run(try Self.fit(apheresis: 50, infusion: 50, beds: 900), [Self.now])
        let wait = try #require(answer[0].estimates[.medianWait])
        let most = try #require(answer[0].estimates[.mostWait])
        // Ready 5, transport 1, manufacture 18, shipping 2, conditioning 3 days and a gap of 2.
        #expect((30...31).contains(wait.mean))
        #expect(wait.lower == wait.upper && most.mean == wait.mean)
        #expect(answer[0].estimates[.unplaced]?.mean == 0)
        #expect(answer[0].estimates[.left]?.mean == 0)
        let referrals = try #require(answer[0].estimates[.referrals])
        #expect(abs(referrals.mean - 0.55 * 365) < 25)
    }

    @Test func theSameSeedGivesTheSameAnswer() throws {
        let fit = try Self.fit(slips: [0, 0, 3, 9], failure: 0.05, leaving: 0.002)
        let scenarios = [Self.now, Scenario(name: "more", changes: [.referrals(perMonth: 4)])]
        let first = try Self.run(fit, scenarios, seed: 5)
        #expect(try Self.run(fit, scenarios, seed: 5, threads: 3) == first)
        #expect(try Self.run(fit, scenarios, seed: 6) != first)
    }

    @Test func nothingChangedMakesNoDifference() throws {
        let fit = try Self.fit(slips: [0, 5], failure: 0.1, leaving: 0.003)
        let answer = try Self.run(fit, [Self.now, Scenario(name: "same")])
        for measure in Study.Measure.allCases {
            guard let found = answer[1].differences[measure] else { continue }
            #expect(found.mean == 0 && found.lower == 0 && found.upper == 0, "\(measure)")
        }
    }

    /// The same patients in both: the difference is known far better than either value.
    @Test func commonRandomNumbersSharpenTheDifference() throws {
        let fit = try Self.fit(apheresis: 1, slips: [0, 0, 4, 12], leaving: 0.002)
        let slip = Scenario(name: "slip", changes: [.slip(try Product.ID("axi-cel"), days: 14)])
        let answer = try Self.run(fit, [Self.now, slip], years: 12)
        let difference = try #require(answer[1].differences[.medianWait])
        let value = try #require(answer[1].estimates[.infusions])
        let change = try #require(answer[1].differences[.infusions])
        #expect((13...16).contains(difference.mean))
        #expect(change.upper - change.lower < value.upper - value.lower)
    }

    @Test func capacityMatters() throws {
        let fit = try Self.fit(apheresis: 1, infusion: 1, beds: 11)
        let scenarios = [
            Self.now,
            Scenario(
                name: "beds",
                changes: [.capacity(.beds, units: -2, weekdays: [], days: 0...364)]),
            Scenario(
                name: "more beds", changes: [.capacity(.beds, units: 6, weekdays: [], days: nil)]),
            Scenario(name: "referrals", changes: [.referrals(perMonth: 6)]),
            Scenario(name: "fewer", changes: [.referrals(perMonth: -6)]),
        ]
        let answer = try Self.run(fit, scenarios)
        func wait(_ place: Int) -> Double { answer[place].differences[.mostWait]?.mean ?? .nan }
        #expect(wait(1) > 0)
        #expect(wait(2) < 0)
        #expect(wait(3) > 0)
        #expect(wait(4) < 0)
        #expect((answer[2].differences[.fullBeds]?.mean ?? 0) < 0)
        #expect((answer[4].differences[.referrals]?.mean ?? 0) < -40)
    }

    /// Tuesdays only: more on them shortens waits where everything else stays as it was.
    @Test func aSlotOnTuesdays() throws {
        var fit = try Self.fit(apheresis: 1, perDay: 0.4)
        for index in fit.centre.apheresis.indices {
            let weekday = (fit.firstDay + index).weekday
            fit.centre.apheresis[index] = weekday == .tuesday || weekday == .thursday ? 1 : 0
        }
        fit.referralsPerDay = 0.27
        let more = Scenario(
            name: "tuesday",
            changes: [.capacity(.apheresis, units: 1, weekdays: [.tuesday], days: nil)])
        let answer = try Self.run(fit, [Self.now, more])
        let difference = try #require(answer[1].differences[.medianWait])
        #expect(difference.upper < 0, "\(difference)")
    }

    @Test func whoGivesUpGetsNothing() throws {
        let told = Atomic<Int>(0)
        let study = Study(try Self.fit(), [Self.now], replications: 40, seed: 1)
        let answer = study.run(threads: 1) { _ in
            told.wrappingAdd(1, ordering: .relaxed).newValue < 3
        }
        #expect(answer == nil)
        #expect(told.load(ordering: .relaxed) == 3)
    }

    /// Beds of intensive care turn away what Erlang's formula says, by the station that its test
    /// holds against the formula.
    @Test func intensiveCareTurnsAwayAsErlangSays() throws {
        let fit = try Self.fit(apheresis: 50, infusion: 50, beds: 900, perDay: 0.55)
        let answer = try Self.run(fit, [Self.now], years: 60)
        let visits = try #require(answer[0].estimates[.intensiveVisits])
        let refused = try #require(answer[0].estimates[.intensiveRefused])
        // A quarter of 0.55 a day for four nights on two beds.
        #expect(visits.lower < 0.25 * 0.55 * 365 && 0.25 * 0.55 * 365 < visits.upper)
        let share = ErlangLoss.refused(offered: 0.25 * 0.55 * 4, servers: 2)
        let found = refused.mean / visits.mean
        #expect(abs(found - share) < 0.015, "\(found) \(share)")
    }

    @Test func bedsThatAreClosedAreMissed() throws {
        let fit = try Self.fit(intensive: 2)
        let closed = Scenario(
            name: "closed",
            changes: [.capacity(.intensiveCare, units: -2, weekdays: [], days: 60...119)])
        let answer = try Self.run(fit, [Self.now, closed], years: 10)
        let more = try #require(answer[1].differences[.intensiveRefused])
        #expect(more.lower > 0)
        // Whoever comes in the two months finds nothing: about an eighth of the year's visits more.
        let visits = try #require(answer[1].estimates[.intensiveVisits])
        #expect((0.08...0.2).contains(more.mean / visits.mean))
        let same = try #require(answer[1].differences[.intensiveVisits])
        #expect(abs(same.mean) < 2)
    }
}
