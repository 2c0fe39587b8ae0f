import Application
import Domain
import Terminal

/// What a check of the whole store found: one sentence, and every fault beneath it.
struct VerifyReport: Overlay {
    let reply: VerifyWork.Reply
    private(set) var scroll = Scroll()

    init(_ reply: VerifyWork.Reply) { self.reply = reply }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        guard let movement = Movement(key) else { return [.close] }
        let (count, height) = (lines(context).count, context.pane.rows - 4)
        movement.apply(to: &scroll, count: count, height: height)
        return []
    }

    private static func width(_ columns: Int) -> Int { min(columns - 2, 100) }

    private func lines(_ context: Context) -> [String] {
        let sum = Phrase(
            reply.faults.isEmpty ? "verify.sound" : "verify.unsound",
            [
                "entries": .count(reply.entries), "rows": .count(reply.rows),
                "faults": .count(reply.faults.count),
            ])
        let width = max(1, Self.width(context.pane.columns) - 4)
        return ([sum] + reply.faults).flatMap { context.words($0).wrapped(to: width) }
    }

    func draw(on frame: inout Frame, _ context: Context) {
        let lines = lines(context)
        let area = frame.sheet(
            rows: min(frame.size.rows - 2, lines.count + 2),
            columns: Self.width(frame.size.columns), title: context.words("action.verify"),
            foot: context.words("admin.pageFoot"), Style(reply.faults.isEmpty ? .good : .danger))
        let first = max(0, min(scroll.cursor, lines.count - area.rows))
        for (row, line) in lines.dropFirst(first).prefix(area.rows).enumerated() {
            frame.write(line, row: area.row + row, column: area.column, width: area.columns)
        }
    }
}
