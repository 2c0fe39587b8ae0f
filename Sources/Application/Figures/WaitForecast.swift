import Domain
import Statistics

/// When somebody who is referred today would be infused, from what lately happened to others.
///
/// No model is fitted: the waits of those infused in the year before, of the same product where
/// there are enough, are taken as they are. What that is worth is said by the same forecast made
/// for every past day with what was known then.
struct WaitForecast {
    /// With fewer the forecast is of all products together; with fewer of those there is none.
    static let least = 20
    static let yearDays = 365

    /// Days from referral to infusion, sorted.
    let waits: [Int]
    let isOfProduct: Bool

    /// - Parameters:
    ///   - infused: the day and the wait of every infusion, by day.
    ///   - day: nothing of it or after it is known.
    init?(_ infused: [PastWait], product: Product.ID?, on day: Day) {
        self.init(
            infused, own: product == nil ? [] : infused.filter { $0.product == product }, on: day)
    }

    /// - Parameter own: those of the product among them.
    init?(_ infused: [PastWait], own: [PastWait], on day: Day) {
        func recent(_ waits: [PastWait]) -> ArraySlice<PastWait> {
            let low = waits.partition { $0.infusion >= day - Self.yearDays }
            let high = waits.partition { $0.infusion >= day }
            return waits[low..<max(low, high)]
        }
        let own = recent(own)
        let chosen = own.count >= Self.least ? own : recent(infused)
        guard chosen.count >= Self.least else { return nil }
        waits = chosen.map(\.days).sorted()
        isOfProduct = own.count >= Self.least
    }

    struct PastWait: Equatable {
        let referral: Day
        let infusion: Day
        let product: Product.ID?
        var days: Int { infusion - referral }
    }

    static func past(_ courses: [CourseTrace]) -> [PastWait] {
        courses.compactMap { trace in
            trace.at(.infused).map {
                PastWait(
                    referral: trace.referred.day, infusion: $0.day, product: trace.product)
            }
        }.sorted { ($0.infusion, $0.referral) < ($1.infusion, $1.referral) }
    }

    /// The day by which so large a share will be infused, of those who are; the next wait is any
    /// of the known ones or beyond them, all equally likely.
    func quantile(_ share: Double) -> Int {
        let place = Int((share * Double(waits.count + 1)).rounded(.up)) - 1
        return waits[min(max(0, place), waits.count - 1)]
    }

    /// Where a wait lies in the forecast, ties drawn apart: uniform if the forecast is right.
    func position(of wait: Int, _ unit: Double) -> Double {
        let below = waits.partition { $0 >= wait }
        let same = waits.partition { $0 > wait } - below
        return (Double(below) + unit * Double(same + 1)) / Double(waits.count + 1)
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

/// Every past referral forecast with what was known on its day.
struct ForecastTest {
    var positions: [Double] = []
    var covered80 = 0
    var covered50 = 0
    var count = 0

    /// Days that have to be over before a referral is judged: with fewer only the quick would be.
    static let ripeDays = 150

    init(_ past: [WaitForecast.PastWait], until today: Day, seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        // Parted once, and not again for each of thousands.
        let own = Dictionary(grouping: past, by: \.product)
        for wait in past.sorted(by: { ($0.referral, $0.infusion) < ($1.referral, $1.infusion) })
        where wait.referral + Self.ripeDays < today {
            let unit = random.unit()
            let known = wait.product.flatMap { own[$0] } ?? []
            guard let forecast = WaitForecast(past, own: known, on: wait.referral) else { continue }
            count += 1
            positions.append(forecast.position(of: wait.days, unit))
            if (forecast.quantile(0.1)...forecast.quantile(0.9)).contains(wait.days) {
                covered80 += 1
            }
            if (forecast.quantile(0.25)...forecast.quantile(0.75)).contains(wait.days) {
                covered50 += 1
            }
        }
    }

    var distance: Double { Evenness.distance(positions) }
    var limit: Double { Evenness.limit(count) }
}
