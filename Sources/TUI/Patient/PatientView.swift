import Application
import Domain
import Terminal

/// Who it is, plan against what happened, what is usually to be watched for; below it one of the
/// tabs.
struct PatientView {
    let state: PatientState
    let now: Instant

    func draw(in pane: Area, on frame: inout Frame, _ words: Wording) {
        var area = pane
        guard let picture = state.picture else {
            frame.rule(area.cutTop(1), title: words("screen.patient"), .quiet)
            frame.write(
                words(state.course == nil ? "patient.none" : "patient.reading"), row: area.row,
                column: area.column + 2, .quiet)
            return
        }
        drawHead(picture, area.cutTop(1), on: &frame, words)
        drawTimeline(picture, &area, on: &frame, words)
        let rule = area.cutTop(1)
        frame.rule(rule, title: tabs(words), right: words("patient.tabs"), .quiet)
        switch state.tab {
        case .now:
            PatientNow(picture: picture, scroll: state.scroll, now: now)
                .draw(in: area, on: &frame, words)
        case .charts:
            PatientCharts(picture: picture, zoom: state.zoom, shift: state.shift, now: now)
                .drawLarge(in: area, from: state.chart, on: &frame, words)
        case .flags, .care, .history:
            let lines = PatientLists(picture: picture, now: now)
                .lines(state.tab, width: area.columns, words)
            Self.draw(lines, state.scroll, in: area, on: &frame)
        }
    }

    /// Lines that are longer than the area are scrolled by the cursor's keys.
    static func draw(_ lines: [Line], _ scroll: Scroll, in area: Area, on frame: inout Frame) {
        let first = max(0, min(scroll.cursor, lines.count - area.rows))
        for (row, line) in lines.dropFirst(first).prefix(area.rows).enumerated() {
            frame.write(line, row: area.row + row, column: area.column, width: area.columns)
        }
    }

    private func tabs(_ words: Wording) -> String {
        PatientState.Tab.allCases.map { tab in
            let name = words("patient.tab.\(tab.rawValue)")
            return tab == state.tab ? "[\(name)]" : name
        }.joined(separator: " ")
    }

    private func drawHead(
        _ picture: PatientPicture, _ area: Area, on frame: inout Frame, _ words: Wording
    ) {
        guard !area.isEmpty else { return }
        let patient = picture.patient
        var line = Line(" \(picture.course.text)  ", Style(.accent, .bold))
        line.add(patient.name.full, .bold)
        // On a narrow screen the reading and the disease go before the bed.
        let isWide = area.columns >= 110
        if isWide, !patient.name.kana.isEmpty { line.add(" \(patient.name.kana)", .quiet) }
        line.add("  \(patient.age(on: now.day)) \(words(patient.sex.phrase))")
        if !patient.hospitalNumber.isEmpty { line.add("  ID \(patient.hospitalNumber)") }
        if isWide { line.add("  " + words(picture.indication.phrase), .quiet) }
        line.add("  \(picture.product)  ", .bold)
        line.add(words.dayAfterInfusion(picture.dayAfterInfusion), Style(.accent, .bold))
        if !picture.bed.isEmpty { line.add("  \(picture.bed)") }
        if let end = picture.milestones.last(where: { $0.kind == .ended }) {
            let over = "\(words(end.kind.phrase)) \(words.day(end.at.day))"
            line.add("  " + over, Style(.caution, .bold))
        }
        frame.write(line, row: area.row, column: area.column, width: area.columns)
    }

    // MARK: The timeline

    private func drawTimeline(
        _ picture: PatientPicture, _ area: inout Area, on frame: inout Frame, _ words: Wording
    ) {
        frame.rule(area.cutTop(1), title: words("patient.timeline"), .quiet)
        let windows = picture.watch.filter { _ in picture.dayZero != nil }
        let most = max(0, area.rows - 15)
        let label = 9
        let axis = axis(picture, columns: max(1, area.columns - label - 1))
        let start = area.column + label
        let head = area.cutTop(1)
        axis.draw(row: head.row, column: start, on: &frame, words)
        for (key, bars) in [("plan", planned(picture)), ("actual", actual(picture))] {
            let row = area.cutTop(1)
            guard !row.isEmpty else { return }
            frame.write(words("patient.\(key)"), row: row.row, column: row.column + 1, .quiet)
            axis.draw(bars, today: now.day, row: row.row, column: start, on: &frame)
        }
        guard let zero = picture.dayZero else { return }
        for window in windows.prefix(min(windows.count, max(2, most))) {
            let row = area.cutTop(1)
            guard !row.isEmpty else { return }
            let name = window.toxicity.map { words($0.phrase) } ?? words("patient.watch")
            frame.write(
                name, row: row.row, column: row.column + 1, width: label - 2, .quiet)
            draw(window, zero, axis, row: row.row, column: start, on: &frame)
            // What it rests on stands behind the bar, as far as there is room.
            let end = (axis.column(of: zero + window.until) ?? axis.columns - 1) + 2
            frame.write(
                Line("\(window.says) [\(window.source)]", .quiet), row: row.row,
                column: start + end, width: max(0, area.columns - label - end - 1))
        }
    }

    /// From some days before the plan's first to the end of the usual watch.
    private func axis(_ picture: PatientPicture, columns: Int) -> TimeAxis {
        let zero = picture.dayZero ?? now.day
        let isNear = picture.isInfused || zero - now.day < columns / 3
        if isNear {
            let lead = min(columns / 3, 14)
            return TimeAxis(first: zero - lead, zoom: .day, columns: columns)
        }
        let first = picture.bookings.map(\.span.first).min() ?? now.day
        let days = zero - min(first, now.day) + 35
        return TimeAxis(
            first: min(first, now.day), zoom: days <= columns ? .day : .week, columns: columns)
    }

    private func planned(_ picture: PatientPicture) -> [Bar] {
        picture.bookings.compactMap { booking in
            guard let kind = Self.kind(booking.activity) else { return nil }
            let state: Bar.State =
                booking.state == .held || booking.state == .proposed
                ? .held : .confirmed
            return Bar(kind, state, booking.span.days)
        }
    }

    private static func kind(_ activity: Activity.Kind) -> Bar.Kind? {
        switch activity {
        case .apheresis: .collection
        case .manufacturing: .manufacturing
        case .receipt: .delivery
        case .conditioning: .conditioning
        case .infusion: .infusion
        case .wardStay, .icuStay: .stay
        case .processing, .courier, .bridging, .icuReserve: nil
        }
    }

    private func actual(_ picture: PatientPicture) -> [Bar] {
        func day(_ kind: Milestone.Kind) -> Day? {
            picture.milestones.first { $0.kind == kind }?.at.day
        }
        var bars: [Bar] = []
        func add(_ kind: Bar.Kind, _ first: Day?, _ last: Day?) {
            guard let first, let last, first <= last else { return }
            bars.append(Bar(kind, .done, first...last))
        }
        add(.collection, day(.collected), day(.collected))
        add(.manufacturing, day(.started), day(.released) ?? day(.started).map { max($0, now.day) })
        add(.ready, day(.released), day(.released))
        add(.delivery, day(.received), day(.received))
        if let first = day(.conditioningStarted) {
            let planned = picture.bookings.first { $0.activity == .conditioning }?.span.last
            add(.conditioning, first, max(first, min(now.day, planned ?? first)))
        }
        add(.infusion, day(.infused), day(.infused))
        if let zero = day(.infused) {
            add(.stay, zero + 1, day(.discharged) ?? max(now.day, zero + 1))
        }
        return bars
    }

    private func draw(
        _ window: WatchWindow, _ zero: Day, _ axis: TimeAxis, row: Int, column: Int,
        on frame: inout Frame
    ) {
        let onset = (zero + window.onset.lowerBound)...(zero + window.onset.upperBound)
        let first = zero + window.onset.lowerBound
        let all = first...max(zero + window.until, first)
        if let span = axis.columns(of: all) {
            frame.write(
                String(repeating: "░", count: span.count), row: row,
                column: column + span.lowerBound, .quiet)
        }
        if let span = axis.columns(of: onset) {
            frame.write(
                String(repeating: "▓", count: span.count), row: row,
                column: column + span.lowerBound, Style(.caution))
        }
        if let today = axis.column(of: now.day) {
            frame.write("╎", row: row, column: column + today, Style(.today))
        }
    }
}
