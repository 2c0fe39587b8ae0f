public import Domain
public import Statistics

extension StatisticsError: Reportable {
    public var phrase: Phrase {
        switch self {
        case .noRows: Phrase("statistics.noRows")
        case .notFinite(let row): Phrase("statistics.notFinite", ["row": .count(row + 1)])
        case .negativeTime(let row): Phrase("statistics.negativeTime", ["row": .count(row + 1)])
        case .noEvents: Phrase("statistics.noEvents")
        case .oneOutcome(let positives, let negatives):
            Phrase(
                "statistics.oneOutcome",
                ["positives": .count(positives), "negatives": .count(negatives)])
        case .tooFewRows(let found, let needed):
            Phrase("statistics.tooFewRows", ["found": .count(found), "needed": .count(needed)])
        case .oneGroup: Phrase("statistics.oneGroup")
        case .constantColumn(let name):
            Phrase("statistics.constantColumn", ["name": .text(name)])
        case .collinearColumn(let name):
            Phrase("statistics.collinearColumn", ["name": .text(name)])
        case .separation(let name): Phrase("statistics.separation", ["name": .text(name)])
        case .monotoneLikelihood(let name):
            Phrase("statistics.monotoneLikelihood", ["name": .text(name)])
        case .notConverged(let iterations):
            Phrase("statistics.notConverged", ["iterations": .count(iterations)])
        case .censoringReached(let time):
            Phrase("statistics.censoringReached", ["time": .text(DecimalText.text(time))])
        case .probabilityOutside(let row):
            Phrase("statistics.probabilityOutside", ["row": .count(row + 1)])
        case .noComparablePairs: Phrase("statistics.noComparablePairs")
        case .badSetting(let name): Phrase("statistics.badSetting", ["name": .text(name)])
        }
    }
}
