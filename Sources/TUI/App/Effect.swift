public import Application
public import Terminal

/// Work for the runtime. Data and not closures, so that a test can compare it.
public enum Effect: Sendable {
    case quit
    case suspend
    case repaint
    case mouse(Bool)
    case theme(Theme.Name)
    case plainSymbols(Bool)
    case language(Language)
    case undo
    case redo
    case act(any Deed)
    case ask(any Question)
    /// Begins a long work; one that is under way is given up for it.
    case start(any Work)
    case cancelWork
    case signIn(name: String, secret: String, code: String?)
    case signOut
}

extension Effect: Equatable {
    public static func == (left: Effect, right: Effect) -> Bool {
        switch (left, right) {
        case (.act(let one), .act(let other)): one.isSame(as: other)
        case (.ask(let one), .ask(let other)): one.isSame(as: other)
        case (.start(let one), .start(let other)): one.isSame(as: other)
        case (.mouse(let one), .mouse(let other)): one == other
        case (.theme(let one), .theme(let other)): one == other
        case (.plainSymbols(let one), .plainSymbols(let other)): one == other
        case (.language(let one), .language(let other)): one == other
        case (
            .signIn(let name, let secret, let code),
            .signIn(let other, let otherSecret, let otherCode)
        ):
            (name, secret, code) == (other, otherSecret, otherCode)
        case (.quit, .quit), (.suspend, .suspend), (.repaint, .repaint), (.undo, .undo),
            (.redo, .redo), (.cancelWork, .cancelWork), (.signOut, .signOut):
            true
        default: false
        }
    }
}
