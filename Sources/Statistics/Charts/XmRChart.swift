/// A control chart of single values and their moving ranges (XmR), with the rules of Making Data
/// Count.
public struct XmRChart: Sendable {
    public enum Flag: String, CaseIterable, Sendable, Comparable {
        case outsideLimits = "outside_limits"
        case shiftOf7 = "shift_of_7"
        case trendOf7 = "trend_of_7"
        case twoOfThreeNearLimit = "two_of_three_near_limit"

        public static func < (left: Flag, right: Flag) -> Bool { left.rawValue < right.rawValue }
    }

    public struct Segment: Sendable, Hashable {
        public let first: Int
        public let last: Int
        public let centre: Double
        public let meanMovingRange: Double
        public let movingRangesUsed: Int

        public var upper: Double { centre + 2.66 * meanMovingRange }
        public var lower: Double { centre - 2.66 * meanMovingRange }
        public var upperTwoThirds: Double { centre + 2.66 * meanMovingRange * 2 / 3 }
        public var lowerTwoThirds: Double { centre - 2.66 * meanMovingRange * 2 / 3 }
        public var movingRangeUpper: Double { 3.267 * meanMovingRange }
    }

    public struct Settings: Sendable, Hashable {
        /// The points that make the limits of each segment; nil for all.
        public var baselinePoints: Int?
        /// The first points of new segments.
        public var rebaseAt: [Int] = []
        /// Drops moving ranges beyond their own limit once.
        public var screensMovingRanges = false

        public init(
            baselinePoints: Int? = nil, rebaseAt: [Int] = [], screensMovingRanges: Bool = false
        ) {
            (self.baselinePoints, self.rebaseAt) = (baselinePoints, rebaseAt)
            self.screensMovingRanges = screensMovingRanges
        }
    }

    /// With fewer points the limits are provisional.
    public static let pointsForFirmLimits = 12

    public let series: [Double]
    public let segments: [Segment]
    public let flags: [[Flag]]

    public var isProvisional: Bool {
        segments.contains { $0.movingRangesUsed + 1 < Self.pointsForFirmLimits }
    }

    /// - Throws: `StatisticsError` for a segment of one point, which has no moving range.
    public init(_ series: [Double], _ settings: Settings = Settings()) throws(StatisticsError) {
        if let row = series.firstIndex(where: { !$0.isFinite }) { throw .notFinite(row: row) }
        guard !series.isEmpty else { throw .noRows }
        let starts = [0] + settings.rebaseAt.sorted()
        guard Set(starts).count == starts.count, starts.allSatisfy({ series.indices.contains($0) })
        else { throw .badSetting("rebase_at") }
        var segments: [Segment] = []
        for (index, first) in starts.enumerated() {
            let end = index + 1 < starts.count ? starts[index + 1] : series.count
            segments.append(try Self.segment(series[first..<end], settings))
        }
        var flags = [Set<Flag>](repeating: [], count: series.count)
        for segment in segments { Self.flag(series, segment, &flags) }
        self.series = series
        self.segments = segments
        self.flags = flags.map { $0.sorted() }
    }

    private static func segment(
        _ points: ArraySlice<Double>, _ settings: Settings
    ) throws(StatisticsError) -> Segment {
        let wanted = settings.baselinePoints ?? max(2, points.count)
        guard wanted >= 2 else { throw .badSetting("baseline_points") }
        let baseline = Array(points.prefix(wanted))
        guard baseline.count >= 2 else { throw .tooFewRows(found: baseline.count, needed: 2) }
        var ranges = zip(baseline.dropFirst(), baseline).map { abs($0 - $1) }
        if settings.screensMovingRanges {
            let limit = 3.267 * Mean.of(ranges)
            let kept = ranges.filter { $0 < limit }
            if !kept.isEmpty { ranges = kept }
        }
        return Segment(
            first: points.startIndex, last: points.endIndex - 1, centre: Mean.of(baseline),
            meanMovingRange: Mean.of(ranges), movingRangesUsed: ranges.count)
    }

    /// Strictly above, but not by a rounding error alone.
    private static func exceeds(_ value: Double, _ limit: Double) -> Bool {
        value - limit > 1e-12 * max(abs(value), abs(limit))
    }

    private static func flag(
        _ series: [Double], _ segment: Segment, _ flags: inout [Set<Flag>]
    ) {
        let points = segment.first...segment.last
        let sides = points.map { index in
            exceeds(series[index], segment.centre)
                ? 1 : exceeds(segment.centre, series[index]) ? -1 : 0
        }
        let outside = points.map {
            exceeds(series[$0], segment.upper) || exceeds(segment.lower, series[$0])
        }
        let near = points.enumerated().map { offset, index in
            !outside[offset]
                && (exceeds(series[index], segment.upperTwoThirds)
                    || exceeds(segment.lowerTwoThirds, series[index]))
        }
        for offset in outside.indices where outside[offset] {
            flags[segment.first + offset].insert(.outsideLimits)
        }
        for run in runs(sides) where sides[run.lowerBound] != 0 && run.count >= 7 {
            for offset in run { flags[segment.first + offset].insert(.shiftOf7) }
        }
        let moves = zip(points.dropFirst(), points).map { later, earlier in
            series[later] > series[earlier] ? 1 : series[later] < series[earlier] ? -1 : 0
        }
        for run in runs(moves) where moves[run.lowerBound] != 0 && run.count >= 6 {
            // Six moves join seven points.
            for offset in run.lowerBound...run.upperBound {
                flags[segment.first + offset].insert(.trendOf7)
            }
        }
        guard sides.count >= 3 else { return }
        for start in 0...(sides.count - 3) {
            let window = start..<(start + 3)
            let isOneSided =
                sides[start] != 0 && window.allSatisfy { sides[$0] == sides[start] }
            guard isOneSided, window.count(where: { near[$0] }) >= 2 else { continue }
            for offset in window where near[offset] {
                flags[segment.first + offset].insert(.twoOfThreeNearLimit)
            }
        }
    }

    /// The runs of equal values.
    private static func runs(_ values: [Int]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var first = 0
        while first < values.count {
            var end = first + 1
            while end < values.count, values[end] == values[first] { end += 1 }
            found.append(first..<end)
            first = end
        }
        return found
    }
}
