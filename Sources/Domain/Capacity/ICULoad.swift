/// The soft reserve of intensive care: how much of a bed a course is expected to need on each
/// day after its infusion, in percent of a bed.
///
/// It is a load and no bed: ten patients with a tenth each share one bed's worth, and the
/// database keeps the sum of each day within what the unit gives.
public struct ICULoad: Hashable, Sendable {
    /// Percent for day 1, day 2, … after the infusion.
    public let percents: [Int]

    /// - Throws: `ICULoadError` for a share outside 0…100: more than a bed is nobody's need.
    public init(percents: [Int]) throws(ICULoadError) {
        if let wrong = percents.first(where: { !(0...100).contains($0) }) {
            throw .outsideABed(percent: wrong)
        }
        self.percents = percents
    }

    public static let none = ICULoad(unchecked: [])

    private init(unchecked percents: [Int]) { self.percents = percents }

    /// The load by day for an infusion on `dayZero`, days without load left out.
    public func days(infusion dayZero: Day) -> [ICUShare] {
        percents.enumerated().compactMap { index, percent in
            percent == 0 ? nil : ICUShare(day: dayZero + (index + 1), percent: percent)
        }
    }
}

/// The part of a bed of intensive care that a course is expected to need on one day.
public struct ICUShare: Hashable, Sendable {
    public let day: Day
    public let percent: Int

    public init(day: Day, percent: Int) { (self.day, self.percent) = (day, percent) }
}

public enum ICULoadError: Error, Hashable {
    case outsideABed(percent: Int)
}

extension ICULoadError: Reportable {
    public var phrase: Phrase {
        switch self {
        case .outsideABed(let percent):
            Phrase("icu.outsideABed", ["percent": .count(percent)])
        }
    }
}
