/// The memory in which one thread looks for splits. It is allocated once for a tree.
///
/// Bare pointers and not arrays: the innermost loops run over every row, for every feature tried,
/// in every node, and have no room for checks; the indices come from `ForestData`, never from
/// outside. A class because it owns its memory.
final class SplitScratch {
    /// What a row brings to the left side of a cut, in the node at hand.
    struct Entry {
        /// Its events minus its expected events, times its repeats.
        var excess: Double
        /// The prefix sum W at its time, times its repeats.
        var weighted: Double
        /// Its repeats among the drawn rows.
        var repeats: Double
        /// The number of the node's event times up to its time.
        var reached: Int32
        var padding: Int32 = 0
    }

    let entries: UnsafeMutablePointer<Entry>
    let bits: UnsafeMutablePointer<UInt64>
    let wordCount: Int
    /// The rows of the node in the order of the feature, and the places where they stand.
    let sequence: UnsafeMutablePointer<Int32>
    let spots: UnsafeMutablePointer<Int32>
    /// The numerator after each row.
    let numerators: UnsafeMutablePointer<Double>
    // For each event time of the node, from 1:
    let atRisk: UnsafeMutablePointer<Double>
    let events: UnsafeMutablePointer<Double>
    /// w = d (Y - d) / (Y² (Y - 1)).
    let weights: UnsafeMutablePointer<Double>
    /// Sums of h = d / Y, of w and of w Y, each up to a time.
    let hazardSums: UnsafeMutablePointer<Double>
    let weightSums: UnsafeMutablePointer<Double>
    let riskSums: UnsafeMutablePointer<Double>
    /// How fast the variance grows with a row of each time, at the last exact cut.
    let slopes: UnsafeMutablePointer<Double>
    /// The repeats of the left rows, by the number of times that they reach.
    let left: UnsafeMutablePointer<Double>
    private let rowCapacity: Int
    private let timeCapacity: Int

    init(rows: Int, times: Int) {
        rowCapacity = rows
        timeCapacity = times + 2
        wordCount = (rows + 63) / 64
        entries = .allocate(capacity: rows)
        bits = .allocate(capacity: wordCount)
        bits.initialize(repeating: 0, count: wordCount)
        sequence = .allocate(capacity: rows)
        spots = .allocate(capacity: rows)
        numerators = .allocate(capacity: rows)
        func perTime() -> UnsafeMutablePointer<Double> {
            let pointer = UnsafeMutablePointer<Double>.allocate(capacity: times + 2)
            pointer.initialize(repeating: 0, count: times + 2)
            return pointer
        }
        (atRisk, events, weights) = (perTime(), perTime(), perTime())
        (hazardSums, weightSums, riskSums) = (perTime(), perTime(), perTime())
        (slopes, left) = (perTime(), perTime())
    }

    deinit {
        entries.deallocate()
        bits.deallocate()
        sequence.deallocate()
        spots.deallocate()
        numerators.deallocate()
        for pointer in [
            atRisk, events, weights, hazardSums, weightSums, riskSums, slopes, left,
        ] { pointer.deallocate() }
    }
}
