public import Domain
import Store

/// By which day somebody on the ward is likely to have gone home, from what the stays of others
/// lately came to.
///
/// No model is fitted and nothing is taken from elsewhere: of the stays of the year before, of the
/// same product where there are enough, those count that lasted as long as this one must.
public struct DischargeForecast: Equatable, Sendable {
    /// Today.
    public let first: Day
    /// The chance of having gone home by the end of each day from today on.
    public let chances: [Double]
    /// Stays that it rests on, and how many of them were as long as this one must be.
    public let stays: Int
    public let longer: Int
    public let isOfProduct: Bool
    public let test: Test?

    /// How the same forecast, made on the day of each past infusion, has done.
    public struct Test: Equatable, Sendable {
        public let count: Int
        /// Stays within the 80 % interval.
        public let covered: Int
        public let isEven: Bool
    }

    /// Days that are foretold.
    public static let days = 29
    /// With fewer stays that lasted as long, chance would speak and not experience.
    static let leastLonger = 5

    /// - Parameters:
    ///   - earliest: no sooner by the criteria of discharge; nil where nobody can say.
    init?(
        _ past: [WaitForecast.PastWait], product: Product.ID?, infused: Day, earliest: Day?,
        on today: Day
    ) {
        guard infused <= today, let forecast = WaitForecast(past, product: product, on: today)
        else { return nil }
        let least = max(today, earliest ?? today) - infused
        let gone = forecast.waits.partition { $0 >= least }
        let longer = forecast.waits.count - gone
        guard longer >= Self.leastLonger else { return nil }
        first = today
        chances = (0..<Self.days).map { ahead in
            let by = forecast.waits.partition { $0 > today + ahead - infused }
            return Double(max(0, by - gone)) / Double(longer)
        }
        (stays, self.longer) = (forecast.waits.count, longer)
        isOfProduct = forecast.isOfProduct
        let test = ForecastTest(past, until: today, seed: 3)
        self.test =
            test.count >= WaitForecast.least
            ? Test(
                count: test.count, covered: test.covered80, isEven: test.distance <= test.limit)
            : nil
    }

    /// The first day by which the chance is at least so large; nil beyond the days foretold.
    public func day(reaching chance: Double) -> Day? {
        chances.firstIndex { $0 >= chance }.map { first + $0 }
    }

    public func chance(by day: Day) -> Double {
        let place = day - first
        guard place >= 0 else { return 0 }
        return chances[min(place, chances.count - 1)]
    }
}

extension Reading {
    /// The stays that a forecast of going home rests on and is tested with.
    func pastStays(until now: Instant) throws(StoreError) -> [WaitForecast.PastWait] {
        let first = now.adding(minutes: -WaitForecast.yearDays * 4 * 24 * 60)
        return try stays(endedAfter: first).filter { $0.infused <= $0.home }
            .map {
                WaitForecast.PastWait(
                    referral: $0.infused, infusion: $0.home, product: $0.product)
            }.sorted { ($0.infusion, $0.referral) < ($1.infusion, $1.referral) }
    }
}

extension ClinicalDesk {
    /// The forecast in lines: days and chances, what it rests on, how it has done.
    public func lines(_ forecast: DischargeForecast?) -> [String] {
        guard let forecast else {
            return [
                wording(
                    Phrase(
                        "discharge.noForecast",
                        [
                            "needed": .count(WaitForecast.least),
                            "longer": .count(DischargeForecast.leastLonger),
                        ]))
            ]
        }
        let days = [0, 1, 3, 7, 14, 28].map { ahead -> Phrase.Value in
            let day = forecast.first + ahead
            return .phrase(
                Phrase(
                    "discharge.by",
                    [
                        "day": .text(wording.shortDay(day)),
                        "chance": .text(wording.percent(forecast.chance(by: day))),
                    ]))
        }
        var lines = [wording(Phrase("discharge.forecast", ["days": .list(days)]))]
        let likely = [0.5, 0.8].map { share -> Phrase.Value in
            forecast.day(reaching: share).map { .text(wording.shortDay($0)) }
                ?? .phrase(Phrase("discharge.later"))
        }
        lines.append(
            wording(
                Phrase("discharge.likely", ["half": likely[0], "most": likely[1]])))
        lines.append(
            wording(
                Phrase(
                    forecast.isOfProduct ? "discharge.restsOnProduct" : "discharge.restsOnAll",
                    ["n": .count(forecast.stays), "longer": .count(forecast.longer)])))
        if let test = forecast.test {
            lines.append(
                wording(
                    Phrase(
                        test.isEven ? "discharge.tested" : "discharge.testedOff",
                        ["met": .count(test.covered), "of": .count(test.count)])))
        } else {
            lines.append(wording("discharge.untested"))
        }
        return lines
    }

    func json(_ forecast: DischargeForecast?) -> JSON {
        guard let forecast else { return .null }
        return .object([
            ("first", .string(forecast.first.iso)),
            ("by", .array(forecast.chances.map { .double($0) })),
            ("stays", .int(forecast.stays)), ("as_long", .int(forecast.longer)),
            ("of_product", .bool(forecast.isOfProduct)),
            (
                "test",
                forecast.test.map { test in
                    .object([
                        ("stays", .int(test.count)), ("within_80", .int(test.covered)),
                        ("even", .bool(test.isEven)),
                    ])
                } ?? .null
            ),
        ])
    }
}
