import Clinical
public import Domain
import Statistics

/// One course as the forecast of intensive care sees it.
public struct ICUCandidate: Equatable, Sendable {
    public let course: Course.ID
    public let name: String
    public let dayZero: Day
    /// The costimulatory domain of its product; empty where no product is known.
    public let domain: String
    public let verdict: Flag.Verdict?
    /// The worst grade of CRS or ICANS that stands.
    public let grade: Int
    /// The first night in intensive care, where it is there or has been.
    public let admitted: Day?
    public let isBack: Bool

    public init(
        course: Course.ID, name: String = "", dayZero: Day, domain: String = "",
        verdict: Flag.Verdict? = nil, grade: Int = 0, admitted: Day? = nil, isBack: Bool = false
    ) {
        (self.course, self.name, self.dayZero, self.domain) = (course, name, dayZero, domain)
        (self.verdict, self.grade) = (verdict, grade)
        (self.admitted, self.isBack) = (admitted, isBack)
    }
}

/// The beds of intensive care on one day.
public struct ICUBeds: Hashable, Sendable {
    /// Open and not blocked.
    public var open: Int
    /// The soft reserve, in percent of a bed: what it holds and what is spoken for.
    public var reservePercent: Int
    public var spokenForPercent: Int
    /// Real beds booked by name.
    public var booked: Int

    public init(open: Int, reservePercent: Int = 0, spokenForPercent: Int = 0, booked: Int = 0) {
        (self.open, self.reservePercent) = (open, reservePercent)
        (self.spokenForPercent, self.booked) = (spokenForPercent, booked)
    }
}

/// What intensive care has to expect on one night.
public struct ICUNight: Equatable, Sendable {
    public let day: Day
    public let beds: ICUBeds
    public let expected: Double
    public let median: Int
    public let ninety: Int
    /// The chance that more beds are needed than are open.
    public let overload: Double
    /// The chance of exactly 0, 1, 2, … beds.
    public let masses: [Double]
    /// The courses behind it, the likeliest first.
    public let behind: [Part]

    public struct Part: Hashable, Sendable {
        public let course: Course.ID
        public let name: String
        public let dayAfterInfusion: Int
        public let chance: Double
    }
}

/// The forecast of intensive care: a pure function of who is treated when, and of the figures.
public struct ICUForecast: Equatable, Sendable {
    public let first: Day
    public let nights: [ICUNight]
    /// From which chance of too few beds a night is marked.
    public let warnAt: Double

    /// The usual length of the forecast.
    public static let days = 14

    /// - Parameter beds: for each night from `first` on; nights beyond them have none.
    public static func make(
        _ candidates: [ICUCandidate], beds: [ICUBeds], from first: Day, days: Int = ICUForecast.days
    ) -> ICUForecast {
        make(candidates, beds: beds, from: first, days: days, .published)
    }

    static func make(
        _ candidates: [ICUCandidate], beds: [ICUBeds], from first: Day,
        days: Int = ICUForecast.days,
        _ knowledge: ClinicalKnowledge
    ) -> ICUForecast {
        let rule = knowledge.ward.icu
        let chances: [[Double]] = candidates.map {
            Self.chances(of: $0, from: first, days: days, rule)
        }
        let nights = (0..<max(0, days)).map { (ahead: Int) -> ICUNight in
            let total = PoissonBinomial(chances.map { $0[ahead] })
            let day = first + ahead
            let bed = beds.indices.contains(ahead) ? beds[ahead] : ICUBeds(open: 0)
            let behind = zip(candidates, chances).compactMap { candidate, chances in
                chances[ahead] < 0.0005
                    ? nil
                    : ICUNight.Part(
                        course: candidate.course, name: candidate.name,
                        dayAfterInfusion: day - candidate.dayZero, chance: chances[ahead])
            }.sorted { ($1.chance, $0.course) < ($0.chance, $1.course) }
            return ICUNight(
                day: day, beds: bed, expected: total.mean, median: total.quantile(0.5),
                ninety: total.quantile(0.9), overload: total.probability(moreThan: bed.open),
                masses: total.masses, behind: behind)
        }
        return ICUForecast(first: first, nights: nights, warnAt: rule.warnAtPercent / 100)
    }

    /// The chance of each night of one course.
    static func chances(
        of candidate: ICUCandidate, from first: Day, days: Int, _ rule: ICURule
    ) -> [Double] {
        if candidate.isBack { return rule.nights(.back, chance: 0, count: days) }
        if let admitted = candidate.admitted, admitted <= first {
            return rule.nights(
                .inside(nightsBefore: first - admitted), chance: 1, count: days)
        }
        let risk = ICURule.Risk(
            domain: candidate.domain, verdict: candidate.verdict, grade: candidate.grade)
        return rule.nights(
            .notYet(dayAfterInfusion: first - candidate.dayZero), chance: rule.chance(risk),
            count: days)
    }

    /// The nights on which too few beds are likelier than somebody wants.
    public var warned: [ICUNight] { nights.filter { $0.overload >= warnAt } }
}
