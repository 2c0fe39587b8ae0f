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
    public func days(infusion dayZero: Day) -> [(day: Day, percent: Int)] {
        percents.enumerated().compactMap { index, percent in
            percent == 0 ? nil : (dayZero + (index + 1), percent)
        }
    }
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
