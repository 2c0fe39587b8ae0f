import Glibc

/// A cumulative sum chart of a yes-or-no outcome that should be rare, such as a failed batch.
///
/// Each case adds the logarithm of how much likelier its outcome is if the odds of the event have
/// grown by the given ratio than if each case has its expected risk (Steiner and others 2000):
/// an event adds log(R / (1 - p + R p)), no event adds log(1 / (1 - p + R p)). The sum never
/// falls below 0. It signals when it reaches the limit, and starts again from 0.
public struct CusumChart: Sendable {
    public let path: [Double]
    public let signals: [Int]

    /// - Parameters:
    ///   - risks: the expected risk of each case; all equal where no model adjusts them.
    ///   - oddsRatio: the change to be found; below 1 finds an improvement.
    public init(
        outcomes: [Bool], risks: [Double], oddsRatio: Double, limit: Double
    ) throws(StatisticsError) {
        guard !outcomes.isEmpty else { throw .noRows }
        precondition(outcomes.count == risks.count, "every case has its risk")
        guard oddsRatio > 0, oddsRatio != 1 else { throw .badSetting("odds_ratio") }
        guard limit > 0 else { throw .badSetting("limit") }
        if let row = risks.firstIndex(where: { !($0 > 0 && $0 < 1) }) {
            throw .probabilityOutside(row: row)
        }
        var (sum, path, signals) = (0.0, [Double](), [Int]())
        for (index, outcome) in outcomes.enumerated() {
            sum = max(0, sum + Self.weight(outcome, risks[index], oddsRatio))
            path.append(sum)
            // A limit is reached also when the last digit of a sum falls short of it.
            guard sum >= limit - 1e-12 * limit else { continue }
            signals.append(index)
            sum = 0
        }
        (self.path, self.signals) = (path, signals)
    }

    static func weight(_ outcome: Bool, _ risk: Double, _ oddsRatio: Double) -> Double {
        log((outcome ? oddsRatio : 1) / (1 - risk + oddsRatio * risk))
    }

    /// The mean number of cases until a signal when each has the given risk: how often the chart
    /// would cry wolf (`actual` = `expected`), or how soon it finds a change.
    ///
    /// Brook and Evans: the sum is cut into steps, whose moves form a Markov chain.
    public static func averageRunLength(
        expected: Double, actual: Double, oddsRatio: Double, limit: Double, steps: Int = 200
    ) -> Double? {
        let width = limit / Double(steps)
        var chain = [[Double]](
            repeating: [Double](repeating: 0, count: steps + 1), count: steps)
        for state in 0..<steps {
            chain[state][state] = 1
            for (outcome, chance) in [(true, actual), (false, 1 - actual)] {
                let next = Double(state) * width + weight(outcome, expected, oddsRatio)
                let target = max(0, Int((next / width).rounded()))
                if target < steps { chain[state][target] -= chance }
            }
            chain[state][steps] = 1
        }
        return eliminate(&chain)
    }

    /// The first unknown of a linear system whose right side is the last column.
    private static func eliminate(_ rows: inout [[Double]]) -> Double? {
        let size = rows.count
        for column in 0..<size {
            guard
                let pivot = (column..<size).max(by: {
                    abs(rows[$0][column]) < abs(rows[$1][column])
                }), abs(rows[pivot][column]) > 1e-12
            else { return nil }
            rows.swapAt(column, pivot)
            for row in (column + 1)..<max(column + 1, size) where rows[row][column] != 0 {
                let factor = rows[row][column] / rows[column][column]
                for index in column...size { rows[row][index] -= factor * rows[column][index] }
            }
        }
        var solution = [Double](repeating: 0, count: size)
        for row in stride(from: size - 1, through: 0, by: -1) {
            var sum = rows[row][size]
            for index in (row + 1)..<max(row + 1, size) {
                sum -= rows[row][index] * solution[index]
            }
            solution[row] = sum / rows[row][row]
        }
        return solution.first
    }
}

/// A chart of the number of cases between rare events (g-chart), for events so rare that a monthly
/// rate is mostly zero.
///
/// A value is the number of cases without the event since the event before it. The numbers follow
/// a geometric distribution: centre = their mean g, upper limit = g + 3 sqrt(g (g + 1)), lower
/// limit = 0 at least. The middle line of the run rule is the median of the distribution, because
/// it is skewed: log(1/2) / log(g / (g + 1)) - 1. Flags: `outside_limits` strictly above the upper
/// limit, which is a good sign where the event is bad; `shift_of_8` eight values in a row strictly
/// on one side of the median.
public struct GeometricChart: Sendable {
    public enum Flag: String, CaseIterable, Sendable {
        case outsideLimits = "outside_limits"
        case shiftOf8 = "shift_of_8"
    }

    public let gaps: [Int]
    public let centre: Double
    public let median: Double
    public let upper: Double
    public let lower: Double
    public let flags: [[Flag]]

    /// - Parameter outcomes: in the order of time; true for the event.
    /// - Throws: `StatisticsError.tooFewRows` with fewer than two events.
    public init(outcomes: [Bool]) throws(StatisticsError) {
        let places = outcomes.indices.filter { outcomes[$0] }
        guard places.count >= 2 else { throw .tooFewRows(found: places.count, needed: 2) }
        try self.init(gaps: zip(places.dropFirst(), places).map { $0 - $1 - 1 })
    }

    public init(gaps: [Int]) throws(StatisticsError) {
        guard !gaps.isEmpty else { throw .noRows }
        if let row = gaps.firstIndex(where: { $0 < 0 }) { throw .negativeTime(row: row) }
        let mean = Double(gaps.reduce(0, +)) / Double(gaps.count)
        let spread = 3 * (mean * (mean + 1)).squareRoot()
        (centre, upper, lower) = (mean, mean + spread, max(0, mean - spread))
        median = mean > 0 ? max(0, log(0.5) / log(mean / (mean + 1)) - 1) : 0
        var flags = [[Flag]](repeating: [], count: gaps.count)
        for (index, gap) in gaps.enumerated() where Double(gap) > upper {
            flags[index].append(.outsideLimits)
        }
        let middle = median
        let sides = gaps.map { Double($0) > middle ? 1 : Double($0) < middle ? -1 : 0 }
        var first = 0
        while first < sides.count {
            var end = first + 1
            while end < sides.count, sides[end] == sides[first] { end += 1 }
            if sides[first] != 0, end - first >= 8 {
                for index in first..<end { flags[index].append(.shiftOf8) }
            }
            first = end
        }
        (self.gaps, self.flags) = (gaps, flags)
    }
}
