/// The exact best log-rank split of a node.
///
/// For rows that enter the left child in the order of a feature, with node totals Y(t), d(t):
/// * the numerator (observed minus expected of the left child) grows with a row by
///   event - H(r), H the sum of d / Y and r the number of event times that the row reaches;
/// * the variance is V = sum over t of w Y_left (Y - Y_left), w = d (Y - d) / (Y² (Y - 1)).
///
/// V costs a pass over the event times, so it is computed only where it can matter. At the last
/// cut where it was, its slope g(r) for a further row of each r is known too, and after rows of
/// weight m_i have entered
///     V = V_last + sum m_i g(r_i) - sum over pairs of m_i m_j W(min(r_i, r_j))
///      ≥ V_last + sum m_i g(r_i) - (sum m_i) (sum m_i W(r_i)).
/// A cut whose numerator cannot beat the best with this smallest variance is passed over. The
/// split found is the best one, as if every variance had been computed.
struct SplitSearch {
    private let data: UnsafeData
    private let scratch: SplitScratch
    private let minLeaf: Int

    /// The arrays of `ForestData` without their checks.
    struct UnsafeData {
        let count: Int
        let places: UnsafePointer<Int32>
        let rowsInOrder: UnsafePointer<Int32>
        let valueRanks: UnsafePointer<Int32>
        let reached: UnsafePointer<Int32>
        let events: UnsafePointer<Bool>
    }

    struct Split {
        var chiSquare = 0.0
        var feature = -1
        /// The places of the last row on the left and the first on the right.
        var leftPlace: Int32 = 0
        var rightPlace: Int32 = 0
    }

    init(_ data: UnsafeData, _ scratch: SplitScratch, minLeaf: Int) {
        (self.data, self.scratch, self.minLeaf) = (data, scratch, minLeaf)
    }

    /// Prepares the sums of a node whose rows stand in ascending time.
    ///
    /// - Returns: the number of event times; 0 when there is nothing to split.
    func prepare(
        _ rows: UnsafeBufferPointer<Int32>, _ repeats: UnsafePointer<Int32>
    ) -> Int {
        var total = 0.0
        for row in rows { total += Double(repeats[Int(row)]) }
        var (times, index, gone) = (0, 0, 0.0)
        while index < rows.count {
            let reached = data.reached[Int(rows[index])]
            let atRisk = total - gone
            var (events, end) = (0.0, index)
            while end < rows.count, data.reached[Int(rows[end])] == reached {
                let row = Int(rows[end])
                let weight = Double(repeats[row])
                if data.events[row] { events += weight }
                gone += weight
                end += 1
            }
            if events > 0 {
                times += 1
                scratch.atRisk[times] = atRisk
                scratch.events[times] = events
            }
            for position in index..<end {
                scratch.entries[Int(rows[position])].reached = Int32(times)
            }
            index = end
        }
        guard times > 0 else { return 0 }
        accumulate(times)
        for row in rows {
            let row = Int(row)
            let weight = Double(repeats[row])
            let reached = scratch.entries[row].reached
            let expected = scratch.hazardSums[Int(reached)]
            scratch.entries[row] = SplitScratch.Entry(
                excess: weight * ((data.events[row] ? 1 : 0) - expected),
                weighted: weight * scratch.weightSums[Int(reached)], repeats: weight,
                reached: reached)
        }
        return times
    }

    private func accumulate(_ times: Int) {
        var (hazard, weight, risk) = (0.0, 0.0, 0.0)
        for time in 1...times {
            let (d, y) = (scratch.events[time], scratch.atRisk[time])
            let w = y > 1 ? d * (y - d) / (y * y * (y - 1)) : 0
            hazard += d / y
            weight += w
            risk += w * y
            scratch.weights[time] = w
            scratch.hazardSums[time] = hazard
            scratch.weightSums[time] = weight
            scratch.riskSums[time] = risk
        }
    }

    /// Sorts the node's rows by a feature.
    ///
    /// - Returns: false when the feature is constant here.
    func arrange(_ feature: Int, _ rows: UnsafeBufferPointer<Int32>) -> Bool {
        let places = data.places + feature * data.count
        let bits = scratch.bits
        var (lowest, highest) = (Int32.max, Int32.min)
        for row in rows {
            let place = places[Int(row)]
            lowest = min(lowest, place)
            highest = max(highest, place)
            bits[Int(place) >> 6] |= 1 << UInt64(place & 63)
        }
        let inOrder = data.rowsInOrder + feature * data.count
        var next = 0
        for word in Int(lowest) >> 6...Int(highest) >> 6 {
            var pending = bits[word]
            bits[word] = 0
            while pending != 0 {
                let place = word << 6 + pending.trailingZeroBitCount
                pending &= pending - 1
                scratch.spots[next] = Int32(truncatingIfNeeded: place)
                scratch.sequence[next] = inOrder[place]
                next += 1
            }
        }
        let ranks = data.valueRanks + feature * data.count
        return ranks[Int(lowest)] != ranks[Int(highest)]
    }

    /// Improves `best` by the cuts of the feature whose order stands in the scratch.
    func search(_ feature: Int, _ count: Int, _ times: Int, _ best: inout Split) {
        let ranks = data.valueRanks + feature * data.count
        let (first, last) = (minLeaf - 1, count - minLeaf - 1)
        guard first <= last else { return }
        let promising = sumNumerators(ranks, count, first, last)
        if promising >= 0 { probe(promising, feature, times, &best) }
        scan(feature, ranks, first, last, times, &best)
        clearLeft(times)
    }

    /// Sums the numerators and names the cut that looks best if the variance were that of rows
    /// drawn at random: a good first guess makes nearly all others fail the bound.
    private func sumNumerators(
        _ ranks: UnsafePointer<Int32>, _ count: Int, _ first: Int, _ last: Int
    ) -> Int {
        var (sum, promising, most) = (0.0, -1, 0.0)
        let size = Double(count)
        for index in 0...last {
            sum += scratch.entries[Int(scratch.sequence[index])].excess
            scratch.numerators[index] = sum
            guard index >= first else { continue }
            let left = Double(index + 1)
            let guess = sum * sum
            // Compared as guess / (left * right) without a division.
            if guess > most * (left * (size - left)),
                ranks[Int(scratch.spots[index])] != ranks[Int(scratch.spots[index + 1])]
            {
                most = guess / (left * (size - left))
                promising = index
            }
        }
        return promising
    }

    /// The exact value of one cut.
    private func probe(_ cut: Int, _ feature: Int, _ times: Int, _ best: inout Split) {
        clearLeft(times)
        for index in 0...cut {
            let entry = scratch.entries[Int(scratch.sequence[index])]
            scratch.left[Int(entry.reached)] += entry.repeats
        }
        accept(cut, feature, variance(times), &best)
    }

    private func accept(
        _ cut: Int, _ feature: Int, _ variance: Double, _ best: inout Split
    ) {
        let numerator = scratch.numerators[cut]
        guard variance > 1e-12, numerator * numerator > best.chiSquare * variance else { return }
        best = Split(
            chiSquare: numerator * numerator / variance, feature: feature,
            leftPlace: scratch.spots[cut], rightPlace: scratch.spots[cut + 1])
    }

    private func scan(
        _ feature: Int, _ ranks: UnsafePointer<Int32>, _ first: Int, _ last: Int, _ times: Int,
        _ best: inout Split
    ) {
        clearLeft(times)
        for time in 0...times { scratch.slopes[time] = scratch.riskSums[time] }
        var (exact, grown, weight, weighted) = (0.0, 0.0, 0.0, 0.0)
        for index in 0...last {
            let entry = scratch.entries[Int(scratch.sequence[index])]
            let reached = Int(entry.reached)
            grown += entry.repeats * scratch.slopes[reached]
            weight += entry.repeats
            weighted += entry.weighted
            scratch.left[reached] += entry.repeats
            guard index >= first else { continue }
            let numerator = scratch.numerators[index]
            let least = exact + grown - weight * weighted
            // The margin keeps rounding from hiding a cut that is better by its last digits.
            guard numerator * numerator * (1 + 1e-9) > best.chiSquare * least,
                ranks[Int(scratch.spots[index])] != ranks[Int(scratch.spots[index + 1])]
            else { continue }
            exact = varianceAndSlopes(times)
            (grown, weight, weighted) = (0, 0, 0)
            accept(index, feature, exact, &best)
        }
    }

    private func clearLeft(_ times: Int) {
        for time in 0...times { scratch.left[time] = 0 }
    }

    private func variance(_ times: Int) -> Double {
        var (left, sum) = (0.0, 0.0)
        for time in stride(from: times, to: 0, by: -1) {
            left += scratch.left[time]
            sum += scratch.weights[time] * left * (scratch.atRisk[time] - left)
        }
        return sum
    }

    /// V at this cut, and for each number of reached times the growth of V with a further row.
    private func varianceAndSlopes(_ times: Int) -> Double {
        var (left, sum) = (0.0, 0.0)
        for time in stride(from: times, to: 0, by: -1) {
            left += scratch.left[time]
            let weighted = scratch.weights[time] * left
            sum += weighted * (scratch.atRisk[time] - left)
            scratch.slopes[time] = weighted
        }
        var before = 0.0
        scratch.slopes[0] = 0
        for time in 1...times {
            before += scratch.slopes[time]
            scratch.slopes[time] = scratch.riskSums[time] - 2 * before
        }
        return sum
    }
}
