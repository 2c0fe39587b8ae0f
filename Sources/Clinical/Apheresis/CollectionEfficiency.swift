import Domain

/// A collection that was done, with what came out of it.
public struct CollectionRun: Hashable, Sendable {
    public let collectedCells: Double
    public let countPerMicrolitre: Double
    public let volumeLitres: Double

    public init(collectedCells: Double, countPerMicrolitre: Double, volumeLitres: Double) {
        self.collectedCells = collectedCells
        self.countPerMicrolitre = countPerMicrolitre
        self.volumeLitres = volumeLitres
    }
}

/// The share of the cells that pass the device which are collected, and where the figure is from.
public struct CollectionEfficiency: Hashable, Sendable {
    public let value: Double
    public let basis: Basis

    public enum Basis: Hashable, Sendable {
        /// The published planning value; so many runs of the centre are known, so many are needed.
        case planning(runs: Int, needed: Int)
        /// The median of the centre's own runs.
        case centre(runs: Int)
        /// Entered for this collection.
        case entered
    }
}

extension ClinicalKnowledge {
    /// Learns the efficiency from observed yields: the centre's own median, once there are enough
    /// runs for one bad day not to move it.
    public func efficiency(_ runs: [CollectionRun]) -> CollectionEfficiency {
        let observed = runs.compactMap { run -> Double? in
            let inputs = JSON.object([
                ("collected_cd3", .double(run.collectedCells)),
                ("cd3_pre_per_uL", .double(run.countPerMicrolitre)),
                ("processed_volume_L", .double(run.volumeLitres)),
            ])
            guard case .values(let result) = evaluate("ce2_observed", inputs) else { return nil }
            return result["ce2"]?.number
        }.sorted()
        let needed = Int(apheresis.runsNeeded.value)
        guard !observed.isEmpty, observed.count >= needed else {
            return CollectionEfficiency(
                value: apheresis.planned.value,
                basis: .planning(runs: observed.count, needed: needed))
        }
        let middle = observed.count / 2
        let median =
            observed.count % 2 == 1
            ? observed[middle] : (observed[middle - 1] + observed[middle]) / 2
        // A median above 1 is a fault of the counts; planning never counts on more than there is.
        return CollectionEfficiency(value: min(median, 1), basis: .centre(runs: observed.count))
    }
}
