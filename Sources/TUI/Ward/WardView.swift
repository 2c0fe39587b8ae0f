import Application
import Domain
import Terminal

extension WardRow {
    var search: Searchable { Searchable("\(course.text) \(name) \(reading) \(bed) \(product)") }
}

enum WardColumns {
    static func all(now: Instant) -> [Column<WardRow>] {
        [
            Column(
                "bed", Phrase("ward.bed"), least: 10, ideal: 12,
                line: { row, words in
                    row.bed.isEmpty ? Line("–", .quiet) : Line(row.bed)
                }, key: { $0.bed.isEmpty ? .missing : .text($0.bed) }),
            Column(
                "course", Phrase("board.column.course"), least: 7,
                line: { row, _ in
                    Line(row.course.text, row.escalations.isEmpty ? .plain : Style(.danger, .bold))
                }, key: { .text($0.course.text) }),
            Column(
                "name", Phrase("board.column.patient"), least: 9, ideal: 16,
                line: { row, _ in Line(row.name, .bold) }, key: { .text($0.name) }),
            Column(
                "product", Phrase("board.column.product"), least: 9, sheds: 3,
                line: { row, _ in Line(row.product) }, key: { .text($0.product) }),
            Column(
                "day", Phrase("ward.day"), least: 5,
                line: { row, words in
                    Line(words.dayAfterInfusion(row.dayAfterInfusion), Style(.accent))
                },
                key: { $0.dayAfterInfusion.map { .number(Double($0)) } ?? .missing }),
            grade(.crs, "board.column.crs"), grade(.icans, "board.column.icans"),
            Column(
                "temp", Phrase("ward.temperature"), least: 5, sheds: 1,
                line: { row, words in
                    guard let reading = row.temperature else { return Line("–", .quiet) }
                    return Line(
                        words.value(reading.value),
                        reading.isHigh ? Style(.danger, .bold) : .plain)
                }, key: { $0.temperature.map { .number(-$0.value) } ?? .missing }),
            Column(
                "ice", Phrase("ward.iceHead"), least: 5,
                line: { row, words in
                    guard let ice = row.ice else { return Line("–", .quiet) }
                    var line = Line(
                        words.value(ice.value), ice.value < 10 ? Style(.danger, .bold) : .plain)
                    if let before = ice.before, before != ice.value {
                        line.add("←\(words.value(before))", .quiet)
                    }
                    return line
                }, key: { $0.ice.map { .number($0.value) } ?? .missing }),
            Column(
                "due", Phrase("ward.next"), least: 11, ideal: 13,
                line: { row, words in
                    guard let next = row.next else { return Line("–", .quiet) }
                    let isDue = next.due <= now
                    return Line(
                        (isDue ? "! " : "  ") + words.moment(next.due, near: now),
                        isDue ? Style(.danger, .bold) : .plain)
                },
                key: { $0.next.map { .number(Double($0.due.utcMilliseconds)) } ?? .missing }),
            Column(
                "what", Phrase("ward.what"), least: 11, ideal: 60, sheds: 2,
                line: { row, _ in Line(row.next?.what ?? "", .quiet) },
                key: { .text($0.next?.what ?? "") }),
        ]
    }

    private static func grade(_ toxicity: Toxicity, _ title: String) -> Column<WardRow> {
        Column(
            toxicity.rawValue, Phrase(title), least: 3,
            line: { row, _ in
                let mark = mark(row.grade(toxicity), row)
                return Line(mark.sign, mark.style)
            }, key: { .number(-mark($0.grade(toxicity), $0).rank) })
    }

    private static func mark(_ grade: WardRow.ToxicityGrade?, _ row: WardRow) -> FlagMark {
        guard let grade else {
            return (row.dayAfterInfusion ?? -1) > 0 ? .cannotSay : .none
        }
        let before = grade.before ?? 0
        return .grade(
            grade.level,
            grade.level > before ? .rising : grade.level < before ? .falling : .steady)
    }
}

struct WardView {
    let state: WardState
    let now: Instant

    static let detailRows = 4

    /// The list takes what it needs, at most three fifths.
    static func listHeight(_ pane: Int, _ count: Int) -> Int {
        max(1, min(count, pane * 3 / 5 - 2))
    }

    func draw(in pane: Area, on frame: inout Frame, _ words: Wording) {
        var area = pane
        let title = area.cutTop(1)
        guard let reply = state.reply else {
            frame.rule(title, title: words("screen.ward"), .quiet)
            frame.write(
                words("patient.reading"), row: area.row, column: area.column + 2, .quiet)
            return
        }
        let phrase = Phrase(
            "ward.title",
            [
                "count": .count(reply.list.rows.count), "due": .count(reply.list.dueNow),
                "waiting": .count(reply.list.waiting),
            ])
        state.table.drawTitle(title, phrase, on: &frame, words)
        if state.pane == .beds {
            drawBeds(reply.beds, from: state.bed.cursor, area, on: &frame, words)
            return
        }
        let height = Self.listHeight(pane.rows, reply.list.rows.count)
        TableView(
            columns: WardColumns.all(now: now), rows: reply.list.rows, state: state.table,
            empty: Phrase(reply.list.rows.isEmpty ? "ward.none" : "board.nothingFound")
        ).draw(in: area.cutTop(height + 1), on: &frame, words)
        drawDetail(&area, on: &frame, words)
        drawBeds(reply.beds, from: 0, area, on: &frame, words)
    }

    /// What is due for the patient under the cursor, and what is missing before the cells run.
    private func drawDetail(_ area: inout Area, on frame: inout Frame, _ words: Wording) {
        guard let row = state.row, area.rows > Self.detailRows + 3 else { return }
        var pane = area.cutTop(Self.detailRows)
        frame.rule(
            pane.cutTop(1), title: "\(row.course.text) \(row.name)",
            right: FlagWords.signs(state.reply?.flags[row.course], words).text, .quiet)
        var lines: [Line] = row.escalations.map {
            Line("! \(words($0.waiting))  \(words.moment($0.at))", Style(.danger, .bold))
        }
        lines += row.missing.map { Line("! " + words($0), Style(.danger, .bold)) }
        var due = Line()
        for item in row.due {
            due.add("\(item.label) ", .quiet)
            due.add(
                "\(words.moment(item.due, near: now))   ",
                item.due <= now ? Style(.danger, .bold) : .plain)
        }
        if !row.due.isEmpty { lines.append(due) }
        lines += row.tasks.map { task in
            Line(task.due <= now ? "! " : "  ", Style(.danger, .bold))
                + Line("\(words.moment(task.due)) ", .quiet) + Line(task.what)
        }
        PatientView.draw(lines, Scroll(), in: pane.inset(columns: 1), on: &frame)
    }

    // MARK: Beds

    static let nightWidth = 7

    private func drawBeds(
        _ map: BedMap, from first: Int, _ pane: Area, on frame: inout Frame, _ words: Wording
    ) {
        var area = pane
        guard area.rows >= 3 else { return }
        frame.rule(
            area.cutTop(1),
            title: words(Phrase("ward.beds", ["free": .count(map.freeTonight)])),
            right: words("ward.bedSigns"), .quiet)
        let head = area.cutTop(1)
        let label = min(14, max(8, (map.beds.map { name($0).displayWidth }.max() ?? 0) + 1))
        let nights = max(0, min(map.nights, (area.columns - label - 2) / Self.nightWidth))
        for ahead in 0..<nights {
            let day = map.first + ahead
            let isMonth = ahead == 0 || day.dayOfMonth == 1
            let text =
                isMonth
                ? words.monthAndDay(day)
                : "\(words.weekday(day.weekday)) \(day.dayOfMonth)"
            frame.write(
                text, row: head.row, column: head.column + label + 1 + ahead * Self.nightWidth,
                width: Self.nightWidth - 1,
                ahead == 0 ? Style(.today, .bold) : Style(day.weekday.isWeekend ? .quiet : .plain))
        }
        let start = max(0, min(first, map.beds.count - area.rows))
        for (line, bed) in map.beds.dropFirst(start).prefix(area.rows).enumerated() {
            let row = area.row + line
            let isHere = state.pane == .beds && start + line == state.bed.cursor
            frame.write(isHere ? "▸" : " ", row: row, column: area.column, Style(.accent, .bold))
            frame.write(
                name(bed), row: row, column: area.column + 1, width: label - 1,
                bed.isIntensive ? Style(.caution) : .plain)
            for (ahead, use) in bed.uses.prefix(nights).enumerated() {
                let (text, style) = cell(use, isSame: ahead > 0 && bed.uses[ahead - 1] == use)
                frame.write(
                    text, row: row,
                    column: area.column + label + 1 + ahead * Self.nightWidth,
                    width: Self.nightWidth - 1, style)
            }
        }
    }

    private func name(_ bed: BedMap.Bed) -> String { "\(bed.name) \(bed.unit)" }

    /// A course is named on its first night and goes on as a bar.
    private func cell(_ use: BedMap.Use, isSame: Bool) -> (String, Style) {
        switch use {
        case .free: ("·", .quiet)
        case .booked(let course, _, let state):
            state == .held || state == .proposed
                ? (isSame ? "▒▒▒▒▒▒" : course.text, .quiet)
                : (isSame ? "██████" : course.text, Style(.stay))
        case .blocked(.otherPatients, _): ("//////", .quiet)
        case .blocked: ("xxxxxx", Style(.caution))
        case .closed: ("", .quiet)
        }
    }
}
