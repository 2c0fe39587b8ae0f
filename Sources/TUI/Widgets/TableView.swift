import Application
import Domain
import Terminal

/// Where the columns of a table stand in a given width.
struct TableLayout<Row> {
    let columns: [(column: Column<Row>, width: Int)]

    /// Drops the least important columns until the rest fits, then hands out what is left.
    init(_ all: [Column<Row>], width: Int) {
        var kept = all
        func needed() -> Int { kept.reduce(0) { $0 + $1.least + 1 } - 1 }
        while needed() > width, let worst = kept.map(\.sheds).max(), worst > 0,
            let place = kept.lastIndex(where: { $0.sheds == worst })
        {
            kept.remove(at: place)
        }
        var spare = max(0, width - needed())
        columns = kept.map { column in
            let more = min(spare, column.ideal - column.least)
            spare -= more
            return (column, column.least + more)
        }
    }

    var width: Int { columns.reduce(0) { $0 + $1.width + 1 } }

    func drawTitles(
        row: Int, column: Int, _ state: TableState, _ words: Wording, on frame: inout Frame
    ) {
        var place = column
        for (column, width) in columns {
            var title = words(column.title)
            if state.sort?.column == column.id {
                title += state.sort?.ascending == false ? " ▼" : " ▲"
            }
            let shown = column.alignsRight ? title.fittedRight(to: width) : title.clipped(to: width)
            frame.write(shown, row: row, column: place, width: width, Style(.quiet, .bold))
            place += width + 1
        }
    }

    func draw(_ item: Row, row: Int, column: Int, _ words: Wording, on frame: inout Frame) {
        var place = column
        for (column, width) in columns {
            let line = column.line(item, words)
            let lead = column.alignsRight ? max(0, width - line.width) : 0
            frame.write(line, row: row, column: place + lead, width: width - lead)
            place += width + 1
        }
    }
}

/// A whole table: titles, rows in view, and what to say when there are none.
struct TableView<Row> {
    let columns: [Column<Row>]
    let rows: [Row]
    let state: TableState
    let empty: Phrase

    func draw(in area: Area, on frame: inout Frame, _ words: Wording) {
        var body = area
        let head = body.cutTop(1)
        let layout = TableLayout(columns, width: area.columns - 2)
        guard !head.isEmpty else { return }
        layout.drawTitles(row: head.row, column: head.column + 2, state, words, on: &frame)
        if state.order.isEmpty, body.rows > 0 {
            frame.write(
                words(empty), row: body.row, column: body.column + 2, width: body.columns - 2,
                .quiet)
        }
        let window = state.scroll.window(count: state.order.count, height: body.rows)
        for (line, place) in window.enumerated() {
            let row = body.row + line
            layout.draw(
                rows[state.order[place]], row: row, column: body.column + 2, words, on: &frame)
            if place == state.scroll.cursor {
                frame.write("▸", row: row, column: body.column, Style(.accent, .bold))
                frame.restyle(Area(row: row, column: body.column, rows: 1, columns: body.columns)) {
                    $0.paper = .selected
                }
            }
        }
    }
}

extension TableState {
    /// The rule above a list: what it is, and what it is filtered by.
    func drawTitle(
        _ area: Area, _ title: Phrase, on frame: inout Frame, _ words: Wording
    ) {
        let right =
            filter.isEmpty ? "" : words(Phrase("board.filtered", ["text": .text(filter)]))
        frame.rule(area, title: words(title), right: right, .quiet)
    }
}
