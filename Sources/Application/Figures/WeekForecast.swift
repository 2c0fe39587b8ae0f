import Domain
import Statistics

/// How long people wait from referral until they are infused or leave: what decided itself in a
/// year, of one product where that is enough.
///
/// Days count from the Monday of the week of the referral. Cells run on some weekdays and not on
/// others, and only so a week of the past is the same days as a week to come.
struct WaitPool {
    /// Days, sorted.
    let infused: [Int]
    let left: [Int]

    /// The chance that somebody who has waited so long is infused in one of the weeks after this.
    ///
    /// Leavers stand in the denominator: of those who waited as long, some were never infused.
    ///
    /// - Parameter sunday: days until this week is over.
    func chance(age: Int, sunday: Int, week: Int) -> Double {
        func after(_ days: [Int], _ age: Int) -> Int { days.count - days.partition { $0 > age } }
        let atRisk = after(infused, age) + after(left, age)
        guard atRisk > 0 else { return 0 }
        let first = age + sunday + 7 * week
        let within = after(infused, first) - after(infused, first + 7)
        return Double(within) / Double(atRisk)
    }
}

/// Everybody who waits or waited, put in order once for many forecasts.
struct WaitRecord {
    struct Wait {
        let referral: Day
        /// The day of the infusion or of leaving; nil while somebody waits.
        let end: Day?
        let isInfused: Bool
        let product: Product.ID?

        /// From the Monday of the referral's week.
        func age(on day: Day) -> Int { day - referral.monday }
    }

    /// By the day on which they ended.
    private let ended: [Wait]
    private let all: [Wait]

    init(_ courses: [CourseTrace]) {
        all = courses.map { trace in
            let end = FlowFigure.departure(trace)
            return Wait(
                referral: trace.referred.day, end: end?.at.day, isInfused: end?.infused ?? false,
                product: trace.product)
        }
        ended = all.filter { $0.end != nil }.sorted {
            ($0.end ?? $0.referral) < ($1.end ?? $1.referral)
        }
    }

    var firstReferral: Day? { all.map(\.referral).min() }

    /// Those who wait at the end of a day.
    func waiting(on day: Day) -> [Wait] {
        all.filter { $0.referral <= day && ($0.end.map { $0 > day } ?? true) }
    }

    /// What was known at the end of a day of the year before it, by product and of all.
    func pools(on day: Day) -> Pools? {
        let first = day + 1 - WaitForecast.yearDays
        let low = ended.partition { ($0.end ?? $0.referral) >= first }
        let high = ended.partition { ($0.end ?? $0.referral) > day }
        let recent = ended[low..<max(low, high)]
        func pool(_ waits: some Sequence<Wait>) -> WaitPool? {
            var (infused, left) = ([Int](), [Int]())
            for wait in waits {
                let days = wait.age(on: wait.end ?? wait.referral)
                if wait.isInfused { infused.append(days) } else { left.append(days) }
            }
            guard infused.count >= WaitForecast.least else { return nil }
            return WaitPool(infused: infused.sorted(), left: left.sorted())
        }
        guard let whole = pool(recent) else { return nil }
        var own: [Product.ID: WaitPool] = [:]
        for (product, waits) in Dictionary(grouping: recent, by: \.product) {
            if let product, let found = pool(waits) { own[product] = found }
        }
        return Pools(own: own, all: whole)
    }

    struct Pools {
        let own: [Product.ID: WaitPool]
        let all: WaitPool

        func pool(_ product: Product.ID?) -> WaitPool { product.flatMap { own[$0] } ?? all }
    }
}

/// Infusions of those who are waiting, in each of the next weeks from Monday to Sunday.
struct WeekForecast {
    static let weeks = 4

    /// The first day of the first week.
    let monday: Day

    /// The chance of each number of infusions, by week.
    let counts: [PoissonBinomial]

    /// Nil where too little was known on that day.
    init?(_ record: WaitRecord, on day: Day) {
        guard let pools = record.pools(on: day) else { return nil }
        monday = day.monday + 7
        let sunday = monday - 1 - day
        let waiting = record.waiting(on: day)
        counts = (0..<Self.weeks).map { week in
            PoissonBinomial(
                waiting.map {
                    pools.pool($0.product).chance(age: $0.age(on: day), sunday: sunday, week: week)
                })
        }
    }
}

/// The forecast of weeks as it would have been made on every past Monday, against what came.
struct WeekTest {
    /// What became of one week of the four.
    struct Horizon {
        var positions: [Double] = []
        var covered = 0
        var foretold = 0.0
        var happened = 0

        var count: Int { positions.count }
    }

    /// Mondays that are tried: two years of them, as the centre was lately.
    static let mondays = 104
    /// With fewer weeks nothing is said.
    static let least = 20

    private(set) var horizons = [Horizon](repeating: Horizon(), count: WeekForecast.weeks)

    init(_ record: WaitRecord, until today: Day, seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        guard let first = record.firstReferral else { return }
        // The last four weeks are not over.
        var monday = (today - 7 * WeekForecast.weeks).monday
        for _ in 0..<Self.mondays where monday - WaitForecast.yearDays >= first {
            defer { monday = monday - 7 }
            // What is known on Sunday evening.
            let known = monday - 1
            guard let forecast = WeekForecast(record, on: known) else { continue }
            let waiting = record.waiting(on: known)
            for week in horizons.indices {
                let days = (known + 7 * week + 1)...(known + 7 * week + 7)
                let came = waiting.count { $0.isInfused && $0.end.map(days.contains) ?? false }
                horizons[week].note(came, forecast.counts[week], random.unit())
            }
        }
    }
}

extension WeekTest.Horizon {
    fileprivate mutating func note(_ came: Int, _ counts: PoissonBinomial, _ unit: Double) {
        let mass = counts.masses.indices.contains(came) ? counts.masses[came] : 0
        positions.append(counts.cumulative(came - 1) + unit * mass)
        if (counts.quantile(0.1)...counts.quantile(0.9)).contains(came) { covered += 1 }
        foretold += counts.mean
        happened += came
    }

    /// The largest distance from a uniform spread, and beyond which it differs at 1 %.
    var distance: Double { Evenness.distance(positions) }
    var limit: Double { Evenness.limit(positions.count) }
}

/// Whether positions within forecasts lie evenly (Kolmogorov and Smirnov).
enum Evenness {
    static func distance(_ positions: [Double]) -> Double {
        let sorted = positions.sorted()
        let n = Double(sorted.count)
        return sorted.enumerated().map { place, value in
            max(value - Double(place) / n, Double(place + 1) / n - value)
        }.max() ?? 0
    }

    /// Beyond it the spread differs from a uniform one at the level of 1 %.
    static func limit(_ count: Int) -> Double { 1.63 / Double(max(1, count)).squareRoot() }
}

extension Day {
    /// The first day of its week.
    fileprivate var monday: Day {
        var day = self
        while day.weekday != .monday { day = day - 1 }
        return day
    }
}
