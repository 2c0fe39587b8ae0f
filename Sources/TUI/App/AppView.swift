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
        drawTutor(on: &frame)
        drawOverlay(on: &frame)
        drawFoot(on: &frame)
        return frame
    }

    private func drawScreen(on frame: inout Frame) {
        guard pane.rows > 0 else { return }
        let context = context
        desk.current.draw(in: context.pane, on: &frame, context)
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
        if let refusal {
            drawMessage(words(refusal), Style(.caution, .bold), on: &frame)
        } else if let notice {
            drawMessage(words(notice.phrase), Style(.good), on: &frame)
        } else if let work {
            _ = area.cutLeft(1)
            work.draw(in: area, on: &frame, words)
        } else {
            let hints = (Registry.screen(desk.place).hints + [.palette, .help])
                .map { Hint(settings.keys.key(of: $0), $0.hint) }
            HintLine.draw(hints, in: area, on: &frame, words)
        }
    }

    /// What happened or why nothing did, whole: a long one takes the rows above for as long as it
    /// stands.
    private func drawMessage(_ text: String, _ style: Style, on frame: inout Frame) {
        let lines = text.wrapped(to: size.columns - 2)
        let shown = min(lines.count, max(1, size.rows / 4))
        var area = Area(size)
        area = area.cutBottom(shown)
        frame.clear(area)
        for index in 0..<shown {
            let isLast = index == shown - 1
            let line = isLast ? lines[index...].joined(separator: " ") : lines[index]
            frame.write(
                Line(" " + line, style), row: area.row + index, column: area.column,
                width: area.columns)
        }
    }

    private func drawOverlay(on frame: inout Frame) {
        for overlay in desk.overlays { overlay.value.draw(on: &frame, context) }
    }
}
