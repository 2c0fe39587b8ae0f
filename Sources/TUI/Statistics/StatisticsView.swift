import Application
import Domain
import Terminal

/// The table of a figure, the row under the cursor in full, and its picture.
struct StatisticsView {
    let state: StatisticsState

    /// Rows of the table: less than half, so that the picture can be read.
    static func tableHeight(_ rows: Int) -> Int { max(3, (rows - 4) * 2 / 5) }

    func draw(in pane: Area, on frame: inout Frame, _ words: Wording) {
        var area = pane
        let head = area.cutTop(1)
        let pages = FigureRequest.Page.allCases
        let number = (pages.firstIndex(of: state.request.page) ?? 0) + 1
        guard let figure = state.figure else {
            frame.rule(
                head, title: words(Phrase("statistics.page.\(state.request.page.rawValue)")),
                .quiet)
            let text = state.refusal ?? Phrase("statistics.counting")
            frame.write(
                Line(words(text), state.refusal == nil ? .quiet : Style(.danger)), row: area.row,
                column: area.column + 2, width: area.columns - 2)
            return
        }
        frame.rule(
            head, title: words(figure.title), right: "\(number)/\(pages.count)", .quiet)
        let scope = area.cutTop(1)
        frame.write(
            Line(words(figure.scope.phrase), .quiet), row: scope.row, column: scope.column + 2,
            width: scope.columns - 2)
        var table = area.cutTop(min(figure.table.rows.count + 1, Self.tableHeight(pane.rows) + 1))
        drawTable(figure.table, in: &table, on: &frame, words)
        drawDetail(figure, in: &area, on: &frame, words)
        if let plot = state.row?.plot ?? figure.plot {
            PlotView(plot: plot).draw(in: area, on: &frame, words)
        }
    }

    // MARK: Table

    /// What goes first where the terminal is narrow; what is not named goes last.
    private static let sheds = [
        "contradiction", "published", "exits", "lostWhy", "window", "words", "phase", "arrivedP90",
        "baseline", "naiveMedian", "proportion", "measure", "inTime", "arrivedMedian", "interval",
        "ofBefore", "centre", "lower", "upper", "p90",
    ]

    private struct Layout {
        var lead: Int
        /// Places of the columns that are shown, with their widths.
        var columns: [(place: Int, width: Int)]
    }

    private func layout(
        _ table: FigureTable, _ heads: [String], _ texts: [[String]], width: Int
    ) -> Layout {
        let lead = min(
            max(heads[0].displayWidth, texts.map { $0[0].displayWidth }.max() ?? 0), width * 2 / 5)
        var columns = table.columns.indices.map { place -> (place: Int, width: Int) in
            let widest = texts.map { $0[place + 1].displayWidth }.max() ?? 0
            let isWords = table.rows.contains {
                if case .words = $0.cells[place] { true } else { false }
            }
            return (place, max(heads[place + 1].displayWidth, isWords ? min(widest, 24) : widest))
        }
        func needed() -> Int { lead + columns.reduce(0) { $0 + $1.width + 2 } }
        var order = Self.sheds[...]
        while needed() > width, columns.count > 1 {
            if let key = order.popFirst() {
                columns.removeAll { table.columns[$0.place] == key }
            } else {
                columns.removeLast()
            }
        }
        return Layout(lead: lead, columns: columns)
    }

    private func drawTable(
        _ table: FigureTable, in area: inout Area, on frame: inout Frame, _ words: Wording
    ) {
        let head = area.cutTop(1)
        guard !head.isEmpty else { return }
        let (heads, texts) = (table.heads(words), table.texts(words))
        let layout = layout(table, heads, texts, width: area.columns - 2)
        func line(_ cells: [String], _ row: FigureTable.Row?, _ style: Style) -> Line {
            var line = Line(cells[0].clipped(to: layout.lead).fitted(to: layout.lead), style)
            for (place, width) in layout.columns {
                let text = cells[place + 1].clipped(to: width)
                let isNumber: Bool =
                    switch row?.cells[place] {
                    case .words: false
                    default: true
                    }
                line.add(
                    "  " + (isNumber ? text.fittedRight(to: width) : text.fitted(to: width)), style)
            }
            return line
        }
        frame.write(
            line(heads, nil, Style(.quiet, .bold)), row: head.row, column: head.column + 2,
            width: head.columns - 2)
        let window = state.scroll.window(count: table.rows.count, height: area.rows)
        for (offset, place) in window.enumerated() {
            let row = area.row + offset
            let isHere = place == state.scroll.cursor
            frame.write(
                line(texts[place], table.rows[place], isHere ? Style(.plain, .bold) : .plain),
                row: row, column: area.column + 2, width: area.columns - 2)
            guard isHere else { continue }
            frame.write("▸", row: row, column: area.column, Style(.accent, .bold))
            frame.restyle(Area(row: row, column: area.column, rows: 1, columns: area.columns)) {
                $0.paper = .selected
            }
        }
    }

    /// What the table had no room for: the words of the row, and the notes of the figure.
    private func drawDetail(
        _ figure: Figure, in area: inout Area, on frame: inout Frame, _ words: Wording
    ) {
        var texts: [String] = []
        if let row = state.row {
            let parts = zip(figure.table.columns, row.cells).compactMap { key, cell -> String? in
                guard case .words = cell else { return nil }
                return words(Phrase("figure.column.\(key)")) + ": " + words(cell)
            }
            if !parts.isEmpty { texts.append(parts.joined(separator: " · ")) }
        }
        texts += figure.notes.map { words($0) }
        let lines = texts.flatMap { $0.wrapped(to: area.columns - 2) }
        let most = max(1, area.rows / 3)
        for text in lines.prefix(most) {
            let line = area.cutTop(1)
            frame.write(
                Line(text, .quiet), row: line.row, column: line.column + 2, width: line.columns - 2)
        }
    }
}
