public import Statistics

/// Observed against predicted as text: groups of equal size with Wilson's intervals, the diagonal
/// of perfect calibration, and how the predictions are spread.
public struct CalibrationPlot {
    /// With fewer events the groups would show chance; nothing is drawn.
    public static let leastEvents = 20

    private let calibration: Calibration
    private let probabilities: [Double]
    private let columns = 51
    private let rows = 17

    public init?(_ calibration: Calibration, probabilities: [Double]) {
        guard calibration.events >= Self.leastEvents,
            calibration.bins.allSatisfy({ $0.count >= SmallGroups.least })
        else { return nil }
        (self.calibration, self.probabilities) = (calibration, probabilities)
    }

    /// Plain ASCII, so that it is right in every terminal: `o` a group, `|` its interval, `.` the
    /// diagonal.
    public var lines: [String] {
        var canvas = [[Character]](
            repeating: [Character](repeating: " ", count: columns), count: rows)
        func column(_ p: Double) -> Int { Int((p * Double(columns - 1)).rounded()) }
        func row(_ p: Double) -> Int { rows - 1 - Int((p * Double(rows - 1)).rounded()) }
        for place in 0..<columns {
            canvas[row(Double(place) / Double(columns - 1))][place] = "."
        }
        for bin in calibration.bins {
            let place = column(bin.meanPredicted)
            if let interval = bin.wilson {
                for line in row(interval.upper)...row(interval.lower) { canvas[line][place] = "|" }
            }
        }
        for bin in calibration.bins {
            canvas[row(bin.observed)][column(bin.meanPredicted)] = "o"
        }
        let labels = [0: "1.0", rows / 2: "0.5", rows - 1: "0.0"]
        var lines = canvas.enumerated().map { index, cells in
            "\(labels[index] ?? "   ") |\(String(cells))"
        }
        lines.append("    +" + String(repeating: "-", count: columns))
        lines.append(
            "     0.0" + String(repeating: " ", count: columns / 2 - 4) + "0.5"
                + String(repeating: " ", count: columns / 2 - 4) + "1.0")
        return lines + histogram
    }

    /// One digit for each tenth of the scale: its share of the predictions in tenths.
    private var histogram: [String] {
        var counts = [Int](repeating: 0, count: 10)
        for p in probabilities { counts[min(9, Int(p * 10))] += 1 }
        let most = max(1, counts.max() ?? 1)
        let bars = counts.enumerated().map { index, count in
            let length = (count * 40 + most - 1) / most
            let small = SmallGroups.isSmall(count)
            let bar = String(repeating: "#", count: small ? 1 : length)
            return "     0.\(index) \(bar) \(small ? SmallGroups.sign : String(count))"
        }
        return bars
    }
}
