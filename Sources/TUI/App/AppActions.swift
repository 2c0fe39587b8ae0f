import Application
import Domain
import Terminal

extension App {
    /// What the screens may look at.
    var context: Context {
        var area = pane
        let strip = area.cutBottom(min(desk.overlay?.footRows ?? 0, max(0, pane.rows - 8)))
        return Context(
            now: now, place: desk.place, pane: area, strip: strip,
            ghosts: desk.overlay?.ghosts ?? [:],
            isReplanOpen: desk.overlays.contains { $0.value is ReplanSheet },
            branch: desk.board.branch, live: live, link: link,
            person: person, words: words, keys: settings.keys, work: work)
    }

    /// Why an action cannot be done now; nil when it can.
    func refusal(of action: Action) -> Phrase? {
        guard Registry.has(action, on: desk.place) else {
            return Phrase(
                "refusal.notHere",
                ["action": .phrase(action.label), "screen": .phrase(desk.place.name)])
        }
        if action == .undo || action == .redo || action == .again { return context.linkRefusal }
        return desk.current.refusal(of: action, context)
    }

    mutating func perform(_ action: Action) -> [Effect] {
        if let why = refusal(of: action) {
            refusal = why
            return []
        }
        if let place = Registry.places.first(where: { $0.number != nil && $0.action == action }) {
            return go(place, nil)
        }
        switch action {
        case .back: return back()
        case .quit: return quit()
        case .filter: desk.filter = TextField(desk.current.filter, limit: 60)
        case .goTo: show(JumpFinder(finder: Finder(patientsOf: live)))
        case .palette: show(CommandPalette(palette: palette))
        case .help: show(HelpSheet())
        case .theme: show(ThemeMenu())
        case .undo: return [.undo]
        case .redo: return apply([.open(RedoDialog()), .ask(RedoQuestion())])
        case .again: return again()
        case .suspend: return [.suspend]
        case .lock: lock = .covered
        case .switchUser: return leave()
        case .language, .mouse, .symbols: return toggle(action)
        default: return apply(desk.current.perform(action, context))
        }
        return []
    }

    /// The last act once more, on what the cursor stands on.
    private mutating func again() -> [Effect] {
        let target = desk.current.target(context)
        guard let last = desk.last?.value else {
            refusal = Phrase("again.nothing")
            return []
        }
        guard let deed = last.again(on: target) else {
            refusal = Phrase("again.notHere")
            return []
        }
        show(AgainDialog(deed, on: target))
        return []
    }

    mutating func show(_ overlay: any Overlay) {
        desk.overlays.append(Desk.AnyOverlay(value: overlay))
    }

    /// Carries out what a screen or an overlay asks for, as far as it is the screens' own.
    mutating func apply(_ steps: [Step]) -> [Effect] {
        var effects: [Effect] = []
        for step in steps {
            switch step {
            case .effect(let effect): effects += begin(effect)
            case .open(let overlay): show(overlay)
            case .close: _ = desk.overlays.popLast()
            case .go(let place, let subject): effects += go(place, subject)
            case .perform(let action): effects += perform(action)
            case .look(let board): effects += look(at: board)
            case .refuse(let why): refusal = why
            case .say(let phrase): say(phrase)
            }
        }
        return effects
    }

    private mutating func begin(_ effect: Effect) -> [Effect] {
        switch effect {
        case .theme(let name): settings.theme = name
        case .act(let deed): desk.last = Desk.AnyDeed(value: deed)
        case .start(let asked): work = Progress(asked.title)
        case .cancelWork: work = nil
        default: break
        }
        return [effect]
    }

    /// Goes to a screen and puts its cursor on something, taking the filter away where that hides
    /// it.
    mutating func go(_ place: Place, _ subject: Subject?) -> [Effect] {
        desk.place = place
        if place.number != nil { desk.home = place }
        let effects = settle()
        guard let subject, !desk.current.show(subject, context) else { return effects }
        desk.current.setFilter("", context)
        if !desk.current.show(subject, context) { refusal = Phrase("refusal.gone") }
        return effects
    }

    private mutating func look(at board: OtherBoard?) -> [Effect] {
        var state = desk.board
        state.look(at: board, context)
        desk.screens[.board]?.value = state
        let effects = go(.board, nil)
        return effects + apply(board?.question.map { [$0] } ?? [])
    }

    private mutating func toggle(_ action: Action) -> [Effect] {
        switch action {
        case .language:
            settings.language = settings.language == .english ? .japanese : .english
            return [.language(settings.language)]
        case .mouse:
            settings.usesMouse.toggle()
            say(Phrase(settings.usesMouse ? "notice.mouseOn" : "notice.mouseOff"))
            return [.mouse(settings.usesMouse)]
        default:
            settings.usesPlainSymbols.toggle()
            return [.plainSymbols(settings.usesPlainSymbols)]
        }
    }

    /// Back never destroys: it gives up the work that runs, takes a filter away, then goes to
    /// where one came from and at last to the Board.
    private mutating func back() -> [Effect] {
        if work != nil { return begin(.cancelWork) }
        if !desk.current.filter.isEmpty {
            desk.current.setFilter("", context)
            return []
        }
        return go(desk.place.number == nil ? desk.home : .board, nil)
    }

    private mutating func quit() -> [Effect] {
        guard desk.place == .board, desk.current.filter.isEmpty else { return back() }
        return [.quit]
    }

    private var palette: Palette<Action> {
        let others = wordings.values.filter { $0.language != settings.language }
        let items = Registry.actions.filter { $0 != .palette }.map { action in
            Palette<Action>.Item(
                action, words(action.label), key: settings.keys.key(of: action),
                also: [words(action.also)]
                    + others.flatMap { [$0(action.label), $0(action.also)] },
                refusal: refusal(of: action))
        }
        return Palette(Phrase("palette.title"), items)
    }
}
