import Application
import Terminal

/// A dialog that is one form: it is filled in, left, or handed in.
protocol FormOverlay: Overlay {
    var form: Form { get set }
    var columns: Int { get }
    /// What follows once every field holds what it asks for.
    func submitted(_ context: Context) -> [Step]
    /// What stands below the fields.
    func lines(_ context: Context) -> [Line]
}

extension FormOverlay {
    var columns: Int { 76 }

    func lines(_ context: Context) -> [Line] { [] }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        switch form.take(key) {
        case .editing, .ignored: []
        case .cancelled: [.close]
        case .submitted: submitted(context)
        }
    }

    func draw(on frame: inout Frame, _ context: Context) {
        form.drawBox(columns: columns, more: lines(context), on: &frame, context.words)
    }
}
