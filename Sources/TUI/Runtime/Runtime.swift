public import Application
public import Domain
public import Terminal

/// Runs the screens: waits for what happens, lets the app decide, and carries out what it asks.
public struct Runtime {
    /// Opens the store. Called on the thread that will own it, again after a failure.
    public typealias Opening =
        @Sendable () throws(StoreError) -> (Follower, @Sendable () -> Instant)

    private let screen: Screen
    private let replies = Mailbox<Message>()
    private let store: StoreThread
    private let clock: () -> Instant
    private var app: App
    /// What the terminal is known to draw, before anybody asks for less.
    private var repertoire: Repertoire
    /// Rows of our questions that have no answer yet.
    private var unanswered: Set<Int> = [2, 3]

    public init(
        _ options: Screen.Options, _ settings: App.Settings, _ wordings: [Wording],
        tutor: Tutor? = nil, clock: @escaping () -> Instant
    ) throws(ScreenError) {
        screen = try Screen(options)
        repertoire = options.repertoire
        store = StoreThread(replies)
        self.clock = clock
        app = App(
            size: screen.size, now: clock(), settings: settings, link: .opening, person: nil,
            wordings: wordings, tutor: tutor)
    }

    /// Returns when the person leaves or the terminal is gone.
    public mutating func run(_ open: @escaping Opening) {
        screen.askWidths()
        screen.present(app.view())
        store.start(open)
        let loop = EventLoop(screen, replies)
        while true {
            let events = loop.next(withinMilliseconds: app.millisecondsToNextTick)
            var goesOn = carryOut(app.update(.tick(clock())))
            for event in events where goesOn { goesOn = handle(event) }
            guard goesOn else { break }
            screen.present(app.view())
        }
        // The terminal first: a slow disk must not keep a dead screen in front of anybody.
        screen.close()
        store.stop()
    }

    /// False when the program is to end.
    private mutating func handle(_ event: EventLoop<Message>.Event) -> Bool {
        switch event {
        case .key(.cursorAt(let row, let column)):
            learn(row, column)
            return true
        case .key(let key): return carryOut(app.update(.key(key)))
        case .letter(let message): return carryOut(app.update(message))
        case .resized, .resumed:
            screen.resized()
            return carryOut(app.update(.resized(screen.size)))
        case .suspendAsked: return carryOut([.suspend])
        case .ready, .timedOut: return true
        case .ended: return false
        }
    }

    private mutating func learn(_ row: Int, _ column: Int) {
        guard unanswered.remove(row) != nil else { return }
        repertoire.learn(row: row, column: column)
        useRepertoire()
    }

    private func useRepertoire() {
        let wanted =
            app.settings.usesPlainSymbols && repertoire == .full ? .narrowSymbols : repertoire
        guard screen.repertoire != wanted else { return }
        screen.repertoire = wanted
        screen.repaint()
    }

    private mutating func carryOut(_ effects: [Effect]) -> Bool {
        for effect in effects {
            switch effect {
            case .quit: return false
            case .suspend:
                if screen.suspend() {
                    _ = app.update(.resized(screen.size))
                } else {
                    _ = app.update(.cannotSuspend)
                }
            case .repaint: screen.repaint()
            case .mouse(let isOn): screen.useMouse(isOn)
            case .theme(let name):
                screen.theme = Theme(name)
                screen.repaint()
            case .plainSymbols: useRepertoire()
            case .language: break  // The app draws in it from now on.
            case .cancelWork: store.cancelWork()
            case .undo, .redo, .act, .ask, .start, .signIn, .signOut: store.ask(effect)
            }
        }
        return true
    }
}
