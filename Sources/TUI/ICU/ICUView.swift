import Application
import Domain
import Terminal

/// The forecast as columns with the capacity across, the night in hand with whoever is behind it,
/// and the beds themselves.
struct ICUView {
    let state: ICUState

    func draw(in pane: Area, on frame: inout Frame, _ words: Wording) {
        var area = pane
        let title = area.cutTop(1)
        guard let reply = state.reply else {
            frame.rule(title, title: words("screen.icu"), .quiet)
            frame.write(
                words("patient.reading"), row: area.row, column: area.column + 2, .quiet)
            return
        }
        let forecast = reply.forecast
        let reserve = Double(forecast.nights.first?.beds.reservePercent ?? 0) / 100
        frame.rule(
            title,
            title: words(
                Phrase(
                    "icu.title",
                    [
                        "days": .count(forecast.nights.count), "day": .day(forecast.first),
                        "reserve": .decimal(reserve, places: 1),
                    ])), right: words("icu.legend"), .quiet)
        let beds = min(state.beds.count + 2, max(3, area.rows / 4))
        let figures = reply.figures.wrapped(to: max(10, area.columns - 2))
        let foot = area.cutBottom(min(figures.count, max(1, area.rows / 7)))
        let bedArea = area.cutBottom(beds)
        let detail = area.cutBottom(min(6, max(3, area.rows * 2 / 5)))
        drawChart(forecast, area, on: &frame, words)
        drawNight(reply, detail, on: &frame, words)
        drawBeds(reply, bedArea, on: &frame, words)
        PatientView.draw(
            figures.map { Line($0, .quiet) }, Scroll(), in: foot.inset(columns: 1), on: &frame)
    }

    /// How wide a night is drawn.
    private func width(_ area: Area, _ count: Int) -> Int {
        max(4, min(9, (area.columns - 8) / max(1, count)))
    }

    private func drawChart(
        _ forecast: ICUForecast, _ pane: Area, on frame: inout Frame, _ words: Wording
    ) {
        var area = pane
        guard area.rows >= 5, !forecast.nights.isEmpty else { return }
        let overload = area.cutBottom(1)
        let labels = area.cutBottom(1)
        let most =
            forecast.nights.map { Swift.max(Double($0.ninety), Double($0.beds.open)) }.max() ?? 1
        let top = Swift.max(1, most)
        let wide = width(area, forecast.nights.count)
        for count in 0...Int(top) {
            let row = place(Double(count), top, area)
            frame.write(
                "\(count) ┤".fittedRight(to: 6), row: row, column: area.column, .quiet)
        }
        frame.write("P>", row: overload.row, column: overload.column + 2, .quiet)
        for (index, night) in forecast.nights.enumerated() {
            let column = area.column + 7 + index * wide
            guard column + wide <= area.column + area.columns else { break }
            let isHere = index == state.night
            draw(night, top, area, column: column, width: wide, on: &frame)
            let isWarned = night.overload >= forecast.warnAt
            let weekday = words.weekday(night.day.weekday)
            let name =
                (wide < 7 ? String(weekday.prefix(2)) : weekday + " ") + "\(night.day.dayOfMonth)"
            frame.write(
                name, row: labels.row, column: column, width: wide - 1,
                isHere ? Style(.accent, paper: .selected, .bold) : .plain)
            frame.write(
                words.percent(night.overload) + "%" + (isWarned ? "!" : ""), row: overload.row,
                column: column, width: wide - 1, isWarned ? Style(.danger, .bold) : .quiet)
        }
    }

    private func place(_ value: Double, _ top: Double, _ area: Area) -> Int {
        area.row + area.rows - 1 - Int((value / top * Double(area.rows - 1)).rounded())
    }

    /// The expected load as a column, P90 as a bar across it, the open beds as a dashed line.
    private func draw(
        _ night: ICUNight, _ top: Double, _ area: Area, column: Int, width: Int,
        on frame: inout Frame
    ) {
        let capacity = place(Double(night.beds.open), top, area)
        frame.write(
            String(repeating: "╌", count: width), row: capacity, column: column, Style(.today))
        let eighths = Int((night.expected / top * Double(area.rows - 1) * 8).rounded())
        let signs = Array("▁▂▃▄▅▆▇█")
        for row in 0..<(eighths + 7) / 8 {
            let sign = String(signs[min(8, eighths - row * 8) - 1])
            frame.write(
                String(repeating: sign, count: max(1, width - 2)),
                row: area.row + area.rows - 1 - row, column: column, Style(.stay))
        }
        let ninety = place(Double(night.ninety), top, area)
        let style: Style = night.ninety > night.beds.open ? Style(.danger, .bold) : Style(.caution)
        frame.write(
            String(repeating: "━", count: max(1, width - 2)), row: ninety, column: column, style)
    }

    private func drawNight(
        _ reply: ICUQuestion.Reply, _ pane: Area, on frame: inout Frame, _ words: Wording
    ) {
        var area = pane
        guard let night = state.current, !area.isEmpty else { return }
        frame.rule(area.cutTop(1), title: words(night.phrase(words)), .quiet)
        var lines = [Line(reply.reserves[state.night], .quiet)]
        lines += night.behind.map { part in
            Line("\(part.course.text) ", .bold) + Line(part.name)
                + Line("  \(words.dayAfterInfusion(part.dayAfterInfusion))  ", Style(.accent))
                + Line("\(words.percent(part.chance)) %  ")
                + FlagWords.signs(reply.flags[part.course], of: [.crs, .icans], words)
        }
        PatientView.draw(lines, Scroll(), in: area.inset(columns: 1), on: &frame)
    }

    private func drawBeds(
        _ reply: ICUQuestion.Reply, _ pane: Area, on frame: inout Frame, _ words: Wording
    ) {
        var area = pane
        guard area.rows >= 2 else { return }
        frame.rule(area.cutTop(1), title: words("icu.beds"), right: words("ward.bedSigns"), .quiet)
        let wide = width(area, reply.forecast.nights.count)
        for (line, bed) in state.beds.prefix(area.rows).enumerated() {
            let row = area.row + line
            let isHere = line == state.bed
            frame.write(
                (isHere ? "▸" : " ") + "\(bed.name) \(bed.unit)", row: row, column: area.column,
                width: 7, isHere ? Style(.accent, .bold) : .plain)
            for (index, use) in bed.uses.enumerated() {
                let column = area.column + 7 + index * wide
                guard column + wide <= area.column + area.columns else { break }
                let (text, style): (String, Style) =
                    switch use {
                    case .free: ("·", .quiet)
                    case .booked(let course, _, _): (course.text, Style(.stay))
                    case .blocked(.otherPatients, _): ("////", .quiet)
                    case .blocked: ("xxxx", Style(.caution))
                    case .closed: ("", .quiet)
                    }
                let isCell = isHere && index == state.night
                frame.write(
                    text, row: row, column: column, width: wide - 1,
                    isCell ? style.on(.selected).with(.bold) : style)
            }
        }
    }
}
