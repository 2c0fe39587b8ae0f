import Application
import Domain
import Terminal

/// Laboratory values and vital signs over the days from the infusion, with doses and grades on the
/// same days.
struct PatientCharts {
    /// How many days are seen at once.
    enum Zoom: Int, CaseIterable, Sendable {
        case all = 0
        case month = 28
        case fortnight = 14
        case week = 7
        case three = 3

        var days: Int { rawValue == 0 ? 42 : rawValue }
        var closer: Zoom { Self.at(index + 1) }
        var farther: Zoom { Self.at(index - 1) }
        private var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }
        private static func at(_ index: Int) -> Zoom {
            allCases[min(max(0, index), allCases.count - 1)]
        }
    }

    let picture: PatientPicture
    let zoom: Zoom
    let shift: Int
    let now: Instant

    /// Day 0 of the axis: the infusion, else today.
    private var zero: Day { picture.dayZero ?? now.day }

    private func x(_ at: Instant) -> Double {
        let minutes = at.minutes(since: Instant(zero, .midnight, offsetMinutes: at.offsetMinutes))
        return Double(minutes) / 1440
    }

    private var known: [PatientChart] { picture.charts.filter { !$0.points.isEmpty } }

    /// Today, or the last value of a course that has ended: the months of silence after it would
    /// press everything that happened into one corner.
    private var latest: Double {
        let today = x(now)
        guard picture.milestones.contains(where: { $0.kind == .ended }) else { return today }
        let values = known.flatMap(\.points).map { x($0.at) }
        let last = (values + picture.grades.map { x($0.grade.at) }).max() ?? today
        return min(today, last + 1)
    }

    private var window: ClosedRange<Double> {
        let end = latest - Double(shift)
        guard zoom == .all else { return (end - Double(zoom.days))...end }
        let first = known.flatMap(\.points).map { x($0.at) }.min() ?? end - 14
        return min(first, end - 1)...max(end, first + 1)
    }

    // MARK: Small

    /// One line each: label, shape, last value, reference.
    func drawSmall(in area: Area, on frame: inout Frame, _ words: Wording) {
        guard !known.isEmpty else {
            frame.write(
                words("ward.never"), row: area.row, column: area.column, width: area.columns,
                .quiet)
            return
        }
        let isRoomy = area.columns >= 60 && area.rows >= 18
        if isRoomy {
            drawLarge(in: area, from: 0, on: &frame, words)
            return
        }
        let label = min(13, area.columns / 3)
        let value = 9
        let width = max(4, area.columns - label - value - 2)
        for (row, chart) in known.prefix(area.rows).enumerated() {
            let line = area.row + row
            frame.write(chart.label, row: line, column: area.column, width: label - 1, .quiet)
            frame.write(
                Sparkline.text(sampled(chart, count: width)), row: line,
                column: area.column + label, width: width, Style(.accent))
            guard let last = chart.points.last else { continue }
            let sign = sign(last.value, chart)
            frame.write(
                (sign + words.value(last.value)).fittedRight(to: value), row: line,
                column: area.column + label + width + 1, width: value,
                sign.isEmpty ? .plain : Style(.caution, .bold))
        }
    }

    /// One value for each column: the last of its stretch.
    private func sampled(_ chart: PatientChart, count: Int) -> [Double?] {
        let (first, last) = (window.lowerBound, window.upperBound)
        var values = [Double?](repeating: nil, count: count)
        for point in chart.points {
            let share = (x(point.at) - first) / max(1e-9, last - first)
            guard (0...1).contains(share) else { continue }
            values[min(count - 1, Int(share * Double(count)))] =
                chart.isLogarithmic && point.value > 0 ? logarithm(point.value) : point.value
        }
        return values
    }

    private func logarithm(_ value: Double) -> Double { Axis.logarithm(value) }

    /// Above or below what is usual.
    private func sign(_ value: Double, _ chart: PatientChart) -> String {
        if let high = chart.high, value >= high { return "▲" }
        if let low = chart.low, value < low { return "▼" }
        return ""
    }

    // MARK: Large

    func drawLarge(in area: Area, from first: Int, on frame: inout Frame, _ words: Wording) {
        guard !known.isEmpty else {
            frame.write(
                words("ward.never"), row: area.row, column: area.column + 1, width: area.columns,
                .quiet)
            return
        }
        let charts = known
        let hasGrades = !picture.grades.isEmpty
        let across = area.columns >= 110 ? 2 : 1
        let down = max(1, area.rows / 8)
        // The grades stand before all others, as charts of their own.
        let lead = hasGrades ? 1 : 0
        let start = min(first, max(0, charts.count + lead - 1))
        let width = area.columns / across
        let height = area.rows / down
        for index in 0..<min(across * down, charts.count + lead - start) {
            let part = Area(
                row: area.row + index / across * height,
                column: area.column + index % across * width, rows: height,
                columns: width - (across > 1 ? 1 : 0))
            if hasGrades, start + index == 0 {
                drawGrades(in: part, on: &frame, words)
            } else {
                draw(charts[start + index - lead], in: part, on: &frame, words)
            }
        }
    }

    /// CRS and ICANS over the days, each until the next grade.
    private func drawGrades(in pane: Area, on frame: inout Frame, _ words: Wording) {
        var area = pane
        frame.rule(
            area.cutTop(1), title: words("patient.grades"), right: words("patient.gradeSigns"),
            .quiet)
        let window = window
        drawEvents(area.cutTop(1), window, on: &frame, words)
        func steps(_ toxicity: Toxicity) -> [Chart.Point] {
            let own = picture.grades.filter { $0.grade.toxicity == toxicity }.map(\.grade)
            guard let last = own.last else { return [] }
            let start = max(window.lowerBound, 0)
            let points = own.map { Chart.Point(x($0.at), Double($0.level)) }
                .filter { window.contains($0.x) }
            return [Chart.Point(start, 0)] + points + [Chart.Point(latest, Double(last.level))]
        }
        var drawing = Chart([
            Chart.Series(words(Toxicity.crs.phrase), .steps, steps(.crs), Style(.accent)),
            Chart.Series(words(Toxicity.icans.phrase), .steps, steps(.icans), Style(.danger)),
        ])
        drawing.from = 0
        drawing.levels = [Chart.Level(4, "")]
        drawing.marks = days(window).map { (Double($0), words.dayAfterInfusion($0)) }
        drawing.marks += [(window.lowerBound, ""), (window.upperBound, "")]
        drawing.draw(in: area, on: &frame)
    }

    private func draw(
        _ chart: PatientChart, in pane: Area, on frame: inout Frame, _ words: Wording
    ) {
        var area = pane
        drawTitle(chart, area.cutTop(1), on: &frame, words)
        let window = window
        let points = chart.points.filter { window.contains(x($0.at)) }
        var drawing = Chart([
            Chart.Series(chart.label, .line, points.map { Chart.Point(x($0.at), $0.value) })
        ])
        drawing.scale = chart.isLogarithmic ? .log : .linear
        drawing.levels = [(chart.low, "chart.low"), (chart.high, "chart.high")].compactMap {
            value, key in value.map { Chart.Level($0, words(key)) }
        }
        drawing.marks = days(window).map { (Double($0), words.dayAfterInfusion($0)) }
        // Both ends are marked without a word, so that all charts have the same days.
        drawing.marks += [(window.lowerBound, ""), (window.upperBound, "")]
        drawEvents(area.cutTop(1), window, on: &frame, words)
        drawing.draw(in: area, on: &frame)
    }

    private func drawTitle(
        _ chart: PatientChart, _ area: Area, on frame: inout Frame, _ words: Wording
    ) {
        var title = chart.label + (chart.unit.isEmpty ? "" : " \(shown(chart.unit))")
        if chart.isLogarithmic { title += "  log" }
        if let last = chart.points.last {
            title += "  \(sign(last.value, chart))\(words.value(last.value))"
        }
        let reference =
            switch (chart.low, chart.high) {
            case (let low?, let high?): "\(words.value(low))–\(words.value(high))"
            case (let low?, nil): "≥ \(words.value(low))"
            case (nil, let high?): "< \(words.value(high))"
            case (nil, nil): words("chart.noReference")
            }
        frame.rule(area, title: title, right: "\(reference) [\(chart.source)]", .quiet)
    }

    private func shown(_ unit: String) -> String {
        switch unit {
        case "Cel": "℃"
        case "10*9/L": "×10⁹/L"
        case "mm[Hg]": "mmHg"
        case "/uL": "/µL"
        default: unit
        }
    }

    /// Days that are written below: as many as have room.
    private func days(_ window: ClosedRange<Double>) -> [Int] {
        let span = window.upperBound - window.lowerBound
        // Weeks, and fewer of them the longer somebody has been followed.
        var step = span > 30 ? 7 : span > 12 ? 3 : 1
        while span / Double(step) > 8, step >= 7 { step *= 2 }
        let first = Int((window.lowerBound / Double(step)).rounded(.up)) * step
        let last = Int(window.upperBound.rounded(.down))
        return first <= last ? Array(stride(from: first, through: last, by: step)) : []
    }

    /// Doses by the first letter of the drug, and grades of CRS and ICANS as C2, N1.
    private func drawEvents(
        _ area: Area, _ window: ClosedRange<Double>, on frame: inout Frame, _ words: Wording
    ) {
        guard !area.isEmpty else { return }
        let width = area.columns - Chart.labelWidth
        func column(_ at: Instant) -> Int? {
            let share = (x(at) - window.lowerBound) / (window.upperBound - window.lowerBound)
            guard (0...1).contains(share) else { return nil }
            return area.column + Chart.labelWidth + Int((share * Double(width - 1)).rounded())
        }
        var end = area.column
        for (at, text, style) in events.sorted(by: { $0.at < $1.at }) {
            guard let wanted = column(at) else { continue }
            // What comes close behind another stands beside it and not upon it.
            let place = min(max(wanted, end), area.column + area.columns - 2)
            frame.write(text, row: area.row, column: place, style)
            end = place + 2
        }
    }

    /// Grades where they change, and doses.
    private var events: [(at: Instant, text: String, style: Style)] {
        var events: [(at: Instant, text: String, style: Style)] = []
        var level: [Toxicity: Int] = [:]
        for record in picture.grades where [.crs, .icans].contains(record.grade.toxicity) {
            let grade = record.grade
            guard level[grade.toxicity, default: 0] != grade.level else { continue }
            level[grade.toxicity] = grade.level
            events.append(
                (
                    grade.at, (grade.toxicity == .crs ? "C" : "N") + String(grade.level),
                    Style(grade.level > 0 ? .caution : .good, .bold)
                ))
        }
        for dose in picture.treatments {
            guard let letter = dose.drug.first else { continue }
            events.append((dose.at, String(letter).uppercased() + "↓", Style(.accent, .bold)))
        }
        return events
    }
}
