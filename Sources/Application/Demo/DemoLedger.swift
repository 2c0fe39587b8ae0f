import Domain

/// Which places of the demo hospital are taken, while it is being made.
struct DemoLedger {
    private let centre: DemoCentre
    private let horizon: ClosedRange<Day>
    /// By resource: for each day of the horizon, how many units are taken from number 1 up, or
    /// for beds until when each bed is taken.
    private var taken: [Resource.ID: [Int]] = [:]
    private var bedsFreeFrom: [Day]
    /// By bed of intensive care and day.
    private var intensive: [[Bool]]
    private var reserve: [Int]

    init(_ centre: DemoCentre, _ horizon: ClosedRange<Day>) {
        self.centre = centre
        self.horizon = horizon
        let days = horizon.upperBound - horizon.lowerBound + 1
        for resource in centre.resources {
            taken[resource.id] = Array(repeating: 0, count: days)
        }
        bedsFreeFrom = Array(repeating: horizon.lowerBound, count: centre.units[id("ward-6E")] ?? 0)
        intensive = Array(
            repeating: Array(repeating: false, count: days),
            count: centre.units[id("icu-bed")] ?? 0)
        reserve = Array(repeating: 0, count: days)
    }

    /// The first day from `day` on which a unit of the resource is free; nil beyond `limit`.
    func firstFree(_ name: String, from day: Day, limit: Int = 120) -> Day? {
        let resource: Resource.ID = id(name)
        let most = centre.units[resource] ?? 0
        for candidate in day...(day + limit) {
            guard horizon.contains(candidate) else { return nil }
            if centre.isOpen(resource, candidate),
                taken[resource, default: []][candidate - horizon.lowerBound] < most
            {
                return candidate
            }
        }
        return nil
    }

    mutating func take(_ name: String, _ day: Day) -> UnitDay {
        let resource: Resource.ID = id(name)
        taken[resource, default: []][day - horizon.lowerBound] += 1
        let unit = taken[resource, default: []][day - horizon.lowerBound]
        return UnitDay(resource, day, unit: unit)
    }

    /// A bed that is free from a day on. Beds are filled in the order of the stays' first days,
    /// so a bed is free when its last stay has ended.
    func freeBed(_ stay: DaySpan) -> Int? {
        guard horizon.contains(stay.last) else { return nil }
        return bedsFreeFrom.firstIndex { $0 <= stay.first }
    }

    mutating func takeBed(_ bed: Int, _ stay: DaySpan) -> [UnitDay] {
        bedsFreeFrom[bed] = stay.last + 1
        return stay.days.map { UnitDay(id("ward-6E"), $0, unit: bed + 1) }
    }

    func isFree(_ name: String, on day: Day) -> Bool {
        firstFree(name, from: day, limit: 0) != nil
    }

    /// A bed of intensive care over these nights; nil where all are taken.
    mutating func takeIntensive(_ stay: DaySpan) -> [UnitDay]? {
        guard horizon.contains(stay.first), horizon.contains(stay.last) else { return nil }
        let nights = stay.days.map { $0 - horizon.lowerBound }
        let free = intensive.firstIndex { bed in nights.allSatisfy { !bed[$0] } }
        guard let free else { return nil }
        for night in nights { intensive[free][night] = true }
        return stay.days.map { UnitDay(id("icu-bed"), $0, unit: free + 1) }
    }

    func hasReserve(_ shares: [ICUShare]) -> Bool {
        let most = centre.units[id("icu-reserve")] ?? 0
        return shares.allSatisfy {
            horizon.contains($0.day) && reserve[$0.day - horizon.lowerBound] + $0.percent <= most
        }
    }

    mutating func takeReserve(_ shares: [ICUShare]) {
        for share in shares { reserve[share.day - horizon.lowerBound] += share.percent }
    }
}
