public import Terminal

/// Lines, steps with bands, points and columns over two axes.
public struct Chart: Equatable, Sendable {
    public struct Point: Equatable, Sendable {
        public let x: Double
        public let y: Double

        public init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }
    }

    public struct Series: Equatable, Sendable {
        public enum Form: Sendable {
            case line
            /// Holds its value until the next point: survival, cumulative incidence, beds.
            case steps
            case points
            case columns
        }

        public let name: String
        public let form: Form
        public let points: [Point]
        /// Lower and upper bound at each point, where the series knows them.
        public let band: [ClosedRange<Double>]
        public let style: Style

        public init(
            _ name: String, _ form: Form, _ points: [Point], band: [ClosedRange<Double>] = [],
            _ style: Style = Style(.accent)
        ) {
            (self.name, self.form, self.points) = (name, form, points)
            (self.band, self.style) = (band, style)
        }
    }

    /// A line across with a name: a capacity, a target, a limit.
    public struct Level: Equatable, Sendable {
        public let value: Double
        public let name: String

        public init(_ value: Double, _ name: String) { (self.value, self.name) = (value, name) }
    }

    public var series: [Series]
    public var levels: [Level] = []
    public var scale = Axis.Scale.linear
    /// The vertical axis begins here, where nought is part of the truth.
    public var from: Double?
    public var unit = ""
    /// Labels of places on the horizontal axis.
    public var marks: [(x: Double, label: String)] = []

    public init(_ series: [Series]) { self.series = series }

    public static func == (left: Chart, right: Chart) -> Bool {
        left.series == right.series && left.levels == right.levels && left.scale == right.scale
            && left.from == right.from && left.unit == right.unit
            && left.marks.elementsEqual(right.marks, by: ==)
    }

    private var vertical: Axis {
        let bands = series.flatMap(\.band).flatMap { [$0.lowerBound, $0.upperBound] }
        let values = series.flatMap(\.points).map(\.y) + levels.map(\.value) + bands
        return Axis(covering: values, scale: scale, from: from)
    }

    private var horizontal: Axis {
        let places = series.flatMap(\.points).map(\.x) + marks.map(\.x)
        return Axis(least: places.min() ?? 0, most: places.max() ?? 1)
    }

    static let labelWidth = 7

    public func draw(in area: Area, on frame: inout Frame) {
        guard area.rows >= 3, area.columns > Self.labelWidth + 4 else { return }
        var plot = area
        let foot = plot.cutBottom(1)
        let labels = plot.cutLeft(Self.labelWidth)
        let (up, across) = (vertical, horizontal)
        drawScale(up, labels, on: &frame)
        for level in levels {
            guard let share = up.share(of: level.value) else { continue }
            let row = plot.row + place(share, plot.rows)
            frame.write(
                String(repeating: "╌", count: plot.columns), row: row, column: plot.column, .quiet)
        }
        for each in series { each.draw(up, across, in: plot, on: &frame) }
        for level in levels {
            guard let share = up.share(of: level.value) else { continue }
            let name = level.name.clipped(to: plot.columns / 2)
            frame.write(
                name, row: plot.row + place(share, plot.rows),
                column: plot.column + plot.columns - name.displayWidth, .quiet)
        }
        for mark in marks {
            guard let share = across.share(of: mark.x) else { continue }
            let wanted = plot.column + Int((share * Double(plot.columns - 1)).rounded())
            let last = plot.column + plot.columns - mark.label.displayWidth
            let column = max(plot.column, min(wanted, last))
            frame.write(mark.label, row: foot.row, column: column, .quiet)
        }
    }

    private func place(_ share: Double, _ rows: Int) -> Int {
        rows - 1 - Int((min(1, max(0, share)) * Double(rows - 1)).rounded())
    }

    private func drawScale(_ axis: Axis, _ labels: Area, on frame: inout Frame) {
        for row in 0..<labels.rows {
            frame.write(
                "│", row: labels.row + row, column: labels.column + labels.columns - 1, .quiet)
        }
        for mark in axis.marks(atMost: max(2, labels.rows / 2)) {
            guard let share = axis.share(of: mark), (-0.001...1.001).contains(share) else {
                continue
            }
            let text = (Axis.label(mark) + unit).fittedRight(to: labels.columns - 2) + " ┤"
            frame.write(
                text, row: labels.row + place(share, labels.rows), column: labels.column, .quiet)
        }
    }
}

extension Chart.Series {
    func draw(_ up: Axis, _ across: Axis, in plot: Area, on frame: inout Frame) {
        let canvasSize = (rows: plot.rows, columns: plot.columns)
        func dot(_ x: Double, _ y: Double) -> (x: Int, y: Int)? {
            guard let right = across.share(of: x), let high = up.share(of: y) else { return nil }
            let clampedX = min(2, max(-1, right))
            let clampedY = min(2, max(-1, high))
            return (
                Int((clampedX * Double(canvasSize.columns * 2 - 1)).rounded()),
                Int(((1 - clampedY) * Double(canvasSize.rows * 4 - 1)).rounded())
            )
        }
        if band.count == points.count, !band.isEmpty {
            drawBand(dot, in: plot, on: &frame)
        }
        var canvas = BrailleCanvas(rows: plot.rows, columns: plot.columns)
        let dots = points.map { dot($0.x, $0.y) }
        switch form {
        case .line:
            for (one, two) in zip(dots, dots.dropFirst()) {
                if let one, let two { canvas.line(from: one, to: two) }
            }
            if dots.count == 1, let only = dots[0] { canvas.set(only.x, only.y) }
        case .steps:
            for (one, two) in zip(dots, dots.dropFirst()) {
                guard let one, let two else { continue }
                canvas.line(from: one, to: (two.x, one.y))
                canvas.line(from: (two.x, one.y), to: two)
            }
            if dots.count == 1, let only = dots[0] { canvas.set(only.x, only.y) }
        case .points:
            for case .some(let each) in dots where each.y >= 0 && each.x >= 0 {
                let (row, column) = (each.y / 4, each.x / 2)
                guard row < plot.rows, column < plot.columns else { continue }
                frame.write("•", row: plot.row + row, column: plot.column + column, style)
            }
        case .columns: drawColumns(up, across, in: plot, on: &frame)
        }
        canvas.draw(row: plot.row, column: plot.column, on: &frame, style)
    }

    /// Both bounds as dotted steps: the middle stays readable in one colour.
    private func drawBand(
        _ dot: (Double, Double) -> (x: Int, y: Int)?, in plot: Area, on frame: inout Frame
    ) {
        var canvas = BrailleCanvas(rows: plot.rows, columns: plot.columns)
        for (index, point) in points.enumerated() {
            let end = index + 1 < points.count ? points[index + 1].x : point.x
            for bound in [band[index].lowerBound, band[index].upperBound] {
                guard let start = dot(point.x, bound), let stop = dot(end, bound) else { continue }
                for x in stride(from: start.x, through: max(start.x, stop.x), by: 3) {
                    canvas.set(x, start.y)
                }
            }
        }
        canvas.draw(row: plot.row, column: plot.column, on: &frame, .quiet)
    }

    private static let eighths: [String] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    private func drawColumns(_ up: Axis, _ across: Axis, in plot: Area, on frame: inout Frame) {
        for point in points {
            guard let right = across.share(of: point.x), let high = up.share(of: point.y) else {
                continue
            }
            let column = plot.column + Int((right * Double(plot.columns - 1)).rounded())
            let steps = Int((min(1, max(0, high)) * Double(plot.rows * 8)).rounded())
            for row in 0..<(steps + 7) / 8 {
                let sign = Self.eighths[min(8, steps - row * 8) - 1]
                frame.write(sign, row: plot.row + plot.rows - 1 - row, column: column, style)
            }
        }
    }
}

/// A small course of values for a table cell: `▂▃▅█`.
public enum Sparkline {
    private static let signs = Array("▁▂▃▄▅▆▇█")

    public static func text(_ values: [Double?]) -> String {
        let known = values.compactMap { $0 }.filter(\.isFinite)
        guard let least = known.min(), let most = known.max() else { return "" }
        return String(
            values.map { value in
                guard let value, value.isFinite else { return " " }
                let share = most > least ? (value - least) / (most - least) : 0.5
                return signs[Int((share * 7).rounded())]
            })
    }
}
