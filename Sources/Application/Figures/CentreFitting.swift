public import Clinical
public import Domain
import Scheduling
public import Simulation
import Store

/// The simulated centre, fitted from what the store holds of the real one.
extension Office {
    /// - Parameter knowledge: what is said of intensive care where too few stays of the centre's
    ///   own are recorded.
    /// - Throws: `StoreError` in words where the history is too short to learn from.
    public func fitCentre(
        _ terms: PlanningTerms = .standard,
        under knowledge: ClinicalKnowledge = .published
    ) throws(StoreError) -> CentreFit {
        let now = now
        return try look(.readFigures) { view throws(StoreError) in
            let history = try CentreHistory(reading: view)
            let products = try view.all(.products).map(\.record)
            let resources = try view.all(.resources).map(\.record)
            let units = try view.openUnits(from: now.day - 364, to: now.day - 1)
            let fitting = Fitting(history.courses, products, resources, units, now)
            return try fitting.fit(
                terms, IntensiveFit(knowledge, try view.intensiveStays(), until: now.day))
        }
    }
}

struct Fitting {
    /// Fewer courses would make a centre out of chance.
    static let least = 30
    /// Days of history that the fit looks back on.
    static let window = 730

    private let recent: [CourseTrace]
    private let products: [ProductTerms]
    private let resources: [Resource]
    private let units: [Resource.ID: [Day: Int]]
    private let now: Instant
    private let first: Day

    init(
        _ courses: [CourseTrace], _ products: [ProductTerms], _ resources: [Resource],
        _ open: [OpenUnits], _ now: Instant
    ) {
        let known = courses.compactMap { $0.asOf(now) }
        first = max(
            now.day - Self.window, known.map(\.referred.day).min() ?? now.day)
        let start = first
        recent = known.filter { $0.referred.day >= start }
        (self.products, self.resources, self.now) = (products, resources, now)
        var units: [Resource.ID: [Day: Int]] = [:]
        for each in open { units[each.resource, default: [:]][each.day] = each.units }
        self.units = units
    }

    func fit(
        _ terms: PlanningTerms, _ intensive: IntensiveFit
    ) throws(StoreError) -> CentreFit {
        let firstDay = now.day + 1 - SimulatedTime.warmUp
        var makers: [CentreFit.Maker] = []
        var places: [Product.ID: Int] = [:]
        for product in products where recent.contains(where: { $0.product == product.product.id }) {
            places[product.product.id] = makers.count
            makers.append(maker(product, firstDay))
        }
        let patterns = recent.compactMap { trace -> CentreFit.Pattern? in
            guard let product = trace.product, let maker = places[product],
                let collected = trace.at(.collected)
            else { return nil }
            return CentreFit.Pattern(
                maker: maker, urgency: trace.urgency,
                readyDays: max(0, collected.day - trace.referred.day))
        }
        guard patterns.count >= Self.least else {
            throw .refused(
                Phrase(
                    "whatif.tooFew",
                    ["n": .count(patterns.count), "needed": .count(Self.least)]))
        }
        let stays = recent.compactMap { trace -> Int? in
            guard let infused = trace.at(.infused), let home = trace.at(.discharged) else {
                return nil
            }
            return max(1, home.day - infused.day)
        }
        return CentreFit(
            makers: makers, patterns: patterns,
            referralsPerDay: Double(recent.count) / Double(max(1, now.day - first)), stays: stays,
            failure: failure, leavingPerDay: leaving, centre: centre(firstDay), firstDay: firstDay,
            conditioningGap: terms.conditioningGap,
            isInpatientConditioning: terms.isInpatientConditioning, reserve: reserve(terms),
            intensive: intensive.care(
                makers.map(\.id), recent,
                beds: line(firstDay) { $0.kind == .icuBed && Pool($0) != .reserve }),
            deadlineDays: terms.deadlineDays, dayWeight: terms.dayWeight,
            lateDayWeight: terms.lateDayWeight, courses: recent.count)
    }

    // MARK: Makers

    private func maker(_ terms: ProductTerms, _ firstDay: Day) -> CentreFit.Maker {
        let slips = recent.filter { $0.product == terms.product.id }.compactMap { trace -> Int? in
            guard let started = trace.at(.started), let released = trace.at(.released) else {
                return nil
            }
            return max(0, released.day - started.day - terms.manufacturingDays)
        }
        let starts = line(firstDay) {
            $0.kind == .manufacturingStart && $0.product == terms.product.id
        }
        return CentreFit.Maker(
            id: terms.product.id,
            terms: Instance.Product(
                name: terms.product.id.text, isFresh: terms.product.mode == .fresh,
                transport: terms.transportDays, holdLeast: terms.holdLeast,
                holdMost: terms.holdMost, shipping: terms.shippingDays,
                releaseHold: terms.releaseHold, shelf: terms.shelfDays, starts: starts),
            manufacturingDays: terms.manufacturingDays, slips: slips)
    }

    /// The share of started batches that ended a course.
    private var failure: Double {
        let started = recent.filter { $0.at(.started) != nil }
        guard !started.isEmpty else { return 0 }
        let failed = started.count { $0.ending == .withdrawn(.manufacturingFailure) }
        return Double(failed) / Double(started.count)
    }

    /// Leavers for each day that somebody waited.
    private var leaving: Double {
        var (left, days) = (0, 0)
        for trace in recent {
            let end = trace.at(.infused) ?? trace.ended ?? now
            days += max(0, end.day - trace.referred.day)
            if trace.at(.infused) == nil, case .withdrawn(let why) = trace.ending,
                why != .manufacturingFailure
            {
                left += 1
            }
        }
        return days > 0 ? Double(left) / Double(days) : 0
    }

    // MARK: Calendars

    /// What a year ago was open on the same weekday: holidays and what others took come with it.
    private func line(_ firstDay: Day, _ isMeant: (Resource) -> Bool) -> [Int] {
        let lines = resources.filter(isMeant).compactMap { units[$0.id] }
        // What the centre does not count cannot lack.
        guard !lines.isEmpty else {
            return Array(repeating: 1000, count: SimulatedTime.horizon)
        }
        return (0..<SimulatedTime.horizon).map { index in
            var day = firstDay + index
            while day >= now.day { day = day - 364 }
            while day < now.day - 364 { day = day + 364 }
            return lines.reduce(0) { $0 + ($1[day] ?? 0) }
        }
    }

    private func centre(_ firstDay: Day) -> Instance.Centre {
        func line(_ kind: Resource.Kind) -> [Int] {
            self.line(firstDay) { $0.kind == kind }
        }
        return Instance.Centre(
            name: "centre", remote: 0, apheresis: line(.apheresisDevice),
            processing: line(.processingBench), receipt: line(.receipt),
            infusion: line(.infusionSlot), beds: line(.wardBed),
            icu: self.line(firstDay) { Pool($0) == .reserve }.map { $0 == 1000 ? 100_000 : $0 })
    }

    private func reserve(_ terms: PlanningTerms) -> [Int] {
        var load = [Int](repeating: 0, count: Instance.reserveDays)
        for (index, percent) in terms.reserve.prefix(load.count).enumerated() {
            load[index] = percent
        }
        return load
    }
}
