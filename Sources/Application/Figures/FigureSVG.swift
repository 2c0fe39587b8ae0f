import Domain

/// A plot as SVG: shapes and text alone, no script, no style sheet and nothing from elsewhere, so
/// that it may be put on any page and printed.
///
/// Series differ by dashes and signs as well as by colour.
public struct FigureSVG {
    private let plot: Plot
    private let wording: Wording
    private let width = 720.0
    private let height: Double
    private let left = 64.0, right = 16.0, top = 14.0
    private let bottom: Double
    private var body = ""

    private static let colours = ["#1b4f8a", "#b1400b", "#5a5a5a", "#2c7a3f", "#7a3f8a", "#8a7a1b"]
    private static let dashes = ["", "7 4", "2 3", "9 3 2 3", "5 5", "1 4"]

    public static func text(_ plot: Plot, _ wording: Wording, title: String) -> String {
        var drawing = FigureSVG(plot, wording)
        if plot.heat != nil { drawing.drawHeat() } else { drawing.drawCurves() }
        return drawing.page(title)
    }

    private init(_ plot: Plot, _ wording: Wording) {
        (self.plot, self.wording) = (plot, wording)
        bottom = 48 + 16 * Double(plot.atRisk.count + (plot.atRisk.isEmpty ? 0 : 1))
        let heat = plot.heat.map { 40 + 22 * Double($0.rows.count) }
        height = heat ?? 300 + bottom + 16 * Double(plot.series.count)
    }

    private func page(_ title: String) -> String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 \(n(width)) \(n(height))" \
        width="\(n(width))" height="\(n(height))" font-family="sans-serif" font-size="12">
        <title>\(Self.escaped(title))</title>
        <rect width="100%" height="100%" fill="#ffffff"/>
        \(body)</svg>
        """
    }

    // MARK: Curves

    private var values: [Double] {
        plot.series.flatMap { series in
            series.points.map(\.y) + series.band.flatMap { [$0.lowerBound, $0.upperBound] }
        } + plot.levels.map(\.value)
    }

    private mutating func drawCurves() {
        let xs = plot.series.flatMap { $0.points.map(\.x) } + plot.marks.map(\.x)
        let (x0, x1) = (xs.min() ?? 0, max((xs.min() ?? 0) + 1e-9, xs.max() ?? 1))
        var (y0, y1) = (values.min() ?? 0, values.max() ?? 1)
        if plot.isShare { (y0, y1) = (0, 1) } else if plot.fromNought { y0 = min(0, y0) }
        let step = WaitFigure.niceStep(max(1e-9, y1 - y0), parts: 5)
        y0 = (y0 / step).rounded(.down) * step
        y1 = max(y0 + step, (y1 / step).rounded(.up) * step)
        let hasColumns = plot.series.contains { $0.form == .columns }
        let inset = hasColumns ? 18.0 : 0
        let frame = Frame(
            x: left + inset, y: top, width: width - left - right - 2 * inset, height: 290 - top,
            across: x0...x1, up: y0...y1)
        var mark = y0
        while mark <= y1 + step / 1000 {
            let y = frame.place(up: mark)
            line(left, y, width - right, y, "#dddddd", 1)
            let label = plot.isShare ? "\(Int((mark * 100).rounded())) %" : number(mark)
            text(label, left - 6, y + 4, "end")
            mark += step
        }
        for mark in plot.marks where x0...x1 ~= mark.x {
            let x = frame.place(across: mark.x)
            line(x, 290, x, 295, "#333333", 1)
            text(mark.label, x, 308, "middle")
        }
        line(left, 290, width - right, 290, "#333333", 1)
        text(wording(plot.across), width - right, 324, "end")
        for level in plot.levels {
            let y = frame.place(up: level.value)
            line(left, y, width - right, y, "#b1400b", 1, dash: "4 4")
            text(wording(level.name), width - right, y - 4, "end")
        }
        for (place, series) in plot.series.enumerated() { draw(series, place, in: frame) }
        drawFoot(frame)
    }

    private struct Frame {
        let x: Double, y: Double, width: Double, height: Double
        let across: ClosedRange<Double>, up: ClosedRange<Double>

        func place(across value: Double) -> Double {
            x + width * (value - across.lowerBound) / (across.upperBound - across.lowerBound)
        }

        func place(up value: Double) -> Double {
            y + height * (1 - (value - up.lowerBound) / (up.upperBound - up.lowerBound))
        }
    }

    private mutating func draw(_ series: Plot.Series, _ place: Int, in frame: Frame) {
        let colour = Self.colours[place % Self.colours.count]
        let dash = Self.dashes[place % Self.dashes.count]
        let dots = series.points.map { (frame.place(across: $0.x), frame.place(up: $0.y)) }
        if series.band.count == series.points.count, !series.band.isEmpty {
            let upper = stepped(
                zip(dots, series.band).map { ($0.0, frame.place(up: $1.upperBound)) })
            let lower = stepped(
                zip(dots, series.band).map { ($0.0, frame.place(up: $1.lowerBound)) })
            body +=
                "<polygon points=\"\(points(upper + lower.reversed()))\""
                + " fill=\"\(colour)\" fill-opacity=\"0.12\"/>\n"
        }
        switch series.form {
        case .line: polyline(dots, colour, dash)
        case .steps: polyline(stepped(dots), colour, dash)
        case .points: for dot in dots { circle(dot, colour) }
        case .columns:
            let room = frame.width / Double(max(1, dots.count))
            let wide = min(34, room * 0.7)
            for dot in dots {
                let tall = frame.place(up: max(0, frame.up.lowerBound)) - dot.1
                body +=
                    "<rect x=\"\(n(dot.0 - wide / 2))\" y=\"\(n(dot.1))\" width=\"\(n(wide))\""
                    + " height=\"\(n(max(0, tall)))\" fill=\"\(colour)\"/>\n"
            }
        }
        for place in series.signals.keys.sorted() where dots.indices.contains(place) {
            let (x, y) = dots[place]
            body +=
                "<circle cx=\"\(n(x))\" cy=\"\(n(y))\" r=\"5\" fill=\"none\""
                + " stroke=\"#b1400b\" stroke-width=\"2\"><title>"
                + Self.escaped(series.signals[place].map { wording($0) } ?? "")
                + "</title></circle>\n"
        }
    }

    /// The numbers at risk, and which line is which.
    private mutating func drawFoot(_ frame: Frame) {
        var y = 328.0
        if !plot.atRisk.isEmpty {
            // A lone cohort has no name of its own, and the heading stands beside its numbers.
            if plot.atRisk.count > 1 {
                y += 14
                text(wording("figure.atRisk"), 4, y, "start")
            }
            for row in plot.atRisk {
                y += 16
                text(wording(row.name), 4, y, "start")
                for (mark, count) in zip(plot.marks, row.counts) where mark.x > 0 || count > 0 {
                    let x = frame.place(across: mark.x)
                    text(String(count), max(x, left + 80), y, "middle")
                }
            }
        }
        var named: Set<String> = []
        for (place, series) in plot.series.enumerated() {
            let name = wording(series.name)
            guard named.insert(name).inserted else { continue }
            y += 16
            line(
                left, y - 4, left + 28, y - 4, Self.colours[place % Self.colours.count], 2,
                dash: Self.dashes[place % Self.dashes.count])
            text(name, left + 36, y, "start")
        }
    }

    // MARK: Heat

    private mutating func drawHeat() {
        guard let heat = plot.heat else { return }
        let label = 150.0
        let cell = (width - label - right) / Double(max(1, heat.columns.count))
        let every = max(1, Int((46 / max(1, cell)).rounded(.up)))
        for (place, name) in heat.columns.enumerated() where place % every == 0 {
            text(name, label + cell * Double(place), 18, "start")
        }
        for (row, values) in heat.values.enumerated() {
            let y = 26 + 22 * Double(row)
            text(wording(heat.rows[row]), label - 8, y + 15, "end")
            for (column, value) in values.enumerated() {
                guard let value else { continue }
                let shade = 255 - Int((min(1, max(0, value)) * 200).rounded())
                let x = label + cell * Double(column)
                body +=
                    "<rect x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(cell - 1))\" height=\"20\""
                    + " fill=\"rgb(\(shade),\(shade),255)\"/>\n"
                if cell >= 30 {
                    let ink = shade < 140 ? "#ffffff" : "#111111"
                    text(
                        "\(Int((value * 100).rounded()))", x + cell / 2, y + 14, "middle",
                        ink: ink)
                }
            }
        }
    }

    // MARK: Shapes

    private func n(_ value: Double) -> String { DecimalText.text((value * 10).rounded() / 10) }

    private func number(_ value: Double) -> String {
        DecimalText.text((value * 1e6).rounded() / 1e6)
    }

    private func stepped(_ dots: [(Double, Double)]) -> [(Double, Double)] {
        var corners: [(Double, Double)] = []
        for dot in dots {
            if let last = corners.last { corners.append((dot.0, last.1)) }
            corners.append(dot)
        }
        return corners
    }

    private func points(_ dots: [(Double, Double)]) -> String {
        dots.map { "\(n($0.0)),\(n($0.1))" }.joined(separator: " ")
    }

    private mutating func polyline(_ dots: [(Double, Double)], _ colour: String, _ dash: String) {
        let pattern = dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\""
        body +=
            "<polyline points=\"\(points(dots))\" fill=\"none\" stroke=\"\(colour)\""
            + " stroke-width=\"1.8\"\(pattern)/>\n"
    }

    private mutating func circle(_ dot: (Double, Double), _ colour: String) {
        body += "<circle cx=\"\(n(dot.0))\" cy=\"\(n(dot.1))\" r=\"3\" fill=\"\(colour)\"/>\n"
    }

    private mutating func line(
        _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ colour: String,
        _ thick: Double, dash: String = ""
    ) {
        let pattern = dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\""
        body +=
            "<line x1=\"\(n(x1))\" y1=\"\(n(y1))\" x2=\"\(n(x2))\" y2=\"\(n(y2))\""
            + " stroke=\"\(colour)\" stroke-width=\"\(n(thick))\"\(pattern)/>\n"
    }

    private mutating func text(
        _ words: String, _ x: Double, _ y: Double, _ anchor: String, ink: String = "#222222"
    ) {
        body +=
            "<text x=\"\(n(x))\" y=\"\(n(y))\" text-anchor=\"\(anchor)\" fill=\"\(ink)\">"
            + Self.escaped(words) + "</text>\n"
    }

    /// Names come from other systems: nothing of them may become mark-up.
    static func escaped(_ text: String) -> String {
        var safe = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": safe += "&amp;"
            case "<": safe += "&lt;"
            case ">": safe += "&gt;"
            case "\"": safe += "&quot;"
            case "'": safe += "&#39;"
            case "\n", "\t": safe += " "
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
                safe += "\u{FFFD}"
            default: safe.unicodeScalars.append(scalar)
            }
        }
        return safe
    }
}
