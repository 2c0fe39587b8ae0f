import Application
import Domain
import Terminal

/// A figure's picture in the terminal: curves with the numbers still waiting below, or a map.
struct PlotView {
    let plot: Plot

    private static let styles = [
        Style(.accent), Style(.caution), .quiet, Style(.good), Style(.infusion), Style(.collection),
    ]

    func draw(in area: Area, on frame: inout Frame, _ words: Wording) {
        if let heat = plot.heat { return draw(heat, in: area, on: &frame, words) }
        var area = area
        let names = legend(words)
        if !names.pieces.isEmpty {
            let line = area.cutTop(1)
            frame.write(names, row: line.row, column: line.column + 2, width: line.columns - 2)
        }
        let foot = area.cutBottom(min(plot.atRisk.count, max(0, area.rows - 5)))
        chart(words, columns: area.columns - Chart.labelWidth).draw(in: area, on: &frame)
        drawAtRisk(in: foot, on: &frame, words)
    }

    /// Labels that would run into each other are left out.
    private func marks(columns: Int) -> [Plot.Mark] {
        let xs = plot.series.flatMap { $0.points.map(\.x) } + plot.marks.map(\.x)
        let across = Axis(least: xs.min() ?? 0, most: xs.max() ?? 1)
        var end = -1
        return plot.marks.filter { mark in
            guard let share = across.share(of: mark.x) else { return false }
            let width = mark.label.displayWidth
            let start = min(Int((share * Double(columns - 1)).rounded()), columns - width)
            guard start > end else { return false }
            end = start + width
            return true
        }
    }

    private func chart(_ words: Wording, columns: Int) -> Chart {
        let scale = plot.isShare ? 100.0 : 1
        var chart = Chart(
            plot.series.enumerated().flatMap { place, series -> [Chart.Series] in
                let style = Self.styles[place % Self.styles.count]
                let points = series.points.map { Chart.Point($0.x, $0.y * scale) }
                let form: Chart.Series.Form =
                    switch series.form {
                    case .line: .line
                    case .steps: .steps
                    case .points: .points
                    case .columns: .columns
                    }
                let band = series.band.map { $0.lowerBound * scale...$0.upperBound * scale }
                let drawn = Chart.Series(words(series.name), form, points, band: band, style)
                guard !series.signals.isEmpty else { return [drawn] }
                let signals = series.signals.keys.sorted().filter(points.indices.contains)
                return [
                    drawn,
                    Chart.Series("!", .points, signals.map { points[$0] }, Style(.danger, .bold)),
                ]
            })
        chart.levels = plot.levels.map { Chart.Level($0.value * scale, words($0.name)) }
        chart.marks = marks(columns: columns).map { ($0.x, $0.label) }
        chart.unit = plot.isShare ? "%" : ""
        chart.from = plot.fromNought || plot.isShare ? 0 : nil
        return chart
    }

    /// Which line is which; a name that several share stands once.
    private func legend(_ words: Wording) -> Line {
        var line = Line(words(plot.up) + " / " + words(plot.across) + "   ", .quiet)
        var seen: Set<String> = []
        for (place, series) in plot.series.enumerated() {
            let name = words(series.name)
            guard seen.insert(name).inserted else { continue }
            line.add("━ \(name)  ", Self.styles[place % Self.styles.count])
        }
        return line
    }

    private func drawAtRisk(in area: Area, on frame: inout Frame, _ words: Wording) {
        let across = Axis(
            least: min(plot.marks.first?.x ?? 0, plot.series.first?.points.first?.x ?? 0),
            most: max(plot.marks.last?.x ?? 1, plot.series.compactMap(\.points.last?.x).max() ?? 1))
        let width = area.columns - Chart.labelWidth
        for (line, row) in plot.atRisk.prefix(area.rows).enumerated() {
            let place = area.row + line
            frame.write(
                words(row.name).clipped(to: Chart.labelWidth + 6), row: place, column: area.column,
                .quiet)
            for (mark, count) in zip(plot.marks, row.counts).dropFirst() {
                guard let share = across.share(of: mark.x) else { continue }
                let text = String(count)
                let column = Int((share * Double(width - 1)).rounded())
                let last = width - text.displayWidth
                frame.write(
                    text, row: place, column: area.column + Chart.labelWidth + min(column, last),
                    .quiet)
            }
        }
    }

    // MARK: Maps

    /// Percent in every cell: shade and colour alone could not be read aloud.
    private func draw(
        _ heat: Plot.Heat, in area: Area, on frame: inout Frame, _ words: Wording
    ) {
        guard area.rows > 1 else { return }
        let labels = heat.rows.map { words($0) }
        let lead = min(20, labels.map(\.displayWidth).max() ?? 0) + 2
        let cell = 5
        let room = max(1, (area.columns - lead) / cell)
        let columns = heat.columns.indices.suffix(room)
        for (offset, column) in columns.enumerated() {
            let name = String(heat.columns[column].suffix(5))
            let text = offset == 0 || name.hasSuffix("-01") ? name : String(name.suffix(2))
            if offset % 2 == 0 || text.displayWidth < cell {
                frame.write(
                    text, row: area.row, column: area.column + lead + offset * cell,
                    width: cell + 1, .quiet)
            }
        }
        for (line, row) in heat.values.prefix(area.rows - 1).enumerated() {
            let place = area.row + 1 + line
            frame.write(
                labels[line].clipped(to: lead - 1), row: place, column: area.column, width: lead - 1
            )
            for (offset, column) in columns.enumerated() {
                guard let value = row[column] else { continue }
                let percent = Int((value * 100).rounded())
                let style = Style(percent >= 90 ? .danger : percent >= 75 ? .caution : .plain)
                frame.write(
                    String(percent).fittedRight(to: cell - 1), row: place,
                    column: area.column + lead + offset * cell - 1, style)
            }
        }
    }
}
