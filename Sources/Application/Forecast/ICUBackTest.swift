import Clinical
public import Domain
import Statistics
import Store

/// The forecast of intensive care as it would have been made every week of a year with what was
/// known then, against the stays that came.
public struct ICUBackTest: Equatable, Sendable {
    /// A course that was infused, with what the forecast would have seen of it.
    struct Journey: Equatable, Sendable {
        let course: Course.ID
        let zero: Day
        let domain: String
        /// Levels of CRS and ICANS, in the order of time.
        let grades: [(day: Day, toxicity: Toxicity, level: Int)]
        /// The first stay after the infusion.
        let stay: DaySpan?

        static func == (left: Journey, right: Journey) -> Bool {
            left.course == right.course && left.zero == right.zero && left.stay == right.stay
        }

        /// The worst of the grades that stood at the end of the day before.
        func grade(before day: Day) -> Int {
            let known = grades.filter { $0.day < day }
            return [Toxicity.crs, .icans].compactMap { toxicity in
                known.last { $0.toxicity == toxicity }?.level
            }.max() ?? 0
        }

        /// What the morning of a day would show; flags of the past are not kept.
        func candidate(on day: Day) -> ICUCandidate {
            let isIn = stay.map { $0.first < day && day <= $0.last } ?? false
            return ICUCandidate(
                course: course, dayZero: zero, domain: domain,
                grade: zero < day ? grade(before: day) : 0, admitted: isIn ? stay?.first : nil,
                isBack: stay.map { $0.last < day } ?? false)
        }
    }

    public private(set) var nights = 0
    public private(set) var covered = 0
    public private(set) var foretold = 0.0
    public private(set) var happened = 0
    /// One night of each week, so that they hang together as little as can be.
    private(set) var positions: [Double] = []
    /// Stays of the year.
    public private(set) var stays = 0

    /// With fewer stays nothing is said.
    public static let least = 10
    static let weeks = 52

    public var distance: Double { Evenness.distance(positions) }
    public var limit: Double { Evenness.limit(positions.count) }
    public var isEnough: Bool { stays >= Self.least }

    init(_ journeys: [Journey], _ rule: ICURule, until today: Day, seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        stays = journeys.count { $0.stay.map { $0.first + 365 >= today } ?? false }
        let sorted = journeys.sorted { ($0.zero, $0.course) < ($1.zero, $1.course) }
        for week in 1...Self.weeks {
            // Every night of the fortnight after it is over.
            let morning = today - 7 * week - ICUForecast.days
            // Three weeks after an infusion nobody is looked for any more.
            let seen = sorted.filter {
                $0.zero + 60 > morning && $0.zero < morning + ICUForecast.days
            }
            let chances = seen.map {
                ICUForecast.chances(
                    of: $0.candidate(on: morning), from: morning, days: ICUForecast.days, rule)
            }
            let drawn = random.below(ICUForecast.days)
            for ahead in 0..<ICUForecast.days {
                let total = PoissonBinomial(chances.map { $0[ahead] })
                let came = seen.count { $0.stay?.contains(morning + ahead) ?? false }
                nights += 1
                foretold += total.mean
                happened += came
                if (total.quantile(0.1)...total.quantile(0.9)).contains(came) { covered += 1 }
                guard ahead == drawn else { continue }
                let mass = total.masses.indices.contains(came) ? total.masses[came] : 0
                positions.append(total.cumulative(came - 1) + random.unit() * mass)
            }
        }
    }

    /// What it says in one sentence.
    public var phrase: Phrase {
        guard isEnough else {
            return Phrase(
                "icu.untested", ["stays": .count(stays), "needed": .count(Self.least)])
        }
        return Phrase(
            distance <= limit ? "icu.tested" : "icu.testedOff",
            [
                "met": .count(covered), "of": .count(nights),
                "share": .decimal(100 * Double(covered) / Double(max(1, nights)), places: 0),
                "foretold": .decimal(foretold, places: 0), "happened": .count(happened),
                "distance": .decimal(distance, places: 3),
                "limit": .decimal(limit, places: 3),
            ])
    }
}

extension Office {
    /// How the forecast of intensive care has done up to a day.
    ///
    /// - Parameter courses: every course, which whoever asks has read already.
    public func icuBackTest(
        of courses: [CourseTrace], asOf moment: Instant, under desk: ClinicalDesk
    ) throws(StoreError) -> ICUBackTest {
        try look(.readFigures) { view throws(StoreError) in
            let journeys = try view.icuJourneys(courses, asOf: moment, desk.knowledge)
            return ICUBackTest(journeys, desk.knowledge.ward.icu, until: moment.day, seed: 4)
        }
    }
}

extension Reading {
    func icuJourneys(
        _ courses: [CourseTrace], asOf moment: Instant, _ knowledge: ClinicalKnowledge
    ) throws(StoreError) -> [ICUBackTest.Journey] {
        // A year, the fortnight at its end, and those infused before it who are still looked at.
        let first = moment.day - 365 - 80
        var stays: [Course.ID: DaySpan] = [:]
        for booking in try intensiveStays()
        where booking.span.last + 90 > first && booking.span.first <= moment.day {
            stays[booking.course] = stays[booking.course] ?? booking.span
        }
        var grades: [Course.ID: [(day: Day, toxicity: Toxicity, level: Int)]] = [:]
        for stored in try standingGrades(from: first, until: moment) {
            let grade = stored.grade
            grades[stored.course, default: []].append((grade.at.day, grade.toxicity, grade.level))
        }
        return courses.compactMap { trace in
            guard let infused = trace.at(.infused), infused <= moment, infused.day > first else {
                return nil
            }
            let stay = stays[trace.id].flatMap { $0.first >= infused.day ? $0 : nil }
            let product = trace.product.flatMap { knowledge.products[$0.text] }
            return ICUBackTest.Journey(
                course: trace.id, zero: infused.day,
                domain: product?.costimulatoryDomain ?? "", grades: grades[trace.id] ?? [],
                stay: stay)
        }
    }
}
