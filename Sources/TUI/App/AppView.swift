import Application
import Domain
public import Terminal

extension App {
    /// The whole screen. Pure: the same app gives the same frame.
    public func view() -> Frame {
        var frame = Frame(size)
        guard size.rows > 0, size.columns > 0 else { return frame }
        if let lock {
            LockView(lock: lock, person: person, now: now).draw(on: &frame, words)
            return frame
        }
        TopBar(self).draw(on: &frame)
        drawScreen(on: &frame)
        drawFoot(on: &frame)
        drawTutor(on: &frame)
        drawOverlay(on: &frame)
        return frame
    }

    private func drawScreen(on frame: inout Frame) {
        guard pane.rows > 0 else { return }
        switch desk.place {
        case .board:
            BoardView(rows: live.board, state: desk.board, now: now).draw(
                in: pane, on: &frame, words)
        case .slots:
            SlotsView(sheet: sheet, state: desk.slots, today: now.day)
                .draw(in: pane, on: &frame, words)
        case .patients: drawPatients(on: &frame)
        case .inbox: drawInbox(on: &frame)
        }
    }

    private func drawPatients(on frame: inout Frame) {
        var area = pane
        drawTitle(
            area.cutTop(1), Phrase("patients.title", ["count": .count(live.patients.count)]),
            desk.patients, on: &frame)
        TableView(
            columns: PatientColumns.all(today: now.day), rows: live.patients, state: desk.patients,
            empty: Phrase(live.patients.isEmpty ? "patients.empty" : "board.nothingFound")
        ).draw(in: area, on: &frame, words)
    }

    private func drawInbox(on frame: inout Frame) {
        var area = pane
        drawTitle(
            area.cutTop(1), Phrase("inbox.title", ["count": .count(live.inbox.count)]), desk.inbox,
            on: &frame)
        TableView(
            columns: InboxColumns.all(now: now), rows: live.inbox, state: desk.inbox,
            empty: Phrase(live.inbox.isEmpty ? "inbox.empty" : "board.nothingFound")
        ).draw(in: area, on: &frame, words)
    }

    private func drawTitle(
        _ area: Area, _ title: Phrase, _ state: TableState, on frame: inout Frame
    ) {
        let filter =
            state.filter.isEmpty
            ? "" : words(Phrase("board.filtered", ["text": .text(state.filter)]))
        frame.rule(area, title: words(title), right: filter, .quiet)
    }

    private func drawTutor(on frame: inout Frame) {
        guard let tutor, size.rows > 3 else { return }
        let row = size.rows - 2
        frame.clear(
            Area(row: row, column: 0, rows: 1, columns: size.columns), Style(.plain, paper: .bar))
        frame.write(
            Line(" " + words(tutor.phrase), Style(.today, paper: .bar, .bold)), row: row, column: 0,
            width: size.columns)
    }

    /// The last row: what is being typed, why nothing happened, what happened, or what can be
    /// pressed.
    private func drawFoot(on frame: inout Frame) {
        var area = Area(size)
        area = area.cutBottom(1)
        guard size.rows > 1 else { return }
        if let filter = desk.filter {
            let lead = area.cutLeft(3)
            frame.write(" /", row: lead.row, column: lead.column, Style(.accent, .bold))
            filter.draw(in: area, on: &frame, hasFocus: true)
            return
        }
        if refusal == nil, let notice {
            frame.write(
                Line(" " + words(notice.phrase), Style(.good)), row: area.row, column: area.column,
                width: area.columns)
            return
        }
        let shown = desk.place.hints + [.palette, .help]
        let hints = shown.filter { $0.belongs(to: desk.place) }
            .map { Hint($0.key, Phrase("hint.\($0.rawValue)")) }
        HintLine.draw(hints, refusal: refusal, in: area, on: &frame, words)
    }

    private func drawOverlay(on frame: inout Frame) {
        switch desk.overlay {
        case .palette(let palette): palette.draw(on: &frame, words)
        case .finder(let finder, _): finder.draw(on: &frame, words)
        case .dialog(let dialog, _): dialog.draw(on: &frame, words)
        case .help(let scroll): HelpPage(self).draw(scroll, on: &frame, words)
        case .themes(let menu): menu.draw(on: &frame, words)
        case nil: break
        }
    }
}
