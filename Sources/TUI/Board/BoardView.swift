import Application
import Domain
import Terminal

/// The Board: every active course as a bar of activities over days.
struct BoardView {
    let rows: [BoardRow]
    let state: BoardState
    let now: Instant
    let ghosts: [String: Ghost]

    static let detailRows = 2

    /// Rows of the table in a pane of this height: title, heads, a rule and the notes go off.
    static func tableHeight(_ pane: Int) -> Int { max(1, pane - 3 - detailRows) }

    func draw(in pane: Area, on frame: inout Frame, _ words: Wording) {
        var area = pane
        let title = area.cutTop(1)
        drawTitle(title, on: &frame, words)
        let detail = area.rows >= 8 ? area.cutBottom(Self.detailRows) : area.cutBottom(0)
        let rule = detail.isEmpty ? detail : area.cutBottom(1)
        let (layout, axis, start) = columns(in: area)
        drawTable(area, layout, axis, start, on: &frame, words)
        if !rule.isEmpty {
            frame.rule(rule, .quiet)
            drawDetail(detail, on: &frame, words)
        }
    }

    /// How the width is shared: on 80 columns a month of days beside the columns that never go.
    private func columns(in area: Area) -> (TableLayout<BoardRow>, TimeAxis, Int) {
        let layout = TableLayout(
            BoardColumns.drawn, width: max(20, min(area.columns - 37, area.columns * 11 / 20)))
        let start = area.column + 2 + layout.width
        let axis = state.axis(
            columns: max(0, area.column + area.columns - start - 1), today: now.day)
        return (layout, axis, start)
    }

    private func drawTitle(_ area: Area, on frame: inout Frame, _ words: Wording) {
        let conflicts = rows.reduce(0) { $0 + $1.conflicts }
        let toPlan = rows.count { $0.isToPlan }
        let title = words(
            Phrase(
                "board.title",
                [
                    "active": .count(rows.count), "plan": .count(toPlan),
                    "conflicts": .count(conflicts),
                ]))
        let filter = state.table.filter
        let sorted = BoardColumns.all.first { $0.id == state.table.sort?.column }
        var right = words("board.zoom.\(state.zoom.rawValue)")
        if let other = state.other { right = words(other.title) + " · " + right }
        if state.isAligned { right += " · " + words("board.aligned") }
        let shown =
            filter.isEmpty
            ? words("board.everything") : words(Phrase("board.filtered", ["text": .text(filter)]))
        let order = sorted.map {
            " · " + words(Phrase("board.sorted", ["column": .phrase($0.title)]))
        }
        let whole = "\(right) · \(shown)\(order ?? "")"
        // That nothing is filtered goes without saying where there is no room to say it.
        let isRoomy = title.displayWidth + whole.displayWidth + 6 <= area.columns
        right = isRoomy || !filter.isEmpty ? whole : right + (order ?? "")
        frame.rule(area, title: title, right: right, .quiet)
    }

    private func drawTable(
        _ area: Area, _ layout: TableLayout<BoardRow>, _ axis: TimeAxis, _ start: Int,
        on frame: inout Frame, _ words: Wording
    ) {
        guard area.rows > 0 else { return }
        layout.drawTitles(row: area.row, column: area.column + 2, state.table, words, on: &frame)
        axis.draw(row: area.row, column: start, on: &frame, words)
        let order = state.table.order
        if order.isEmpty, area.rows > 1 {
            let key = rows.isEmpty ? "board.empty" : "board.nothingFound"
            frame.write(
                words(key), row: area.row + 1, column: area.column + 2, width: area.columns - 2,
                .quiet)
        }
        let scroll = state.table.scroll
        let window = scroll.window(count: order.count, height: area.rows - 1)
        var row = area.row + 1
        let end = area.row + area.rows
        for place in window where row < end {
            let item = rows[order[place]]
            draw(
                item, isHere: place == scroll.cursor, row: row, area, layout, axis, start,
                on: &frame, words)
            row += 1
            guard let ghost = ghosts[item.course], row < end else { continue }
            draw(ghost, of: item, row: row, column: start, axis, on: &frame, words)
            row += 1
        }
    }

    /// The course as it would be, below the one that is.
    private func draw(
        _ ghost: Ghost, of item: BoardRow, row: Int, column: Int, _ axis: TimeAxis,
        on frame: inout Frame, _ words: Wording
    ) {
        let moved = ghost.days.map { $0.signed } ?? "–"
        let text = words(Phrase("board.ghost", ["days": .text(moved)]))
        let label = text.clipped(to: max(0, column - 3))
        frame.write(
            label, row: row, column: max(0, column - 2 - label.displayWidth), Style(.ghost, .bold))
        frame.write("┆", row: row, column: column - 1, .quiet)
        axis.draw(
            ghost.bars, today: state.isAligned ? aligned(now.day, item) : now.day, row: row,
            column: column, on: &frame)
    }

    private func draw(
        _ item: BoardRow, isHere: Bool, row: Int, _ area: Area, _ layout: TableLayout<BoardRow>,
        _ axis: TimeAxis, _ start: Int, on frame: inout Frame, _ words: Wording
    ) {
        layout.draw(item, row: row, column: area.column + 2, words, on: &frame)
        frame.write("│", row: row, column: start - 1, .quiet)
        axis.draw(
            bars(of: item), today: state.isAligned ? aligned(now.day, item) : now.day, row: row,
            column: start, on: &frame)
        if let other = state.other, other.isMarked(item.course) {
            frame.write(other.mark, row: row, column: start - 1, Style(.caution, .bold))
        }
        let mark =
            item.conflicts > 0
            ? "!" : item.isToPlan ? "+" : item.closedGates.isEmpty ? " " : "g"
        frame.write(mark, row: row, column: area.column + 1, Style(.danger, .bold))
        if isHere {
            frame.write("▸", row: row, column: area.column, Style(.accent, .bold))
            frame.restyle(Area(row: row, column: area.column, rows: 1, columns: area.columns)) {
                $0.paper = .selected
            }
        }
        if state.changed[item.course] != nil {
            frame.restyle(
                Area(row: row, column: area.column + 2, rows: 1, columns: layout.width - 1)
            ) { $0.attributes.insert(.underline) }
        }
    }

    private func aligned(_ day: Day, _ item: BoardRow) -> Day? {
        item.dayZero.map { Day(number: Int32(clamping: day - $0)) }
    }

    private func bars(of item: BoardRow) -> [Bar] {
        guard state.isAligned else { return item.bars }
        guard item.dayZero != nil else { return [] }
        return item.bars.compactMap { bar in
            guard let first = aligned(bar.days.lowerBound, item),
                let last = aligned(bar.days.upperBound, item)
            else { return nil }
            return Bar(bar.kind, bar.state, first...last)
        }
    }

    private func drawDetail(_ area: Area, on frame: inout Frame, _ words: Wording) {
        guard let selected = state.table.selected,
            let item = rows.first(where: { $0.course == selected })
        else { return }
        var notes = item.notes.map { words($0) }
        if state.changed[item.course] != nil, !item.changedBy.isEmpty {
            notes.insert(
                words(Phrase("board.changedBy", ["name": .text(item.changedBy)])), at: 0)
        }
        var line = Line(item.course + " ", Style(.accent, .bold))
        line.add(notes.joined(separator: " · "))
        let text = line.text.wrapped(to: max(1, area.columns - 2))
        frame.write(line, row: area.row, column: area.column + 1, width: area.columns - 2)
        // What one row cannot hold goes on in the second.
        if text.count > 1, area.rows > 1 {
            frame.clear(Area(row: area.row, column: area.column, rows: 1, columns: area.columns))
            for (index, part) in text.prefix(area.rows).enumerated() {
                frame.write(
                    part, row: area.row + index, column: area.column + 1, width: area.columns - 2)
            }
            frame.write(item.course, row: area.row, column: area.column + 1, Style(.accent, .bold))
        }
    }
}
