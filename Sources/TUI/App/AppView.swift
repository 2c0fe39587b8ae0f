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
        if refusal == nil, let notice {
            frame.write(
                Line(" " + words(notice.phrase), Style(.good)), row: area.row, column: area.column,
                width: area.columns)
            return
        }
        if refusal == nil, let work {
            _ = area.cutLeft(1)
            work.draw(in: area, on: &frame, words)
            return
        }
        let hints = (Registry.screen(desk.place).hints + [.palette, .help])
            .map { Hint(settings.keys.key(of: $0), $0.hint) }
        HintLine.draw(hints, refusal: refusal, in: area, on: &frame, words)
    }

    private func drawOverlay(on frame: inout Frame) {
        for overlay in desk.overlays { overlay.value.draw(on: &frame, context) }
    }
}
