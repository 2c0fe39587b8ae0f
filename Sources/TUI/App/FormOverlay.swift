import Application
import Domain
import Terminal

/// A dialog that is one form: what is typed is given up or handed in, and nothing else.
protocol FormOverlay: Overlay {
    var form: Form { get set }
    /// What becomes of it, once every field keeps its rules.
    mutating func submit(_ context: Context) -> [Step]
    /// What is said below the fields while they are typed.
    func notes(_ context: Context) -> [Line]
    var columns: Int { get }
}

extension FormOverlay {
    var columns: Int { 76 }

    func notes(_ context: Context) -> [Line] { [] }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        switch form.take(key) {
        case .editing, .ignored: []
        case .cancelled: [.close]
        case .submitted: submit(context)
        }
    }

    func draw(on frame: inout Frame, _ context: Context) {
        form.drawBox(columns: columns, more: notes(context), on: &frame, context.words)
    }
}

extension Form {
    /// The moment that the fields `day` and `time` say, at the place where it is typed.
    func instant(_ context: Context) -> Instant? {
        guard let day = DayEntry.day(text("day").trimmed, today: context.today),
            let time = try? ClockTime(text("time").trimmed)
        else { return nil }
        return Instant(day, time, offsetMinutes: context.now.offsetMinutes)
    }

    /// The form in a box of its own, with lines below it.
    func drawBox(columns: Int, more: [Line], on frame: inout Frame, _ words: Wording) {
        var area = frame.sheet(
            rows: height + more.count + 3, columns: min(columns, frame.size.columns),
            title: words(title), foot: words("form.foot"))
        draw(in: area.cutTop(height), on: &frame, words)
        for line in more {
            let row = area.cutTop(1)
            guard !row.isEmpty else { return }
            frame.write(line, row: row.row, column: row.column, width: row.columns)
        }
    }
}
